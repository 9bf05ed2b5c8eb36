"""Works out what a merge would write, and writes nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.history.conflicts import Key
from models.history.recording import Fields
from models.history.tables import Action
from models.packets.barring import barred, keep_away
from models.packets.brought import Brought, brought
from models.packets.folding import Dispute, Side
from models.packets.neighbours import JOINED, gather
from models.packets.reading import Returned
from models.packets.resting import keep_what_is_led_to, let_parents_be
from models.packets.same_people import PERSON
from models.packets.scope import Scope
from models.packets.tables import ConflictKind, ConflictState, MergeConflict
from models.packets.twice import look_for_twice, owner_of
from models.packets.wanted import Wanted, put_together
from models.packets.writes import merges_of, orders
from models.progress import Progress, Work

Told = tuple[str, str, int, str | int | None]
"""What a conflict is known by: its kind, its record, and the field or the other record."""


@dataclass(slots=True)
class Writing:
    """What is to be written: records by table, conflicts, and what must be emptied again.

    ``head`` is the last action that was here when it was worked out. ``erased`` are records that
    came home of people whose data was erased, each with whose it is.
    """

    brought: Brought
    head: int
    made: dict[str, list[Fields]] = field(default_factory=dict)
    changed: dict[str, dict[int, Fields]] = field(default_factory=dict)
    gone: dict[str, list[int]] = field(default_factory=dict)
    opened: list[Dispute] = field(default_factory=list)
    sides: dict[int, tuple[Side, ...]] = field(default_factory=dict)
    settled: list[int] = field(default_factory=list)
    joined: list[Dispute] = field(default_factory=list)
    parted: list[int] = field(default_factory=list)
    erased: dict[Key, int] = field(default_factory=dict)
    lost: list[Key] = field(default_factory=list)
    wanted: Wanted | None = None


def work_out(session: Session, returned: Returned) -> Work[Writing]:
    """Return what merging a return would write. Raises ReturnRefusedError."""
    found = yield from brought(session, returned)
    writing = Writing(found, last_action(session))
    if not found.actions:
        return writing
    told = session.execute(select(*MergeConflict.__table__.columns)).all()
    scope = Scope(
        session,
        found,
        orders(session, returned.packet_id, returned.chain_keys),
        merges_of(session),
        _overruled(told),
        told,
    )
    scope.take(found.writes)
    yield Progress(0, 0)
    people = gather(scope)
    yield Progress(0, 0)
    wanted = put_together(scope, people)
    writing.wanted = wanted
    writing.erased = barred(wanted)
    keep_away(wanted, writing.erased)
    look_for_twice(wanted)
    yield Progress(0, 0)
    writing.lost = let_parents_be(wanted)
    keep_what_is_led_to(wanted)
    _compare(wanted, writing)
    _conflicts(wanted, writing)
    return writing


def last_action(session: Session) -> int:
    """Return the stamp of the last action that is here: whoever did something since is later."""
    return session.scalar(select(func.max(Action.stamp))) or 0


def _overruled(told: Iterable[Any]) -> frozenset[tuple[str, str, int]]:
    """Return what was said and decided against."""
    return frozenset(
        (row.record_table, row.field, side["action"])
        for row in told
        if row.state is ConflictState.DECIDED and row.kind is ConflictKind.FIELD and row.field
        for side in row.sides
        if side.get("overruled")
    )


def _compare(wanted: Wanted, writing: Writing) -> None:
    """Note what is not yet as it is to be."""
    for key, fields in wanted.fields.items():
        name, one = key
        now = wanted.scope.current.get(key)
        if fields is None:
            if now is not None:
                writing.gone.setdefault(name, []).append(one)
        elif now is None:
            writing.made.setdefault(name, []).append(fields)
        else:
            fresh = {
                column: value
                for column, value in fields.items()
                if column in now and now[column] != value
            }
            if fresh:
                writing.changed.setdefault(name, {})[one] = fresh


def _conflicts(wanted: Wanted, writing: Writing) -> None:
    """Note which conflicts are new, which have other sides by now, and which are no more."""
    disputes = {_told(one): one for one in (*wanted.disputes, *_suspects(wanted))}
    joins = {_told(one): one for one in _joins(wanted)}
    decided: dict[Told, list[frozenset[Side]]] = {}
    for row in wanted.scope.told:
        sides = tuple(sorted(Side(one["record"], one["action"]) for one in row.sides))
        told = _told(Dispute(row.kind, row.record_table, row.record_id, row.field, sides))
        if row.state is ConflictState.DECIDED:
            decided.setdefault(told, []).append(frozenset(sides))
        elif row.field == JOINED and _all_there(wanted, row.record_table, sides):
            _again(row.id, sides, joins.pop(told, None), writing.sides, writing.parted)
        elif row.state is ConflictState.OPEN and _looked_at(wanted, row):
            _again(row.id, sides, disputes.pop(told, None), writing.sides, writing.settled)
    writing.opened = [
        _whose(wanted, one)
        for told, one in disputes.items()
        if not any(frozenset(one.sides) <= sides for sides in decided.get(told, ()))
    ]
    writing.joined = [_whose(wanted, one) for one in joins.values()]


def _again(
    row_id: int,
    sides: tuple[Side, ...],
    found: Dispute | None,
    changed: dict[int, tuple[Side, ...]],
    gone: list[int],
) -> None:
    """Note whether what was told before still stands, and with which sides."""
    if found is None:
        gone.append(row_id)
    elif found.sides != sides:
        changed[row_id] = found.sides


def _looked_at(wanted: Wanted, row: Any) -> bool:  # noqa: ANN401 - a row of conflicts
    if row.kind is ConflictKind.SAME_PERSON:
        return all((PERSON, side["record"]) in wanted.fields for side in row.sides)
    key = (row.record_table, row.record_id)
    return key in wanted.fields and key not in wanted.beside


def _all_there(wanted: Wanted, table: str, sides: Iterable[Side]) -> bool:
    keys = [(table, one.record) for one in sides]
    return all(key in wanted.fields and key not in wanted.beside for key in keys)


def _told(one: Dispute) -> Told:
    by: str | int | None = one.field
    if one.kind is ConflictKind.SAME_PERSON and by is None:
        by = max(side.record for side in one.sides if side.record != one.record_id)
    return one.kind.value, one.table, one.record_id, by


def _whose(wanted: Wanted, one: Dispute) -> Dispute:
    whose = owner_of(wanted, (one.table, one.record_id))
    return Dispute(one.kind, one.table, one.record_id, one.field, one.sides, whose)


def _suspects(wanted: Wanted) -> Iterator[Dispute]:
    for pair in sorted(wanted.people.suspects):
        if not wanted.people.erased.isdisjoint(pair):
            continue
        first, *_other = sorted(pair, key=lambda one: wanted.scope.made((PERSON, one)))
        sides = tuple(sorted(wanted.maker((PERSON, one)) for one in pair))
        yield Dispute(ConflictKind.SAME_PERSON, PERSON, first, None, sides)


def _joins(wanted: Wanted) -> Iterator[Dispute]:
    """Yield what was found to be one thing, by what goes on."""
    groups: dict[Key, set[Key]] = {}
    for key, first in wanted.joined.items():
        groups.setdefault(first, {first}).add(key)
    for one, left in wanted.people.goes_on.items():
        if one not in wanted.people.by_hand:
            groups.setdefault((PERSON, left), {(PERSON, left)}).add((PERSON, one))
    for (name, goes_on), keys in groups.items():
        sides = tuple(sorted(wanted.maker(key) for key in keys))
        yield Dispute(ConflictKind.SAME_PERSON, name, goes_on, JOINED, sides)
