"""Puts together what was written to a record, field by field, and tells what does not fit."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from models.history.fields import field_word
from models.history.recording import Fields, canonical
from models.history.rows import chain_key
from models.packets.rules import (
    COUNTED,
    INTO,
    MOMENTS,
    NOTES,
    OUT_OF_LIST,
    RULES,
    added_up,
    lines_of,
    registers,
)
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
    if len(writes) == 1 and not alive:
        return _in_a_row(writes)  # as nearly all are
    chains = {chain_key(one.action_id) for one in writes}
    if len(chains) == 1 and not alive:
        return _in_a_row(sorted(writes, key=lambda one: one.action_id))
    ordered = sorted(writes, key=in_order)
    made = any(one.before is None for one in ordered)
    standing = order.standing(ordered)
    if any(one.after is None for one in standing):
        standing = _meant(ordered, order)
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
    standing = _meant(writes, order, present)
    if len(standing) > 1:
        left = [one for one in standing if (table, leader, one.action_id) not in settled]
        standing = left or standing[-1:]
    if (table, leader) == OUT_OF_LIST:
        standing = _merged_before_put_away(standing, writes, order)
    views = [[_seen_by(one, name, writes, order) for name in present] for one in standing]
    if len({canonical(view) for view in views}) == 1:
        return dict(zip(present, views[-1], strict=True))
    values = [_seen_by(one, leader, writes, order) for one in standing]
    if (table, leader) in MOMENTS:
        values = _that_can_be(values, standing, order)
    if (table, leader) in NOTES:
        return {leader: lines_of(values)}
    rule = RULES.get((table, leader))
    place = rule(values) if rule else None
    if place is None:
        place = len(views) - 1
        if field_word(table, leader):
            folded.disputes.append((leader, _sides(standing)))
    return dict(zip(present, views[place], strict=True))


def _meant(
    writes: Sequence[Write], order: Order, names: Collection[str] | None = None
) -> list[Write]:
    """Return what no other writing knew of; who took back what they wrote said nothing.

    ``names`` are the fields that are asked about; None for all.
    """
    standing = order.standing(writes)
    while len(standing) > 1:
        back = [
            one for last in standing for one in _taken_back(last, standing, writes, order, names)
        ]
        left = [one for one in writes if one not in back]
        if not back or not left:
            break
        writes, standing = left, order.standing(left)
    return standing


def _taken_back(
    last: Write,
    standing: Sequence[Write],
    writes: Sequence[Write],
    order: Order,
    names: Collection[str] | None,
) -> list[Write]:
    """Return what one place wrote, if fields hold there again in the end what they held before.

    What one of the others knew of was said: of that it begins anew.
    """
    place = chain_key(last.action_id), last.record_id
    run = [
        one
        for one in writes
        if (chain_key(one.action_id), one.record_id) == place
        and not any(order.precedes(one, other) for other in standing if other != last)
    ]
    if any(one.before is None or one.after is None for one in run):
        return []
    begun: Fields = {}
    for one in run:
        begun = {**(one.before or {}), **begun}
    asked = begun.keys() if names is None else begun.keys() & set(names)
    same = all(begun[name] == _seen_by(last, name, writes, order) for name in asked)
    return run if same else []


def _that_can_be(values: Sequence[Any], standing: Sequence[Write], order: Order) -> list[Any]:
    """Leave out moments of desks that had not begun by then: their clocks stood wrong.

    If none of them can be, all stay.
    """
    begun = [order.begun.get(chain_key(one.action_id), "") for one in standing]
    can_be = [
        value if value is None or value >= since else None
        for value, since in zip(values, begun, strict=True)
    ]
    return can_be if any(can_be) else list(values)


def _merged_before_put_away(
    standing: list[Write], writes: Sequence[Write], order: Order
) -> list[Write]:
    """Leave out who only used the recycle bin for somebody whom another desk merged.

    Who is merged is out of the list as well; else what was theirs would be with the other person,
    and they by themselves.
    """

    def says(one: Write, *names: str) -> bool:
        return any(_seen_by(one, name, writes, order) is not None for name in names)

    if not any(says(one, INTO) for one in standing):
        return standing
    return [one for one in standing if says(one, INTO, "limited_at", "erased_at")]


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
