"""A file that the agency's system returned, from reading it to noting what it says.

Every step is work, to be driven one after the other: each begins with what the last one left.
"""

import enum
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from sqlalchemy.orm import Session

from models.exchange.columns import ColumnMapping
from models.exchange.headers import SheetList, read_list
from models.exchange.headings import ColumnKind
from models.exchange.returns_apply import Noted, apply_returns
from models.exchange.returns_headings import RETURNS
from models.exchange.returns_known import known_here, niks_of
from models.exchange.returns_plan import ReturnsPlan, mend, read_rows, settle
from models.exchange.returns_planned import TAKEN, KnownHere, ReturnedRow, ReturnStatus
from models.exchange.returns_reading import ReadRow
from models.exchange.skipping import SkippedRow
from models.office.queries import today
from models.progress import Progress, Work
from models.store import Store
from models.words import _

ReturnLine = ReturnedRow | SkippedRow


class ReturnSieve(enum.StrEnum):
    """Which lines of a returned file one looks at."""

    ALL = "all"
    REGISTERED = "registered"
    REJECTED = "rejected"
    BILLED = "billed"
    PAID = "paid"
    ALREADY = "already"
    REMARK = "remark"
    UNKNOWN = "unknown"
    TWICE = "twice"
    PROBLEM = "problem"
    LEFT_OUT = "left_out"

    def label(self) -> str:
        """Return the name of these lines in the language of the screen."""
        others = {
            ReturnSieve.ALL: _("All"),
            ReturnSieve.REMARK: _("With a remark"),
            ReturnSieve.LEFT_OUT: _("Left out"),
        }
        return others[self] if self in others else ReturnStatus(self.value).label()


@dataclass(frozen=True, slots=True)
class ReturnsOutlook:
    """A returned file and what would become of it.

    ``plan`` is None while the column of the NIK is not known. ``lines`` says which lines there are
    of each sort, by place: among the plan's rows, or, below nought, among its skipped ones.
    """

    found: SheetList
    mapping: ColumnMapping
    plan: ReturnsPlan | None
    lines: Mapping[ReturnSieve, Sequence[int]]

    @property
    def taken(self) -> int:
        """Return of how many rows something would be noted."""
        return sum(len(self.lines[ReturnSieve(status.value)]) for status in TAKEN)

    @property
    def not_taken(self) -> int:
        """Return how many rows would be left for somebody to see to."""
        return sum(
            len(self.lines[sieve])
            for sieve in (ReturnSieve.PROBLEM, ReturnSieve.UNKNOWN, ReturnSieve.TWICE)
        )

    def line(self, place: int) -> ReturnLine:
        """Return the line at ``place``. Raises IndexError where there is none."""
        if self.plan is None:
            raise IndexError(place)
        return self.plan.rows[place] if place >= 0 else self.plan.skipped[~place]


def look_up(session: Session, rows: Sequence[ReadRow]) -> KnownHere:
    """Return all that must be known of the people in these rows."""
    niks = {row.said.nik for row in rows if row.said.nik}
    numbers = {row.said.member_number for row in rows if row.said.member_number}
    known = known_here(session, niks, numbers)
    names = {row.said.name for row in rows if row.said.nik not in known.members}
    return known._replace(namesakes=niks_of(session, names - {""}))


def plan_returns(
    store: Store, found: SheetList, mapping: ColumnMapping, event_id: int | None = None
) -> Work[ReturnsPlan]:
    """Judge a file that was read, by a mapping of its columns, against what is known here."""
    yield Progress(0, 0)
    with store.reading() as session:
        day = today(session)
    read, skipped = yield from read_rows(found, mapping, day)
    with store.reading() as session:
        known = look_up(session, read)
    yield Progress(len(read), len(read))
    unsettled = ReturnsPlan(
        found, mapping, known, day, tuple(read), (), tuple(skipped), event_id=event_id
    )
    return settle(unsettled)


def mend_row(
    store: Store, plan: ReturnsPlan, line: int, kind: ColumnKind, text: str
) -> ReturnsPlan:
    """Return the plan with a cell mended. Raises LookupError if nobody is on that line."""
    return _settle_mended(store, mend(plan, line, kind, text), {line})


def _settle_mended(store: Store, mended: ReturnsPlan, lines: Set[int]) -> ReturnsPlan:
    """Settle a plan in which ``lines`` were mended: they may be of people not asked for before."""
    anew = [row for row in mended.read if row.line in lines]
    with store.reading() as session:
        known = mended.known.joined(look_up(session, anew))
    return settle(replace(mended, known=known))


