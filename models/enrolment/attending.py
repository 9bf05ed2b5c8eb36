"""The list of an event's people: how each stands, and who belongs to which part of the list."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from models.cards.queries import last_day
from models.enrolment.desk import DeskRow
from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.events.tables import Attendance, Event
from models.people.queries import PersonOrder, person_rank
from models.people.tables import Occupation, Person
from models.privacy.limits import may_be_processed
from models.words import _


class Standing(enum.StrEnum):
    """How one person stands to an event; the last that is true of them counts."""

    INVITED = "invited"
    PRESENT = "present"
    WALK_IN = "walk_in"
    MEMBER = "member"
    ENROLLED = "enrolled"

    def label(self) -> str:
        """Return the name of this standing in the language of the screen."""
        return {
            Standing.INVITED: _("Invited"),
            Standing.PRESENT: _("Present"),
            Standing.WALK_IN: _("Walk-in"),
            Standing.MEMBER: _("Already a member"),
            Standing.ENROLLED: _("Enrolled"),
        }[self]


class Part(enum.StrEnum):
    """A part of the list that one looks at; but for the first two, they overlap."""

    AWAITED = "awaited"
    PRESENT = "present"
    ENROLLED = "enrolled"
    WALK_IN = "walk_in"
    MEMBER = "member"

    def label(self) -> str:
        """Return the name of this part in the language of the screen."""
        return {
            Part.AWAITED: _("Not here yet"),
            Part.PRESENT: _("Present"),
            Part.ENROLLED: _("Enrolled"),
            Part.WALK_IN: _("Walk-ins"),
            Part.MEMBER: _("Already members"),
        }[self]


class Order(enum.StrEnum):
    """What a list of people can be sorted by."""

    NAME = "name"
    NIK = "nik"
    VILLAGE = "village"
    OCCUPATION = "occupation"
    ARRIVAL = "arrival"


@dataclass(frozen=True, slots=True)
class EventPeople:
    """Everybody on an event's list, in order, and who of them is in which part.

    Of those ``erased`` nothing is known any more: they count, but no paper is made for them.
    """

    ids: tuple[int, ...]
    parts: Mapping[Part, frozenset[int]]
    erased: frozenset[int] = frozenset()

    @property
    def named(self) -> tuple[int, ...]:
        """Return who still has a name, in order: for papers to be signed or handed out."""
        return tuple(one for one in self.ids if one not in self.erased)


def standing(row: DeskRow, day: date) -> Standing:
    """Tell how somebody stood to the event of ``day``."""
    if row.enrolled_id is not None:
        return Standing.ENROLLED
    if row.member_number or (row.cover_until is not None and row.cover_until >= day):
        return Standing.MEMBER
    if row.present_at is None:
        return Standing.INVITED
    return Standing.WALK_IN if row.walk_in else Standing.PRESENT


def event_people(
    session: Session, event_id: int, order: Order = Order.NAME, *, descending: bool = False
) -> EventPeople:
    """Return everybody on an event's list; those of like rank by name."""
    rank = _rank(order)
    ranked = (rank.desc() if descending else rank.asc()).nulls_last()
    rows = session.execute(
        select(
            Person.id,
            Attendance.present_at.is_not(None),
            Attendance.walk_in,
            Person.member_number.is_not(None),
            Person.erased_at.is_not(None),
        )
        .select_from(Attendance)
        .join(Person, Person.id == Attendance.person_id)
        .outerjoin(Occupation, Occupation.id == Person.occupation_id)
        .where(Attendance.event_id == event_id, may_be_processed())
        .order_by(ranked, func.lower(Person.name), Person.id)
    ).all()
    here, covered = _enrolled(session, event_id)
    erased = frozenset(person for person, *_rest, gone in rows if gone)
    return EventPeople(tuple(row[0] for row in rows), _parts(rows, here, covered), erased)


def event_day(session: Session, event_id: int) -> date:
    """Return the day an event begins."""
    return session.get_one(Event, event_id).starts_at.date()


def _parts(
    rows: Iterable[Any], here: frozenset[int], covered: frozenset[int]
) -> dict[Part, frozenset[int]]:
    present = frozenset(person for person, seen, _walked, _number, _gone in rows if seen)
    numbered = frozenset(person for person, _seen, _walked, number, _gone in rows if number)
    return {
        Part.AWAITED: frozenset(row[0] for row in rows) - present,
        Part.PRESENT: present,
        Part.ENROLLED: here,
        Part.WALK_IN: frozenset(row[0] for row in rows if row[2]),
        Part.MEMBER: (numbered | covered) - here,
    }


def _enrolled(session: Session, event_id: int) -> tuple[frozenset[int], frozenset[int]]:
    """Return those of the list enrolled at this event, and those whose cover reached its day."""
    day = event_day(session, event_id)
    rows = session.execute(
        select(Enrolment.person_id, Enrolment.event_id, Enrolment.first_month, Enrolment.months)
        .join(Attendance, Attendance.person_id == Enrolment.person_id)
        .join(Enrolment.person)
        .where(
            Attendance.event_id == event_id,
            Enrolment.status != EnrolmentStatus.REJECTED,
            may_be_processed(),
        )
    ).all()
    here = frozenset(row.person_id for row in rows if row.event_id == event_id)
    covered = frozenset(
        row.person_id for row in rows if last_day(row.first_month, row.months) >= day
    )
    return here, covered


def _rank(order: Order) -> SQLColumnExpression[Any]:
    if order is Order.ARRIVAL:
        return Attendance.present_at
    if order is Order.NAME:
        return func.lower(Person.name)
    return person_rank(PersonOrder(order.value))
