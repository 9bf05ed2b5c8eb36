"""What was written to records, here and at desks, and which of it knew of which."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cards.tables import NumberBlock
from models.events.tables import Event
from models.history.conflicts import Key
from models.history.recording import Fields, plain
from models.history.rows import batches, chain_key
from models.history.tables import COUNT_BITS, Action, Change
from models.history.timeline import taken_back
from models.packets.tables import DeskPacket, PacketReturn
from models.words import N_

Item = TypeVar("Item")

MERGE = N_("Merge what {desk} brought home")
BLOCK = NumberBlock.__tablename__
NOT_YET = 1 << 62
"""Later than any stamp: what is only about to be merged nobody here knows yet."""


class Records(dict[Key, Item]):
    """What is known of records, which are found by their table, too; none is ever left out."""

    def __init__(self, known: Mapping[Key, Item] | None = None) -> None:
        super().__init__(known or {})
        self._by_table: dict[str, list[Key]] = {}
        self._sorted = 0

    def of(self, table: str) -> list[Key]:
        """Return the records of a table, in the order in which they came."""
        if len(self) > self._sorted:
            for key in islice(self, self._sorted, None):
                self._by_table.setdefault(key[0], []).append(key)
            self._sorted = len(self)
        return list(self._by_table.get(table, ()))


class Write(NamedTuple):
    """What one action did to one record; ``known_at`` is the stamp from which the office knew."""

    stamp: int
    action_id: int
    table: str
    record_id: int
    before: Fields | None
    after: Fields | None
    known_at: int

    @property
    def key(self) -> Key:
        """The record."""
        return self.table, self.record_id


def in_order(write: Write) -> tuple[int, int]:
    """Return by what writes that do not know of one another are put in order."""
    return write.stamp, write.action_id


@dataclass(frozen=True, slots=True)
class Order:
    """Tells which write knew of which, whatever any clock said.

    ``known`` says for each chain of a desk how far the chains of others were in its packet, and
    ``begun`` before what moment nothing was seen there, as the history keeps moments.
    """

    known: Mapping[int, Mapping[int, int]]
    begun: Mapping[int, str]

    def precedes(self, first: Write, then: Write) -> bool:
        """Tell whether ``first`` was known where ``then`` was done."""
        one, other = chain_key(first.action_id), chain_key(then.action_id)
        if one == other:
            return first.action_id < then.action_id
        if other in self.known:
            return self.known[other].get(one, -1) >= first.action_id
        return first.known_at < then.stamp

    def standing(self, writes: Collection[Write]) -> list[Write]:
        """Return the writes that no other one of them knew of, in order."""
        if len({(chain_key(one.action_id), one.record_id) for one in writes}) == 1:
            return [max(writes, key=lambda one: one.action_id)]
        left = [one for one in writes if not any(self.precedes(one, other) for other in writes)]
        return sorted(left, key=in_order)

    def strangers(self, one: int, other: int) -> bool:
        """Tell whether two records were made where nobody knew of the other."""
        first, second = chain_key(one), chain_key(other)
        if first == second:
            return False
        reaches = (
            self.known.get(first, {}).get(second, -1),
            self.known.get(second, {}).get(first, -1),
        )
        if first not in self.known and second not in self.known:
            return False
        return reaches[0] < other and reaches[1] < one


def orders(session: Session, packet_id: int, chains: Iterable[int]) -> Order:
    """Return the order of all that came home so far and of ``chains`` of a packet."""
    packets = {row.id: row for row in session.scalars(select(DeskPacket))}
    starts = select(DeskPacket.id, Event.starts_at).join(Event, Event.id == DeskPacket.event_id)
    begun = {
        one: str(plain(min(packets[one].made_at, _day_before(at))))
        for one, at in session.execute(starts)
    }
    rows = session.execute(select(PacketReturn.chain_key, PacketReturn.packet_id))
    of = {row.chain_key: row.packet_id for row in rows} | dict.fromkeys(chains, packet_id)
    return Order(
        {key: _known(packets[one].known) for key, one in of.items()},
        {key: begun[one] for key, one in of.items()},
    )


def _day_before(at: datetime) -> datetime:
    """Return a moment that is before an event in any zone; events go by the clock on the wall."""
    return at.replace(tzinfo=UTC) - timedelta(days=1)


def _known(kept: Mapping[str, Any]) -> dict[int, int]:
    return {int(key): int(last) for key, last in kept.items()}


class Merges(NamedTuple):
    """Merges so far: the actions that say only what follows from others, and when they were.

    ``derived`` are merges, their undoings and those undone again; ``at`` are the stamps of the
    merges that are in effect.
    """

    derived: frozenset[int]
    at: Mapping[int, int]


def merges_of(session: Session) -> Merges:
    """Return the merges that were ever done here."""
    rows = session.execute(select(Action.id, Action.stamp).where(Action.name == MERGE))
    stamps = {row.id: row.stamp for row in rows}
    derived, frontier = set(stamps), set(stamps)
    while frontier:
        undoing = session.scalars(select(Action.id).where(Action.undoes_id.in_(frontier)))
        frontier = set(undoing) - derived
        derived |= frontier
    undone = taken_back(session, stamps)
    return Merges(
        frozenset(derived), {one: stamp for one, stamp in stamps.items() if one not in undone}
    )


def known_writes(session: Session, merges: Merges, ids: Iterable[int]) -> Iterator[Write]:
    """Yield what was written to the records with these ids, as far as the office knows.

    What a merge did follows from what it brought, and is left out; so is what an erasure emptied.
    """
    wanted = (
        select(
            Action.stamp,
            Change.action_id,
            Change.record_table,
            Change.record_id,
            Change.before,
            Change.after,
            Action.merged_by_id,
        )
        .join(Action, Action.id == Change.action_id)
        .where(Change.erasure_id.is_(None))
    )
    for batch in batches(ids):
        for row in session.execute(wanted.where(Change.record_id.in_(batch))):
            stamp, action_id, table, record_id, before, after, merged_by = row
            if action_id in merges.derived or (merged_by and merged_by not in merges.at):
                continue
            if merged_by and of_lent(table, record_id, action_id):
                continue
            known_at = merges.at[merged_by] if merged_by else stamp
            yield Write(stamp, action_id, table, record_id, before, after, known_at)


def of_lent(table: str, record_id: int, action_id: int) -> bool:
    """Tell whether a desk changed numbers that the office lent it.

    A desk has but a part of a block: what it says of that part, such as that it is closed, does not
    hold for the whole.
    """
    return table == BLOCK and chain_key(record_id) != chain_key(action_id)


def seconds_as_stamp(seconds: int) -> int:
    """Return a span of time as stamps count it."""
    return seconds * 1000 << COUNT_BITS
