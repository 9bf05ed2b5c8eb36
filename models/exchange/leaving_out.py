"""Takes those rows out of a list that hold no person, each with the reason."""

from collections.abc import Mapping, Sequence

from models.exchange.cells import Row, filled
from models.exchange.columns import ColumnMapping, looks_like_nik
from models.exchange.headers import SheetList
from models.exchange.headings import ColumnKind
from models.exchange.planned import PlannedRow, RowStatus
from models.exchange.skipping import (
    Place,
    SkippedRow,
    SkipReason,
    is_empty,
    is_example,
    reason_to_skip,
    skipped_row,
)

_WIDE = 3
_EXAMPLES = 5
"""Rows at the top among which a form may have an example of how to fill it in."""

_ASKED = 200
"""Rows that are asked whether the list numbers its rows."""


def leave_out(
    found: SheetList, mapping: ColumnMapping, rows: list[PlannedRow]
) -> tuple[list[PlannedRow], list[SkippedRow]]:
    """Return the rows that hold a person, and those that do not.

    Only rows that cannot be taken are doubted, and examples; where they stand among the others
    says much.
    """
    problem = RowStatus.PROBLEM  # found once: a member of an enumeration is found slowly
    doubtful = [at for at, row in enumerate(rows) if row.status is problem]
    doubtful = [at for at in doubtful if not _shows_a_nik(_row(found, rows[at]), mapping)]
    skipped: dict[int, SkippedRow | None] = {
        at: skipped_row(row.line, _row(found, row), SkipReason.NOTE)
        for at, row in enumerate(rows[:_EXAMPLES])
        if is_example(_row(found, row))
    }
    if not doubtful and not skipped:
        return rows, []
    doubtful = [at for at in doubtful if at not in skipped]
    around = _Surroundings(found, mapping, rows, doubtful)
    for at in doubtful:
        row = _row(found, rows[at])
        if is_empty(row):
            skipped[at] = None
        elif reason := reason_to_skip(row, mapping, around.place(at, skipped)):
            skipped[at] = skipped_row(rows[at].line, row, reason)
    kept = [row for at, row in enumerate(rows) if at not in skipped]
    return kept, [each for each in skipped.values() if each]


class _Surroundings:
    """What the other rows of a list say about a doubtful one."""

    def __init__(
        self,
        found: SheetList,
        mapping: ColumnMapping,
        rows: Sequence[PlannedRow],
        doubtful: Sequence[int],
    ) -> None:
        self._rows = rows
        self._first_line = found.first_line
        self._heading_words = found.heading_words
        self._titles = frozenset(row.text for row in found.above if row.reason is SkipReason.TITLE)
        doubted = set(doubtful)
        sure = [at for at in range(len(rows)) if at not in doubted]
        self._last_sure = max(sure, default=-1)
        self._numbered = _is_numbered([_row(found, rows[at]) for at in sure[:_ASKED]], mapping)
        self._wide_lines = {
            found.first_line + at
            for (top, left), (bottom, right) in found.merged
            if right - left + 1 >= _WIDE
            for at in range(top, min(bottom, top + _WIDE) + 1)
        }

    def place(self, at: int, skipped: Mapping[int, object]) -> Place:
        """Say where the row at ``at`` stands; ``skipped`` are those before it left out so far."""
        line = self._rows[at].line
        line_before = self._rows[at - 1].line if at else self._first_line - 1
        return Place(
            heading_words=self._heading_words,
            titles=self._titles,
            in_body=at < self._last_sure,
            behind_last=at - 1 not in skipped and line_before == line - 1,
            merged_wide=line in self._wide_lines,
            list_is_numbered=self._numbered,
        )


def _shows_a_nik(row: Row, mapping: ColumnMapping) -> bool:
    place = mapping.place(ColumnKind.NIK)
    return place is not None and place < len(row) and looks_like_nik(row[place])


def _is_numbered(rows: Sequence[Row], mapping: ColumnMapping) -> bool:
    place = mapping.place(ColumnKind.NUMBER)
    if place is None:
        return False
    return 2 * sum(bool(filled(row[place])) for row in rows if place < len(row)) >= len(rows)


def _row(found: SheetList, row: PlannedRow) -> Row:
    return found.rows[row.line - found.first_line]
