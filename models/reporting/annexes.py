"""The lists behind an event's summary: who enrolled, and who was present.

The caller owns the session. NIKs are masked but where they are wanted in ``full`` by somebody whose
role allows it.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.events.tables import Attendance
from models.events.told import EVENT
from models.office.rights import Right, may
from models.people.nik import mask_nik
from models.people.tables import Person
from models.privacy.limits import may_be_processed
from models.reporting.records import OF_SEATS
from models.reporting.scope import stands

AT_ONCE = 500


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
    shown = _shown(session, full=full)
    return [
        EnrolledLine(name, shown(nik), region, occupation, programmes, months, total, status)
        for name, nik, region, occupation, programmes, months, total, status in _rows(
            session, _ENROLLED, event_id
        )
    ]


def present_lines(session: Session, event_id: int, *, full: bool = False) -> list[PresentLine]:
    """Return those who were present at an event, by name."""
    shown = _shown(session, full=full)
    return [
        PresentLine(name, shown(nik), region, group, walk_in, came)
        for name, nik, region, group, walk_in, came in _rows(session, _PRESENT, event_id)
    ]


def _rows(
    session: Session, wanted: Select[*tuple[Any, ...]], event_id: int
) -> Iterator[Row[*tuple[Any, ...]]]:
    """Return the rows a few at a time, so that never all of them are there beside the lines."""
    found = session.connection().execute(wanted, {"event": event_id})
    return chain.from_iterable(found.partitions(AT_ONCE))


def _shown(session: Session, *, full: bool) -> Callable[[str], str]:
    """Return what makes of a NIK what is shown of it."""
    return str if full and may(session, Right.SEE_NIK) else mask_nik


# Built once: for an event of few people, building them would take longer than asking them.

_WHO = (
    Person.name,
    func.coalesce(Person.nik, "").label("nik"),
    func.coalesce(Person.region_line, "").label("region_line"),
)

_ENROLLED = (
    select(
        *_WHO,
        Enrolment.occupation,
        Enrolment.programmes,
        Enrolment.months,
        Enrolment.total,
        Enrolment.status,
    )
    .join(Enrolment.person)
    .where(Enrolment.event_id == EVENT, stands(), may_be_processed())
    .order_by(func.lower(Person.name), Person.id)
)

_PRESENT = (
    select(
        *_WHO,
        func.coalesce(Person.group_name, "").label("group_name"),
        Attendance.walk_in,
        Attendance.present_at,
    )
    .join(Attendance.person)
    .where(Attendance.event_id == EVENT, OF_SEATS["present"], may_be_processed())
    .order_by(func.lower(Person.name), Person.id)
)