def note_returns(store: Store, plan: ReturnsPlan) -> Work[Noted]:
    """Note the plan's good rows as one action, by what is known at that moment."""
    with store.writing() as session:
        fresh = settle(replace(plan, known=look_up(session, plan.read)))
        return (yield from apply_returns(session, fresh))


class ReturnsAtHand:
    """Reads a file, judges it, mends it, notes what it says."""

    def __init__(self, store: Store, path: Path, event_id: int | None = None) -> None:
        """Take the file at ``path``; where one is at work on an event, it is likely of that."""
        self._store = store
        self._path = path
        self._event_id = event_id
        self._outlook: ReturnsOutlook | None = None

    @property
    def outlook(self) -> ReturnsOutlook:
        """The file as it was last judged. Raises LookupError before it was read."""
        if self._outlook is None:
            raise LookupError("the file has not been read yet")
        return self._outlook

    def read(self, sheet: str | None = None) -> Work[ReturnsOutlook]:
        """Read the file, the named sheet or the likeliest one. Raises a ListError."""
        found = yield from read_list(self._path, sheet, RETURNS)
        return (yield from self._judge(found, found.mapping))

    def change_column(self, place: int, kind: ColumnKind) -> Work[ReturnsOutlook]:
        """Judge the file anew with ``kind`` in the column at ``place``; what was mended stays."""
        before = self.outlook
        return (yield from self._judge(before.found, before.mapping.change(place, kind)))

    def mend(self, line: int, kind: ColumnKind, text: str) -> Work[ReturnsOutlook]:
        """Judge a line anew with ``text`` in its column of ``kind``."""
        yield Progress(0, 0)
        before = self.outlook
        if before.plan is None:
            return before
        return self._keep(mend_row(self._store, before.plan, line, kind, text))

    def take_in(self) -> Work[Noted]:
        """Note what the good rows say, as one action. Raises LookupError without a plan."""
        plan = self.outlook.plan
        if plan is None:
            raise LookupError("nothing is planned")
        return (yield from note_returns(self._store, plan))

    def _judge(self, found: SheetList, mapping: ColumnMapping) -> Work[ReturnsOutlook]:
        if mapping.missing:
            self._outlook = ReturnsOutlook(found, mapping, None, _NO_LINES)
            return self._outlook
        plan = yield from plan_returns(self._store, found, mapping, self._event_id)
        for line, kind, text in self._mended(found):
            with suppress(LookupError):  # by the new columns nobody may stand on that line
                plan = mend(plan, line, kind, text)
        if plan.typed:
            yield Progress(0, 0)
            plan = _settle_mended(self._store, plan, plan.typed.keys())
        return self._keep(plan)

    def _mended(self, found: SheetList) -> Iterator[tuple[int, ColumnKind, str]]:
        """Yield what was mended before in the same sheet."""
        before = self._outlook
        if before is None or before.plan is None or before.found.sheet_name != found.sheet_name:
            return
        for line, texts in before.plan.typed.items():
            for kind, text in texts.items():
                yield line, kind, text

    def _keep(self, plan: ReturnsPlan) -> ReturnsOutlook:
        self._outlook = ReturnsOutlook(plan.found, plan.mapping, plan, sort_lines(plan))
        return self._outlook


def sort_lines(plan: ReturnsPlan) -> Mapping[ReturnSieve, Sequence[int]]:
    """Return the places of each sort of line, in the order of the file."""
    sorted_out: dict[ReturnSieve, list[int]] = {sieve: [] for sieve in ReturnSieve}
    for place, row in enumerate(plan.rows):
        sorted_out[ReturnSieve(row.status.value)].append(place)
        if row.problems and row.status in (*TAKEN, ReturnStatus.ALREADY):
            sorted_out[ReturnSieve.REMARK].append(place)
    left_out = [~place for place in range(len(plan.skipped))]
    sorted_out[ReturnSieve.LEFT_OUT] = sorted(left_out, key=lambda at: plan.skipped[~at].line)
    sorted_out[ReturnSieve.ALL] = sorted(
        [*range(len(plan.rows)), *left_out],
        key=lambda place: (plan.rows[place] if place >= 0 else plan.skipped[~place]).line,
    )
    return MappingProxyType(sorted_out)


_NO_LINES: Mapping[ReturnSieve, Sequence[int]] = MappingProxyType(dict.fromkeys(ReturnSieve, ()))
