"""The records that a merge looks at: what was written to each, and how each stands now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from models.base import Base
from models.history.bulk import fetch_many
from models.history.conflicts import Key
from models.history.recording import Fields, plain
from models.history.rows import batches
from models.packets.brought import Brought
from models.packets.folding import Settled
from models.packets.writes import Merges, Order, Records, Write, known_writes


@dataclass(slots=True)
class Scope:
    """What is looked at. ``current`` are records that are there, ``writes`` what made them so.

    ``told`` are all conflicts that were ever told, as they are kept: read but once.
    """

    session: Session
    brought: Brought
    order: Order
    merges: Merges
    settled: Settled
    told: Sequence[Any]
    writes: Records[list[Write]] = field(default_factory=Records)
    current: Records[Fields] = field(default_factory=Records)
    _asked: dict[tuple[str, str], set[Any]] = field(default_factory=dict)

    def take(self, keys: Iterable[Key]) -> None:
        """Look at these records too, with all that is known here of them."""
        added = [key for key in dict.fromkeys(keys) if key not in self.writes]
        for key in added:
            self.writes[key] = list(self.brought.writes.get(key, ()))
        known = [key for key in added if not self.brought.is_fresh(key[1])]
        wanted = set(known)
        for write in known_writes(self.session, self.merges, {record for _table, record in known}):
            if write.key in wanted:
                self.writes[write.key].append(write)
        for name, ids in by_table(known).items():
            for record_id, fields in fetch_many(self.session, table_named(name), ids).items():
                self.current[name, record_id] = {
                    column: plain(value) for column, value in fields.items()
                }

    def take_where(self, name: str, column: str, values: Iterable[Any]) -> None:
        """Look at the records of a table too whose ``column`` holds one of these."""
        table, seen = table_named(name), self._asked.setdefault((name, column), {None})
        asked = set(values) - seen
        seen |= asked
        self.take(
            (name, record_id)
            for batch in batches(asked)
            for record_id in self.session.scalars(
                select(table.c.id).where(table.c[column].in_(batch))
            )
        )

    def made(self, key: Key) -> tuple[int, int]:
        """Return by what the earlier of two records is told that are one."""
        makers = [one for one in self.writes.get(key, ()) if one.before is None]
        return (min(one.stamp for one in makers) if makers else 0, key[1])

    def of(self, name: str) -> Iterator[tuple[Key, list[Write]]]:
        """Yield the records of a table that are looked at."""
        return ((key, self.writes[key]) for key in self.writes.of(name))


def table_named(name: str) -> Table:
    """Return a table by its name."""
    return Base.metadata.tables[name]


def by_table(keys: Iterable[Key]) -> dict[str, list[int]]:
    """Return the ids of records by their tables."""
    found: dict[str, list[int]] = {}
    for name, record_id in keys:
        found.setdefault(name, []).append(record_id)
    return found


@cache
def leading_to(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return for each table its columns that lead to records of the table ``name``."""
    found: dict[str, tuple[str, ...]] = {}
    for table in Base.metadata.sorted_tables:
        columns = [key.parent.name for key in table.foreign_keys if key.column.table.name == name]
        if columns:
            found[table.name] = tuple(columns)
    return found
