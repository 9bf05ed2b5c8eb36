"""What one person came to and enrolled in, for their page."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.events.tables import Attendance, Event
from models.people.tables import Person


@dataclass(frozen=True, slots=True)
class PersonEvent:
    """An event whose list somebody is on; ``present_at`` None where they were not seen."""

    event_id: int
    title: str
    starts_at: datetime
    village: str
    walk_in: bool
    present_at: datetime | None


@dataclass(frozen=True, slots=True)
class PersonEnrolment:
    """One enrolment of somebody; ``total`` in rupiah for all ``months``."""

    event_id: int | None
    event: str
    programmes: tuple[str, ...]
    months: int
    first_month: date
    total: int
    status: EnrolmentStatus
    reject_reason: str
    enrolled_at: datetime


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """What was noted of one person, the latest first."""

    member_number: str
    events: tuple[PersonEvent, ...]
    enrolments: tuple[PersonEnrolment, ...]


def person_record(session: Session, person_id: int) -> PersonRecord:
    """Return the events and enrolments of one person."""
    number = session.scalar(select(Person.member_number).where(Person.id == person_id))
    return PersonRecord(number or "", _events(session, person_id), _enrolments(session, person_id))


def _events(session: Session, person_id: int) -> tuple[PersonEvent, ...]:
    rows = session.execute(
        select(
            Event.id,
            Event.title,
            Event.starts_at,
            Event.region_line,
            Attendance.walk_in,
            Attendance.present_at,
        )
        .join(Attendance, Attendance.event_id == Event.id)
        .where(Attendance.person_id == person_id)
        .order_by(Event.starts_at.desc(), Event.id)
    )
    return tuple(
        PersonEvent(
            row.id,
            row.title,
            row.starts_at,
            (row.region_line or "").split(",")[0],
            row.walk_in,
            row.present_at,
        )
        for row in rows
    )


def _enrolments(session: Session, person_id: int) -> tuple[PersonEnrolment, ...]:
    rows = session.execute(
        select(Enrolment, Event.title)
        .outerjoin(Event, Event.id == Enrolment.event_id)
        .where(Enrolment.person_id == person_id)
        .order_by(Enrolment.enrolled_at.desc(), Enrolment.id.desc())
    )
    return tuple(
        PersonEnrolment(
            enrolment.event_id,
            title or "",
            tuple(enrolment.programmes.split()),
            enrolment.months,
            enrolment.first_month,
            enrolment.total,
            enrolment.status,
            enrolment.reject_reason or "",
            enrolment.enrolled_at,
        )
        for enrolment, title in rows
    )
