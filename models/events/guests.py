"""People on an event's list by hand and off it, and what was noted of many taken back at once.

The caller owns the session.
"""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.errors import UserError
from models.events.operations import check_in_many, invite, take_back_check_in
from models.events.sittings import forget_seen
from models.events.tables import Attendance, Event
from models.history.bulk import delete_many, table_of, update_many
from models.history.recording import named
from models.people.drafts import PersonDraft
from models.people.operations import add_person
from models.people.tables import Person
from models.words import N_, _


def add_guest(session: Session, event_id: int, draft: PersonDraft) -> Person:
    """Take in a person and put them on an event's list. Raises NikTakenError."""
    event = session.get_one(Event, event_id)
    named(session, N_("Put {person} on the list of {event}"), person=draft.name, event=event.title)
    person = add_person(session, draft)
    invite(session, event_id, [person.id])
    return person


def invite_known(session: Session, event_id: int, person_id: int) -> bool:
    """Put somebody known on an event's list; return whether they were not on it yet."""
    person = session.get_one(Person, person_id)
    event = session.get_one(Event, event_id)
    named(session, N_("Put {person} on the list of {event}"), person=person.name, event=event.title)
    return bool(invite(session, event_id, [person_id]))


def take_off_list(session: Session, event_id: int, people: Collection[int]) -> int:
    """Take those of these people who did not come off an event's list; return how many.

    Whoever was present or enrolled here is counted, and stays. Raises UserError if that is all.
    """
    event = session.get_one(Event, event_id)
    wanted = frozenset(people) - _enrolled(session, event_id)
    places = {row.person_id: row.id for row in _places(session, event_id, seen=False)}
    chosen = {person: places[person] for person in wanted & places.keys()}
    if not chosen:
        raise UserError(_("Whoever was present or enrolled at this event stays on its list."))
    if len(chosen) == 1:
        person = session.get_one(Person, *chosen)
        words = {"person": person.name, "event": event.title}
        named(session, N_("Take {person} off the list of {event}"), **words)
    else:
        named(session, N_("Take people off the list of {event}"), event=event.title)
    delete_many(session, table_of(Attendance), chosen.values())
    return len(chosen)


def mark_here(session: Session, event_id: int, people: Collection[int]) -> int:
    """Note that these people of the list are here now; return how many were not seen before."""
    return check_in_many(session, event_id, dict.fromkeys(people, utc_now()))


def take_back_check_ins(session: Session, event_id: int, people: Collection[int]) -> int:
    """Note that these people were marked present by mistake; return how many were.

    Whoever enrolled here was here, and stays present. Raises UserError if that is all of them.
    """
    event = session.get_one(Event, event_id)
    wanted = frozenset(people) - _enrolled(session, event_id)
    if not wanted:
        raise UserError(_("Whoever enrolled at this event was present, and stays so."))
    if len(wanted) == 1:
        take_back_check_in(session, event_id, *wanted)
        return 1
    named(session, N_("Take back check-ins at {event}"), event=event.title)
    rows = _places(session, event_id, seen=True)
    nothing = {"present_at": None, "desk_id": None}
    changes = {row.id: nothing for row in rows if row.person_id in wanted}
    forget_seen(session, event_id, wanted)
    update_many(session, table_of(Attendance), changes)
    return len(changes)


def _places(session: Session, event_id: int, *, seen: bool) -> Iterable[Any]:
    """Return the places of those who were seen at an event, or of those who were not."""
    present = Attendance.present_at
    return session.execute(
        select(Attendance.id, Attendance.person_id).where(
            Attendance.event_id == event_id, present.is_not(None) if seen else present.is_(None)
        )
    )


def _enrolled(session: Session, event_id: int) -> frozenset[int]:
    return frozenset(
        session.scalars(
            select(Enrolment.person_id).where(
                Enrolment.event_id == event_id, Enrolment.status != EnrolmentStatus.REJECTED
            )
        )
    )
