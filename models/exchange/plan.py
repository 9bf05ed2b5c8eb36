"""The plan of an import: what becomes of each row, before anything is written."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from heapq import merge
from itertools import repeat, zip_longest
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

from models.exchange.cells import EMPTY, Cell, Row, text_of
from models.exchange.columns import ColumnMapping
from models.exchange.doubts import NO_DOUBTS, Doubts, doubts_of
from models.exchange.errors import ColumnMissingError
from models.exchange.filled_down import filled_down, said_once
from models.exchange.gone import remark_columns, told_gone, with_gone
from models.exchange.headers import SheetList
from models.exchange.headings import PARTS_OF_A_NAME, ColumnKind
from models.exchange.judging import Columns, Judge, joined_name
from models.exchange.leaving_out import leave_out
from models.exchange.planned import (
    NOBODY,
    NOBODY_ALIKE,
    AlikePeople,
    KnownPeople,
    PlannedRow,
    RowFault,
    RowProblem,
    RowStatus,
)
from models.exchange.skipping import SkippedRow, SkipReason
from models.exchange.subheadings import SubHeadings
from models.exchange.twins import settle, suspect, without_recognition, without_suspicion
from models.people.nik import LENGTH, Severity, clean_nik
from models.progress import Progress, Work, uncollected
from models.words import _

K = ColumnKind
_AT_ONCE = 2000
"""Rows between two reports of progress."""

_REST = tuple(PlannedRow._field_defaults.values())[1:]
"""What follows ``from_nik`` in a new row: told whole, one is made in half the time."""


Typed = Mapping[int, Mapping[ColumnKind, str]]
"""What the user typed in place of cells, by line and kind."""


class ReportRow(NamedTuple):
    """A line of the file for the report: what stands there, what becomes of it and why."""

    line: int
    outcome: RowStatus | SkipReason
    cells: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What becomes of each row of a list; a value: mending makes a new one.

    ``rows`` hold a person each, in the order of their lines; ``skipped`` are all other lines with
    anything in them. ``alike`` are those known who have name and birth date of somebody listed.
    In ``found`` what several rows share stands in each; ``said_once`` is of what it stood only in
    the first.
    """

    found: SheetList
    mapping: ColumnMapping
    known: KnownPeople
    today: date
    rows: tuple[PlannedRow, ...]
    skipped: tuple[SkippedRow, ...]
    doubts: Doubts = NO_DOUBTS
    said_once: Sequence[ColumnKind] = ()
    typed: Typed = field(default_factory=lambda: MappingProxyType({}))
    alike: AlikePeople = field(default_factory=lambda: NOBODY_ALIKE)

    def counts(self) -> dict[RowStatus, int]:
        """Return how many rows have each status."""
        counted = Counter(row.status for row in self.rows)
        return {status: counted[status] for status in RowStatus}

    def fault_counts(self) -> dict[RowFault, int]:
        """Return how many rows have each fault that there is, the most frequent first."""
        counted = Counter(
            fault for row in self.rows for fault in {each.fault for each in row.problems}
        )
        return dict(counted.most_common())

    @property
    def said_above(self) -> frozenset[ColumnKind]:
        """Return what rows of their own, between the people or above them, say of those below."""
        return SubHeadings(self.skipped).kinds

    def row_at(self, line: int) -> PlannedRow:
        """Return the row that stands on ``line``; raise LookupError if no person is there."""
        return self.rows[_place_of(self, line)]

    def report(self) -> Iterator[ReportRow]:
        """Yield every line of the sheet that holds anything, with what becomes of it and why."""
        people = (
            ReportRow(row.line, row.status, self._texts(row.line), row.reasons())
            for row in self.rows
        )
        others = (
            ReportRow(
                row.line, row.reason, self._texts(row.line, row.text), (row.reason.message(),)
            )
            for row in self.skipped
        )
        return merge(people, others, key=attrgetter("line"))

    def _texts(self, line: int, otherwise: str = "") -> tuple[str, ...]:
        at = line - self.found.first_line
        return tuple(map(text_of, self.found.rows[at])) if at >= 0 else (otherwise,)


