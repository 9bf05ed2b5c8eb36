"""What the events of a period left to be done: the follow-ups that are still open."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.events.tables import Event
from models.reporting.figures import ALL
from models.reporting.periods import Period
from models.reporting.records import OF_EVENTS
from models.reporting.scope import Scope, on_days_of


@dataclass(frozen=True, slots=True)
class OpenFollowUp:
    """An event that asks for a repeat which is not planned yet, and what is asked for."""

    event_id: int
    title: str
    day: date
    place: str
    asked: str


def open_follow_ups(session: Session, period: Period, scope: Scope = ALL) -> list[OpenFollowUp]:
    """Return the open follow-ups of a period's events, the oldest first."""
    rule = OF_EVENTS["follow_ups_open"]
    rows = session.execute(
        select(Event.id, Event.title, Event.starts_at, Event.region_line, Event.follow_up)
        .where(rule, *scope.events(), *on_days_of(period))
        .order_by(Event.starts_at, Event.id)
    )
    return [
        OpenFollowUp(event, title, starts.date(), place or "", (asked or "").strip())
        for event, title, starts, place, asked in rows
    ]
