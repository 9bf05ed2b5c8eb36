"""The plan of what is noted of a returned file: what becomes of each row, before any of it is."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from heapq import merge
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

from models.exchange.cells import text_of
from models.exchange.columns import ColumnMapping
from models.exchange.doubts import doubts_of
from models.exchange.errors import ColumnMissingError
from models.exchange.headers import SheetList
from models.exchange.headings import ColumnKind
from models.exchange.leaving_out import leave_out
from models.exchange.plan import Typed, columns_of
from models.exchange.planned import ListedPerson, PlannedRow, RowStatus
from models.exchange.returns_comparing import compare
from models.exchange.returns_fitting import fit
from models.exchange.returns_planned import (
    TAKEN,
    KnownHere,
    ReturnedRow,
    ReturnStatus,
)
from models.exchange.returns_reading import ReadRow, RowReader
from models.exchange.skipping import SkippedRow, SkipReason
from models.people.nik import Severity
from models.progress import Progress, Work
from models.words import _, shorten

K = ColumnKind
_AT_ONCE = 2000
"""Rows between two reports of progress."""


class ReturnReport(NamedTuple):
    """A line of the file for the report: what stands there, what becomes of it and why."""

    line: int
    outcome: ReturnStatus | SkipReason
    cells: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReturnsPlan:
    """What becomes of each row of a returned file; a value: mending makes a new one.

    ``read`` is what the rows say by themselves, ``rows`` what becomes of them; ``event_id`` is the
    event one is at work on, if any.
    """

    found: SheetList
    mapping: ColumnMapping
    known: KnownHere
    today: date
    read: tuple[ReadRow, ...]
    rows: tuple[ReturnedRow, ...]
    skipped: tuple[SkippedRow, ...]
    event_id: int | None = None
    typed: Typed = field(default_factory=lambda: MappingProxyType({}))

    @property
    def taken(self) -> list[ReturnedRow]:
        """Return the rows of which something is noted."""
        return [row for row in self.rows if row.status in TAKEN]

    def counts(self) -> dict[ReturnStatus, int]:
        """Return how many rows have each status."""
        counted = Counter(row.status for row in self.rows)
        return {status: counted[status] for status in ReturnStatus}

    def report(self) -> Iterator[ReturnReport]:
        """Yield every line of the sheet that holds anything, with what becomes of it and why."""
        people = (
            ReturnReport(row.line, row.status, self._texts(row.line), row.reasons())
            for row in self.rows
        )
        others = (
            ReturnReport(
                row.line, row.reason, self._texts(row.line, row.text), (row.reason.message(),)
            )
            for row in self.skipped
        )
        return merge(people, others, key=attrgetter("line"))

    def text(self, line: int, kind: ColumnKind) -> str:
        """Return what stands in a cell, or what was typed in its place."""
        typed = self.typed.get(line, {})
        if kind in typed:
            return typed[kind]
        place, cells = self.mapping.place(kind), self.found.rows[line - self.found.first_line]
        return text_of(cells[place]) if place is not None and place < len(cells) else ""

    def _texts(self, line: int, otherwise: str = "") -> tuple[str, ...]:
        at = line - self.found.first_line
        return tuple(map(text_of, self.found.rows[at])) if at >= 0 else (otherwise,)


def read_rows(
    found: SheetList, mapping: ColumnMapping, today: date
) -> Work[tuple[list[ReadRow], list[SkippedRow]]]:
    """Read every row, and say which lines are none; ColumnMissingError without a NIK column."""
    if mapping.missing:
        raise ColumnMissingError(
            _(
                "No column of “{name}” is known to hold the NIK. "
                "Say which one does, or ask for a list that has it."
            ).format(name=found.file_name)
        )
    reader, doubts = RowReader(today), doubts_of(found, mapping)
    read: list[ReadRow] = []
    for start in range(0, len(found.rows), _AT_ONCE):
        rows = found.rows[start : start + _AT_ONCE]
        lines = [found.first_line + start + at for at, row in enumerate(rows) if any(row)]
        rows = list(filter(any, rows))
        if rows:
            read += reader.read(columns_of(rows, mapping), lines, doubts)
        yield Progress(min(start + _AT_ONCE, len(found.rows)), len(found.rows))
    kept, skipped = leave_out(found, mapping, [_doubted(row) for row in read])
    people = {row.line for row in kept}
    return [row for row in read if row.line in people], [*found.above, *skipped]


def settle(plan: ReturnsPlan) -> ReturnsPlan:
    """Say of every row anew what becomes of it, by what is known now."""
    rows = compare([fit(row, plan.known, plan.event_id) for row in plan.read])
    return replace(plan, rows=tuple(rows))


def mend(plan: ReturnsPlan, line: int, kind: ColumnKind, text: str) -> ReturnsPlan:
    """Return the plan with what was typed for the cell of ``kind`` on ``line``, not yet settled.

    Raises LookupError if no person is on that line.
    """
    place = bisect_left(plan.read, line, key=attrgetter("line"))
    if place == len(plan.read) or plan.read[place].line != line:
        raise LookupError(f"no person on line {line}")
    corrections = {**plan.typed.get(line, {}), kind: text}
    row = plan.found.rows[line - plan.found.first_line]
    cells = {each: [words] for each, words in corrections.items()}
    columns = {**columns_of([row], plan.mapping), **cells}
    doubts = doubts_of(plan.found, plan.mapping).without(corrections)
    anew = RowReader(plan.today).read(columns, [line], doubts)
    typed: Mapping[int, Mapping[ColumnKind, str]] = {
        **plan.typed,
        line: MappingProxyType(corrections),
    }
    read = (*plan.read[:place], *anew, *plan.read[place + 1 :])
    return replace(plan, read=read, typed=MappingProxyType(typed))


def _doubted(row: ReadRow) -> PlannedRow:
    """Return a row as those of lists are that are asked whether they hold a person at all."""
    bad = row.said.nik is None or any(each.severity is Severity.ERROR for each in row.problems)
    status = RowStatus.PROBLEM if bad else RowStatus.ADD
    return PlannedRow(row.line, status, ListedPerson(row.said.nik, shorten(row.said.name)))
