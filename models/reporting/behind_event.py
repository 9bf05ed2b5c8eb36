"""The people behind a figure of one event's summary, found by what the summary itself counts."""

import enum
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.cards.tables import Card
from models.enrolment.counting import IN_HANDS
from models.enrolment.tables import Enrolment, Payment
from models.events.tables import Attendance, Event
from models.events.told import SEEN, EventBy, asked, hour_of
from models.office.queries import time_zone
from models.reporting.records import OF_SEATS, SETTLED
from models.reporting.scope import stands

SCHEME = "jangkau:"
"""How a link to a figure's list begins, in the copy of a paper that is looked at in the window."""


class EventKey(enum.StrEnum):
    """What a figure of an event counts."""

    INVITED = "invited"
    PRESENT = "present"
    WALK_INS = "walk_ins"
    ENROLLED = "enrolled"
    SETTLED = "paid_enrolments"
    PAID = "paid"
    CARDS = "cards_printed"


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure of a summary, or of its line ``part``; as a link it says which in the paper."""

    key: EventKey
    by: EventBy | None = None
    part: str = ""

    def link(self) -> str:
        """Write it as a link."""
        asked = {"by": self.by.value, "part": self.part} if self.by else {}
        return f"{SCHEME}{self.key}" + (f"?{urlencode(asked)}" if asked else "")

    @classmethod
    def read(cls, link: str) -> "Mark | None":
        """Return what ``link`` wrote, None for any other link."""
        if not link.startswith(SCHEME):
            return None
        key, _mark, asked = link.removeprefix(SCHEME).partition("?")
        given = dict(parse_qsl(asked, keep_blank_values=True))
        try:
            by = EventBy(given["by"]) if "by" in given else None
            return cls(EventKey(key), by, given.get("part", ""))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class BehindEvent:
    """A figure of the summary of one event."""

    event_id: int
    mark: Mark


def people_of_event(session: Session, figure: BehindEvent) -> list[int]:
    """Return the people a figure counts; of a line, those of them who are on it."""
    event_id, mark = figure.event_id, figure.mark
    if mark.by is None:
        return _all_of(session, event_id, mark.key)
    if mark.by in _OF_ENTRIES:
        return _of_entries(session, event_id, mark.by, mark.part)
    on_line = _on_line(session, event_id, mark.by, mark.part)
    everybody = mark.key is EventKey.PRESENT
    return [person for person, enrolled in on_line if everybody or enrolled]


def _all_of(session: Session, event_id: int, key: EventKey) -> list[int]:
    listed = select(Attendance.person_id).where(Attendance.event_id == event_id)
    entered = select(Enrolment.person_id).where(Enrolment.event_id == event_id)
    wanted = {
        EventKey.INVITED: listed.where(OF_SEATS["invited"]),
        EventKey.PRESENT: listed.where(OF_SEATS["present"]),
        EventKey.WALK_INS: listed.where(OF_SEATS["walk_ins"]),
        EventKey.ENROLLED: entered.where(stands()),
        EventKey.SETTLED: entered.where(Enrolment.status.in_(SETTLED)),
        EventKey.PAID: entered.where(
            stands(), Enrolment.id.in_(select(Payment.enrolment_id).distinct())
        ),
        EventKey.CARDS: entered.join(Card, Card.enrolment_id == Enrolment.id).where(
            Card.state.in_(IN_HANDS)
        ),
    }[key]
    return list(session.scalars(wanted))


_OF_ENTRIES: dict[EventBy, InstrumentedAttribute[Any]] = {
    EventBy.PROGRAMME: Enrolment.programmes,
    EventBy.MONTHS: Enrolment.months,
    EventBy.PAYER: Enrolment.payer,
    EventBy.STATUS: Enrolment.status,
}


def _of_entries(session: Session, event_id: int, by: EventBy, part: str) -> list[int]:
    """Return whose enrolments are on the line; one in several programmes is on several."""
    wanted = select(Enrolment.person_id, _OF_ENTRIES[by])
    rows = session.execute(wanted.where(Enrolment.event_id == event_id, stands()))
    return [person for person, told in rows if part in str(told).split()]


def _on_line(session: Session, event_id: int, by: EventBy, part: str) -> list[tuple[int, bool]]:
    """Return those present who are on the line, and whether they enrolled."""
    event = session.get(Event, event_id)
    if event is None:  # a view may outlast its event
        return []
    rows = session.execute(
        select(SEEN.c.person_id, SEEN.c.enrolled, SEEN.c[by.value]),
        asked(event_id, event.starts_at.date()),
    )
    if by is not EventBy.HOUR:
        return [(person, enrolled) for person, enrolled, told in rows if told == part]
    zone = time_zone(session)
    return [
        (person, enrolled)
        for person, enrolled, minute in rows
        if str(hour_of(minute, zone)) == part
    ]
