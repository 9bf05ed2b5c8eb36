"""Events as entries of a calendar file: who they are there, and how often they were changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from models.events.tables import Event, EventPartner, Stage
from models.history.rows import batches
from models.history.tables import Action, Change

DIGITS = 16
"""How much of a fingerprint tells the events of two offices apart."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One event for a calendar. Times are those of the clock on the wall there.

    ``uid`` is the same in every file; ``changes`` counts what was done to it since it was planned.
    """

    uid: str
    title: str
    stage: Stage
    starts_at: datetime
    ends_at: datetime
    place: str
    partners: tuple[str, ...]
    changes: int
    changed_at: datetime


def calendar_entries(session: Session, ids: Sequence[int]) -> list[CalendarEntry]:
    """Return these events as entries, in the order of ``ids``; one gone meanwhile is left out."""
    found = {}
    for batch in batches(ids):
        pasts = _pasts(session, batch)
        for event in session.scalars(
            select(Event)
            .where(Event.id.in_(batch))
            .options(selectinload(Event.partners).joinedload(EventPartner.partner))
        ):
            found[event.id] = _entry(event, pasts[event.id])
    return [found[event_id] for event_id in ids if event_id in found]


def event_uids(session: Session, ids: Sequence[int]) -> dict[str, int]:
    """Return which of these events goes by which name in calendar files."""
    return {
        past.uid: event_id
        for batch in batches(ids)
        for event_id, past in _pasts(session, batch).items()
    }


def number_in(uid: str) -> int | None:
    """Return the id in a name of ours; None if it has not the form of one."""
    head, _dash, rest = uid.partition("-")
    number, _dash, _mark = rest.partition("-")
    # 64 bits have 19 digits; more are nobody's id and would not go into a statement.
    ours = head == "event" and number.isascii() and number.isdigit() and len(number) < 19
    return int(number) if ours else None


@dataclass(frozen=True, slots=True)
class _Past:
    """What the history knows of an event."""

    uid: str
    changes: int
    changed_at: datetime


def _pasts(session: Session, ids: Sequence[int]) -> dict[int, _Past]:
    rows = session.execute(
        select(
            Change.record_id,
            func.count(),
            func.max(Action.at, type_=Action.at.type),
            func.min(Change.id),
        )
        .join(Action, Action.id == Change.action_id)
        .where(Change.record_table == Event.__tablename__, Change.record_id.in_(ids))
        .group_by(Change.record_id)
    ).all()
    firsts = [first for _id, _count, _at, first in rows]
    # The id alone is used in every office; the action that planned it happened in one only.
    marks = {
        change_id: digest.hex()[:DIGITS]
        for change_id, digest in session.execute(
            select(Change.id, Action.digest)
            .join(Action, Action.id == Change.action_id)
            .where(Change.id.in_(firsts))
        )
    }
    return {
        event_id: _Past(f"event-{event_id}-{marks[first]}@jangkau", count - 1, at)
        for event_id, count, at, first in rows
    }


def _entry(event: Event, past: _Past) -> CalendarEntry:
    return CalendarEntry(
        past.uid,
        event.title,
        event.stage,
        event.starts_at,
        event.ends_at,
        ", ".join(part for part in (event.venue, event.region_line) if part),
        tuple(part.partner.name for part in event.partners),
        past.changes,
        past.changed_at,
    )
