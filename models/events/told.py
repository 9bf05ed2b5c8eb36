"""What those at an event are told apart by: once for the lines of its summary and for lists."""

import enum
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Case,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

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


def seen(event_id: int, day: date) -> Select[*tuple[object, ...]]:
    """Ask for everybody present at an event of this ``day``: ``person_id``, ``enrolled``, parts.

    Of each ``EventBy`` of ``OF_SEEN`` there is a column with the part a person belongs to, but of
    the hour the minute in UTC: ``hour_of`` tells the hour at the office.
    """
    # The occupation told at the enrolment is the one that counts there.
    work = func.coalesce(Enrolment.occupation, Occupation.name, "")
    parts = {
        EventBy.OCCUPATION: work,
        EventBy.SEX: func.coalesce(type_coerce(Person.sex, String), ""),
        EventBy.AGE: _age_group(day),
        EventBy.VILLAGE: func.coalesce(Person.region_line, ""),
        EventBy.GROUP: func.coalesce(Person.group_name, ""),
        EventBy.HOUR: func.substr(cast(Attendance.present_at, String), 1, MINUTE),
    }
    entered = (Enrolment.person_id == Person.id, Enrolment.event_id == event_id, stands())
    return (
        select(
            Person.id.label("person_id"),
            Enrolment.id.is_not(None).label("enrolled"),
            *(part.label(by.value) for by, part in parts.items()),
        )
        .join(Attendance, Attendance.person_id == Person.id)
        .outerjoin(Occupation, Occupation.id == Person.occupation_id)
        .outerjoin(Enrolment, and_(*entered))
        .where(Attendance.event_id == event_id, OF_SEATS["present"])
    )


def lines_of(session: Session, event_id: int, day: date) -> dict[EventBy, list[Line]]:
    """Count those present at an event, and those of them who enrolled, by each of ``OF_SEEN``."""
    people = seen(event_id, day).cte("seen")
    counts = (
        select(
            literal(by.value),
            people.c[by.value],
            func.count(),
            func.count().filter(people.c.enrolled),
        ).group_by(people.c[by.value])
        for by in OF_SEEN
    )
    found: dict[EventBy, list[Line]] = {by: [] for by in OF_SEEN}
    for by, part, present, enrolled in session.execute(union_all(*counts)):
        found[EventBy(by)].append(Line(EventBy(by), part, present, enrolled))
    return found


def hour_of(minute: str, zone: ZoneInfo) -> int:
    """Return the hour at the office of a minute in UTC, as ``seen`` gives it."""
    return datetime.fromisoformat(minute).replace(tzinfo=UTC).astimezone(zone).hour


def came_by_hour(minutes: Iterable[Line], zone: ZoneInfo) -> Counter[int]:
    """Add up by the hour at the office what was counted by the minute."""
    came: Counter[int] = Counter()
    for line in minutes:
        came[hour_of(line.part, zone)] += line.present
    return came


def _age_group(day: date) -> Case[str]:
    younger = [
        (Person.birth_date > years_before(day, next_begins), name)
        for name, next_begins in AGE_GROUPS
        if next_begins is not None
    ]
    return case((Person.birth_date.is_(None), ""), *younger, else_=AGE_GROUPS[-1][0])
