"""The checklist of an event: what is to be done by when, by whom, and what is late.

Days are kept relative to the event's first one, so that they move with it. The caller owns the
session.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import CTE, BigInteger, ColumnElement, Select, case, cast, extract, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from models.base import utc_now
from models.errors import UserError
from models.events.drafts import DUE_MOST, TaskDraft
from models.events.tables import Event, EventTask, Stage
from models.fields import fill
from models.history.recording import named, recorder
from models.office.tables import Officer
from models.words import N_, _, ngettext

CLOSED = (Stage.REPORTED, Stage.CANCELLED, Stage.POSTPONED)
"""Stages of events whose tasks nobody waits for any more, or not now."""
AHEAD = timedelta(days=1)
"""How long before its day a task is told of on the first page."""
EPOCH = date(1970, 1, 1)
SECONDS = 24 * 60 * 60
"""How many seconds a day has on the wall's clock."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One line of an event's checklist; ``due`` is its day as the event stands now."""

    id: int
    text: str
    due_days: int
    due: date
    owner_id: int | None
    owner: str
    done_at: datetime | None
    done_by: str

    def is_overdue(self, today: date) -> bool:
        """Tell whether its day is over and it is not done."""
        return self.done_at is None and self.due < today

    @property
    def draft(self) -> TaskDraft:
        """Return it as the form holds it."""
        return TaskDraft(self.text, self.due_days, self.owner_id)


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task of some event that is due or overdue."""

    id: int
    event_id: int
    title: str
    text: str
    due_days: int
    due: date
    owner: str


@dataclass(frozen=True, slots=True)
class DueTasks:
    """The first of the tasks that are due, and how many there are of them."""

    first: tuple[DueTask, ...] = ()
    count: int = 0


def add_task(session: Session, event_id: int, draft: TaskDraft) -> int:
    """Put a task on an event's checklist; return its id. Raises UserError if the event is gone."""
    event = session.get(Event, event_id)
    if event is None:
        raise UserError(_("This event is not there any more."))
    named(session, N_("Put {task} on the checklist of {event}"), task=draft.text, event=event.title)
    last = session.scalar(
        select(func.max(EventTask.position)).where(EventTask.event_id == event_id)
    )
    task = EventTask(event_id=event_id, position=0 if last is None else last + 1)
    fill(task, draft)
    session.add(task)
    session.flush()
    return task.id


def change_task(session: Session, task_id: int, draft: TaskDraft) -> None:
    """Keep a task's new words, day and owner.

    Raises UserError, like all that is done to a task, if it is gone.
    """
    task = _task(session, task_id)
    _call(session, N_("Change {task} on the checklist of {event}"), task)
    fill(task, draft)


def remove_task(session: Session, task_id: int) -> None:
    """Take a task off its checklist."""
    task = _task(session, task_id)
    _call(session, N_("Take {task} off the checklist of {event}"), task)
    session.delete(task)


def tick_task(session: Session, task_id: int, at: datetime | None = None) -> None:
    """Note that a task is done, when and by whom; a second time changes nothing."""
    task = _task(session, task_id)
    _call(session, N_("Tick {task} off for {event}"), task)
    if task.done_at is None:
        task.done_at = at or utc_now()
        task.done_by_id = recorder(session).officer_id


def untick_task(session: Session, task_id: int) -> None:
    """Note that a task is not done after all."""
    task = _task(session, task_id)
    _call(session, N_("Mark {task} as not done for {event}"), task)
    task.done_at = None
    task.done_by_id = None


def checklist(session: Session, event_id: int, today: date) -> list[TaskRow]:
    """Return an event's tasks: what is overdue first, then all others, each by their day."""
    owner, doer = aliased(Officer), aliased(Officer)
    rows = session.execute(
        select(EventTask, Event.starts_at, owner.name, doer.name)
        .join(EventTask.event)
        .outerjoin(owner, owner.id == EventTask.owner_id)
        .outerjoin(doer, doer.id == EventTask.done_by_id)
        .where(EventTask.event_id == event_id)
        .order_by(EventTask.due_days, EventTask.position, EventTask.id)
    )
    found = [
        TaskRow(
            task.id,
            task.text,
            task.due_days,
            due_day(starts_at, task.due_days),
            task.owner_id,
            owner_name or "",
            task.done_at,
            doer_name or "",
        )
        for task, starts_at, owner_name, doer_name in rows
    ]
    return sorted(found, key=lambda row: not row.is_overdue(today))


