"""Events made after others: one just like it, or the repeat that was asked for at it.

The caller owns the session.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import UserError
from models.events.drafts import EventDraft, PartDraft
from models.events.operations import begin_with, fill_event
from models.events.queries import event_view
from models.events.tables import BudgetLine, Event, EventKind, EventTask, PackingLine, Stage
from models.events.templates import template
from models.history.recording import named
from models.words import N_, _

WEEK = timedelta(days=7)
TO_REPEAT = 4 * WEEK
"""How far ahead a repeat is proposed: our own choice, so that invitations can still be sent."""


@dataclass(frozen=True, slots=True)
class Linked:
    """An event that another one has to do with."""

    id: int
    title: str
    starts_at: datetime
    stage: Stage


def new_draft(session: Session, kind: EventKind, day: date) -> EventDraft:
    """Return the draft of a new event on ``day`` as the template of its kind has it."""
    given = template(session, kind)
    return EventDraft(
        title="",
        kind=kind,
        starts_at=datetime.combine(day, given.begins),
        ends_at=datetime.combine(day + timedelta(days=given.days - 1), given.ends),
        target_present=given.target_present,
        target_enrolled=given.target_enrolled,
        target_rupiah=given.target_rupiah,
    )


def draft_like(session: Session, event_id: int, today: date) -> EventDraft | None:
    """Return the draft of a new event just like this one, or None if it is gone.

    It is on the same weekday, a week after the event and not before next week; nobody has been
    asked yet.
    """
    view = event_view(session, event_id)
    return None if view is None else _later(view.draft, today + WEEK, WEEK)


def repeat_draft(session: Session, event_id: int, today: date) -> EventDraft | None:
    """Return the draft of the repeat that was asked for at this event, or None if it is gone.

    As many people are aimed at as were wanted, and the same share of them is to be enrolled.
    """
    view = event_view(session, event_id)
    if view is None:
        return None
    draft = replace(_later(view.draft, today + TO_REPEAT, WEEK), note=view.outcome.follow_up)
    wanted = view.outcome.follow_up_people
    if wanted is None:
        return draft
    enrolled = draft.target_enrolled
    if draft.target_present:
        enrolled = round(enrolled * wanted / draft.target_present)
    return replace(draft, target_present=wanted, target_enrolled=min(enrolled, wanted))


def plan_like(session: Session, draft: EventDraft, like_id: int) -> Event:
    """Plan an event after another one, whose lists and planned costs come along undone.

    Raises UserError, like ``plan_repeat``, if the other one is gone.
    """
    like = _event(session, like_id)
    named(session, N_("Plan {event} like {other}"), event=draft.title, other=like.title)
    return make_like(session, draft, like, Event(stage=Stage.DRAFT))


def plan_repeat(session: Session, draft: EventDraft, of_id: int) -> Event:
    """Plan, as proposed, the repeat asked for at an event, which it remembers."""
    asked_at = _event(session, of_id)
    named(
        session, N_("Plan {event}, asked for at {other}"), event=draft.title, other=asked_at.title
    )
    made = Event(stage=Stage.PROPOSED, repeats_id=asked_at.id)
    return make_like(session, draft, asked_at, made)


def make_like(session: Session, draft: EventDraft, like: Event, made: Event) -> Event:
    """Keep the new event ``made``; of another kind than ``like`` it begins as its kind does."""
    fill_event(made, draft)
    if draft.kind == like.kind:
        _take_along(like, made)
    else:
        begin_with(session, made, template(session, draft.kind))
    made.budget = [
        BudgetLine(text=line.text, planned=line.planned, position=line.position)
        for line in like.budget
    ]
    session.add(made)
    session.flush()
    return made


def origin(session: Session, event_id: int) -> Linked | None:
    """Return the event at which this one was asked for, if it was."""
    event = session.get(Event, event_id)
    asked_at = event and event.repeats_id and session.get(Event, event.repeats_id)
    return linked(asked_at) if asked_at else None


def repeats(session: Session, event_id: int) -> tuple[Linked, ...]:
    """Return the events that were planned because they were asked for at this one, in order."""
    found = session.scalars(
        select(Event)
        .where(Event.repeats_id == event_id, Event.archived_at.is_(None))
        .order_by(Event.starts_at, Event.id)
    )
    return tuple(linked(event) for event in found)


def linked(event: Event) -> Linked:
    """Return an event as another one's plan names it."""
    return Linked(event.id, event.title, event.starts_at, event.stage)


def moved(draft: EventDraft, day: date) -> EventDraft:
    """Return the draft held from ``day`` on, at the same hours, with its sessions."""
    shift = day - draft.starts_at.date()
    return replace(
        draft,
        starts_at=draft.starts_at + shift,
        ends_at=draft.ends_at + shift,
        sessions=tuple(
            replace(one, starts_at=one.starts_at + shift, ends_at=one.ends_at + shift)
            for one in draft.sessions
        ),
    )


def anew(draft: EventDraft) -> EventDraft:
    """Return the draft as that of another event: nobody asked yet, nothing kept yet."""
    return replace(
        draft,
        partners=tuple(PartDraft(part.partner_id, part.role) for part in draft.partners),
        sessions=tuple(replace(one, id=None) for one in draft.sessions),
    )


def _later(draft: EventDraft, least: date, after: timedelta) -> EventDraft:
    """Return the draft anew, on the same weekday ``after`` it and not before ``least``."""
    day = draft.starts_at.date() + after
    if day < least:
        day += WEEK * -((day - least).days // 7)
    return moved(anew(draft), day)


def _take_along(like: Event, made: Event) -> None:
    made.tasks = [
        EventTask(
            text=task.text, due_days=task.due_days, owner_id=task.owner_id, position=task.position
        )
        for task in like.tasks
    ]
    made.packing = [
        PackingLine(
            text=line.text, count=line.count, supply_id=line.supply_id, position=line.position
        )
        for line in like.packing
    ]


def _event(session: Session, event_id: int) -> Event:
    event = session.get(Event, event_id)
    if event is None:
        raise UserError(_("This event is not there any more."))
    return event
