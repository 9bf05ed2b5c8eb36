"""The events of a few weeks, as a calendar shows them, and the weeks of a month."""

from calendar import Calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.events.tables import Event, Stage

LONGEST = timedelta(days=62)
"""How long before a week an event may have begun to be found in it: the index is by beginning."""
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
"""The days a calendar goes to; whoever is farther off has mistyped."""


@dataclass(frozen=True, slots=True)
class MonthEvent:
    """One event in a calendar. Times are those of the clock on the wall there."""

    id: int
    title: str
    stage: Stage
    starts_at: datetime
    ends_at: datetime
    place: str

    @property
    def last_day(self) -> date:
        """Return the day it ends on; one that ends at midnight does not reach the next day."""
        return last_day(self.starts_at, self.ends_at)


def last_day(starts_at: datetime, ends_at: datetime) -> date:
    """Return the day something ends on; what ends at midnight does not reach the next day."""
    if ends_at.time() == time.min and ends_at > starts_at:
        return ends_at.date() - timedelta(days=1)
    return ends_at.date()


def events_between(
    session: Session,
    first: date,
    last: date,
    among: Sequence[ColumnElement[bool]] = (),
) -> list[MonthEvent]:
    """Return the events of the days from ``first`` to ``last`` in order.

    Of all of them those of which ``among`` is true, the conditions of a filter.
    """
    dawn = datetime.combine(first, time.min)
    wanted = (
        select(
            Event.id,
            Event.title,
            Event.stage,
            Event.starts_at,
            Event.ends_at,
            Event.venue,
            Event.region_line,
        )
        .where(
            Event.starts_at.between(dawn - LONGEST, datetime.combine(last, time.max)),
            Event.ends_at >= dawn,
            Event.archived_at.is_(None),
            *among,
        )
        .order_by(Event.starts_at, Event.id)
    )
    events = [
        MonthEvent(*row[:5], place=", ".join(part for part in row[5:] if part))
        for row in session.execute(wanted)
    ]
    return [event for event in events if event.last_day >= first]


def by_day(events: Iterable[MonthEvent], days: Sequence[date]) -> dict[date, list[MonthEvent]]:
    """Sort events into days, given without a gap; one of several days stands on each of them."""
    found: dict[date, list[MonthEvent]] = {day: [] for day in days}
    for event in events:
        day = max(event.starts_at.date(), days[0])
        while day <= min(event.last_day, days[-1]):
            found[day].append(event)
            day += timedelta(days=1)
    return found


def days_shown(month: date, first_weekday: int) -> list[date]:
    """Return the days of the whole weeks that hold a month; ``first_weekday`` 0 is Monday."""
    return list(Calendar(first_weekday).itermonthdates(month.year, month.month))


def within_reach(day: date) -> date:
    """Return ``day``, or the nearest that a calendar goes to."""
    return min(max(day, FIRST), LAST)


def month_away(day: date, months: int) -> date:
    """Return the day so many months on; the month's last where it is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(max(year, FIRST.year), LAST.year)
    length = max(
        one.day for one in Calendar().itermonthdates(year, month + 1) if one.month == month + 1
    )
    return date(year, month + 1, min(day.day, length))
