"""Walks the history as it is kept, works all its fingerprints out again and compares them.

Texts are read as the bytes that are kept: whatever stands there, also what is no text at all.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Integer, Row, select, type_coerce
from sqlalchemy.orm import Session

from models.closing.tables import DayClose
from models.engines.dialects import AsBytes
from models.history.findings import Fault, Finding
from models.history.recording import change_digest, next_chain, said_digest, words_digest
from models.history.rows import DESK_BITS, chain_key
from models.history.tables import Action, Change

ENTRIES_AT_ONCE = 500
EMPTY_WORDS = b"{}"
ACTION_AT = 1
"""At which place of a change its action stands; see ``_all_changes``."""


class Entry(NamedTuple):
    """What an erasure emptied: a change and its record, or an action's words and no record."""

    action_id: int
    id: int
    table: str = ""
    record_id: int = 0


class Seal(NamedTuple):
    """The chain a closing of a day was sealed with."""

    day: date
    chain: bytes


@dataclass(slots=True)
class Walk:
    """Where the walk is and what it has seen.

    ``heads`` are the chains the next action may rest on: one, or after a fault that was told the
    one that is kept and the one that should be.
    """

    seals: dict[int, list[Seal]]
    typed: bytes | None = None
    sealed_at: datetime | None = None
    actions: int = 0
    changes: int = 0
    desks: int = 0
    emptied: dict[int, list[Entry]] = field(default_factory=dict)
    _desk: int | None = None
    _key: int | None = None
    _heads: tuple[bytes, ...] = ()

    def action(self, row: Row[Any], changes: "list[Row[Any]]") -> Iterator[Finding]:
        """Look at an action with its changes, in their order."""
        at = _moment(row.at)
        self.actions += 1
        for place, change in enumerate(changes, start=1):
            if change.erasure_id is None and not _altered(change):
                self.changes += 1  # as nearly all are
            else:
                yield from self.change(change, at)
            if change.id != row.id + place:
                yield Finding(Fault.ACTION_ALTERED, row.id, at)
        yield from self._words(row, at)
        digest = _digest(row, at, changes)
        if digest != row.digest:
            yield Finding(Fault.ACTION_ALTERED, row.id, at)
        yield from self._chain(row, at, digest)
        for seal in self.seals.pop(row.id, ()):
            if seal.chain != row.chain:
                yield Finding(Fault.SEAL_BROKEN, row.id, at, day=seal.day)

    def change(self, row: Row[Any], at: datetime | None) -> Iterator[Finding]:
        """Look at one change by itself."""
        self.changes += 1
        table = _text(row.record_table)
        if row.erasure_id is not None and row.before is None and row.after is None:
            self._note(row.erasure_id, Entry(row.action_id, row.id, table, row.record_id))
        elif row.erasure_id is not None or _altered(row):
            yield Finding(Fault.CHANGE_ALTERED, row.action_id, at, table, row.record_id)

    def stray(self, row: Row[Any]) -> Iterator[Finding]:
        """Look at a change whose action is not there."""
        table = _text(row.record_table)
        yield Finding(Fault.CHANGE_STRAY, row.action_id, None, table, row.record_id)
        yield from self.change(row, None)

    def _words(self, row: Row[Any], at: datetime | None) -> Iterator[Finding]:
        if row.erasure_id is not None and row.words == EMPTY_WORDS:
            self._note(row.erasure_id, Entry(row.id, row.id))
        elif row.erasure_id is not None or row.words_digest != words_digest(row.words):
            yield Finding(Fault.WORDS_ALTERED, row.id, at)

    def _chain(self, row: Row[Any], at: datetime | None, digest: bytes) -> Iterator[Finding]:
        key, desk = chain_key(row.id), row.id >> DESK_BITS
        if key != self._key:
            self._key, self._heads = key, (b"",)
        if desk != self._desk:
            self._desk, self.desks = desk, self.desks + 1
        possible = {next_chain(head, one) for head in self._heads for one in (row.digest, digest)}
        self._heads = (row.chain,)
        if row.chain not in possible:
            yield Finding(Fault.CHAIN_BROKEN, row.id, at)
            self._heads = (row.chain, *possible)
        if self.typed is not None and row.chain[: len(self.typed)] == self.typed:
            self.sealed_at = at

    def _note(self, erasure_id: int, entry: Entry) -> None:
        self.emptied.setdefault(erasure_id, []).append(entry)


