"""The whole history to be looked through: what fits a filter, and its lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.history.agreeing import tables_kept
from models.history.of_record import of_person
from models.history.rows import batches
from models.history.tables import Action, Change
from models.history.telling import kind_word
from models.history.timeline import of_event, taken_back
from models.history.undo import title
from models.office.queries import time_zone
from models.office.rights import Right, need
from models.office.tables import Desk, Officer
from models.words import _

PLACE = re.compile(r"\{\w+\}")
"""A place in an action's name that its words fill."""


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which actions are looked for: those that fit all that is given.

    ``name`` is a kind of action as it is kept, ``table`` a kind of record; the days are those of
    the office's clock, both counted in.
    """

    person_id: int | None = None
    event_id: int | None = None
    officer_id: int | None = None
    table: str = ""
    name: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One action as a list shows it; ``erased`` if an erasure emptied something of it.

    ``desk`` is where it was done, if it was brought home from there.
    """

    id: int
    at: datetime
    officer: str
    title: str
    records: int
    undone: bool
    final: bool
    erased: bool
    desk: str = ""


def history_ids(session: Session, wanted: HistoryFilter) -> list[int]:
    """Return the ids of the actions that fit, the latest first. Raises NotAllowedError.

    A history is long: to be asked off the screen's thread.
    """
    need(session, Right.SEE_HISTORY)
    asked = select(Action.id).where(*_conditions(session, wanted))
    return list(session.scalars(asked.order_by(Action.at.desc(), Action.id.desc())))


def history_rows(session: Session, ids: Sequence[int]) -> dict[int, HistoryRow]:
    """Return the lines with these ids. Raises NotAllowedError."""
    need(session, Right.SEE_HISTORY)
    undone = taken_back(session, ids)
    counted: Any = select(Change.action_id, func.count()).group_by(Change.action_id)
    asked: Any = (
        select(Action, Officer.name, Desk.name)
        .outerjoin(Officer, Officer.id == Action.officer_id)
        .outerjoin(Desk, Desk.id == Action.desk_id)
    )
    found: dict[int, HistoryRow] = {}
    for batch in batches(ids):
        touched = dict(map(tuple, session.execute(counted.where(Change.action_id.in_(batch)))))
        for action, officer, desk in session.execute(asked.where(Action.id.in_(batch))):
            found[action.id] = HistoryRow(
                action.id,
                action.at,
                officer or "",
                title(action.name, action.words),
                touched.get(action.id, 0),
                action.id in undone,
                action.final or action.merged_by_id is not None,
                action.erasure_id is not None,
                (desk or "") if action.merged_by_id is not None else "",
            )
    return found


def kinds_of_action(session: Session) -> dict[str, str]:
    """Return the kinds of action there are, each as it is said, by how it is kept.

    An ellipsis stands where each of them names something else. Raises NotAllowedError.
    """
    need(session, Right.SEE_HISTORY)
    names = session.scalars(select(Action.name).distinct()).all()
    said = {one: kind_of_action(one) for one in names}
    return dict(sorted(said.items(), key=lambda pair: pair[1].casefold()))


def kind_of_action(name: str) -> str:
    """Say what actions of a name are called; an ellipsis stands where each names something else."""
    return PLACE.sub("…", _(name))


def kinds_of_record() -> dict[str, str]:
    """Return the kinds of record that have a history, as they are said, by their tables."""
    said = {table.name: kind_word(table.name) for table in tables_kept()}
    return dict(sorted(said.items(), key=lambda pair: pair[1].casefold()))


def _conditions(session: Session, wanted: HistoryFilter) -> list[ColumnElement[bool]]:
    zone = time_zone(session)
    found: list[ColumnElement[bool]] = []
    if wanted.officer_id is not None:
        found.append(Action.officer_id == wanted.officer_id)
    if wanted.name:
        found.append(Action.name == wanted.name)
    if wanted.first is not None:
        found.append(Action.at >= _begins(wanted.first, zone))
    if wanted.last is not None:
        found.append(Action.at < _begins(wanted.last + timedelta(days=1), zone))
    touched = []
    if wanted.person_id is not None:
        touched.append(of_person(wanted.person_id))
    if wanted.event_id is not None:
        touched.append(of_event(wanted.event_id))
    if wanted.table:
        touched.append(Change.record_table == wanted.table)
    found += [Action.id.in_(select(Change.action_id).where(one)) for one in touched]
    return found


def _begins(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
