"""An event beside its own day and beside others: when people came, what was reached before."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.events.agenda import HELD
from models.events.summary import Arrivals, EarlierEvent
from models.events.tables import Attendance, Event, EventPartner

MOST_EARLIER = 5
"""So many earlier events stand in a summary: our own choice, for one glance."""


def arrivals(came: Mapping[int, int]) -> tuple[Arrivals, ...]:
    """Return every hour of the day in which people were first seen, from the first to the last."""
    if not came:
        return ()
    return tuple(Arrivals(hour, came.get(hour, 0)) for hour in range(min(came), max(came) + 1))


def earlier_events(session: Session, event_id: int) -> tuple[EarlierEvent, ...]:
    """Return the last events held before this one in its village or with one of its partners."""
    event = session.get_one(Event, event_id)
    mine, theirs = aliased(EventPartner), aliased(EventPartner)
    shared = exists().where(
        mine.event_id == event_id,
        theirs.event_id == Event.id,
        theirs.partner_id == mine.partner_id,
    )
    alike: list[ColumnElement[bool]] = [shared]
    if event.region_code:
        alike.append(Event.region_code == event.region_code)
    found = session.scalars(
        select(Event)
        .where(
            Event.id != event_id,
            Event.archived_at.is_(None),
            Event.stage.in_(HELD),
            Event.starts_at < event.starts_at,
            or_(*alike),
        )
        .order_by(Event.starts_at.desc(), Event.id.desc())
        .limit(MOST_EARLIER)
    ).all()
    return tuple(_earlier(session, one, event.region_code) for one in found)


def _earlier(session: Session, event: Event, region_code: str | None) -> EarlierEvent:
    present = session.scalar(
        select(func.count(Attendance.present_at)).where(Attendance.event_id == event.id)
    )
    enrolled, total = session.execute(
        select(func.count(), func.coalesce(func.sum(Enrolment.total), 0)).where(
            Enrolment.event_id == event.id, Enrolment.status != EnrolmentStatus.REJECTED
        )
    ).one()
    return EarlierEvent(
        event.id,
        event.title,
        event.starts_at.date(),
        bool(region_code) and event.region_code == region_code,
        present or 0,
        enrolled,
        total,
    )
