"""Reads a calendar file back: which of our events were moved in it, and to when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import UserError
from models.events.calendar import event_uids, number_in
from models.events.moving import Move
from models.events.tables import Event
from models.history.rows import batches
from models.office.queries import time_zone
from models.words import _

if TYPE_CHECKING:
    from icalendar import Event as Entry

LARGEST = 20 * 1024 * 1024
"""Bytes a calendar file may have: a thousand entries take half a megabyte."""


@dataclass(frozen=True, slots=True)
class MovesRead:
    """What a calendar file says of our events.

    ``known`` counts those found in it; ``unclear`` are the titles of those whose time there cannot
    be understood.
    """

    known: int
    moves: tuple[Move, ...]
    unclear: tuple[str, ...]


def read_moves(session: Session, file: Path) -> MovesRead:
    """Look for moved events of ours in a calendar file; nothing is changed.

    Raises UserError if it cannot be read, is not a calendar, or has none of our events in it.
    """
    entries = {str(entry.get("UID", "")): entry for entry in _entries(_content(file), file.name)}
    numbers = [number for uid in entries if (number := number_in(uid)) is not None]
    events = {
        event.id: event
        for batch in batches(numbers)
        for event in session.scalars(
            select(Event).where(Event.id.in_(batch), Event.archived_at.is_(None))
        )
    }
    known = {
        uid: events[event_id]
        for uid, event_id in event_uids(session, list(events)).items()
        if uid in entries
    }
    if not known:
        raise UserError(_("None of the events in {file} is one of ours.").format(file=file.name))
    return _compare(known, entries, time_zone(session))


def _compare(known: dict[str, Event], entries: "dict[str, Entry]", zone: ZoneInfo) -> MovesRead:
    moves, unclear = [], []
    for uid, event in known.items():
        try:
            span = _span(entries[uid], event, zone)
        except (ValueError, OverflowError):
            unclear.append(event.title)
            continue
        if span != (event.starts_at, event.ends_at):
            moves.append(Move(event.id, event.title, event.starts_at, event.ends_at, *span))
    moves.sort(key=lambda move: (move.starts_at, move.event_id))
    return MovesRead(len(known), tuple(moves), tuple(unclear))


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise UserError(_("{file} is too large for a calendar file.").format(file=file.name))
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(_("The file could not be read: {reason}").format(reason=reason)) from error


def _entries(content: bytes, name: str) -> "Iterator[Entry]":
    """Yield the entries of a calendar, of two with one UID the one changed last at the end."""
    from icalendar import Calendar

    try:
        found = Calendar.from_ical(content.decode("utf-8-sig"), multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        raise UserError(_("{file} is not a calendar file.").format(file=name)) from error
    calendars = [one for one in found if one.name == "VCALENDAR"]
    if not calendars:
        raise UserError(_("{file} is not a calendar file.").format(file=name))
    entries = [entry for one in calendars for entry in one.events]
    # One day of a series that was made of our event says nothing of the event itself.
    yield from sorted((one for one in entries if "RECURRENCE-ID" not in one), key=_revision)


def _revision(entry: "Entry") -> int:
    sequence = entry.get("SEQUENCE", 0)
    return sequence if isinstance(sequence, int) else 0


def _span(entry: "Entry", event: Event, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return from when until when an entry is, on the clock of the office's wall.

    An entry for whole days keeps the hours and the length the event had. Raises ValueError.
    """
    if "DTSTART" not in entry:
        raise ValueError("no beginning")
    start = entry.start
    if not isinstance(start, datetime):
        began = datetime.combine(start, event.starts_at.time())
        return began, began + (event.ends_at - event.starts_at)
    first = _on_the_wall(start, zone)
    has_end = "DTEND" in entry or "DURATION" in entry
    last = _on_the_wall(entry.end, zone) if has_end else first + (event.ends_at - event.starts_at)
    if last < first:
        raise ValueError("ends before it begins")
    return first, last


def _on_the_wall(moment: date, zone: ZoneInfo) -> datetime:
    if not isinstance(moment, datetime):
        return datetime.combine(moment, datetime.min.time())
    if moment.tzinfo is not None:
        moment = moment.astimezone(zone)
    return moment.replace(tzinfo=None, microsecond=0)