def entries(session: Session) -> Iterator[tuple[Row[Any] | None, list[Row[Any]]]]:
    """Yield each action with its changes, in the order of the chain.

    Changes whose action is not there come with None. Of what is kept only a little is held.
    """
    changes = _Grouped(session.execute(_all_changes()))
    for action in session.execute(_all_actions()):
        for stray in changes.until(action.id):
            yield None, stray
        yield action, changes.of(action.id)
    for stray in changes.until(None):
        yield None, stray


def seals_of(session: Session) -> dict[int, list[Seal]]:
    """Return the seals of the days that were closed, by the action each is the chain of."""
    found: dict[int, list[Seal]] = {}
    rows = session.execute(select(DayClose.sealed_action_id, DayClose.day, DayClose.seal))
    for action_id, day, chain in rows:
        if action_id is not None:
            found.setdefault(action_id, []).append(Seal(day, chain))
    return found


class _Grouped:
    """Changes, as they come sorted by their action, taken action by action."""

    def __init__(self, rows: Iterable[Row[Any]]) -> None:
        self._groups = groupby(rows, key=itemgetter(ACTION_AT))
        self._next = next(self._groups, None)

    def of(self, action_id: int) -> list[Row[Any]]:
        """Take the changes of one action."""
        if self._next is None or self._next[0] != action_id:
            return []
        taken = list(self._next[1])
        self._next = next(self._groups, None)
        return taken

    def until(self, action_id: int | None) -> Iterator[list[Row[Any]]]:
        """Take the changes of all actions before one; all that are left before None."""
        while self._next is not None and (action_id is None or self._next[0] < action_id):
            yield self.of(self._next[0])


def _all_actions() -> Any:  # noqa: ANN401 - a select of bare columns
    wanted = select(
        Action.id,
        AsBytes(Action.at).label("at"),
        Action.officer_id,
        Action.desk_id,
        AsBytes(Action.name).label("name"),
        AsBytes(Action.words).label("words"),
        Action.undoes_id,
        type_coerce(Action.final, Integer).label("final"),
        Action.words_digest,
        Action.digest,
        Action.chain,
        Action.erasure_id,
    )
    return wanted.order_by(Action.id).execution_options(yield_per=ENTRIES_AT_ONCE)


def _all_changes() -> Any:  # noqa: ANN401 - a select of bare columns
    wanted = select(
        Change.id,
        Change.action_id,
        AsBytes(Change.record_table).label("record_table"),
        Change.record_id,
        AsBytes(Change.before).label("before"),
        AsBytes(Change.after).label("after"),
        Change.digest,
        Change.erasure_id,
    )
    ordered = wanted.order_by(Change.action_id, Change.id)
    return ordered.execution_options(yield_per=ENTRIES_AT_ONCE)


def _altered(row: Sequence[Any]) -> bool:
    _id, _action_id, table, record_id, before, after, digest, _erasure_id = row
    if before == b"" or after == b"":  # never written, and nothing to the digest
        return True
    return bool(digest != change_digest(table, record_id, before, after))


def _digest(row: Row[Any], at: datetime | None, changes: Iterable[Row[Any]]) -> bytes:
    """Work out an action's digest; of what cannot be read it is none."""
    name = _text(row.name)
    if at is None or row.final not in (0, 1):
        return b""
    said = (
        row.id,
        at.isoformat(),
        row.officer_id,
        row.desk_id,
        name,
        bytes(row.words_digest).hex(),
        row.undoes_id,
        bool(row.final),
    )
    return said_digest(said, (bytes(one.digest) for one in changes))


def _moment(kept: bytes) -> datetime | None:
    """Return a moment if it stands there just as it was written."""
    try:
        text = kept.decode()
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is not None or moment.isoformat(" ", "microseconds") != text:
        return None
    return moment.replace(tzinfo=UTC)


def _text(kept: bytes) -> str:
    return kept.decode(errors="replace")
