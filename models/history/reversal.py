"""What must be done to take an action back, and the doing of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from models.base import Base, Numbered, Staying, utc_now
from models.history.bulk import delete_many, fetch_many, restore_many, update_many
from models.history.names import PutOff
from models.history.recording import Fields
from models.history.tables import Action, Change
from models.history.values import revive


@dataclass(slots=True)
class Reversal:
    """By table: records made, to be taken out; taken out, to be put back; changed, both sides.

    ``merged`` if they were made elsewhere and came here by a merge. Taken back, numbered papers of
    a desk go, too: what was done there stays in the history, and they come again as they are.
    """

    action_id: int
    merged: bool = False
    made: dict[str, dict[int, Fields]] = field(default_factory=dict)
    taken: dict[str, dict[int, Fields]] = field(default_factory=dict)
    changed: dict[str, dict[int, tuple[Fields, Fields]]] = field(default_factory=dict)

    def going(self, table: str) -> Mapping[int, Fields]:
        """Return the records of a table that will be gone: of those that stay none is."""
        return self.made.get(table, {}) if self.merged or not stays(table) else {}


def reversal_of(session: Session, action_id: int) -> Reversal:
    """Return what takes an action back, the last change first."""
    todo = Reversal(action_id, merged=_is_merge(session, action_id))
    rows = session.execute(
        select(Change.record_table, Change.record_id, Change.before, Change.after)
        .where(Change.action_id == action_id)
        .order_by(Change.id.desc())
    )
    for table, record_id, *sides in rows:
        before, after = (_of_today(table, side) for side in sides)
        if before is None:
            todo.made.setdefault(table, {})[record_id] = after or {}
        elif after is None:
            todo.taken.setdefault(table, {})[record_id] = before
        elif after:
            todo.changed.setdefault(table, {})[record_id] = (before, after)
    return todo


def carry_out(session: Session, todo: Reversal, void_reason: str) -> None:
    """Take back what ``todo`` says; numbered papers are voided for ``void_reason`` instead."""
    ordered = Base.metadata.sorted_tables
    if todo.merged:
        _take_merge_back(session, ordered, todo)
        return
    for table in ordered:
        _restore(session, table, todo.taken.get(table.name, {}))
    for table in ordered:
        _change_back(session, table, todo)
    for table in reversed(ordered):
        delete_many(session, table, todo.going(table.name))
        if is_numbered(table.name):
            _void(session, table, todo.made.get(table.name, {}), void_reason)


def _take_merge_back(session: Session, ordered: Collection[Table], todo: Reversal) -> None:
    """Take back a merge: what it joined goes apart before what it took out has its place again.

    What others lead to must be there before; it has its name once what holds that is gone.
    """
    last = [table for table in ordered if not _is_rested_on(table.name)]
    names = PutOff(session)
    for table in ordered:
        if table not in last:
            taken = todo.taken.get(table.name, {})
            _restore(session, table, names.from_held(table, taken))
    for table in reversed(list(ordered)):
        _unmerge(session, table, todo)
    for table in last:
        _restore(session, table, todo.taken.get(table.name, {}))
    names.give()


def _change_back(
    session: Session, table: Table, todo: Reversal, names: Collection[str] | None = None
) -> None:
    """Give records of a table back what they held; ``names`` if only these fields."""
    update_many(
        session,
        table,
        {
            key: {
                name: revive(table.c[name], value)
                for name, value in before.items()
                if names is None or name in names
            }
            for key, (before, _after) in todo.changed.get(table.name, {}).items()
        },
    )


def _unmerge(session: Session, table: Table, todo: Reversal) -> None:
    """Take out what a merge made, so that what it changed finds its old place free."""
    own = {key.parent.name for key in table.foreign_keys if key.column.table is table}
    _change_back(session, table, todo, own)
    delete_many(session, table, todo.going(table.name))
    _change_back(session, table, todo)


def _is_merge(session: Session, action_id: int) -> bool:
    """Tell whether an action brought in what was done elsewhere."""
    brought = select(Action.id).where(Action.merged_by_id == action_id).limit(1)
    return session.scalar(brought) is not None


@cache
def _is_rested_on(name: str) -> bool:
    """Tell whether records of any table lead to those of this one."""
    tables = Base.metadata.sorted_tables
    return any(key.column.table.name == name for table in tables for key in table.foreign_keys)


@cache
def is_numbered(table: str) -> bool:
    """Tell whether a table holds papers whose numbers were given out."""
    return any(issubclass(kind, Numbered) for kind in _kinds(table))


@cache
def stays(table: str) -> bool:
    """Tell whether records of a table stay when their making is taken back.

    Numbered papers do, and so does what they were made in.
    """
    return any(issubclass(kind, Numbered | Staying) for kind in _kinds(table))


def _kinds(table: str) -> list[type[Any]]:
    kinds = (mapper.class_ for mapper in Base.registry.mappers)
    return [kind for kind in kinds if kind.__tablename__ == table]


def table_named(name: str) -> Table:
    """Return a table by its name."""
    return Base.metadata.tables[name]


def _of_today(table: str, fields: Fields | None) -> Fields | None:
    """Leave out what an older version of the program kept and today's tables do not."""
    if fields is None:
        return None
    columns = table_named(table).columns
    return {name: value for name, value in fields.items() if name in columns}


def _void(session: Session, table: Table, ids: Iterable[int], reason: str) -> None:
    """Declare papers void; those that were already stay as they are."""
    now = fetch_many(session, table, ids)
    voided: Fields = {"voided_at": utc_now(), "void_reason": reason}
    for kind in _kinds(table.name):
        voided |= dict.fromkeys(kind.emptied)
    update_many(
        session, table, {key: voided for key, one in now.items() if one["voided_at"] is None}, now
    )


def _restore(session: Session, table: Table, taken: Mapping[int, Fields]) -> None:
    """Put records back; those that rest on others of their own table do so once all are there."""
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    alone = [
        {name: value for name, value in one.items() if name not in own} for one in taken.values()
    ]
    restore_many(session, table, alone)
    resting = {
        key: {name: one[name] for name in own if name in one}
        for key, one in taken.items()
        if any(name in one for name in own)
    }
    update_many(session, table, resting)
