"""Ids in the desk's own range, and many rows at once past the ORM's slower ways."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import (
    BindParameter,
    Connection,
    Dialect,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    event,
    inspect,
    select,
    update,
)
from sqlalchemy.engine import Compiled
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

from models.base import BigInt
from models.engines.dialects import Packed
from models.office.tables import local

DESK_BITS = 40
"""A desk makes up to 2**40 records; its number stands above those bits."""
CHAIN_BITS = 28
"""Ids that differ only in these bits are of one chain. A desk that opens a packet, or goes on from
a backup, begins a chain of its own, so that its records never meet those of another try."""
BATCH = 2000

_NEXT_ID = cast(cast(local.c.value, BigInt) + bindparam("count"), Text)
_DESK = local.alias("desk")
_TAKEN = (
    update(local)
    .where(local.c.key == "next_id")
    .values(value=_NEXT_ID)
    .returning(
        local.c.value,
        select(_DESK.c.value).where(_DESK.c.key == "desk_number").scalar_subquery(),
    )
)
"""Notes that so many more ids are given; returns the next free one and the desk's number."""

Item = TypeVar("Item")


def id_range(session: Session) -> tuple[int, int]:
    """Return the least and the greatest id that this file's desk gives."""
    number = int(session.scalar(select(local.c.value).where(local.c.key == "desk_number")) or 0)
    return (number << DESK_BITS) + 1, ((number + 1) << DESK_BITS) - 1


def chain_key(record_id: int) -> int:
    """Return which chain an action of this id is in."""
    return record_id >> CHAIN_BITS


def chain_range(key: int) -> tuple[int, int]:
    """Return the least and the greatest id of a chain."""
    return key << CHAIN_BITS, ((key + 1) << CHAIN_BITS) - 1


def take_ids(session: Session, count: int) -> range:
    """Return ``count`` ids that nobody else has."""
    first, number = session.connection().execute(_TAKEN, {"count": count}).one()
    base = (int(number or 0) << DESK_BITS) + 1 + int(first) - count
    return range(base, base + count)


def insert_rows(
    session: Session, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows of plain driver values, in the order of ``columns``, the driver's own way.

    Five times as fast as a session's ``add`` for each; values must be what the driver takes.
    """
    insert_into(session.connection(), table, columns, rows)


def insert_into(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows as ``insert_rows`` does, through a bare connection."""
    _run(connection, _insertion(connection.dialect, table, tuple(columns)), list(columns), rows)


@lru_cache(maxsize=200)
def _insertion(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> Compiled:
    return table.insert().compile(dialect=dialect, column_keys=list(columns))


def driver_rows(
    dialect: Dialect,
    table: Table,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    kept: Collection[str] = (),
) -> Iterator[list[Any]]:
    """Yield rows of Python's values as those that the driver takes; ``kept`` columns are so."""
    kinds = {name: table.c[name].type.dialect_impl(dialect) for name in columns}
    binds = [
        (place, bind)
        for place, (name, kind) in enumerate(kinds.items())
        if name not in kept and (bind := kind.bind_processor(dialect)) is not None
    ]
    for row in rows:
        values = list(row)
        for place, bind in binds:
            if values[place] is not None:
                values[place] = bind(values[place])
        yield values


def update_rows(
    session: Session, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Set ``columns`` of the records whose id is each row's last value."""
    connection = session.connection()
    values: dict[str, BindParameter[Any]] = {name: bindparam(f"new_{name}") for name in columns}
    statement = update(table).where(table.c.id == bindparam("which")).values(values)
    compiled = statement.compile(connection)
    _run(connection, compiled, [*(f"new_{name}" for name in columns), "which"], rows)


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """Yield the items in lists of at most ``size``: databases limit how many values one may ask."""
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch


def columns_at_once(session: Session, wanted: Select[*tuple[Any, ...]]) -> list[list[Any]]:
    """Return the columns of a long query, in its order, as plain values JSON can hold.

    The database hands them over in one step. Row by row the driver gives the interpreter's lock up
    and waits for it anew each time, and where another thread is at work, so does the window.
    """
    rows = wanted.subquery()  # whose order is kept where such an aggregate asks
    packed = session.execute(select(*(Packed(column) for column in rows.c))).one()
    return [json.loads(column) for column in packed]


def _run(
    connection: Connection, compiled: Compiled, names: list[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Run a statement for each of ``rows``, whose values are named as the statement names them."""
    arranged: list[Any]
    if isinstance(compiled, SQLCompiler) and compiled.positiontup is not None:
        order = [names.index(name) for name in compiled.positiontup]
        straight = order == list(range(len(names)))
        arranged = list(map(tuple if straight else itemgetter(*order), rows))
    else:
        arranged = [dict(zip(names, row, strict=True)) for row in rows]
    if arranged:
        connection.exec_driver_sql(str(compiled), arranged)


@event.listens_for(Session, "before_flush")
def _give_ids(session: Session, _context: object, _instances: object) -> None:
    nameless = [record for record in session.new if inspect(record).dict.get("id") is None]
    if nameless:
        for record, given in zip(nameless, take_ids(session, len(nameless)), strict=True):
            record.id = given
