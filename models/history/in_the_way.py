"""What stands in the way of taking an action back, and what would have to go with it."""

from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, ColumnElement, UniqueConstraint, and_, or_, select
from sqlalchemy.orm import Session

from models.base import Base
from models.enrolment.tables import Payment
from models.history.bulk import fetch_many
from models.history.conflicts import Conflict, Entailed, Key, Refusal
from models.history.recording import Fields, plain
from models.history.reversal import Reversal, is_numbered, table_named
from models.history.rooms import rooms
from models.history.rows import batches
from models.history.tables import Action, Change
from models.history.values import same
from models.letters.tables import Letter
from models.people.tables import Person

_OF_PERSON = "person_id"
"""The field by which the records of people name them."""


def conflicts_in(
    session: Session, todo: Reversal, also_going: Set[Key] = frozenset()
) -> list[Conflict]:
    """Return what is no longer as the action left it, or is in use but by ``also_going``."""
    found: list[Conflict] = []
    for name, made in todo.made.items():
        now = fetch_many(session, table_named(name), made)
        empty = dict.fromkeys(table_named(name).columns.keys())
        found += _differing(name, {key: {**empty, **made[key]} for key in now}, now)
        used = _users(session, name, todo.going(name), todo)
        found += [
            Conflict(name, one.used, used_by=one.table) for one in used if one.key not in also_going
        ]
    for name, taken in todo.taken.items():
        found += [Conflict(name, key) for key in fetch_many(session, table_named(name), taken)]
    for name, changed in todo.changed.items():
        now = fetch_many(session, table_named(name), changed)
        found += [Conflict(name, key) for key in changed if key not in now]
        found += _differing(name, {key: changed[key][1] for key in now}, now)
    found += [Conflict(*key) for key in _standing_for_two(session, todo)]
    for room in rooms():
        found += room.in_the_way(session, todo)
    return found


def entailed(
    session: Session, action: Action, todo: Reversal, found: Iterable[Conflict]
) -> dict[Key, Entailed]:
    """Return for each record in the way what taking it back too would mean.

    Whatever was made since and is a part of it goes with it, however far that leads.
    """
    by_key: dict[Key, list[Conflict]] = {}
    for conflict in found:
        by_key.setdefault(conflict.key, []).append(conflict)
    roots = [key for key in by_key if key[1] in todo.made.get(key[0], {})]
    parts = _Parts(session, action, todo)
    parts.look(roots)
    merged = _merged(session, by_key) | _standing_for_two(session, todo)
    meant = {
        key: _entailed(key, conflicts, todo, parts, merged) for key, conflicts in by_key.items()
    }
    gone_on = {key for room in rooms() for key in room.gone_on(session, todo, by_key)}
    for key in gone_on & meant.keys():
        if meant[key].refusal is None:
            meant[key] = Entailed(meant[key].goes, Refusal.GONE_ON)
    return meant


def _entailed(
    key: Key, found: Collection[Conflict], todo: Reversal, parts: "_Parts", merged: Set[Key]
) -> Entailed:
    table, record_id = key
    if record_id in todo.taken.get(table, {}):
        return Entailed(refusal=Refusal.BACK)
    if key in merged or any(_moved(conflict) for conflict in found):
        return Entailed(refusal=Refusal.MERGED)
    if record_id in todo.made.get(table, {}):
        return parts.of(key)
    return Entailed(refusal=_kept_for(table, found))


def _kept_for(table: str, found: Iterable[Conflict]) -> Refusal | None:
    """Return why a record that was only changed cannot become as it was before."""
    told = list(found)
    gone = Refusal.GONE if any(not conflict.field for conflict in told) else None
    return next((said for room in rooms() if (said := room.kept_for(table, told))), gone)


def _moved(conflict: Conflict) -> bool:
    """Tell whether a record belongs to somebody else by now, as after a merge."""
    if not conflict.field:
        return False
    keys = table_named(conflict.table).columns[conflict.field].foreign_keys
    return any(key.column.table.name == Person.__tablename__ for key in keys)


def _merged(session: Session, keys: Iterable[Key]) -> Set[Key]:
    people = [record for table, record in keys if table == Person.__tablename__]
    asked = select(Person.id).where(Person.merged_into_id.is_not(None))
    return {
        (Person.__tablename__, one)
        for batch in batches(people)
        for one in session.scalars(asked.where(Person.id.in_(batch)))
    }


def _standing_for_two(session: Session, todo: Reversal) -> Set[Key]:
    """Return what was made of people and has stood since a merge for what both of them had.

    Of two places on one list a merge keeps one: without it neither of the two would be there.
    """
    found: set[Key] = set()
    for name, made in todo.made.items():
        for fields in _once_for_each(name):
            by_place = {_place(record, fields): one for one, record in made.items()}
            people = {record[_OF_PERSON] for record in made.values()}
            into = _merged_into(session, people)
            for left in _taken_out_since(session, todo.action_id, name) if into else ():
                place = _place({**left, _OF_PERSON: into.get(left.get(_OF_PERSON, 0))}, fields)
                found |= {(name, by_place[place])} if place in by_place else set()
    return found


def _once_for_each(name: str) -> list[tuple[str, ...]]:
    """Return of a table the fields by which a person has but one record in it."""
    rules = table_named(name).constraints
    unique = [rule.columns.keys() for rule in rules if isinstance(rule, UniqueConstraint)]
    return [tuple(fields) for fields in unique if _OF_PERSON in fields]


