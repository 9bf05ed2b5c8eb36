"""Records that are taken back together or not at all: one alone would contradict the other.

Which they are, the rooms say they belong to (``rooms.Room``).
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.history.conflicts import Key
from models.history.recording import Fields
from models.history.reversal import Reversal, reversal_of, table_named
from models.history.rooms import rooms
from models.history.rows import batches
from models.history.tables import Action, Change

Group = frozenset[Key]


def whole_reversal_of(session: Session, action_id: int) -> Reversal:
    """Return what takes an action back, with all that says how its records stand.

    What was changed of that later, in other fields than the action's, is part of it, and so in
    the way: these fields mean something together only.
    """
    todo = reversal_of(session, action_id)
    for table, names in _standing():
        changed = todo.changed.get(table, {})
        standing = [one for one, (_before, after) in changed.items() if names & after.keys()]
        for record_id, left in left_by(session, action_id, table, standing).items():
            before, after = changed[record_id]
            wider = {name: value for name, value in left.items() if name in names}
            changed[record_id] = ({**wider, **before}, {**wider, **after})
    return todo


def groups_of(session: Session, todo: Reversal) -> dict[Key, Group]:
    """Return for each record of a reversal those it goes with, itself among them.

    A record that goes with no other is left out. Where a whole stays all its parts do, but of
    one that goes some may stay.
    """
    groups: dict[Key, Group] = {}
    for table, field, other in _links():
        owned: dict[Key, set[Key]] = {}
        for record_id, owner in owners(session, todo, table, field).items():
            if owner in touched(todo, other):
                owned.setdefault((other, owner), set()).add((table, record_id))
        for owner_key, several in owned.items():
            group = frozenset({owner_key, *several})
            groups |= dict.fromkeys(group, group)
    for whole, parts in parts_of_wholes(session, todo).items():
        groups[whole] = with_their_own({whole, *parts}, groups)
    return groups


def with_their_own(keys: Collection[Key], groups: Mapping[Key, Group]) -> Group:
    """Return these records and all those they go with."""
    return frozenset(keys).union(*(groups.get(key, ()) for key in keys))


def leaders_of(groups: Mapping[Key, Group]) -> dict[Key, Key]:
    """Return for each record that goes with others the one by which all of them are known."""
    heads = {*_wholes(), *(other for _table, _field, other in _links())}
    return {
        key: key if key[0] in heads else min(one for one in group if one[0] in heads)
        for key, group in groups.items()
    }


def leave_together(todo: Reversal, kept: Iterable[Key], groups: Mapping[Key, Group]) -> None:
    """Take whole records out of a reversal that go with one that is kept."""
    for table, record_id in with_their_own([key for key in kept if key in groups], groups):
        for part in (todo.made, todo.taken, todo.changed):
            part.get(table, {}).pop(record_id, None)


def touched(todo: Reversal, table: str) -> set[int]:
    """Return the records of a table that a reversal makes, takes out or changes."""
    parts: tuple[Mapping[str, Mapping[int, Any]], ...] = (todo.made, todo.taken, todo.changed)
    return {record for part in parts for record in part.get(table, {})}


def parts_of_wholes(session: Session, todo: Reversal) -> dict[Key, set[Key]]:
    """Return for each whole that a reversal touches what else it touches of it."""
    found: dict[Key, set[Key]] = {}
    for kind, (field, tables) in _wholes().items():
        there = touched(todo, kind)
        for table in tables:
            for record_id, whole in owners(session, todo, table, field).items():
                if whole in there:
                    found.setdefault((kind, whole), set()).add((table, record_id))
    return found


def owners(session: Session, todo: Reversal, table: str, field: str) -> dict[int, int]:
    """Return whose each record of a table is; of one that is gone, whose it was."""
    kind = table_named(table)
    kept = {one: fields[field] for one, fields in todo.taken.get(table, {}).items()}
    found = {
        row[0]: row[1]
        for batch in batches(touched(todo, table))
        for row in session.execute(select(kind.c.id, kind.c[field]).where(kind.c.id.in_(batch)))
    }
    return kept | found


def left_by(
    session: Session, action_id: int, table: str, ids: Collection[int]
) -> dict[int, Fields]:
    """Return of those that were made or changed since, what they held of that when it was done.

    Of one that was made since that is nothing.
    """
    if not ids:
        return {}
    stamp = session.get_one(Action, action_id).stamp
    columns = table_named(table).columns
    left: dict[int, Fields] = {}
    asked = (
        select(Change.record_id, Change.before)
        .join(Action, Action.id == Change.action_id)
        .where(
            Change.record_table == table,
            Change.erasure_id.is_(None),
            Action.stamp > stamp,
            Action.merged_by_id.is_(None),
        )
        .order_by(Action.stamp.desc(), Change.id.desc())
    )
    for batch in batches(ids):
        for record_id, before in session.execute(asked.where(Change.record_id.in_(batch))):
            held = left.setdefault(record_id, {})
            if before is None:  # what was changed of it later it did not hold yet either
                held.clear()
                continue
            held |= {name: value for name, value in before.items() if name in columns}
    return left


def _links() -> list[tuple[str, str, str]]:
    return [link for room in rooms() for link in room.links]


def _wholes() -> dict[str, tuple[str, Collection[str]]]:
    return {table: parts for room in rooms() for table, parts in room.wholes.items()}


def _standing() -> list[tuple[str, frozenset[str]]]:
    return [one for room in rooms() for one in room.standing.items()]
