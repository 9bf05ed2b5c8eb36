"""Puts together what was written to a record, field by field, and tells what does not fit."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from models.history.fields import field_word
from models.history.recording import Fields, canonical
from models.history.rows import chain_key
from models.packets.rules import COUNTED, NOTES, OWN, RULES, added_up, lines_of, registers
from models.packets.tables import ConflictKind
from models.packets.writes import Order, Write, in_order


class Side(NamedTuple):
    """Who says one of the things that do not fit: the record and the action."""

    record: int
    action: int


@dataclass(frozen=True, slots=True)
class Dispute:
    """Things that cannot be put together without somebody deciding."""

    kind: ConflictKind
    table: str
    record_id: int
    field: str | None
    sides: tuple[Side, ...]
    person_id: int | None = None


Settled = Collection[tuple[str, str, int]]
"""What a decision overruled: table, field and the action that wrote it."""


@dataclass(slots=True)
class Folded:
    """What a record is to hold: ``fields`` is None if it is gone, ``made`` if its making is known.

    ``disputes`` are the fields, each with its sides; ``kept_back`` the sides of which one took it
    out while another went on with it.
    """

    fields: Fields | None
    made: bool
    disputes: list[tuple[str, tuple[Side, ...]]]
    kept_back: tuple[Side, ...] = ()


def fold(
    table: str, writes: Sequence[Write], order: Order, settled: Settled = (), *, alive: bool = False
) -> Folded:
    """Put the writes of a record together; ``alive`` if it must not be gone."""
    chains = {chain_key(one.action_id) for one in writes}
    if len(chains) == 1 and not alive:
        return _in_a_row(sorted(writes, key=lambda one: one.action_id))
    ordered = sorted(writes, key=in_order)
    made = any(one.before is None for one in ordered)
    standing = order.standing(ordered)
    ends = [one for one in standing if one.after is None]
    if len(ends) == len(standing) and not alive:
        return Folded(None, made, [])
    folded = fold_fields(table, ordered, order, settled)
    if ends:
        folded.kept_back = _sides(standing)
    return folded


def fold_fields(
    table: str, ordered: Sequence[Write], order: Order, settled: Settled = ()
) -> Folded:
    """Put fields together that several records or desks wrote, whatever was taken out."""
    told = [one for one in ordered if one.after is not None]
    folded = Folded({}, any(one.before is None for one in ordered), [])
    fields: Fields = {}
    for register in registers(table, {name for one in told for name in one.after or ()}):
        leader = register[0]
        if (table, leader) in COUNTED:
            fields[leader] = added_up(ordered, leader)
            continue
        writes = [one for one in told if not (one.after or {}).keys().isdisjoint(register)]
        fields |= _settle(table, register, writes, order, settled, folded)
    folded.fields = fields
    return folded


def of_other(write: Write) -> Write:
    """Return a write to a record as it counts for the one that record is joined to."""
    before, after = (
        None if side is None else {name: side[name] for name in side if name not in OWN}
        for side in (write.before, write.after)
    )
    return write._replace(before=before, after=after)


def _in_a_row(writes: Iterable[Write]) -> Folded:
    """Put together what one place wrote: the last word holds."""
    fields: Fields | None = {}
    made = False
    for one in writes:
        if one.after is None:
            fields = None
        elif one.before is None:
            fields, made = dict(one.after), True
        else:
            fields = {**(fields or {}), **one.after}
    return Folded(fields, made, [])


def _settle(
    table: str,
    register: tuple[str, ...],
    writes: Sequence[Write],
    order: Order,
    settled: Settled,
    folded: Folded,
) -> Fields:
    """Return what fields that go together hold; note it where they are said differently."""
    leader = register[0]
    present = [name for name in register if any(name in (one.after or ()) for one in writes)]
    standing = order.standing(writes)
    if len(standing) > 1:
        left = [one for one in standing if (table, leader, one.action_id) not in settled]
        standing = left or standing[-1:]
    views = [[_seen_by(one, name, writes, order) for name in present] for one in standing]
    if len({canonical(view) for view in views}) == 1:
        return dict(zip(present, views[-1], strict=True))
    values = [_seen_by(one, leader, writes, order) for one in standing]
    if (table, leader) in NOTES:
        return {leader: lines_of(values)}
    rule = RULES.get((table, leader))
    place = rule(values) if rule else None
    if place is None:
        place = len(views) - 1
        if field_word(table, leader):
            folded.disputes.append((leader, _sides(standing)))
    return dict(zip(present, views[place], strict=True))


def _seen_by(write: Write, name: str, writes: Sequence[Write], order: Order) -> Any:  # noqa: ANN401
    """Return what a field held where, and when, ``write`` was done."""
    after = write.after or {}
    if name in after:
        return after[name]
    known = (one for one in reversed(writes) if name in (one.after or ()))
    return next(
        (one.after[name] for one in known if one.after and order.precedes(one, write)), None
    )


def _sides(writes: Iterable[Write]) -> tuple[Side, ...]:
    return tuple(sorted(Side(one.record_id, one.action_id) for one in writes))