def due_tasks(session: Session, today: date, most: int) -> DueTasks:
    """Return what is overdue or due until tomorrow, the most overdue first: ``most`` at most.

    Events that were reported, cancelled or put off are left out. Of one whose days are over there
    is only what follows it: for the rest it is too late.
    """
    waiting = _waiting(today)
    rows = session.execute(
        _due(
            waiting,
            EventTask.id,
            waiting.c.id,
            waiting.c.title,
            EventTask.text,
            EventTask.due_days,
            waiting.c.starts_at,
            Officer.name,
            func.count().over(),
        )
        .outerjoin(Officer, Officer.id == EventTask.owner_id)
        .order_by(
            waiting.c.day + EventTask.due_days,
            waiting.c.starts_at,
            waiting.c.id,
            EventTask.position,
            EventTask.id,
        )
        .limit(most)
    ).all()
    first = tuple(
        DueTask(task, event, title, text, days, due_day(starts_at, days), owner or "")
        for task, event, title, text, days, starts_at, owner, _count in rows
    )
    return DueTasks(first, rows[0][-1] if rows else 0)


def due_counts(session: Session, today: date, events: Sequence[int]) -> dict[int, int]:
    """Count the tasks that ``due_tasks`` would tell of for each of these events that has any."""
    waiting = _waiting(today)
    rows = session.execute(
        _due(waiting, waiting.c.id, func.count())
        .where(EventTask.event_id.in_(events))
        .group_by(waiting.c.id)
    )
    return {row[0]: row[1] for row in rows}


def due_day(starts_at: datetime, due_days: int) -> date:
    """Return the day of a task, given its event's beginning."""
    return starts_at.date() + timedelta(days=due_days)


def due_name(due_days: int) -> str:
    """Say a day relative to that of the event as the trade does: ``H-3``, ``H``, ``H+2``."""
    return _("D{days}").format(days=f"{due_days:+d}" if due_days else "")


def lateness(due: date, today: date) -> str:
    """Say how a day lies to today where that matters: late, today, tomorrow; else nothing."""
    days = (due - today).days
    if days < 0:
        return ngettext("{n} day late", "{n} days late", -days)
    return {0: _("today"), 1: _("tomorrow")}.get(days, "")


def _due(waiting: CTE, *columns: ColumnElement[Any] | InstrumentedAttribute[Any]) -> Select[Any]:
    return (
        select(*columns)
        .select_from(EventTask)
        .join(waiting, waiting.c.id == EventTask.event_id)
        .where(
            EventTask.done_at.is_(None),
            EventTask.due_days.between(waiting.c.first_due, waiting.c.last_due),
        )
    )


def _waiting(today: date) -> CTE:
    """Return the events whose tasks are waited for, with the days of those that are due.

    Once for each event and not for each task: on dates SQLite is slow. Days are counted from 1970,
    as any database can.
    """
    morning = datetime.combine(today, time.min)
    day = cast(extract("epoch", Event.starts_at), BigInteger) // SECONDS
    return (
        select(
            Event.id,
            Event.title,
            Event.starts_at,
            day.label("day"),
            case((Event.ends_at >= morning, -DUE_MOST), else_=1).label("first_due"),
            ((today + AHEAD - EPOCH).days - day).label("last_due"),
        )
        .where(Event.archived_at.is_(None), Event.stage.not_in(CLOSED))
        .cte("waiting")
        .prefix_with("MATERIALIZED")
    )


def _task(session: Session, task_id: int) -> EventTask:
    task = session.get(EventTask, task_id)
    if task is None:
        raise UserError(_("This task is not on the checklist any more."))
    return task


def _call(session: Session, name: str, task: EventTask) -> None:
    named(session, name, task=task.text, event=task.event.title)
