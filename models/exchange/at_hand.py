"""The list that is being taken in, from its file to the event's list.

Every step is work, to be driven one after the other: each begins with what the last one left.
"""

import enum
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from models.exchange.apply import Imported
from models.exchange.columns import ColumnMapping
from models.exchange.headers import SheetList, read_list
from models.exchange.headings import ColumnKind
from models.exchange.importing import mapping_of, mend_row, mend_rows, plan_again, take_in
from models.exchange.plan import ImportPlan
from models.exchange.planned import PlannedRow, RowStatus
from models.exchange.reading import Pasted
from models.exchange.recognizing import carry_over, choose, say_same
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
    LIKELY = "likely"
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
            Sieve.LIKELY: _("Probably the same"),
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
    """Reads a file or what was copied, judges it, mends it, takes it in."""

    def __init__(self, store: Store, source: Path | Pasted, event_id: int | None = None) -> None:
        """Read ``source`` for an event, whose partner may have sent such lists before."""
        self._store = store
        self._source = source
        self._event_id = event_id
        self._outlook: Outlook | None = None

    @property
    def outlook(self) -> Outlook:
        """The list as it was last judged. Raises LookupError before it was read."""
        if self._outlook is None:
            raise LookupError("the list has not been read yet")
        return self._outlook

    def read(self, sheet: str | None = None) -> Work[Outlook]:
        """Read the file, the named sheet or the likeliest one. Raises a ListError."""
        found = yield from read_list(self._source, sheet)
        return (yield from self._judge(found, mapping_of(self._store, found, self._event_id)))

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

    def choose(
        self,
        *,
        theirs: bool,
        lines: Collection[int] | None = None,
        fields: Collection[str] | None = None,
    ) -> Work[Outlook]:
        """Believe the list rather than what is known, or not, on all or some lines and fields."""
        yield Progress(0, 0)
        before = self.outlook
        if before.plan is None:
            return before
        plan = choose(before.plan, theirs=theirs, lines=lines, fields=fields)
        return self._keep(before.found, plan)

    def say_same(self, line: int, *, same: bool) -> Work[Outlook]:
        """Say whether the person on a line is the one alike who is known."""
        yield Progress(0, 0)
        before = self.outlook
        if before.plan is None:
            return before
        return self._keep(before.found, say_same(before.plan, line, same=same))

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
        before = self._before(found)
        if before is not None:
            yield Progress(0, 0)
            plan = carry_over(before, mend_rows(self._store, plan, before.typed))
        return self._keep(found, plan)

    def _before(self, found: SheetList) -> ImportPlan | None:
        """Return the plan made before of the same sheet."""
        before = self._outlook
        same = before is not None and before.found.sheet_name == found.sheet_name
        return before.plan if before is not None and same else None

    def _keep(self, found: SheetList, plan: ImportPlan) -> Outlook:
        self._outlook = Outlook(found, plan.mapping, plan, sort_lines(plan))
        return self._outlook


def sort_lines(plan: ImportPlan) -> Mapping[Sieve, Sequence[int]]:
    """Return the places of each sort of line, in the order of the file."""
    sorted_out: dict[Sieve, list[int]] = {sieve: [] for sieve in Sieve}
    by_status = {status: sorted_out[Sieve(status.value)].append for status in RowStatus}
    remark, likely = sorted_out[Sieve.REMARK].append, sorted_out[Sieve.LIKELY].append
    for place, row in enumerate(plan.rows):
        by_status[row.status](place)
        if (row.problems or row.differences) and row.status is not RowStatus.PROBLEM:
            remark(place)
        if row.likely_same:
            likely(place)
    left_out = [~place for place in range(len(plan.skipped))]
    sorted_out[Sieve.LEFT_OUT] = sorted(left_out, key=lambda place: plan.skipped[~place].line)
    sorted_out[Sieve.ALL] = sorted(
        [*range(len(plan.rows)), *sorted_out[Sieve.LEFT_OUT]],
        key=lambda place: (plan.rows[place] if place >= 0 else plan.skipped[~place]).line,
    )
    return MappingProxyType(sorted_out)


_NO_LINES: Mapping[Sieve, Sequence[int]] = MappingProxyType(dict.fromkeys(Sieve, ()))
