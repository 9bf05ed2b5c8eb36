"""Making, changing and taking out many records at once, with the same history as single ones."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Column, String, Table, delete, select
from sqlalchemy.engine import ExecutionContext
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import CallableColumnDefault, ScalarElementColumnDefault

from models.base import Base
from models.history.recording import OWN_WRITES, Fields, Told, plain, recorder
from models.history.rows import batches, insert_rows, take_ids, update_rows
from models.history.values import reader

AGAIN = 4096
"""How many values of a column are remembered as the driver takes them."""


def table_of(kind: type[Base]) -> Table:
    """Return the table of a mapped class."""
    return cast("Table", kind.__table__)


def insert_many(
    session: Session, kind: type[Base], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> range:
    """Make a record of ``kind`` for each row of values; return their ids, in the rows' order.

    Columns not named get their default or nothing. Other writing in this session is flushed
    first, so that foreign keys hold.
    """
    session.flush()
    table = table_of(kind)
    given = [list(row) for row in rows]
    ids = take_ids(session, len(given))
    defaults = _defaults(table, columns)
    names = ["id", *columns, *defaults]
    complete = [[new, *row, *defaults.values()] for new, row in zip(ids, given, strict=True)]
    _insert(session, table, names, complete)
    return ids


def restore_many(
    session: Session,
    table: Table,
    records: Iterable[Fields],
    told: Mapping[int, Told] | None = None,
) -> None:
    """Put records back that were taken out, as the history kept them.

    ``told`` are those of them, by id, that the history tells of in these very words already.
    """
    known = told or {}
    by_columns: dict[tuple[str, ...], list[Fields]] = {}
    for record in records:
        by_columns.setdefault(tuple(record), []).append(record)
    noted = recorder(session)
    for names, alike in by_columns.items():
        binds = [(at, _from_kept(session, table, name)) for at, name in enumerate(names)]
        bound = [(at, bind) for at, bind in binds if bind is not None]
        rows = []
        for one in alike:
            if one["id"] in known:
                noted.note_told(table.name, one["id"], known[one["id"]])
            else:
                noted.note(table.name, one["id"], None, _said(one))
            row = list(one.values())
            for at, bind in bound:
                row[at] = bind(row[at])
            rows.append(row)
        insert_rows(session, table, names, rows)


def update_many(
    session: Session,
    table: Table,
    changes: Mapping[int, Fields],
    before: Mapping[int, Fields] | None = None,
) -> None:
    """Give each record, by its id, new values for some fields.

    ``before`` is what ``fetch_many`` found of them in this session, where that was asked already.
    """
    if before is None:
        session.flush()
        before = fetch_many(session, table, changes)
    by_columns: dict[tuple[str, ...], list[tuple[int, Fields]]] = {}
    note = recorder(session).note
    for record_id, fields in changes.items():
        was = before[record_id]
        fresh = {key: value for key, value in fields.items() if plain(value) != plain(was[key])}
        if fresh:
            by_columns.setdefault(tuple(fresh), []).append((record_id, fresh))
            note(
                table.name,
                record_id,
                {key: plain(was[key]) for key in fresh},
                {key: plain(value) for key, value in fresh.items()},
            )
    _set_free(session, table, changes, before)
    for columns, rows in by_columns.items():
        binds = [_binder(session, table, name) for name in columns]
        update_rows(
            session,
            table,
            columns,
            (
                (*(bind(fresh[name]) for name, bind in zip(columns, binds, strict=True)), record_id)
                for record_id, fresh in rows
            ),
        )
    session.expire_all()


def _set_free(
    session: Session, table: Table, changes: Mapping[int, Fields], before: Mapping[int, Fields]
) -> None:
    """Free the unique fields whose values change places: SQLite looks at each record by itself."""
    for column in exchangeable(table):
        name = column.name
        moved = {
            one: fields[name]
            for one, fields in changes.items()
            if name in fields and fields[name] != before[one][name]
        }
        taken = set(moved.values()) - {None}
        held = [one for one in moved if before[one][name] in taken]
        update_rows(session, table, [name], ((stand_in(column, one), one) for one in held))


def exchangeable(table: Table) -> list[Column[Any]]:
    """Return the columns whose values are unique and can be put off while they change places."""
    return [one for one in table.columns if one.unique and (one.nullable or _has_room(one))]


def stand_in(column: Column[Any], record_id: int) -> str | None:
    """Return what such a column holds of a record until its value is free."""
    return None if column.nullable else f"~{record_id}"


def _has_room(column: Column[Any]) -> bool:
    return isinstance(column.type, String) and (column.type.length or 300) > len(f"~{1 << 63}")


def delete_many(session: Session, table: Table, ids: Collection[int]) -> None:
    """Take out the records with these ids; the history keeps them whole."""
    session.flush()
    note = recorder(session).note
    for record_id, fields in fetch_many(session, table, ids).items():
        note(table.name, record_id, _kept(fields.items()), None)
    for batch in batches(ids):
        session.execute(
            delete(table).where(table.c.id.in_(batch)), execution_options={OWN_WRITES: True}
        )
    session.expire_all()


def fetch_many(session: Session, table: Table, ids: Iterable[int]) -> dict[int, Fields]:
    """Return the records with these ids as they are now; those gone are left out."""
    return {
        row.id: dict(row._mapping)
        for batch in batches(ids)
        for row in session.execute(select(table).where(table.c.id.in_(batch)))
    }


def _insert(
    session: Session, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    binds = [_binder(session, table, name) for name in names]
    place = list(names).index("id")
    note = recorder(session).note
    bound = []
    for row in rows:
        note(
            table.name,
            row[place],
            None,
            _kept(zip(names, row, strict=True)),
        )
        bound.append([bind(value) for bind, value in zip(binds, row, strict=True)])
    insert_rows(session, table, names, bound)


def _said(kept: Fields) -> Fields:
    return {name: value for name, value in kept.items() if value is not None}


def _from_kept(session: Session, table: Table, column: str) -> Any:  # noqa: ANN401 - a function
    """Return what makes the driver's value of what the history kept; None where it is the same.

    Moments, days and words come again and again, so the last ones are remembered.
    """
    read = reader(table.columns[column])
    dialect = session.connection().dialect
    bind = table.columns[column].type.dialect_impl(dialect).bind_processor(dialect)
    if read is None or bind is None:
        one = read or bind
        return one and (lambda kept: None if kept is None else one(kept))

    def made(kept: Any) -> Any:  # noqa: ANN401 - any column's value
        return bind(read(kept))

    again = lru_cache(maxsize=AGAIN)(made)
    return lambda kept: (
        again(kept) if isinstance(kept, str) else None if kept is None else made(kept)
    )


def _kept(fields: Iterable[tuple[str, Any]]) -> Fields:
    return {name: plain(value) for name, value in fields if value is not None}


def _defaults(table: Table, given: Sequence[str]) -> Fields:
    missing = [column for column in table.columns if column.name not in (*given, "id")]
    found = {column.name: _default(column) for column in missing}
    return {name: value for name, value in found.items() if value is not None}


def _default(column: Column[Any]) -> object:
    match column.default:
        case ScalarElementColumnDefault(arg=value):
            return value
        case CallableColumnDefault(arg=make):
            return make(cast("ExecutionContext", None))  # ours ask nothing of it
    return None


def _binder(session: Session, table: Table, column: str) -> Any:  # noqa: ANN401 - a driver's function
    dialect = session.connection().dialect
    kind = table.columns[column].type
    processor = kind.dialect_impl(dialect).bind_processor(dialect)
    return processor or (lambda value: value)
