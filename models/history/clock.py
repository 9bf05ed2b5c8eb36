"""Whether the clock of this computer can be right: it stands beside everything that is kept."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.events.tables import Event
from models.history.tables import Action
from models.office.queries import time_zone
from models.words import _, spoken

EARLIER = timedelta(minutes=2)
"""By so much two clocks may differ before it is told."""
LATER = timedelta(days=30)


def clock_problem(session: Session, now: datetime, event_id: int | None = None) -> str:
    """Return what to say of the clock at the moment ``now``; empty if it can be right.

    It is wrong if something was kept later than it says. Long after all that was kept it is doubted
    too, but not on a day of the event.
    """
    here = Action.merged_by_id.is_(None)  # the clock of a desk may have been wrong
    last = session.scalar(select(func.max(Action.at)).where(here))
    if last is None:
        return ""
    zone = time_zone(session)
    wall, kept = now.astimezone(zone), last.astimezone(zone)
    if now < last - EARLIER:
        return _earlier(wall, kept)
    if now > last + LATER and not _on_a_day_of(session, event_id, wall):
        return _said(
            _(
                "The clock says {now}, long after the last thing was kept on {kept}: "
                "look whether it is right."
            ),
            wall,
            kept,
        )
    return ""


def _earlier(wall: datetime, kept: datetime) -> str:
    if wall.date() != kept.date():
        text = _("The clock says {now}, but the last thing was kept on {kept}: set the clock.")
        return _said(text, wall, kept)
    text = _("The clock says {now}, but the last thing was kept at {kept}: set the clock.")
    words = spoken()
    return text.format(now=words.clock(wall), kept=words.clock(kept))


def _said(text: str, wall: datetime, kept: datetime) -> str:
    words = spoken()
    return text.format(now=words.day(wall.date()), kept=words.day(kept.date()))


def _on_a_day_of(session: Session, event_id: int | None, wall: datetime) -> bool:
    event = session.get(Event, event_id) if event_id is not None else None
    return event is not None and event.starts_at.date() <= wall.date() <= event.ends_at.date()
