"""Moving an office from its file to a server and back: everything, compared before it counts."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Enum,
    Integer,
    String,
    Table,
    Text,
    cast,
    func,
    literal_column,
    select,
    text,
    type_coerce,
)

from models.base import Base, UtcTime
from models.engines.dialects import MOMENT, put
from models.engines.postgres import OFFICE, Server, desk_schema
from models.engines.sealing import opened_rows, sealed_rows
from models.errors import UserError
from models.history.recording import canonical
from models.moved import MOVED_TO
from models.office.tables import Office, local
from models.opening import AlreadyThereError
from models.people.name_index import index_everybody
from models.progress import Progress, Work
from models.store import Store
from models.words import _

ROWS = 1000
"""How many records are read, and written, at once."""


class NotAlikeError(UserError):
    """What was read back from the new place is not what was read from the old one."""


class NotHeldError(UserError):
    """The new place cannot hold something that stands in the old one."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How many records of each table were copied, by the table's name."""

    records: dict[str, int]

    @property
    def total(self) -> int:
        """How many records were copied altogether."""
        return sum(self.records.values())


@dataclass(frozen=True, slots=True)
class _Print:
    """How many records a table has, and the fingerprint of all of them."""

    count: int
    digest: bytes


def tables_moved() -> list[Table]:
    """Return the tables that are copied: all but what each computer keeps for itself."""
    return [one for one in Base.metadata.sorted_tables if one is not local]


def copy_office(
    source: Store,
    target: Store,
    left_for: str = "",
    make_room: Callable[[Connection, Connection], None] | None = None,
) -> Work[Moved]:
    """Copy everything of ``source`` into ``target``, which has no office yet; compare; commit.

    Nobody writes to ``source`` meanwhile. Both are of one desk: what the computer kept for itself
    goes along, and ids go on where they were. Nothing is kept in ``target`` unless all of it is
    the same there. A source that is left remembers what for, before anybody can write to it again.
    ``make_room`` takes out what stands in the target, in the same transaction.
    Raises AlreadyThereError, NotHeldError, NotAlikeError.
    """
    tables = tables_moved()
    with source.connection() as old, target.rebuilding() as new:
        if make_room is not None:
            make_room(old, new)
        _as_its_desk(target, new)
        if new.execute(select(Office.id)).first() is not None:
            raise AlreadyThereError(_("There is an office in the new place already."))
        total = sum(old.scalar(select(func.count()).select_from(one)) or 0 for one in tables)
        read: dict[str, _Print] = {}
        with _in_any_order(new):
            for table in tables:
                read[table.name] = yield from _copy(table, old, new, (read, 2 * total))
        index_everybody(new)
        yield from _compare(new, tables, read, total)
        for key, value in old.execute(select(local.c.key, local.c.value)).all():
            put(new, local.c.key, key, value)
        if left_for:
            put(old, local.c.key, MOVED_TO, left_for)
    return Moved({name: one.count for name, one in read.items()})


def _as_its_desk(target: Store, connection: Connection) -> None:
    """Have ``local`` be that of the target's own desk."""
    place = target.place
    if isinstance(place, Server) and place.desk_number is not None:
        schemas = f"{desk_schema(place.desk_number)},{OFFICE}"
        connection.exec_driver_sql(f"SET LOCAL search_path = {schemas}")


def _copy(
    table: Table, old: Connection, new: Connection, so_far: tuple[dict[str, _Print], int]
) -> Work[_Print]:
    """Copy a table; return the fingerprint of what was read."""
    before = sum(one.count for one in so_far[0].values())
    digest, count = hashlib.sha256(), 0
    for batch in _rows(old, table):
        _take_in(digest, batch)
        _write(new, table, batch)
        count += len(batch)
        yield Progress(before + count, so_far[1])
    return _Print(count, digest.digest())


def _compare(
    new: Connection, tables: Sequence[Table], read: dict[str, _Print], total: int
) -> Work[None]:
    """Read everything back. Raises NotAlikeError."""
    done = total
    for table in tables:
        digest, count = hashlib.sha256(), 0
        for batch in _rows(new, table):
            _take_in(digest, batch)
            count += len(batch)
            yield Progress(done + count, 2 * total)
        done += count
        if _Print(count, digest.digest()) != read[table.name]:
            raise NotAlikeError(
                _(
                    "What was copied is not what was there ({table}), so nothing was moved. "
                    "Check the history, then try once more."
                ).format(table=table.name)
            )


def _rows(connection: Connection, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the records in the order of their keys, each value as a file keeps it, and in clear."""
    wanted = select(*(_as_kept(column, connection) for column in table.columns))
    ordered = wanted.order_by(*table.primary_key.columns).execution_options(yield_per=ROWS)
    plain = (tuple(row) for row in connection.execute(ordered))
    while batch := list(islice(plain, ROWS)):
        yield [tuple(row) for row in opened_rows(connection, table, batch)]


def _as_kept(column: Column[Any], connection: Connection) -> ColumnElement[Any]:
    """Return a column's value as SQLite keeps it: whole numbers, texts, bytes."""
    kind, on_server = column.type, connection.dialect.name == "postgresql"
    if isinstance(kind, UtcTime | DateTime):
        said = func.to_char(column, literal_column(f"'{MOMENT}'"), type_=String)
        return said if on_server else type_coerce(column, String)
    if isinstance(kind, Boolean):
        return cast(column, Integer) if on_server else type_coerce(column, Integer)
    if isinstance(kind, Date | JSON | Enum):
        return cast(column, Text) if on_server else type_coerce(column, String)
    return column


def _take_in(digest: Any, batch: list[tuple[Any, ...]]) -> None:  # noqa: ANN401 - hashlib's own
    for row in batch:
        digest.update(canonical(row).encode("utf-8", "surrogatepass") + b"\n")


def _write(connection: Connection, table: Table, batch: list[tuple[Any, ...]]) -> None:
    """Write records whose values are as a file keeps them. Raises NotHeldError."""
    kept = sealed_rows(connection, table, batch)
    quote = connection.dialect.identifier_preparer.quote
    columns = ", ".join(quote(column.name) for column in table.columns)
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "postgresql":
        places = ", ".join("?" * len(table.columns))
        driver.executemany(
            f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({places})",
            kept,
        )
        return
    import psycopg

    try:
        with driver.cursor().copy(f"COPY {quote(table.name)} ({columns}) FROM STDIN") as copying:
            for row in kept:
                copying.write_row(row)
    except psycopg.DataError as error:
        raise NotHeldError(
            _("The server cannot hold a record ({table}), so nothing was moved.").format(
                table=table.name
            )
        ) from error


@contextmanager
def _in_any_order(connection: Connection) -> Iterator[None]:
    """Let records come before those they point to; look at all of them at the end."""
    if connection.dialect.name != "postgresql":  # a file that is rebuilt looks at the end anyhow
        yield
        return
    wanted = text(
        "SELECT conrelid::regclass::text, quote_ident(conname) FROM pg_constraint"
        " WHERE contype = 'f' AND NOT condeferred AND connamespace = CAST(:schema AS regnamespace)"
    )
    keys = connection.execute(wanted, {"schema": OFFICE}).all()
    for table, key in keys:
        connection.exec_driver_sql(
            f"ALTER TABLE {table} ALTER CONSTRAINT {key} DEFERRABLE INITIALLY DEFERRED"
        )
    yield
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for table, key in keys:
        connection.exec_driver_sql(f"ALTER TABLE {table} ALTER CONSTRAINT {key} NOT DEFERRABLE")
