"""The board: events by stage, as many of each as are looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.events.agenda import HELD, OFF
from models.events.checklist import due_day
from models.events.tables import Event, EventTask, Stage
from models.history.rows import batches

COLUMNS: tuple[tuple[Stage, ...], ...] = (
    (Stage.PROPOSED,),
    (Stage.DRAFT,),
    (Stage.INVITED,),
    (Stage.READY,),
    (Stage.RUNNING,),
    (Stage.DONE,),
    (Stage.REPORTED,),
    OFF,
)
"""The stages of each column, from the left; what is off shares the last."""
LATEST_FIRST = frozenset({*HELD, *OFF})
"""Stages whose latest event is looked for; of the others the one that is due next."""


@dataclass(frozen=True, slots=True)
class BoardCard:
    """An event as it lies on the board, with its tasks that are not done."""

    id: int
    title: str
    stage: Stage
    starts_at: datetime
    ends_at: datetime
    village: str
    open_tasks: int
    overdue_tasks: int


def board_counts(session: Session, among: Sequence[ColumnElement[bool]] = ()) -> dict[Stage, int]:
    """Count the events of every stage that fit."""
    wanted = (
        select(Event.stage, func.count())
        .where(Event.archived_at.is_(None), *among)
        .group_by(Event.stage)
    )
    found = dict(session.execute(wanted).all())
    return {stage: found.get(stage, 0) for stage in Stage}


def board_ids(
    session: Session,
    stages: Sequence[Stage],
    most: int | None,
    among: Sequence[ColumnElement[bool]] = (),
) -> list[int]:
    """Return the first of the events of some stages that fit: ``most`` at most, None for all."""
    latest = LATEST_FIRST.issuperset(stages)
    order = (Event.starts_at.desc(), Event.id.desc()) if latest else (Event.starts_at, Event.id)
    wanted = (
        select(Event.id)
        .where(Event.stage.in_(stages), Event.archived_at.is_(None), *among)
        .order_by(*order)
        .limit(most)
    )
    return list(session.scalars(wanted))


def board_cards(session: Session, ids: Sequence[int], today: date) -> dict[int, BoardCard]:
    """Return the cards with these ids; one gone meanwhile is left out."""
    found = {}
    for batch in batches(ids):
        tasks = _open_tasks(session, batch)
        rows = session.execute(
            select(
                Event.id,
                Event.title,
                Event.stage,
                Event.starts_at,
                Event.ends_at,
                Event.region_line,
                Event.venue,
            ).where(Event.id.in_(batch))
        )
        for event, title, stage, starts_at, ends_at, region, venue in rows:
            due = [due_day(starts_at, days) for days in tasks.get(event, ())]
            village = (region or "").split(",")[0] or venue or ""
            late = sum(day < today for day in due)
            found[event] = BoardCard(
                event, title, stage, starts_at, ends_at, village, len(due), late
            )
    return found


def _open_tasks(session: Session, ids: Sequence[int]) -> dict[int, list[int]]:
    """Return the days, told from the event's, of the tasks that are not done."""
    found: dict[int, list[int]] = {}
    rows = session.execute(
        select(EventTask.event_id, EventTask.due_days).where(
            EventTask.event_id.in_(ids), EventTask.done_at.is_(None)
        )
    )
    for event, days in rows:
        found.setdefault(event, []).append(days)
    return found
