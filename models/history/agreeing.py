"""Finds records that are not what the history says: altered, made or taken out past it."""

import json
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, exists, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.base import Base
from models.engines.dialects import AsBytes
from models.events.tables import BudgetLine, Event
from models.history.bulk import fetch_many
from models.history.findings import Fault, Finding
from models.history.recording import UNRECORDED, Fields
from models.history.rows import batches, chain_key, id_range
from models.history.tables import Action, Change
from models.history.values import same
from models.office.tables import local

WITHOUT_HISTORY = UNRECORDED | {"local", "secret", "content"}
CAME_WITH = "packet_id"
"""Under which a desk's file remembers that its first records came with a packet."""
AT_ONCE = 1000
"""How many records are compared at once."""
UNTRUE = (LookupError, ValueError, TypeError, OverflowError, DBAPIError)
"""What reading a value raises that the program never wrote."""
UNTOLD: Fields = {"": None}
"""Stands for sides of a change that are no fields; no field has an empty name."""


@dataclass(slots=True)
class Expected:
    """What the history says a record holds: the fields it tells of, and whether it is there.

    ``there`` is None where an erasure emptied what told of it.
    """

    table: str
    record_id: int
    fields: Fields = field(default_factory=dict)
    there: bool | None = None
    action_id: int = 0

    def follow(self, change: Row[Any]) -> None:
        """Take in the next change."""
        self.action_id = change.action_id
        before, after = _fields(change.before), _fields(change.after)
        if change.erasure_id is not None or UNTOLD in (before, after):
            self.fields, self.there = {}, None
        elif after is None:
            self.fields, self.there = {}, False
        elif before is None:
            nothing = {
                column.name: None for column in _table(self.table).columns if column.nullable
            }
            self.fields, self.there = {**nothing, **after}, True
        else:
            self.fields |= after
            self.there = True

    def finding(self, session: Session, fault: Fault, name: str = "") -> Finding:
        """Return what is wrong with the record, at the action that touched it last."""
        at = session.scalar(select(Action.at).where(Action.id == self.action_id))
        return Finding(fault, self.action_id, at, self.table, self.record_id, name)


def tables_kept() -> list[Table]:
    """Return the tables whose records have a history."""
    return [one for one in Base.metadata.sorted_tables if one.name not in WITHOUT_HISTORY]


def disagreeing(session: Session) -> Iterator[tuple[int, list[Finding]]]:
    """Yield how many changes were looked at, and what disagrees with them, a few at a time."""
    known = {table.name for table in tables_kept()}
    grouped = groupby(_changes(session), key=lambda change: change.record_id)
    folded = (_fold(session, list(changes), known) for _record_id, changes in grouped)
    for batch in batches(folded, AT_ONCE):
        by_table: dict[str, list[Expected]] = {}
        for expected, _seen in batch:
            for one in expected:
                by_table.setdefault(one.table, []).append(one)
        found = [
            finding
            for name, expected in by_table.items()
            for finding in _compare(session, name, expected)
        ]
        yield sum(seen for _expected, seen in batch), found


def unknown(session: Session) -> Iterator[tuple[int, list[Finding]]]:
    """Yield for each table how many records it holds, and those that no action ever made."""
    for table in tables_kept():
        told = exists().where(Change.record_id == table.c.id, Change.record_table == table.name)
        stray = select(table.c.id).where(~told, *_of_here(session, table))
        if table.name == BudgetLine.__tablename__:
            # The fourth schema made one for each event that had its costs in one figure.
            stray = stray.where(table.c.id.not_in(select(Event.id)))
        found = [
            Finding(Fault.RECORD_UNKNOWN, table=table.name, record_id=record_id)
            for record_id in session.scalars(stray.limit(AT_ONCE))
        ]
        yield _count(session, table), found


def _of_here(session: Session, table: Table) -> list[ColumnElement[bool]]:
    """Return which records this file must know the making of: of a desk's own alone its own."""
    came = session.scalar(select(local.c.value).where(local.c.key == CAME_WITH))
    return [table.c.id.between(*id_range(session))] if came else []


def _fold(
    session: Session, changes: list[Row[Any]], known: Container[str]
) -> tuple[list[Expected], int]:
    """Follow the changes of the records with one id; return what each holds, and how many."""
    found: dict[str, Expected] = {}
    for change in _in_time(session, changes):
        table = change.record_table.decode(errors="replace")
        if table in known:
            found.setdefault(table, Expected(table, change.record_id)).follow(change)
    return list(found.values()), len(changes)


def _in_time(session: Session, changes: list[Row[Any]]) -> list[Row[Any]]:
    """Put changes made at several desks in the order of cause; those of one chain are in order."""
    if len({chain_key(change.id) for change in changes}) == 1:
        return changes
    ids = {change.action_id for change in changes}
    rows = session.execute(select(Action.id, Action.stamp).where(Action.id.in_(ids)))
    stamps = {row.id: row.stamp for row in rows}
    return sorted(changes, key=lambda change: (stamps.get(change.action_id, 0), change.id))


def _compare(session: Session, name: str, expected: Sequence[Expected]) -> Iterator[Finding]:
    told = [one for one in expected if one.there is not None]
    try:
        now = fetch_many(session, _table(name), [one.record_id for one in told])
    except UNTRUE:
        if len(told) == 1:
            yield told[0].finding(session, Fault.RECORD_UNREADABLE)
            return
        for one in told:
            yield from _compare(session, name, [one])
        return
    for one in told:
        yield from _differing(session, one, now.get(one.record_id))


def _differing(session: Session, one: Expected, now: Fields | None) -> Iterator[Finding]:
    if now is None:
        if one.there:
            yield one.finding(session, Fault.RECORD_GONE)
        return
    if not one.there:
        yield one.finding(session, Fault.RECORD_BACK)
        return
    columns = _table(one.table).columns
    for name, value in one.fields.items():
        if name in now and not same(columns[name], value, now[name]):
            yield one.finding(session, Fault.FIELD_ALTERED, name)


def _changes(session: Session) -> Iterable[Row[Any]]:
    """Return all changes that were made here, by record, in the order of their ids.

    What a packet brought along says what was done elsewhere; merging it is an action of its own.
    """
    wanted: Any = (
        select(
            Change.id,
            Change.record_id,
            AsBytes(Change.record_table).label("record_table"),
            AsBytes(Change.before).label("before"),
            AsBytes(Change.after).label("after"),
            Change.erasure_id,
            Change.action_id,
        )
        .join(Action, Action.id == Change.action_id, isouter=True)
        .where(Action.merged_by_id.is_(None))
        .order_by(Change.record_id, Change.id)
        .execution_options(yield_per=AT_ONCE)
    )
    return session.execute(wanted)


def _fields(kept: bytes | None) -> Fields | None:
    """Return what is kept as fields; ``UNTOLD`` where it was altered so that it is none."""
    try:
        found = None if kept is None else json.loads(kept)
    except (ValueError, RecursionError):
        return UNTOLD
    return found if found is None or isinstance(found, dict) else UNTOLD


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _count(session: Session, table: Table) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0