def niks(found: SheetList, mapping: ColumnMapping) -> set[str]:
    """Return every NIK that stands in the list: those to look up before the plan is made."""
    place = mapping.place(K.NIK)
    if place is None:
        return set()
    cells = {row[place] for row in found.rows if place < len(row)}
    texts = [cell for cell in cells if isinstance(cell, str)]
    digits = [text if len(text) == LENGTH else clean_nik(text) for text in texts]
    return {nik for nik in digits if len(nik) == LENGTH and nik.isdigit()}


def plan_rows(
    found: SheetList, mapping: ColumnMapping, known: KnownPeople = NOBODY, *, today: date
) -> Work[ImportPlan]:
    """Judge every row of the list; raise ColumnMissingError without a NIK or a name column."""
    _require(found, mapping)
    once = said_once(found, mapping)
    found = filled_down(found, mapping)
    judge = Judge(today)
    doubts = doubts_of(found, mapping)
    rows: list[PlannedRow] = []
    with uncollected():
        for start in range(0, len(found.rows), _AT_ONCE):
            rows += _judged(found, mapping, judge, start, doubts)
            yield Progress(min(start + _AT_ONCE, len(found.rows)), len(found.rows))
    rows, left_out = leave_out(found, mapping, rows)
    skipped = (*found.above, *left_out)
    _add_what_is_around(found, mapping, rows, SubHeadings(skipped))
    settle(rows, range(len(rows)), known)
    suspect(rows, range(len(rows)))
    return ImportPlan(found, mapping, known, today, tuple(rows), skipped, doubts, once)


def mend(
    plan: ImportPlan, line: int, kind: ColumnKind, text: str, known: KnownPeople | None = None
) -> ImportPlan:
    """Return the plan with what the user typed for the cell of ``kind`` on ``line``.

    Only that row is judged anew, and those are compared again that have to do with it. ``known``,
    if given, takes the place of the people known: a mended NIK may be one not asked for before.
    Raises LookupError if no person is on that line.
    """
    place = _place_of(plan, line)
    corrections = {**plan.typed.get(line, {}), kind: text}
    typed = MappingProxyType({**plan.typed, line: MappingProxyType(corrections)})
    plan = replace(plan, typed=typed, known=plan.known if known is None else known)
    rows, before = list(plan.rows), plan.rows[place]
    rows[place] = _judged_again(plan, before, corrections)
    _compare_again(rows, before, place, plan.known)
    return replace(plan, rows=tuple(rows))


def _place_of(plan: ImportPlan, line: int) -> int:
    place = bisect_left(plan.rows, line, key=attrgetter("line"))
    if place == len(plan.rows) or plan.rows[place].line != line:
        raise LookupError(f"no person on line {line}")
    return place


def _judged_again(
    plan: ImportPlan, before: PlannedRow, typed: Mapping[ColumnKind, str]
) -> PlannedRow:
    """Judge a row with what was typed; what was chosen for it stays."""
    row = plan.found.rows[before.line - plan.found.first_line]
    columns = {**columns_of([row], plan.mapping), **{kind: [text] for kind, text in typed.items()}}
    doubts = plan.doubts.without(typed)
    (judged,) = _planned(columns, [before.line], Judge(plan.today), doubts)
    judged = SubHeadings(plan.skipped).fill(judged, typed)
    judged = _with_what_is_unseen(plan.found, plan.mapping, judged, typed)
    judged = with_gone(plan.found, remark_columns(plan.found, plan.mapping), judged)
    return judged._replace(taken=before.taken, same_as=before.same_as)


def _compare_again(
    rows: list[PlannedRow], before: PlannedRow, place: int, known: KnownPeople
) -> None:
    """Compare those rows that shared or now share a NIK with that at ``place``, or a birth date."""
    numbers = {before.person.nik, rows[place].person.nik} - {None}
    twins = [at for at, row in enumerate(rows) if at == place or row.person.nik in numbers]
    born = {before.person.birth_date, *(rows[at].person.birth_date for at in twins)} - {None}
    for at in twins:
        rows[at] = without_recognition(rows[at])
    settle(rows, twins, known)
    same_day = [at for at, row in enumerate(rows) if row.person.birth_date in born]
    for at in same_day:
        rows[at] = without_suspicion(rows[at])
    suspect(rows, same_day)


