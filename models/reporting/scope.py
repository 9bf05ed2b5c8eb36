"""Which part of the office's work a report is about, and the rows that count in it.

An event counts by its own day, an enrolment by the day it was made, a payment by the day it came:
each at the office's clock.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.events.agenda import HELD, takes_part
from models.events.tables import Event, EventKind, EventPartner, EventStaff
from models.office.queries import time_zone
from models.people.tables import Person
from models.reporting.periods import Period

Rule = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted; an empty field leaves nothing out.

    ``region`` is the code of a village, a district or a regency. An enrolment lies where its event
    was, or where the person lives if it was made at no event.
    """

    kind: EventKind | None = None
    region: str = ""
    partner_id: int | None = None
    officer_id: int | None = None
    programme: str = ""
    occupation: str = ""

    @property
    def of_events(self) -> bool:
        """Whether only what belongs to an event can count."""
        return bool(self.kind or self.partner_id or self.officer_id)

    def events(self) -> list[Rule]:
        """Return what an event must fulfil; programme and occupation are not of events."""
        rules: list[Rule] = [Event.archived_at.is_(None)]
        if self.kind:
            rules.append(Event.kind == self.kind)
        if self.region:
            rules.append(within(Event.region_code, self.region))
        if self.partner_id is not None:
            one = EventPartner.partner_id == self.partner_id
            rules.append(exists().where(EventPartner.event_id == Event.id, one, takes_part()))
        if self.officer_id is not None:
            one = EventStaff.officer_id == self.officer_id
            rules.append(exists().where(EventStaff.event_id == Event.id, one))
        return rules

    def enrolments(self) -> list[Rule]:
        """Return what an enrolment must fulfil, but for its day and that it stands."""
        rules: list[Rule] = []
        if self.of_events:
            here = select(Event.id).where(*self.events())
            rules.append(Enrolment.event_id.in_(here))
        elif self.region:
            at = select(Event.id).where(within(Event.region_code, self.region))
            living = select(Person.id).where(within(Person.region_code, self.region))
            nowhere = Enrolment.event_id.is_(None) & Enrolment.person_id.in_(living)
            rules.append(Enrolment.event_id.in_(at) | nowhere)
        if self.programme:
            codes = func.coalesce(" " + Enrolment.programmes + " ", "")
            rules.append(codes.contains(f" {self.programme} ", autoescape=True))
        if self.occupation:
            rules.append(Enrolment.occupation == self.occupation)
        return rules


def stands() -> Rule:
    """Return that an enrolment was not rejected."""
    return Enrolment.status != EnrolmentStatus.REJECTED


def is_held() -> Rule:
    """Return that an event took place."""
    return Event.stage.in_(HELD)


def on_days_of(period: Period) -> list[Rule]:
    """Return that an event begins in the period."""
    first = datetime.combine(period.first, time.min)
    return [Event.starts_at >= first, Event.starts_at < _after(period)]


def moments_of(session: Session, period: Period) -> tuple[datetime, datetime]:
    """Return the moment the period begins at the office, and the one at which it is over."""
    zone = time_zone(session)
    first = datetime.combine(period.first, time.min, zone)
    return first, _after(period).replace(tzinfo=zone)


def within(column: object, region: str) -> Rule:
    """Return that a place is ``region``, or lies in it."""
    code = func.coalesce(column, "")
    return (code == region) | code.startswith(f"{region}.", autoescape=True)


def _after(period: Period) -> datetime:
    return datetime.combine(period.last + timedelta(days=1), time.min)
