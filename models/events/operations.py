"""Planning events, checking people in. The caller owns the session."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, object_session

from models.base import utc_now
from models.errors import UserError
from models.events.drafts import EventDraft, OutcomeDraft, stage_name
from models.events.sittings import first_seen, forget_seen, note_seen, refuse_gone
from models.events.tables import (
    Attendance,
    Event,
    EventEquipment,
    EventPartner,
    EventSession,
    EventStaff,
    EventTask,
    PackingLine,
    Stage,
)
from models.events.templates import Template, template
from models.fields import fill
from models.history.bulk import insert_many, table_of, update_many
from models.history.recording import named, recorder
from models.people.tables import Person
from models.privacy.limits import processed_only, refuse_limited
from models.supplies.tables import Supply, SupplyKind
from models.words import N_, _

NEED_REASON = frozenset({Stage.CANCELLED, Stage.POSTPONED})
STAGE_ACTIONS = {
    Stage.PROPOSED: N_("Mark {event} as proposed"),
    Stage.DRAFT: N_("Mark {event} as a draft"),
    Stage.INVITED: N_("Mark the letter for {event} as sent"),
    Stage.READY: N_("Mark {event} as ready"),
    Stage.RUNNING: N_("Mark {event} as running"),
    Stage.DONE: N_("Mark {event} as done"),
    Stage.REPORTED: N_("Mark {event} as reported"),
    Stage.CANCELLED: N_("Cancel {event}"),
    Stage.POSTPONED: N_("Postpone {event}"),
}
"""What moving an event to a stage is called in the history."""
_PLACE = (
    select(
        Person.name,
        Person.limited_at,
        Attendance,
        select(EventSession.id)
        .where(EventSession.event_id == bindparam("event"))
        .exists()
        .label("in_sittings"),
    )
    .outerjoin(
        Attendance,
        (Attendance.person_id == Person.id) & (Attendance.event_id == bindparam("event")),
    )
    .where(Person.id == bindparam("person"))
)
"""All that a check-in asks: who it is, their place on the list, whether the event has sittings."""


def plan_event(session: Session, draft: EventDraft) -> Event:
    """Plan a new event, with the checklist and packing list that its kind begins with."""
    named(session, N_("Plan {event}"), event=draft.title)
    event = Event(stage=Stage.DRAFT)
    fill_event(event, draft)
    begin_with(session, event, template(session, draft.kind))
    session.add(event)
    session.flush()
    return event


def begin_with(session: Session, event: Event, given: Template) -> None:
    """Give a new event the checklist and the packing list of a template."""
    event.tasks = [
        EventTask(text=task.text, due_days=task.due_days, position=place)
        for place, task in enumerate(given.tasks)
    ]
    stock = _stock(session)
    event.packing = [
        PackingLine(
            text=thing.text,
            count=thing.count,
            supply_id=None if thing.supply is None else stock.get(thing.supply),
            position=place,
        )
        for place, thing in enumerate(given.packing)
    ]


def change_event(session: Session, event_id: int, draft: EventDraft) -> None:
    """Keep a changed plan; partners and staff that the draft leaves out are taken out.

    Raises UserError, like all that is done to an event, if it is gone.
    """
    named(session, N_("Change {event}"), event=draft.title)
    fill_event(_event(session, event_id), draft)


def archive_event(session: Session, event_id: int) -> None:
    """Put an event out of sight; nothing of it is lost."""
    event = _event(session, event_id)
    named(session, N_("Archive {event}"), event=event.title)
    event.archived_at = event.archived_at or utc_now()


def bring_back_event(session: Session, event_id: int) -> None:
    """Bring an archived event back among the others."""
    event = _event(session, event_id)
    named(session, N_("Bring back {event}"), event=event.title)
    event.archived_at = None


def set_stage(session: Session, event_id: int, stage: Stage, reason: str = "") -> None:
    """Move an event to a stage. Raises UserError if that stage needs a reason and has none."""
    event = _event(session, event_id)
    if stage in NEED_REASON and not reason.strip():
        raise UserError(_("Say why: {stage}.").format(stage=stage_name(stage)))
    named(session, STAGE_ACTIONS[stage], event=event.title)
    event.stage = stage
    event.stage_reason = reason.strip() or None


def record_outcome(session: Session, event_id: int, draft: OutcomeDraft) -> None:
    """Keep what is to be said of an event after it."""
    event = _event(session, event_id)
    named(session, N_("Write down the outcome of {event}"), event=event.title)
    fill(event, draft)


def invite(session: Session, event_id: int, people: Collection[int]) -> int:
    """Put people on an event's list; return how many were not on it yet."""
    event = _event(session, event_id)
    named(session, N_("Invite people to {event}"), event=event.title)
    there = set(
        session.scalars(select(Attendance.person_id).where(Attendance.event_id == event_id))
    )
    fresh = processed_only(session, [person for person in people if person not in there])
    insert_many(
        session,
        Attendance,
        ("event_id", "person_id", "invited"),
        ((event_id, person, True) for person in fresh),
    )
    return len(fresh)


