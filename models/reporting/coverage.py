"""How far the villages are reached: visited or not, members among those who could be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.enrolment.tables import Enrolment
from models.events.agenda import HELD
from models.events.tables import Event
from models.people.tables import Person
from models.reporting.scope import Rule, is_held, stands

VILLAGE_PARTS = 4
"""Of a region's code: province, regency, district, village."""


@dataclass(frozen=True, slots=True)
class VillageReach:
    """A village that has people of ours or an event. ``potential`` is the number typed in last."""

    code: str
    line: str
    members: int
    potential: int | None
    visits: int
    last_visit: date | None

    @property
    def coverage(self) -> float | None:
        """Return members per potential worker (rules.md, 7), None where that is not known."""
        return self.members / self.potential if self.potential else None


def village_reach(session: Session) -> list[VillageReach]:
    """Return the villages known, by their code; it looks through all people."""
    people = _people(session)
    events: dict[str, list[Event]] = {}
    for event in _events(session):
        events.setdefault(event.region_code or "", []).append(event)
    codes = sorted(code for code in {*people, *events} if code.count(".") == VILLAGE_PARTS - 1)
    return [_reach(code, people.get(code, ("", 0)), events.get(code, [])) for code in codes]


def not_visited(reach: Sequence[VillageReach]) -> list[VillageReach]:
    """Return the villages in which no event was held yet."""
    return [one for one in reach if not one.visits]


def covered() -> Rule:
    """Return that a person has a membership number, or an enrolment that stands."""
    standing = select(Enrolment.person_id).where(stands())
    return or_(Person.member_number.is_not(None), Person.id.in_(standing))


def _people(session: Session) -> dict[str, tuple[str, int]]:
    """Return each village's line and how many of its people are members or enrolled."""
    members = func.count().filter(covered())
    rows = session.execute(
        select(Person.region_code, func.max(Person.region_line), members)
        .where(Person.archived_at.is_(None), Person.region_code.is_not(None))
        .group_by(Person.region_code)
    )
    return {code: (line or "", count) for code, line, count in rows if code}


def _events(session: Session) -> Sequence[Event]:
    wanted = select(Event).where(Event.archived_at.is_(None), Event.region_code.is_not(None))
    return session.scalars(wanted.where(is_held() | Event.potential_workers.is_not(None))).all()


def _reach(code: str, people: tuple[str, int], events: Sequence[Event]) -> VillageReach:
    line, members = people
    held = [event.starts_at for event in events if event.stage in HELD]
    told = [event for event in events if event.potential_workers is not None]
    latest = max(told, key=lambda event: (event.starts_at, event.id), default=None)
    return VillageReach(
        code,
        next((event.region_line for event in events if event.region_line), line),
        members,
        latest.potential_workers if latest else None,
        len(held),
        max(held).date() if held else None,
    )
