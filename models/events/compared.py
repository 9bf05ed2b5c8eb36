"""An event beside its own day and beside others: when people came, what was reached before."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.enrolment.tables import Enrolment
from models.events.agenda import takes_part
from models.events.summary import Arrivals, EarlierEvent
from models.events.tables import Attendance, Event, EventPartner
from models.events.told import EVENT
from models.reporting.records import OF_SEATS
from models.reporting.scope import is_held, stands

MOST_EARLIER = 5
"""So many earlier events stand in a summary: our own choice, for one glance."""
_DAY = 24


def arrivals(came: Mapping[int, int], *, overnight: bool = False) -> tuple[Arrivals, ...]:
    """Return every hour of the day in which people were first seen, from the first to the last.

    Of an event that ends on another day than it began, midnight may lie within: they are told in
    the order that leaves out most of the hours in which nobody came.
    """
    if not came:
        return ()
    first, last = min(came), max(came)
    if overnight:
        hours = sorted(came)
        gaps = zip(hours, [*hours[1:], first + _DAY], strict=True)
        last, after = max(gaps, key=lambda gap: (gap[1] - gap[0], gap[0]))
        first = after % _DAY
    many = (last - first) % _DAY + 1
    told = ((first + n) % _DAY for n in range(many))
    return tuple(Arrivals(hour, came.get(hour, 0)) for hour in told)


def earlier_events(
    session: Session, event_id: int, starts_at: datetime, region_code: str | None
) -> tuple[EarlierEvent, ...]:
    """Return the last events held before this one in its village or with one of its partners."""
    rows = session.connection().execute(
        _EARLIER, {"event": event_id, "starts_at": starts_at, "region": region_code}
    )
    return tuple(
        EarlierEvent(one, title, starts.date(), bool(region) and region == region_code, *counts)
        for one, title, starts, region, *counts in rows
    )


# Built once: for an event of few people, building them would take longer than asking them.

_MINE, _THEIRS = aliased(EventPartner), aliased(EventPartner)
_SHARED = exists().where(
    _MINE.event_id == EVENT,
    _THEIRS.event_id == Event.id,
    _THEIRS.partner_id == _MINE.partner_id,
    takes_part(_MINE),
    takes_part(_THEIRS),
)
_LAST = (
    select(Event.id, Event.title, Event.starts_at, Event.region_code)
    .where(
        Event.id != EVENT,
        Event.archived_at.is_(None),
        is_held(),
        Event.starts_at < bindparam("starts_at"),
        # Of an event whose village is not known, nothing is the same.
        or_(_SHARED, Event.region_code == bindparam("region")),
    )
    .order_by(Event.starts_at.desc(), Event.id.desc())
    .limit(MOST_EARLIER)
    .subquery()
)
_ENTERED = (Enrolment.event_id == _LAST.c.id, stands())
_EARLIER = select(
    *_LAST.c,
    select(func.count())
    .where(Attendance.event_id == _LAST.c.id, OF_SEATS["present"])
    .scalar_subquery(),
    select(func.count()).where(*_ENTERED).scalar_subquery(),
    select(func.coalesce(func.sum(Enrolment.total), 0)).where(*_ENTERED).scalar_subquery(),
).order_by(_LAST.c.starts_at.desc(), _LAST.c.id.desc())
