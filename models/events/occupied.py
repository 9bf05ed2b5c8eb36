"""What events take: hours, people, things and a place. Read without their records, many at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from models.events.agenda import HELD, OFF
from models.events.drafts import EventDraft
from models.events.month import LONGEST
from models.events.tables import Event, EventEquipment, EventSession, EventStaff
from models.places.village_index import fold_region

Condition = ColumnElement[bool]
DAY = timedelta(days=1)
Hours = tuple[datetime, datetime, str]
"""From when until when, and where if that was said."""
Row = tuple[int, str, datetime, datetime, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Sitting:
    """Hours without a break; ``hall`` is the venue folded, so that one spelled twice is one."""

    starts_at: datetime
    ends_at: datetime
    venue: str
    hall: str

    @property
    def last_day(self) -> date:
        """Return the day it ends on; one that ends at midnight does not reach the next day."""
        if self.ends_at.time() == time.min and self.ends_at > self.starts_at:
            return self.ends_at.date() - timedelta(days=1)
        return self.ends_at.date()

    def overlaps(self, other: "Sitting") -> bool:
        """Tell whether both run at some moment; one that begins as the other ends does not."""
        # Two that begin together do, be it that one of them has no length.
        return self.gap(other) < timedelta() or self.starts_at == other.starts_at

    def gap(self, other: "Sitting") -> timedelta:
        """Return the time between both, below nought where they overlap."""
        return max(other.starts_at - self.ends_at, self.starts_at - other.ends_at)


@dataclass(frozen=True, slots=True)
class Occupied:
    """What one event takes; ``event_id`` is None of one being typed.

    ``place`` names the village; ``line`` is where it lies, folded, for a village without a code.
    """

    event_id: int | None
    title: str
    sittings: tuple[Sitting, ...]
    region_code: str
    line: str
    place: str
    staff: frozenset[int] = frozenset()
    equipment: frozenset[int] = frozenset()

    def same_village(self, other: "Occupied") -> bool:
        """Tell whether both are surely in one village."""
        village = self.region_code or self.line
        return bool(village) and village == (other.region_code or other.line)

    def elsewhere(self, other: "Occupied") -> bool:
        """Tell whether both are surely in different villages."""
        if self.region_code and other.region_code:
            return self.region_code != other.region_code
        hand_written = not (self.region_code or other.region_code)
        return hand_written and bool(self.line and other.line) and self.line != other.line

    @property
    def begins(self) -> datetime:
        """Return when the first of its sittings begins."""
        return min(one.starts_at for one in self.sittings)

    @property
    def ends(self) -> datetime:
        """Return when the last of its sittings ends."""
        return max(one.ends_at for one in self.sittings)


def occupied_by_draft(draft: EventDraft, event_id: int | None) -> Occupied | None:
    """Return what an event as typed takes; None while its times make no sense."""
    hours = [(one.starts_at, one.ends_at, one.venue) for one in draft.sessions]
    found = _sittings(hours or [(draft.starts_at, draft.ends_at, "")], draft.venue, _Folding())
    if not found:
        return None
    return Occupied(
        event_id,
        draft.title.strip(),
        found,
        draft.region_code,
        fold_region(draft.region_line),
        _village(draft.region_line),
        frozenset(draft.staff),
        frozenset(draft.equipment),
    )


def occupied(session: Session, *conditions: Condition) -> list[Occupied]:
    """Return what the events take that meet the conditions and can clash, by beginning."""
    where = can_clash(*conditions)
    staff = _of_events(session, select(EventStaff.event_id, EventStaff.officer_id), where)
    things = _of_events(
        session, select(EventEquipment.event_id, EventEquipment.equipment_id), where
    )
    hours = _hours(session, where)
    rows: Sequence[Any] = session.execute(
        select(
            Event.id,
            Event.title,
            Event.starts_at,
            Event.ends_at,
            Event.venue,
            Event.region_code,
            Event.region_line,
        )
        .where(*where)
        .order_by(Event.starts_at, Event.id)
    ).all()
    folded = _Folding()
    return [
        _occupied(row, hours.get(row[0], ()), staff.get(row[0], ()), things.get(row[0], ()), folded)
        for row in rows
    ]


def can_clash(*conditions: Condition) -> tuple[Condition, ...]:
    """Return the conditions, and that an event is neither held, called off, put off nor archived.

    Such a one takes nothing any more.
    """
    return Event.archived_at.is_(None), Event.stage.not_in((*HELD, *OFF)), *conditions


def near(begins: datetime, ends: datetime, within: timedelta) -> Condition:
    """Return what is true of events that run at these hours, or so shortly before or after.

    Their sittings may be at other hours of their days: so a day more. The index is by beginning:
    an event that began long before is not looked for.
    """
    first, last = begins - within - DAY, ends + within + DAY
    return Event.starts_at.between(first - LONGEST, last) & (Event.ends_at >= first)


class _Folding(dict[str, str]):
    """Remembers how the places of many events fold: an office goes to the same ones."""

    def __missing__(self, text: str) -> str:
        found = self[text] = fold_region(text)
        return found


def _occupied(
    row: Row,
    hours: Sequence[Hours],
    staff: Sequence[int],
    things: Sequence[int],
    folded: _Folding,
) -> Occupied:
    event_id, title, starts_at, ends_at, venue, code, line = row
    return Occupied(
        event_id,
        title,
        _sittings(hours or [(starts_at, ends_at, "")], venue or "", folded),
        code or "",
        folded[line or ""],
        _village(line or ""),
        frozenset(staff),
        frozenset(things),
    )


def _sittings(hours: Sequence[Hours], venue: str, folded: "_Folding") -> tuple[Sitting, ...]:
    """Return the sittings that make sense; one without a place of its own is at the event's."""
    return tuple(
        Sitting(first, last, at or venue, folded[at or venue])
        for first, last, at in hours
        if first <= last
    )


def _of_events(
    session: Session, wanted: Select[int, int], conditions: Sequence[Condition]
) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for event_id, other_id in session.execute(wanted.join(Event).where(*conditions)):
        found[event_id].append(other_id)
    return found


def _hours(session: Session, conditions: Sequence[Condition]) -> dict[int, list[Hours]]:
    found: dict[int, list[Hours]] = defaultdict(list)
    rows = session.execute(
        select(
            EventSession.event_id, EventSession.starts_at, EventSession.ends_at, EventSession.venue
        )
        .join(Event)
        .where(*conditions)
        .order_by(EventSession.starts_at, EventSession.id)
    )
    for event_id, starts_at, ends_at, venue in rows:
        found[event_id].append((starts_at, ends_at, venue or ""))
    return found


def _village(line: str) -> str:
    return line.split(",")[0].strip()
