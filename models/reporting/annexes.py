"""The lists behind an event's summary: who enrolled, and who was present.

The caller owns the session. NIKs are masked but where they are wanted in ``full`` by somebody whose
role allows it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.events.tables import Attendance
from models.office.rights import Right, may
from models.people.nik import mask_nik
from models.people.tables import Person
from models.privacy.limits import may_be_processed


class EnrolledLine(NamedTuple):
    """Someone who enrolled at the event; ``total`` in rupiah."""

    name: str
    nik: str
    region_line: str
    occupation: str
    programmes: str
    months: int
    total: int
    status: EnrolmentStatus


class PresentLine(NamedTuple):
    """Someone who was present; ``present_at`` in UTC."""

    name: str
    nik: str
    region_line: str
    group_name: str
    walk_in: bool
    present_at: datetime


def enrolled_lines(session: Session, event_id: int, *, full: bool = False) -> list[EnrolledLine]:
    """Return the enrolments of an event that stand, by name."""
    rows = session.execute(
        select(
            *_WHO,
            Enrolment.occupation,
            Enrolment.programmes,
            Enrolment.months,
            Enrolment.total,
            Enrolment.status,
        )
        .join(Enrolment.person)
        .where(
            Enrolment.event_id == event_id,
            Enrolment.status != EnrolmentStatus.REJECTED,
            may_be_processed(),
        )
        .order_by(func.lower(Person.name), Person.id)
    )
    return [EnrolledLine._make(row) for row in _shown(session, rows, full=full)]


def present_lines(session: Session, event_id: int, *, full: bool = False) -> list[PresentLine]:
    """Return those who were present at an event, by name."""
    rows = session.execute(
        select(
            *_WHO,
            func.coalesce(Person.group_name, "").label("group_name"),
            Attendance.walk_in,
            Attendance.present_at,
        )
        .join(Attendance.person)
        .where(
            Attendance.event_id == event_id,
            Attendance.present_at.is_not(None),
            may_be_processed(),
        )
        .order_by(func.lower(Person.name), Person.id)
    )
    return [PresentLine._make(row) for row in _shown(session, rows, full=full)]


def _shown(
    session: Session, rows: Iterable[Sequence[Any]], *, full: bool
) -> Iterable[Sequence[Any]]:
    """Return the lines with their NIKs, the second value of each, as they are shown."""
    if full and may(session, Right.SEE_NIK):
        return rows
    return [(row[0], mask_nik(row[1]), *row[2:]) for row in rows]


_WHO = (
    Person.name,
    func.coalesce(Person.nik, "").label("nik"),
    func.coalesce(Person.region_line, "").label("region_line"),
)
