"""Filling an office's tables on a server with very many invented people, as one loads much.

Without indexes, which are made afterwards, and without looking for the records that keys lead to,
which are all there.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from time import perf_counter
from typing import Any

import psycopg

from models.engines.postgres import ServerAddress
from tests.benchmarks.nation import MOST, Nation, tables
from tests.benchmarks.nation_history import ACTIONS, CHANGES, actions, changes
from tests.benchmarks.on_server import bare, now

AT_ONCE = 5000
FIRST_FREE = 2**27
"""From which id on the program makes its own."""

_INDEXES = """
SELECT c.relname, pg_get_indexdef(i.indexrelid), k.conname,
       CASE WHEN k.conname IS NOT NULL THEN pg_get_constraintdef(k.oid) END
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype = 'u'
WHERE i.indrelid = %s::regclass AND NOT i.indisprimary ORDER BY c.relname
"""


def fill(address: ServerAddress, count: int) -> dict[str, float]:
    """Fill an office's tables; return the seconds of copying, of each index, of vacuuming.

    Raises ValueError for more people than there are ids for.
    """
    if count > MOST:
        raise ValueError(f"at most {MOST} people")
    took: dict[str, float] = {}
    filled = [*tables(), ("action", ACTIONS, actions), ("change", CHANGES, changes)]
    with bare(address) as connection:
        connection.execute("SET session_replication_role = replica")
        nation = _nation(connection, count)
        again = [one for table, *_ in filled for one in _without_indexes(connection, table)]
        for table, columns, lines in filled:
            copied = f"COPY {table} ({columns}) FROM STDIN"
            took[f"copy {table}"] = _seconds(lambda: _copy(connection, copied, lines(nation)))  # noqa: B023
        for name, statement in again:
            took[f"index {name}"] = _seconds(lambda: connection.execute(statement))  # noqa: B023
        connection.execute("UPDATE local SET value = %s WHERE key = 'next_id'", (str(FIRST_FREE),))
    with bare(address) as connection:
        connection.autocommit = True
        took["vacuum"] = _seconds(lambda: connection.execute("VACUUM (ANALYZE)"))
        connection.execute("CHECKPOINT")
    return took


def _nation(connection: psycopg.Connection[Any], count: int) -> Nation:
    ((officer,),) = connection.execute("SELECT id FROM officer")
    ((desk,),) = connection.execute("SELECT id FROM desk")
    work = connection.execute("SELECT id FROM occupation ORDER BY id LIMIT 5").fetchall()
    start = now().replace(hour=1, minute=0, second=0)
    return Nation(count, officer, desk, tuple(one for (one,) in work), start)


def _without_indexes(connection: psycopg.Connection[Any], table: str) -> Iterator[tuple[str, str]]:
    """Take a table's indexes off but for its key; yield their names and what makes them again."""
    for name, index, constraint, said in connection.execute(_INDEXES, (table,)).fetchall():
        if constraint:
            connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
            yield name, f"ALTER TABLE {table} ADD CONSTRAINT {constraint} {said}"
        else:
            connection.execute(f"DROP INDEX {name}")
            yield name, index


def _copy(connection: psycopg.Connection[Any], statement: str, lines: Iterable[str]) -> None:
    left = iter(lines)
    with connection.cursor().copy(statement) as copying:
        while some := "".join(islice(left, AT_ONCE)):
            copying.write(some)


def _seconds(what: Callable[[], object]) -> float:
    start = perf_counter()
    what()
    return perf_counter() - start
