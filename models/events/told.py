"""What those at an event are told apart by: once for the lines of its summary and for lists."""

import enum
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BindParameter,
    Case,
    ColumnElement,
    Date,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from models.base import BigInt
from models.enrolment.tables import Enrolment
from models.events.summary import Share
from models.events.tables import Attendance
from models.people.filters import years_before
from models.people.tables import Occupation, Person
from models.reporting.records import OF_SEATS
from models.reporting.scope import stands

AGE_GROUPS = (
    ("< 25", 25),
    ("25–34", 35),
    ("35–44", 45),
    ("45–54", 55),
    ("55–64", 65),
    ("≥ 65", None),
)
"""How ages are grouped: a group's name, and the age at which the next one begins."""
MINUTE = len("2022-06-28 10:15")


class EventBy(enum.StrEnum):
    """What the lines of a summary are told apart by."""

    PROGRAMME = "programme"
    MONTHS = "months"
    PAYER = "payer"
    STATUS = "status"
    OCCUPATION = "occupation"
    SEX = "sex"
    AGE = "age"
    VILLAGE = "village"
    GROUP = "group"
    HOUR = "hour"


OF_SEEN = (
    EventBy.OCCUPATION,
    EventBy.SEX,
    EventBy.AGE,
    EventBy.VILLAGE,
    EventBy.GROUP,
    EventBy.HOUR,
)
"""What those present are told apart by; the others tell enrolments apart."""


@dataclass(frozen=True, slots=True)
class Line:
    """Of those present, the people of one line; ``part`` is "" where it is not known."""

    by: EventBy
    part: str
    present: int
    enrolled: int

    def share(self) -> Share:
        """Return it as a line of a summary's breakdown."""
        return Share(self.part, self.present, self.enrolled)


@dataclass(frozen=True, slots=True)
class Seats:
    """Those on an event's list; ``minutes`` are when so many were seen, in UTC as ``SEEN`` says."""

    invited: int
    present: int
    walk_ins: int
    minutes: Mapping[str, int]


def lines_of(session: Session, event_id: int, day: date) -> dict[EventBy, list[Line]]:
    """Count those present at an event of this ``day``, and those of them who enrolled, by part.

    By all of ``OF_SEEN`` but the hour, which ``seats_of`` tells.
    """
    counted: dict[EventBy, dict[str, list[int]]] = {by: {} for by in _PARTS}
    for *parts, present, enrolled in session.connection().execute(_ALIKE, asked(event_id, day)):
        for lines, part in zip(counted.values(), parts, strict=True):
            line = lines.setdefault(part, [0, 0])
            line[0] += present
            line[1] += enrolled
    return {
        by: [Line(by, part, *line) for part, line in lines.items()] for by, lines in counted.items()
    }


def seats_of(session: Session, event_id: int) -> Seats:
    """Count those on an event's list, and by the minute when they came."""
    minutes: Counter[str] = Counter()
    invited = walk_ins = 0
    rows = session.connection().execute(_SEATS, {"event": event_id})
    for minute, listed, present, walked_in in rows:
        invited += listed
        walk_ins += walked_in
        if present:
            minutes[minute] = present
    return Seats(invited, minutes.total(), walk_ins, minutes)


def asked(event_id: int, day: date) -> dict[str, Any]:
    """Return what ``SEEN`` is asked with: an event, and its day, on which ages are told."""
    born = {
        f"born_{after}": years_before(day, after)
        for _name, after in AGE_GROUPS
        if after is not None
    }
    return {"event": event_id, **born}


def hour_of(minute: str, zone: ZoneInfo) -> int:
    """Return the hour at the office of a minute in UTC, as ``SEEN`` gives it."""
    return datetime.fromisoformat(minute).replace(tzinfo=UTC).astimezone(zone).hour


def came_by_hour(minutes: Mapping[str, int], zone: ZoneInfo) -> Counter[int]:
    """Add up by the hour at the office what was counted by the minute."""
    came: Counter[int] = Counter()
    for minute, people in minutes.items():
        came[hour_of(minute, zone)] += people
    return came


def _age_group() -> Case[str]:
    younger = [
        (Person.birth_date > bindparam(f"born_{after}", type_=Date), name)
        for name, after in AGE_GROUPS
        if after is not None
    ]
    return case((Person.birth_date.is_(None), ""), *younger, else_=AGE_GROUPS[-1][0])


# Built once: for an event of few people, building them would take longer than asking them.

EVENT: BindParameter[int] = bindparam("event", type_=BigInt)

_PARTS: dict[EventBy, ColumnElement[str]] = {
    # The occupation told at the enrolment is the one that counts there.
    EventBy.OCCUPATION: func.coalesce(Enrolment.occupation, Occupation.name, ""),
    EventBy.SEX: func.coalesce(type_coerce(Person.sex, String), ""),
    EventBy.AGE: _age_group(),
    EventBy.VILLAGE: func.coalesce(Person.region_line, ""),
    EventBy.GROUP: func.coalesce(Person.group_name, ""),
}

_MINUTE = func.substr(cast(Attendance.present_at, String), 1, MINUTE).label(EventBy.HOUR.value)

SEEN = (
    select(
        Person.id.label("person_id"),
        Enrolment.id.is_not(None).label("enrolled"),
        *(part.label(by.value) for by, part in _PARTS.items()),
        _MINUTE,
    )
    .join(Attendance, Attendance.person_id == Person.id)
    .outerjoin(Occupation, Occupation.id == Person.occupation_id)
    .outerjoin(
        Enrolment, and_(Enrolment.person_id == Person.id, Enrolment.event_id == EVENT, stands())
    )
    .where(Attendance.event_id == EVENT, OF_SEATS["present"])
).subquery()
"""Everybody present at an event: ``person_id``, ``enrolled``, and the part of each ``OF_SEEN``.

To be asked with ``asked``. Of the hour it is the minute in UTC: ``hour_of`` tells the hour at the
office.
"""

# Those alike are counted together: in one reading of the people, however many lines are told of.
_ALIKE = select(
    *(SEEN.c[by.value] for by in _PARTS), func.count(), func.count().filter(SEEN.c.enrolled)
).group_by(*(SEEN.c[by.value] for by in _PARTS))

_SEAT = (
    select(_MINUTE, *(case((rule, 1)).label(key) for key, rule in OF_SEATS.items()))
    .where(Attendance.event_id == EVENT)
    .subquery()
)
_MINUTE_OF_SEAT = _SEAT.c[EventBy.HOUR.value]
_SEATS = select(
    _MINUTE_OF_SEAT, *(func.count(_SEAT.c[key]) for key in ("invited", "present", "walk_ins"))
).group_by(_MINUTE_OF_SEAT)