def _place(record: Fields, fields: Iterable[str]) -> tuple[Any, ...]:
    return tuple(record.get(field) for field in fields)


def _merged_into(session: Session, people: Collection[int]) -> dict[int, int]:
    """Return who was merged into one of these, and into whom."""
    asked = select(Person.id, Person.merged_into_id)
    rows = (
        row
        for batch in batches(people)
        for row in session.execute(asked.where(Person.merged_into_id.in_(batch)))
    )
    return {row.id: row.merged_into_id for row in rows}


def _taken_out_since(session: Session, action_id: int, name: str) -> Iterator[Fields]:
    action = session.get_one(Action, action_id)
    gone = Change.record_table == name, Change.after.is_(None), Change.before.is_not(None)
    asked = select(Change.before).join(Action, Action.id == Change.action_id)
    yield from session.scalars(asked.where(*gone, _later(action)))


@dataclass(frozen=True, slots=True)
class _User:
    """A record that rests on another: ``part`` of it if it cannot be without it."""

    table: str
    record_id: int
    used: int
    part: bool

    @property
    def key(self) -> Key:
        return self.table, self.record_id


def _users(session: Session, name: str, ids: Collection[int], todo: Reversal) -> Iterator[_User]:
    """Find records from elsewhere that rest on those about to be taken out.

    A record that is itself about to go, or to rest on another one, is not in the way.
    """
    for table, column in _pointing_at(name):
        going = todo.going(table)
        turning = todo.changed.get(table, {})
        kind = table_named(table)
        for batch in batches(ids):
            rows = session.execute(select(kind.c.id, column).where(column.in_(batch)))
            yield from (
                _User(table, user, used, not column.nullable)
                for user, used in rows
                if user not in going and column.name not in turning.get(user, ({}, {}))[0]
            )


def _pointing_at(name: str) -> Iterator[tuple[str, Column[Any]]]:
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == name:
                yield table.name, key.parent


@dataclass(slots=True)
class _Parts:
    """The records made since that rest on others, found for all at once, table by table."""

    session: Session
    action: Action
    todo: Reversal
    resting: dict[Key, set[Key]] = field(default_factory=dict)
    refusals: dict[Key, Refusal] = field(default_factory=dict)

    def look(self, roots: Iterable[Key]) -> None:
        """Find whatever rests on ``roots``, and on that, and why any of it cannot go."""
        frontier = set(roots)
        seen: set[Key] = set()
        while frontier:
            self._refuse(frontier)
            seen |= frontier
            users = [
                user for name, ids in _by_table(frontier).items() for user in self._on(name, ids)
            ]
            since = _made_since(self.session, self.action, [user.key for user in users])
            self.refusals |= {
                user.key: Refusal.CLAIMED
                for user in users
                if not user.part or user.key not in since
            }
            frontier = {user.key for user in users} - seen

    def of(self, root: Key) -> Entailed:
        """Return what would have to go with ``root``, and the first reason why it cannot."""
        goes: set[Key] = set()
        left = [root]
        while left:
            key = left.pop()
            if key not in goes:
                goes.add(key)
                left += self.resting.get(key, ())
        refused = sorted(self.refusals[key] for key in goes if key in self.refusals)
        return Entailed(frozenset(goes - {root}), refused[0] if refused else None)

    def _on(self, name: str, ids: Collection[int]) -> Iterator[_User]:
        for user in _users(self.session, name, ids, self.todo):
            self.resting.setdefault((name, user.used), set()).add(user.key)
            yield user

    def _refuse(self, keys: Iterable[Key]) -> None:
        for name, ids in _by_table(keys).items():
            for record_id, fields in fetch_many(self.session, table_named(name), ids).items():
                refusal = _handed_out(name, fields)
                if refusal is not None:
                    self.refusals.setdefault((name, record_id), refusal)


def _handed_out(table: str, fields: Fields) -> Refusal | None:
    """Return why a record must not vanish as if it had never been: paper or money changed hands."""
    if is_numbered(table) or table == Letter.__tablename__:
        return Refusal.NUMBERED
    if table == Payment.__tablename__:
        return Refusal.PAID
    return next((said for room in rooms() if (said := room.handed_out(table, fields))), None)


def _made_since(session: Session, action: Action, keys: Collection[Key]) -> set[Key]:
    later = _later(action)
    return {
        (name, record_id)
        for name, ids in _by_table(keys).items()
        for batch in batches(ids)
        for record_id in session.scalars(
            select(Change.record_id)
            .join(Action, Action.id == Change.action_id)
            .where(
                Change.record_table == name,
                Change.record_id.in_(batch),
                Change.before.is_(None),
                Change.erasure_id.is_(None),
                later,
            )
        )
    }


def _later(action: Action) -> ColumnElement[bool]:
    return or_(Action.at > action.at, and_(Action.at == action.at, Action.id > action.id))


def _by_table(keys: Iterable[Key]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for name, record_id in keys:
        found.setdefault(name, []).append(record_id)
    return found


def _differing(
    name: str, expected: dict[int, Fields], now: dict[int, Fields]
) -> Iterable[Conflict]:
    columns = table_named(name).columns
    for record_id, fields in expected.items():
        for key, value in fields.items():
            is_now = now[record_id].get(key)
            if not same(columns[key], value, is_now):
                yield Conflict(name, record_id, key, value, plain(is_now))
