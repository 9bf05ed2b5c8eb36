"""Counts one event for its summary. Everything is counted from the records."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.cards.tables import Card
from models.engines.dialects import AsText
from models.enrolment.contribution import Contribution, from_pricing
from models.enrolment.counting import IN_HANDS
from models.enrolment.tables import Enrolment, EnrolmentStatus, Payer, Payment
from models.errors import UserError
from models.events.answers import partners_of
from models.events.compared import arrivals, earlier_events
from models.events.summary import EventSummary, MonthsLine, ProgrammeLine, Share
from models.events.tables import BudgetLine, Event, EventStaff
from models.events.told import (
    AGE_GROUPS,
    EVENT,
    EventBy,
    Line,
    came_by_hour,
    lines_of,
    seats_of,
)
from models.office.queries import letterhead_and_zone
from models.office.tables import Officer
from models.people.tables import Sex
from models.reporting.scope import stands
from models.words import _


@dataclass(frozen=True, slots=True)
class Entries:
    """Enrolments of an event that stand and are alike in all that a summary tells of them."""

    programmes: str
    months: int
    payer: Payer
    status: EnrolmentStatus
    priced: Contribution
    count: int
    total: int


def event_summary(session: Session, event_id: int) -> EventSummary:
    """Count one event. Raises UserError if there is no such event."""
    row = session.connection().execute(_PLAN, {"event": event_id}).one_or_none()
    if row is None:
        raise UserError(_("There is no event {number}.").format(number=event_id))
    office, zone = letterhead_and_zone(session)
    lines = lines_of(session, event_id, row.starts_at.date())
    seats = seats_of(session, event_id)
    return EventSummary(
        **_particulars(row),
        **_of_entries(_entries(session, event_id)),
        office=office,
        time_zone=zone.key,
        partners=partners_of(session, event_id),
        staff=tuple(session.connection().execute(_STAFF, {"event": event_id}).scalars()),
        invited=seats.invited,
        present=seats.present,
        walk_ins=seats.walk_ins,
        by_occupation=_largest_first(lines[EventBy.OCCUPATION]),
        by_sex=_by_sex(lines[EventBy.SEX]),
        by_age=_by_age(lines[EventBy.AGE]),
        by_village=_largest_first(lines[EventBy.VILLAGE]),
        by_group=_largest_first(lines[EventBy.GROUP]),
        arrivals=arrivals(came_by_hour(seats.minutes, zone), overnight=_ends_later(row)),
        earlier=earlier_events(session, event_id, row.starts_at, row.region_code),
        made_at=utc_now().astimezone(zone),
    )


def _particulars(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in _AS_KEPT},
        "venue": row.venue or "",
        "place": row.region_line or "",
        "target_total": row.target_rupiah,
        "stage_reason": row.stage_reason or "",
        "problems": row.problems_met or "",
        "follow_up": row.follow_up or "",
    }


def _ends_later(row: Row[*tuple[Any, ...]]) -> bool:
    """Tell whether an event ends on another day than it began."""
    return bool(row.starts_at.date() != row.ends_at.date())


def _entries(session: Session, event_id: int) -> list[Entries]:
    """Count the enrolments of an event that stand, those first that were made first."""
    rows = session.connection().execute(_ENTRIES, {"event": event_id})
    return [
        Entries(programmes, months, payer, status, from_pricing(pricing), count, total)
        for programmes, months, payer, status, pricing, count, total in rows
    ]


def _of_entries(entries: Sequence[Entries]) -> dict[str, Any]:
    by_status: Counter[EnrolmentStatus] = Counter()
    by_payer: Counter[Payer] = Counter()
    for one in entries:
        by_status[one.status] += one.count
        by_payer[one.payer] += one.count
    return {
        "enrolled": sum(one.count for one in entries),
        "total": sum(one.total for one in entries),
        "by_status": tuple(by_status.items()),
        "by_payer": tuple(by_payer.items()),
        "programmes": _by_programme(entries),
        "months": _by_months(entries),
        "legal_basis": tuple(sorted({one for each in entries for one in each.priced.legal_basis})),
    }


def _by_programme(entries: Iterable[Entries]) -> tuple[ProgrammeLine, ...]:
    enrolled: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for one in entries:
        for name in one.programmes.split():
            enrolled[name] += one.count
        for name, rupiah in one.priced.by_programme.items():
            total[name] += rupiah * one.count
    return tuple(ProgrammeLine(name, enrolled[name], total[name]) for name in enrolled)


def _by_months(entries: Iterable[Entries]) -> tuple[MonthsLine, ...]:
    enrolled: Counter[int] = Counter()
    total: Counter[int] = Counter()
    for one in entries:
        enrolled[one.months] += one.count
        total[one.months] += one.total
    return tuple(MonthsLine(months, enrolled[months], total[months]) for months in sorted(enrolled))


def _largest_first(lines: Iterable[Line]) -> tuple[Share, ...]:
    ordered = sorted(lines, key=lambda line: (-line.present, line.part))
    return tuple(line.share() for line in ordered)


def _by_sex(lines: Iterable[Line]) -> tuple[tuple[Sex | None, int, int], ...]:
    found = {line.part: (line.present, line.enrolled) for line in lines}
    unknown = [(None, *found[""])] if "" in found else []
    return (*((sex, *found.get(sex.value, (0, 0))) for sex in Sex), *unknown)


def _by_age(lines: Iterable[Line]) -> tuple[Share, ...]:
    """Return every group from the youngest on, and last those whose age is not known, if any."""
    found = {line.part: line.share() for line in lines}
    groups = [found.get(name, Share(name, 0, 0)) for name, _next in AGE_GROUPS]
    return (*groups, *([found[""]] if "" in found else ()))


# Built once: for an event of few people, building them would take longer than asking them.

_PAID = (
    select(func.coalesce(func.sum(Payment.amount), 0))
    .join(Payment.enrolment)
    .where(Enrolment.event_id == EVENT, stands())
)
_SPENT = select(func.sum(BudgetLine.actual)).where(BudgetLine.event_id == EVENT)
_CARDS = (
    select(func.count())
    .select_from(Card)
    .join(Card.enrolment)
    .where(Enrolment.event_id == EVENT, Card.state.in_(IN_HANDS))
)
_PLAN = select(
    Event.title,
    Event.kind,
    Event.stage,
    Event.stage_reason,
    Event.starts_at,
    Event.ends_at,
    Event.venue,
    Event.region_code,
    Event.region_line,
    Event.target_present,
    Event.target_enrolled,
    Event.target_rupiah,
    Event.problems_met,
    Event.follow_up,
    Event.follow_up_people,
    _PAID.scalar_subquery().label("paid"),
    _SPENT.scalar_subquery().label("budget_spent"),
    _CARDS.scalar_subquery().label("cards_printed"),
).where(Event.id == EVENT)
"""What was planned, and what is one figure; of a cost nobody noted there is none."""

_AS_KEPT = (
    "title",
    "kind",
    "stage",
    "starts_at",
    "ends_at",
    "target_present",
    "target_enrolled",
    "follow_up_people",
    "paid",
    "budget_spent",
    "cards_printed",
)
_STAFF = (
    select(Officer.name)
    .join(EventStaff, EventStaff.officer_id == Officer.id)
    .where(EventStaff.event_id == EVENT)
    .order_by(EventStaff.id)
)
_ALIKE = (
    Enrolment.programmes,
    Enrolment.months,
    Enrolment.payer,
    Enrolment.status,
    AsText(Enrolment.pricing),
)
_ENTRIES = (
    select(*_ALIKE, func.count(), func.sum(Enrolment.total))
    .where(Enrolment.event_id == EVENT, stands())
    .group_by(*_ALIKE)
    .order_by(func.min(Enrolment.id))
)
