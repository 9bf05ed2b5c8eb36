"""Records that are taken back together or not at all: one alone would contradict the other."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cards.tables import Card, CardCopy
from models.history.reversal import Reversal, table_named
from models.history.rows import batches

Key = tuple[str, int]
Group = frozenset[Key]

LINKS = ((CardCopy.__tablename__, "card_id", Card.__tablename__),)
"""A table, its field that names a record of another, and that one's table.

A card says in short how it stands, and its copies say it one by one.
"""


def groups_of(session: Session, todo: Reversal) -> dict[Key, Group]:
    """Return for each record of a reversal those it goes with, itself among them.

    A record that goes with no other is left out.
    """
    groups: dict[Key, Group] = {}
    for table, field, other in LINKS:
        owned: dict[Key, set[Key]] = {}
        for record_id, owner in _owners(session, todo, table, field).items():
            if owner in touched(todo, other):
                owned.setdefault((other, owner), set()).add((table, record_id))
        for owner_key, several in owned.items():
            group = frozenset({owner_key, *several})
            groups |= dict.fromkeys(group, group)
    return groups


def with_their_own(keys: Collection[Key], groups: Mapping[Key, Group]) -> Group:
    """Return these records and all those they go with."""
    return frozenset(keys).union(*(groups.get(key, ()) for key in keys))


def leaders_of(groups: Mapping[Key, Group]) -> dict[Key, Key]:
    """Return for each record that goes with others the one by which all of them are known."""
    heads = {other for _table, _field, other in LINKS}
    return {key: min(one for one in group if one[0] in heads) for key, group in groups.items()}


def leave_together(todo: Reversal, kept: Iterable[Key], groups: Mapping[Key, Group]) -> None:
    """Take whole records out of a reversal that go with one that is kept."""
    for table, record_id in with_their_own([key for key in kept if key in groups], groups):
        for part in (todo.made, todo.taken, todo.changed):
            part.get(table, {}).pop(record_id, None)


def touched(todo: Reversal, table: str) -> set[int]:
    """Return the records of a table that a reversal makes, takes out or changes."""
    parts: tuple[Mapping[str, Mapping[int, Any]], ...] = (todo.made, todo.taken, todo.changed)
    return {record for part in parts for record in part.get(table, {})}


def _owners(session: Session, todo: Reversal, table: str, field: str) -> dict[int, int]:
    """Return whose each record of a table is; of one that is gone, whose it was."""
    kind = table_named(table)
    kept = {one: fields[field] for one, fields in todo.taken.get(table, {}).items()}
    found = {
        row[0]: row[1]
        for batch in batches(touched(todo, table))
        for row in session.execute(select(kind.c.id, kind.c[field]).where(kind.c.id.in_(batch)))
    }
    return kept | found
