"""What an event aims at and what was reached, the workers of its village among it."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.events.tables import Attendance, Event
from models.people.tables import Person


@dataclass(frozen=True, slots=True)
class Targets:
    """Numbers beside their targets; a target nobody set is nought or None. Money in rupiah.

    ``members`` are those of the village who are members or enrolled, of ``potential`` workers.
    """

    present: int
    target_present: int
    enrolled: int
    target_enrolled: int
    rupiah: int
    target_rupiah: int | None
    members: int
    potential: int | None

    @property
    def conversion(self) -> float | None:
        """Return the share of those present who enrolled, None where nobody was present."""
        return self.enrolled / self.present if self.present else None

    @property
    def coverage(self) -> float | None:
        """Return the share of the potential workers who are covered, None where unknown."""
        return self.members / self.potential if self.potential else None


def targets(session: Session, event_id: int) -> Targets | None:
    """Count an event beside its targets, or return None if it is gone.

    Enrolments that were rejected do not count. It looks through all people of a village: to be
    asked off the screen's thread.
    """
    event = session.get(Event, event_id)
    if event is None:
        return None
    present = session.scalar(
        select(func.count()).where(
            Attendance.event_id == event_id, Attendance.present_at.is_not(None)
        )
    )
    enrolled, rupiah = session.execute(
        select(func.count(), func.coalesce(func.sum(Enrolment.total), 0)).where(
            Enrolment.event_id == event_id, _stands()
        )
    ).one()
    return Targets(
        present or 0,
        event.target_present,
        enrolled,
        event.target_enrolled,
        rupiah,
        event.target_rupiah,
        _members(session, event) if event.potential_workers else 0,
        event.potential_workers,
    )


def _members(session: Session, event: Event) -> int:
    """Count those covered of the event's village, or of its people where no village is known."""
    if event.region_code:
        here: ColumnElement[bool] = Person.region_code == event.region_code
    else:
        here = Person.id.in_(select(Attendance.person_id).where(Attendance.event_id == event.id))
    covered = or_(
        Person.member_number.is_not(None),
        Person.id.in_(select(Enrolment.person_id).where(_stands())),
    )
    count = session.scalar(
        select(func.count()).select_from(Person).where(here, covered, Person.archived_at.is_(None))
    )
    return count or 0


def _stands() -> ColumnElement[bool]:
    return Enrolment.status != EnrolmentStatus.REJECTED
