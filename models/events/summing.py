"""Counts one event for its summary. Everything is counted from the records."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.cards.queries import card_counts
from models.cards.tables import CardState
from models.enrolment.contribution import Contribution, from_pricing
from models.enrolment.tables import Enrolment, EnrolmentStatus, Payer, Payment
from models.errors import UserError
from models.events.answers import event_parts
from models.events.queries import EventView, event_view
from models.events.summary import (
    EventSummary,
    MonthsLine,
    PartnerPart,
    ProgrammeLine,
    Share,
)
from models.events.tables import Attendance, BudgetLine
from models.office.queries import letterhead, time_zone
from models.people.dates import age_on
from models.people.tables import Occupation, Person, Sex
from models.words import _

AGE_GROUPS = (
    ("< 25", 25),
    ("25–34", 35),
    ("35–44", 45),
    ("45–54", 55),
    ("55–64", 65),
    ("≥ 65", 999),
)
"""How ages are grouped: a group's name, and the age at which the next one begins."""


class _Seen(NamedTuple):
    """Someone who was present."""

    person_id: int
    birth_date: date | None
    sex: Sex | None
    occupation: str


class _Entry(NamedTuple):
    """An enrolment that stands."""

    person_id: int
    occupation: str
    months: int
    total: int
    payer: Payer
    status: EnrolmentStatus
    programmes: str
    pricing: list[Any]


def event_summary(session: Session, event_id: int) -> EventSummary:
    """Count one event. Raises UserError if there is no such event."""
    view = event_view(session, event_id)
    if view is None:
        raise UserError(_("There is no event {number}.").format(number=event_id))
    seen, entries = _seen(session, event_id), _entries(session, event_id)
    enrolled = {entry.person_id for entry in entries}
    priced = [from_pricing(entry.pricing) for entry in entries]
    cards = card_counts(session, event_id)
    return EventSummary(
        **_particulars(session, view),
        invited=view.row.invited,
        present=len(seen),
        walk_ins=_walk_ins(session, event_id),
        enrolled=len(entries),
        total=sum(entry.total for entry in entries),
        paid=_paid(session, event_id),
        by_status=tuple(Counter(entry.status for entry in entries).items()),
        by_payer=tuple(Counter(entry.payer for entry in entries).items()),
        programmes=_by_programme(entries, priced),
        months=_by_months(entries),
        by_occupation=_by_occupation(seen, entries),
        by_sex=_by_sex(seen, enrolled),
        by_age=_by_age(seen, enrolled, view.row.starts_at.date()),
        cards_printed=cards[CardState.PRINTED] + cards[CardState.HANDED],
        legal_basis=tuple(sorted({basis for one in priced for basis in one.legal_basis})),
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


def _seen(session: Session, event_id: int) -> list[_Seen]:
    rows = session.execute(
        select(
            Person.id.label("person_id"),
            Person.birth_date,
            Person.sex,
            func.coalesce(Occupation.name, "").label("occupation"),
        )
        .join(Attendance, Attendance.person_id == Person.id)
        .outerjoin(Occupation, Occupation.id == Person.occupation_id)
        .where(Attendance.event_id == event_id, Attendance.present_at.is_not(None))
    )
    return [_Seen(**row._mapping) for row in rows]


def _entries(session: Session, event_id: int) -> list[_Entry]:
    rows = session.execute(
        select(
            Enrolment.person_id,
            Enrolment.occupation,
            Enrolment.months,
            Enrolment.total,
            Enrolment.payer,
            Enrolment.status,
            Enrolment.programmes,
            Enrolment.pricing,
        )
        .where(Enrolment.event_id == event_id, Enrolment.status != EnrolmentStatus.REJECTED)
        .order_by(Enrolment.id)
    )
    return [_Entry(**row._mapping) for row in rows]


def _walk_ins(session: Session, event_id: int) -> int:
    return (
        session.scalar(
            select(func.count()).where(
                Attendance.event_id == event_id,
                Attendance.walk_in,
                Attendance.present_at.is_not(None),
            )
        )
        or 0
    )


def _paid(session: Session, event_id: int) -> int:
    return (
        session.scalar(
            select(func.sum(Payment.amount))
            .join(Payment.enrolment)
            .where(Enrolment.event_id == event_id, Enrolment.status != EnrolmentStatus.REJECTED)
        )
        or 0
    )


def _by_programme(
    entries: Iterable[_Entry], priced: Iterable[Contribution]
) -> tuple[ProgrammeLine, ...]:
    enrolled: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for entry in entries:
        enrolled.update(entry.programmes.split())
    for one in priced:
        total.update(one.by_programme)
    return tuple(ProgrammeLine(name, enrolled[name], total[name]) for name in enrolled)


def _by_months(entries: Iterable[_Entry]) -> tuple[MonthsLine, ...]:
    enrolled: Counter[int] = Counter()
    total: Counter[int] = Counter()
    for entry in entries:
        enrolled[entry.months] += 1
        total[entry.months] += entry.total
    return tuple(MonthsLine(months, enrolled[months], total[months]) for months in sorted(enrolled))


def _by_occupation(seen: Sequence[_Seen], entries: Iterable[_Entry]) -> tuple[Share, ...]:
    entered = {entry.person_id: entry.occupation for entry in entries}
    work = {one.person_id: entered.get(one.person_id, one.occupation) for one in seen}
    present = Counter(work.values())
    enrolled = Counter(work[person] for person in work if person in entered)
    ordered = sorted(present, key=lambda name: (-present[name], name))
    return tuple(Share(name, present[name], enrolled[name]) for name in ordered)


def _by_sex(seen: Sequence[_Seen], enrolled: set[int]) -> tuple[tuple[Sex | None, int, int], ...]:
    groups = {sex: [one for one in seen if one.sex is sex] for sex in (*Sex, None)}
    return tuple(
        (sex, len(people), sum(one.person_id in enrolled for one in people))
        for sex, people in groups.items()
        if people or sex is not None
    )


def _by_age(seen: Sequence[_Seen], enrolled: set[int], day: date) -> tuple[Share, ...]:
    groups: dict[str, list[_Seen]] = {name: [] for name, _next in AGE_GROUPS}
    for one in seen:
        groups.setdefault(_age_group(one.birth_date, day), []).append(one)
    return tuple(
        Share(name, len(people), sum(one.person_id in enrolled for one in people))
        for name, people in groups.items()
    )


def _age_group(birth_date: date | None, day: date) -> str:
    """Return the name of an age's group, nothing where the age is not known."""
    if birth_date is None:
        return ""
    age = age_on(birth_date, day)
    return next(name for name, next_begins in AGE_GROUPS if age < next_begins)
