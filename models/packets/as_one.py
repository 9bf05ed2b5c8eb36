"""What was written to several records that are one thing by now, and which of it knew of which."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from typing_extensions import override

from models.history.conflicts import Key
from models.history.recording import Fields
from models.history.rows import batches, chain_key
from models.history.tables import Action, Change
from models.packets.rules import INTO, OWN
from models.packets.scope import Scope, by_table
from models.packets.writes import Order, Write, in_order


@dataclass(frozen=True, slots=True)
class JoinedOrder(Order):
    """Tells which write knew of which, where some of them are to other records of one thing.

    Who wrote to one record while another still stood beside it meant that one alone: what stands
    in the other is not overruled by it, though it was known there. ``apart`` are records that still
    stand by themselves, ``told`` is all that was written to the others, merges' own doing too.
    """

    apart: frozenset[int]
    told: Mapping[int, Sequence[Write]]

    @override
    def precedes(self, first: Write, then: Write) -> bool:
        """Tell whether ``first`` was known where ``then`` was done, and known to be of the same."""
        return Order.precedes(self, first, then) and (
            first.record_id == then.record_id or not self._stood(first.record_id, then)
        )

    def _stood(self, record: int, then: Write) -> bool:
        """Tell whether a record stood by itself at the place where, and when, a write was done."""
        if record in self.apart:
            return True
        writes = self.told.get(record, ())
        stood = not any(one.before is None for one in writes)
        for one in sorted((one for one in writes if self._seen(one, then)), key=in_order):
            if one.after is None:
                stood = False
            elif one.before is None or INTO in one.after:
                stood = one.after.get(INTO) is None
        return stood

    def _seen(self, one: Write, then: Write) -> bool:
        """Tell whether a write was done at the place of another before it, or came with its packet.

        What another desk did is seen once a merge did it, too.
        """
        here, there = chain_key(then.action_id), chain_key(one.action_id)
        return (there == here or there not in self.known) and (
            one.action_id == then.action_id or Order.precedes(self, one, then)
        )


def joined_order(scope: Scope, keys: Iterable[Key]) -> JoinedOrder:
    """Return the order of what was written to these records, which are one with others by now."""
    asked = list(keys)
    apart = {key for key in asked if key in scope.current and not scope.current[key].get(INTO)}
    told = {key[1]: list(scope.writes.get(key, ())) for key in asked if key not in apart}
    known = [key for key in asked if key[1] in told and not scope.brought.is_fresh(key[1])]
    for name, ids in by_table(known).items():
        for write in _of_merges(scope, name, ids):
            told[write.record_id].append(write)
    return JoinedOrder(
        scope.order.known, scope.order.begun, frozenset(one for _table, one in apart), told
    )


def _of_merges(scope: Scope, name: str, ids: Iterable[int]) -> Iterable[Write]:
    """Yield what merges themselves wrote to records, which follows from what they brought."""
    wanted = (
        select(Action.stamp, Change.action_id, Change.record_id, Change.before, Change.after)
        .join(Action, Action.id == Change.action_id)
        .where(Change.record_table == name)
    )
    for batch in batches(ids):
        for row in scope.session.execute(wanted.where(Change.record_id.in_(batch))):
            if row.action_id in scope.merges.derived:
                stamp, action_id, record_id, before, after = row
                yield Write(stamp, action_id, name, record_id, before, after, stamp)


def still_counts(writes: Sequence[Write], order: Order) -> list[Write]:
    """Return what was written to a record that became one with another, as it counts for that one.

    Where somebody joined them or took it out, what was known then was judged then.
    """
    judged = _judging(writes, order)
    return [
        _of_other(one)
        for one in writes
        if judged is None or not (one == judged or order.precedes(one, judged))
    ]


def _judging(writes: Iterable[Write], order: Order) -> Write | None:
    """Return the write by which somebody joined a record to another or took it out, if it holds."""
    ordered = sorted(writes, key=in_order)
    judging = [one for one in ordered if one.after is None or one.after.get(INTO) is not None]
    if not judging:
        return None
    last = judging[-1]
    back = (one for one in ordered if one.after and (one.before is None or INTO in one.after))
    return None if any(one != last and order.precedes(last, one) for one in back) else last


def _of_other(write: Write) -> Write:
    before, after = (_without_own(side) for side in (write.before, write.after))
    return write._replace(before=before, after=after)


def _without_own(fields: Fields | None) -> Fields | None:
    if fields is None:
        return None
    return {name: value for name, value in fields.items() if name not in OWN}
