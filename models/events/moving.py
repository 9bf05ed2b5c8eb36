"""Moving events to other days and hours. The caller owns the session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.errors import UserError
from models.events.tables import Event
from models.history.recording import named
from models.words import N_, _, spoken


@dataclass(frozen=True, slots=True)
class Move:
    """An event that is to be held at another time: from when until when, and what it was."""

    event_id: int
    title: str
    was_from: datetime
    was_until: datetime
    starts_at: datetime
    ends_at: datetime


def move_event(session: Session, event_id: int, day: date) -> None:
    """Move an event so that it begins on ``day``, at the same hour and as long as it was.

    Its sessions move with it, here as in the other moves. Raises UserError if it is gone.
    """
    event = _event(session, event_id)
    named(session, N_("Move {event} to {day}"), event=event.title, day=spoken().digits(day))
    shift = day - event.starts_at.date()
    _move(event, event.starts_at + shift, event.ends_at + shift)


def move_event_to(session: Session, event_id: int, starts_at: datetime) -> None:
    """Move an event so that it begins at ``starts_at`` and is as long as it was.

    Raises UserError if it is gone.
    """
    event = _event(session, event_id)
    words = spoken()
    named(
        session,
        N_("Move {event} to {day}, {time}"),
        event=event.title,
        day=words.digits(starts_at.date()),
        time=words.clock(starts_at),
    )
    _move(event, starts_at, starts_at + (event.ends_at - event.starts_at))


def make_moves(session: Session, moves: Sequence[Move], source: str) -> None:
    """Make several moves as one action that names the file they came from.

    Raises UserError if an event is gone.
    """
    named(session, N_("Take in moved dates from {file}"), file=source)
    for move in moves:
        event = _event(session, move.event_id)
        _move(event, move.starts_at, move.ends_at)


def _move(event: Event, starts_at: datetime, ends_at: datetime) -> None:
    shift = starts_at - event.starts_at
    event.starts_at, event.ends_at = starts_at, ends_at
    for one in event.sessions:
        one.starts_at, one.ends_at = one.starts_at + shift, one.ends_at + shift


def _event(session: Session, event_id: int) -> Event:
    event = session.get(Event, event_id)
    if event is None:
        raise UserError(_("This event is not there any more."))
    return event
