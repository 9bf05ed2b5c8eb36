"""What must be done to take an action back, and the doing of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from models.base import Base, Numbered, utc_now
from models.history.bulk import delete_many, fetch_many, restore_many, update_many
from models.history.recording import Fields
from models.history.tables import Change
from models.history.values import revive


@dataclass(slots=True)
class Reversal:
    """By table: records made, to be taken out; taken out, to be put back; changed, both sides."""

    made: dict[str, dict[int, Fields]] = field(default_factory=dict)
    taken: dict[str, dict[int, Fields]] = field(default_factory=dict)
    changed: dict[str, dict[int, tuple[Fields, Fields]]] = field(default_factory=dict)

    def going(self, table: str) -> Mapping[int, Fields]:
        """Return the records of a table that will be gone: of numbered papers none is."""
        return {} if is_numbered(table) else self.made.get(table, {})


def reversal_of(session: Session, action_id: int) -> Reversal:
    """Return what takes an action back, the last change first."""
    todo = Reversal()
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
    for table in ordered:
        _restore(session, table, todo.taken.get(table.name, {}))
    for table in ordered:
        update_many(
            session,
            table,
            {
                key: {name: revive(table.c[name], value) for name, value in before.items()}
                for key, (before, _after) in todo.changed.get(table.name, {}).items()
            },
        )
    for table in reversed(ordered):
        delete_many(session, table, todo.going(table.name))
        if is_numbered(table.name):
            _void(session, table, todo.made.get(table.name, {}), void_reason)


@cache
def is_numbered(table: str) -> bool:
    """Tell whether a table holds papers whose numbers were given out."""
    kinds = (mapper.class_ for mapper in Base.registry.mappers)
    return any(issubclass(kind, Numbered) for kind in kinds if kind.__tablename__ == table)


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
    voided = {"voided_at": utc_now(), "void_reason": reason}
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