def _judged(
    found: SheetList, mapping: ColumnMapping, judge: Judge, start: int, doubts: Doubts
) -> list[PlannedRow]:
    """Judge up to ``_AT_ONCE`` rows from ``start``; those without any value are passed over."""
    rows = found.rows[start : start + _AT_ONCE]
    line = found.first_line + start
    lines: list[int] = list(range(line, line + len(rows)))
    if not all(map(any, rows)):
        lines = [line + at for at, row in enumerate(rows) if any(row)]
        rows = list(filter(any, rows))
    return _planned(columns_of(rows, mapping), lines, judge, doubts) if rows else []


def _planned(columns: Columns, lines: list[int], judge: Judge, doubts: Doubts) -> list[PlannedRow]:
    judged = judge.judge(columns, doubts)
    cells = zip(lines, repeat(RowStatus.ADD), judged.people, judged.from_nik, *map(repeat, _REST))
    planned = list(map(PlannedRow._make, cells))
    for place, problems in judged.problems.items():
        is_bad = any(each.severity is Severity.ERROR for each in problems)
        status = RowStatus.PROBLEM if is_bad else RowStatus.ADD
        planned[place] = planned[place]._replace(status=status, problems=tuple(problems))
    return planned


def _add_what_is_around(
    found: SheetList, mapping: ColumnMapping, rows: list[PlannedRow], headings: SubHeadings
) -> None:
    """Add what stands above the rows, and what one does not see of them in the file."""
    if headings.kinds:
        rows[:] = map(headings.fill, rows)
    if found.unseen or found.torn:
        rows[:] = [_with_what_is_unseen(found, mapping, row) for row in rows]
    told_gone(found, mapping, rows)


def _with_what_is_unseen(
    found: SheetList,
    mapping: ColumnMapping,
    row: PlannedRow,
    typed: Collection[ColumnKind] = (),
) -> PlannedRow:
    """Return the row with a remark if it is hidden, torn, or where a formula has no value."""
    problems = list(row.problems)
    if torn := found.torn.get(row.line):
        fault = RowFault.TORN if torn.certain else RowFault.TORN_UNSURE
        problems.append(RowProblem(K.OTHER, fault, given=torn.given))
    if row.line in found.unseen.rows:
        problems.append(RowProblem(K.OTHER, RowFault.HIDDEN))
    for place in found.unseen.without_value.get(row.line, ()):
        kind = mapping.kinds[place] if place < len(mapping.kinds) else K.OTHER
        kind = K.NAME if kind in PARTS_OF_A_NAME else kind
        if kind is not K.OTHER and kind not in typed:
            problems.append(RowProblem(kind, RowFault.NO_VALUE))
    return row if len(problems) == len(row.problems) else row._replace(problems=tuple(problems))


def columns_of(rows: Sequence[Row], mapping: ColumnMapping) -> Columns:
    """Return the cells of each mapped kind; rows may be of different lengths.

    A name that stands in several columns is one, as on the KTP.
    """
    if set(map(len, rows)) != {len(mapping.kinds)}:
        rows = [row[: len(mapping.kinds)] for row in rows]
    columns = list(zip_longest(*rows, fillvalue=EMPTY))
    nothing = (EMPTY,) * len(rows)
    found: dict[ColumnKind, Sequence[Cell]] = {
        kind: columns[place] if place < len(columns) else nothing
        for place, kind in enumerate(mapping.kinds)
        if kind is not K.OTHER
    }
    parts = [found.pop(kind) for kind in PARTS_OF_A_NAME if kind in found]
    if parts:
        found[K.NAME] = parts[0] if len(parts) == 1 else list(map(joined_name, *parts))
    return found


def _require(found: SheetList, mapping: ColumnMapping) -> None:
    """Raise ColumnMissingError if nobody could be taken in."""
    if K.NIK in mapping.missing:
        raise ColumnMissingError(
            _(
                "No column of “{name}” is known to hold the NIK. "
                "Say which one does, or ask for a list that has it."
            ).format(name=found.file_name)
        )
    if mapping.missing:
        raise ColumnMissingError(
            _(
                "No column of “{name}” is known to hold the name. "
                "Say which one does, or ask for a list that has it."
            ).format(name=found.file_name)
        )
