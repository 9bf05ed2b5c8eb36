"""The list that is being taken in, from its file to the event's list.

Every step is work, to be driven one after the other: each begins with what the last one left.
"""

import enum
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from models.exchange.apply import Imported
from models.exchange.columns import ColumnMapping
from models.exchange.headers import SheetList, read_list
from models.exchange.headings import ColumnKind
from models.exchange.importing import mend_row, plan_again, take_in
from models.exchange.plan import ImportPlan
from models.exchange.planned import PlannedRow, RowStatus
from models.exchange.skipping import SkippedRow
from models.progress import Progress, Work
from models.store import Store
from models.words import _

ListLine = PlannedRow | SkippedRow


class Sieve(enum.StrEnum):
    """Which lines of a list one looks at."""

    ALL = "all"
    ADD = "add"
    KNOWN = "known"
    REMARK = "remark"
    TWICE = "twice"
    PROBLEM = "problem"
    LEFT_OUT = "left_out"

    def label(self) -> str:
        """Return the name of these lines in the language of the screen."""
        if self in (Sieve.ADD, Sieve.KNOWN, Sieve.TWICE, Sieve.PROBLEM):
            return RowStatus(self.value).label()
        return {
            Sieve.ALL: _("All"),
            Sieve.REMARK: _("With a remark"),
            Sieve.LEFT_OUT: _("Left out"),
        }[self]


@dataclass(frozen=True, slots=True)
class Outlook:
    """A list and what would become of it.

    ``plan`` is None while a column is missing without which nobody can be taken in. ``lines``
    says which lines there are of each sort, each by its place: among the plan's rows, or, below
    nought, among its skipped ones counted from -1 down.
    """

    found: SheetList
    mapping: ColumnMapping
    plan: ImportPlan | None
    lines: Mapping[Sieve, Sequence[int]]

    @property
    def taken(self) -> int:
        """Return how many people would be put on the event's list."""
        return len(self.lines[Sieve.ADD]) + len(self.lines[Sieve.KNOWN])

    def line(self, place: int) -> ListLine:
        """Return the line at ``place``. Raises IndexError where there is none."""
        if self.plan is None:
            raise IndexError(place)
        return self.plan.rows[place] if place >= 0 else self.plan.skipped[~place]


class ListAtHand:
    """Reads a file, judges it, mends it, takes it in."""

    def __init__(self, store: Store, path: Path) -> None:
        self._store = store
        self._path = path
        self._outlook: Outlook | None = None

    @property
    def outlook(self) -> Outlook:
        """The list as it was last judged. Raises LookupError before it was read."""
        if self._outlook is None:
            raise LookupError("the list has not been read yet")
        return self._outlook

    def read(self, sheet: str | None = None) -> Work[Outlook]:
        """Read the file, the named sheet or the likeliest one. Raises a ListError."""
        found = yield from read_list(self._path, sheet)
        return (yield from self._judge(found, found.mapping))

    def change_column(self, place: int, kind: ColumnKind) -> Work[Outlook]:
        """Judge the list anew with ``kind`` in the column at ``place``; what was mended stays."""
        before = self.outlook
        return (yield from self._judge(before.found, before.mapping.change(place, kind)))

    def mend(self, line: int, kind: ColumnKind, text: str) -> Work[Outlook]:
        """Judge a line anew with ``text`` in its column of ``kind``."""
        yield Progress(0, 0)
        before = self.outlook
        if before.plan is None:
            return before
        return self._keep(before.found, mend_row(self._store, before.plan, line, kind, text))

    def take_in(self, event_id: int, *, live_here: bool) -> Work[Imported]:
        """Put the good rows on an event's list, as one action; LookupError without a plan."""
        plan = self.outlook.plan
        if plan is None:
            raise LookupError("nothing is planned")
        return (yield from take_in(self._store, event_id, plan, live_here=live_here))

    def _judge(self, found: SheetList, mapping: ColumnMapping) -> Work[Outlook]:
        if mapping.missing:
            self._outlook = Outlook(found, mapping, None, _NO_LINES)
            return self._outlook
        plan = yield from plan_again(self._store, found, mapping)
        for line, kind, text in self._mended(found):
            yield Progress(0, 0)
            with suppress(LookupError):  # by the new columns nobody may stand on that line
                plan = mend_row(self._store, plan, line, kind, text)
        return self._keep(found, plan)

    def _mended(self, found: SheetList) -> Iterator[tuple[int, ColumnKind, str]]:
        """Yield what was mended before in the same sheet."""
        before = self._outlook
        if before is None or before.plan is None or before.found.sheet_name != found.sheet_name:
            return
        for line, texts in before.plan.typed.items():
            for kind, text in texts.items():
                yield line, kind, text

    def _keep(self, found: SheetList, plan: ImportPlan) -> Outlook:
        self._outlook = Outlook(found, plan.mapping, plan, sort_lines(plan))
        return self._outlook


def sort_lines(plan: ImportPlan) -> Mapping[Sieve, Sequence[int]]:
    """Return the places of each sort of line, in the order of the file."""
    sorted_out: dict[Sieve, list[int]] = {sieve: [] for sieve in Sieve}
    by_status = {status: sorted_out[Sieve(status.value)].append for status in RowStatus}
    remark = sorted_out[Sieve.REMARK].append
    for place, row in enumerate(plan.rows):
        by_status[row.status](place)
        if (row.problems or row.differences) and row.status is not RowStatus.PROBLEM:
            remark(place)
    left_out = [~place for place in range(len(plan.skipped))]
    sorted_out[Sieve.LEFT_OUT] = sorted(left_out, key=lambda place: plan.skipped[~place].line)
    sorted_out[Sieve.ALL] = sorted(
        [*range(len(plan.rows)), *sorted_out[Sieve.LEFT_OUT]],
        key=lambda place: (plan.rows[place] if place >= 0 else plan.skipped[~place]).line,
    )
    return MappingProxyType(sorted_out)


_NO_LINES: Mapping[Sieve, Sequence[int]] = MappingProxyType(dict.fromkeys(Sieve, ()))