def check_in(
    session: Session,
    event_id: int,
    person_id: int,
    at: datetime | None = None,
    session_id: int | None = None,
) -> Attendance:
    """Note that a person is here; someone not on the list is put on it as a walk-in.

    At an event of several sittings they are seen at the one of ``session_id``, else at the one to
    which people come at that hour. A second time changes nothing: the moment they were first seen
    stays, at the event and at each sitting. Raises LimitedError where their data may not be
    processed.
    """
    found = session.execute(_PLACE, {"event": event_id, "person": person_id}).one_or_none()
    if found is None or found.limited_at is not None:
        refuse_limited(session, [person_id])  # whom a server may keep back
        raise NoResultFound("nobody has this id")
    named(session, N_("Check in {person}"), person=found.name)
    place: Attendance | None = found.Attendance
    if place is None:
        place = Attendance(event_id=event_id, person_id=person_id, invited=False, walk_in=True)
        session.add(place)
    moment = at or utc_now()
    if place.present_at is None:
        place.present_at = moment
        place.desk_id = recorder(session).desk_id
    if found.in_sittings or session_id is not None:
        note_seen(session, event_id, {person_id: moment}, session_id)
    session.flush()
    return place


def check_in_many(session: Session, event_id: int, moments: dict[int, datetime]) -> int:
    """Note when each of many people on the list was here; return how many were not seen before."""
    event = _event(session, event_id)
    named(session, N_("Check in people at {event}"), event=event.title)
    rows = session.execute(
        select(Attendance.id, Attendance.person_id).where(
            Attendance.event_id == event_id, Attendance.present_at.is_(None)
        )
    )
    desk = recorder(session).desk_id
    seen = [row for row in rows if row.person_id in moments]
    changes = {row.id: {"present_at": moments[row.person_id], "desk_id": desk} for row in seen}
    update_many(session, table_of(Attendance), changes)
    note_seen(session, event_id, {row.person_id: moments[row.person_id] for row in seen})
    return len(changes)


def take_back_check_in(
    session: Session, event_id: int, person_id: int, session_id: int | None = None
) -> None:
    """Note that a person was marked present by mistake; with ``session_id``, at that sitting only.

    Who was seen at another sitting was at the event, from then on. Raises UserError where the
    person was taken off the list meanwhile.
    """
    person = session.get_one(Person, person_id)
    named(session, N_("Take back the check-in of {person}"), person=person.name)
    place = session.scalars(
        select(Attendance).where(Attendance.event_id == event_id, Attendance.person_id == person_id)
    ).one_or_none()
    if place is None:
        raise UserError(_("{name} is not on the list any more.").format(name=person.name))
    forget_seen(session, event_id, [person_id], session_id)
    first = first_seen(session, event_id, person_id)
    place.present_at = first.present_at if first else None
    place.desk_id = first.desk_id if first else None


def _event(session: Session, event_id: int) -> Event:
    event = session.get(Event, event_id)
    if event is None:
        raise UserError(_("This event is not there any more."))
    return event


def _stock(session: Session) -> dict[SupplyKind, int]:
    """Return the first supply of each kind that is still used."""
    supplies = session.scalars(select(Supply).where(Supply.active).order_by(Supply.id.desc()))
    return {supply.kind: supply.id for supply in supplies}


def fill_event(event: Event, draft: EventDraft) -> None:
    """Give an event what ``draft`` holds; what the draft leaves out is taken out."""
    fill(event, draft)
    parts = {(part.partner_id, part.role): part for part in event.partners}
    wanted = []
    for one in draft.partners:
        part = parts.get((one.partner_id, one.role)) or EventPartner(
            partner_id=one.partner_id, role=one.role
        )
        part.answer = one.answer
        wanted.append(part)
    event.partners = wanted
    duties = {duty.officer_id: duty for duty in event.staff}
    event.staff = [duties.get(officer) or EventStaff(officer_id=officer) for officer in draft.staff]
    taken = {one.equipment_id: one for one in event.equipment}
    event.equipment = [
        taken.get(thing) or EventEquipment(equipment_id=thing) for thing in draft.equipment
    ]
    _fill_sessions(event, draft)


def _fill_sessions(event: Event, draft: EventDraft) -> None:
    there = {session.id: session for session in event.sessions}
    sessions = []
    for wanted in draft.sessions:
        session = (there.get(wanted.id) if wanted.id is not None else None) or EventSession()
        fill(session, replace(wanted, id=session.id))
        sessions.append(session)
    database = object_session(event)
    if database is not None:
        refuse_gone(database, [one for one in event.sessions if one not in sessions])
    event.sessions = sessions
