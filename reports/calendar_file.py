"""Events as a calendar file (iCalendar, RFC 5545) that phones and other calendars read."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from models.events.calendar import CalendarEntry
from models.events.tables import Stage
from models.progress import Progress, Work
from models.words import Words

_STEP = 100  # entries between two reports of progress
_MAKER = "-//Jangkau//Jangkau//ID"
_STATUS = {
    Stage.PROPOSED: "TENTATIVE",
    Stage.DRAFT: "TENTATIVE",
    Stage.INVITED: "TENTATIVE",
    Stage.READY: "CONFIRMED",
    Stage.RUNNING: "CONFIRMED",
    Stage.DONE: "CONFIRMED",
    Stage.REPORTED: "CONFIRMED",
    Stage.CANCELLED: "CANCELLED",
    Stage.POSTPONED: "TENTATIVE",
}
# RFC 5545, 3.3.11: of the control characters a text may hold only line breaks and tabs.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def write_calendar(
    out: BinaryIO,
    entries: Sequence[CalendarEntry],
    zone: ZoneInfo,
    words: Words,
    *,
    made_at: datetime | None = None,
) -> Work[int]:
    """Write ``entries``, whose times are those of ``zone``; return how many there were.

    Equal input and ``made_at`` give equal bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    for done, entry in enumerate(entries, 1):
        calendar.add_component(_event(entry, zone, words, made_at or datetime.now(UTC)))
        if done % _STEP == 0:
            yield Progress(done, len(entries))
    calendar.add_missing_timezones()
    out.write(calendar.to_ical())
    yield Progress(len(entries), len(entries))
    return len(entries)


def _event(entry: CalendarEntry, zone: ZoneInfo, words: Words, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", made_at)
    event.add("dtstart", entry.starts_at.replace(tzinfo=zone))
    if entry.ends_at > entry.starts_at:  # RFC 5545, 3.8.2.2: an end lies after its beginning
        event.add("dtend", entry.ends_at.replace(tzinfo=zone))
    event.add("summary", _plain(entry.title))
    if entry.place:
        event.add("location", _plain(entry.place))
    if entry.partners:
        partners = words.say("Partners: {names}", names=", ".join(entry.partners))
        event.add("description", _plain(partners))
    event.add("status", _STATUS[entry.stage])
    event.add("sequence", entry.changes)
    event.add("last-modified", entry.changed_at)
    return event


def _plain(text: str) -> str:
    """Return ``text`` without the signs that a calendar file may not hold."""
    return _UNWRITABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
