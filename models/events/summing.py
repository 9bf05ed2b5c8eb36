"""Counts one event for its summary. Everything is counted from the records."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.cards.queries import card_counts
from models.cards.tables import CardState
from models.engines.dialects import AsText
from models.enrolment.contribution import Contribution, from_pricing
from models.enrolment.tables import Enrolment, EnrolmentStatus, Payer, Payment
from models.errors import UserError
from models.events.answers import event_parts
from models.events.compared import arrivals, earlier_events
from models.events.queries import EventView, event_view
from models.events.summary import EventSummary, MonthsLine, PartnerPart, ProgrammeLine, Share
from models.events.tables import Attendance, BudgetLine
from models.events.told import AGE_GROUPS, EventBy, Line, came_by_hour, lines_of
from models.office.queries import letterhead, time_zone
from models.people.tables import Sex
from models.reporting.records import OF_SEATS
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
    view = event_view(session, event_id)
    if view is None:
        raise UserError(_("There is no event {number}.").format(number=event_id))
    entries = _entries(session, event_id)
    lines = lines_of(session, event_id, view.row.starts_at.date())
    present, walk_ins = _seats(session, event_id)
    cards = card_counts(session, event_id)
    return EventSummary(
        **_particulars(session, view),
        **_of_entries(entries),
        invited=view.row.invited,
        present=present,
        walk_ins=walk_ins,
        paid=_paid(session, event_id),
        by_occupation=_largest_first(lines[EventBy.OCCUPATION]),
        by_sex=_by_sex(lines[EventBy.SEX]),
        by_age=_by_age(lines[EventBy.AGE]),
        by_village=_largest_first(lines[EventBy.VILLAGE]),
        by_group=_largest_first(lines[EventBy.GROUP]),
        arrivals=arrivals(came_by_hour(lines[EventBy.HOUR], time_zone(session))),
        earlier=earlier_events(session, event_id),
        cards_printed=cards[CardState.PRINTED] + cards[CardState.HANDED],
        made_at=utc_now().astimezone(time_zone(session)),
    )


def _particulars(session: Session, view: EventView) -> dict[str, Any]:
    row, outcome = view.row, view.outcome
    return {
        "office": letterhead(session),
        "title": row.title,
        "kind": row.kind,
        "stage": row.stage,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "time_zone": time_zone(session).key,
        "venue": row.venue,
        "place": row.region_line,
        "partners": tuple(
            PartnerPart(part.name, part.role, part.contact) for part in event_parts(session, row.id)
        ),
        "staff": view.staff,
        "target_present": view.draft.target_present,
        "target_enrolled": view.draft.target_enrolled,
        "target_total": view.draft.target_rupiah,
        "budget_spent": _spent(session, row.id),
        "problems": outcome.problems_met,
        "follow_up": outcome.follow_up,
        "follow_up_people": outcome.follow_up_people,
    }


def _spent(session: Session, event_id: int) -> int | None:
    """Return what the event cost in rupiah, None where nobody noted anything."""
    return session.scalar(
        select(func.sum(BudgetLine.actual)).where(BudgetLine.event_id == event_id)
    )


def _seats(session: Session, event_id: int) -> tuple[int, int]:
    """Return how many were present, and how many of them walked in."""
    seats = select(*(func.count(case((OF_SEATS[key], 1))) for key in ("present", "walk_ins")))
    row = session.execute(seats.where(Attendance.event_id == event_id)).one()
    return row[0], row[1]


def _entries(session: Session, event_id: int) -> list[Entries]:
    """Count the enrolments of an event that stand, those first that were made first."""
    alike = (
        Enrolment.programmes,
        Enrolment.months,
        Enrolment.payer,
        Enrolment.status,
        AsText(Enrolment.pricing),
    )
    rows = session.execute(
        select(*alike, func.count(), func.sum(Enrolment.total))
        .where(Enrolment.event_id == event_id, stands())
        .group_by(*alike)
        .order_by(func.min(Enrolment.id))
    )
    return [
        Entries(programmes, months, payer, status, from_pricing(pricing), count, total)
        for programmes, months, payer, status, pricing, count, total in rows
    ]


def _paid(session: Session, event_id: int) -> int:
    return (
        session.scalar(
            select(func.sum(Payment.amount))
            .join(Payment.enrolment)
            .where(Enrolment.event_id == event_id, stands())
        )
        or 0
    )


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
