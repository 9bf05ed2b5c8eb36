"""Counts every indicator of a period, in a statement or two for each table.

The same figures stand on the screen, on paper, in workbooks and on the command line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models.base import Base
from models.cards.tables import Card
from models.enrolment.tables import Enrolment, Payment
from models.events.tables import Attendance, BudgetLine, Event
from models.office.tables import MonthTarget
from models.reporting.indicators import BY_KEY
from models.reporting.periods import Period
from models.reporting.records import (
    ENROLLED_EVER,
    HELD_EVER,
    OF_ENROLMENTS,
    OF_EVENTS,
    OF_SEATS,
    RENEWALS,
    ends_within,
    is_incomplete,
    known_by,
    may_end_within,
)
from models.reporting.scope import Rule, Scope, is_held, moments_of, on_days_of, stands

Value = float | int | None
ALL = Scope()


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure beside that of the period before; ``share`` is by how much it grew."""

    key: str
    value: Value
    before: Value

    @property
    def share(self) -> float | None:
        """Return the growth as a share of what was before, None where that was nothing."""
        if self.value is None or not self.before:
            return None
        return (self.value - self.before) / self.before


def figures(session: Session, period: Period, scope: Scope = ALL) -> dict[str, Value]:
    """Return every indicator by its key; None is what cannot be told, as a share of nobody.

    It adds up whole tables: to be asked off the screen's thread.
    """
    found: dict[str, Value] = {
        **_events(session, period, scope),
        **_attendance(session, period, scope),
        **_enrolments(session, period, scope),
        **_at_events(session, period, scope),
        **_cards(session, period, scope),
        **_renewals(session, period, scope),
        "paid": _received(session, period, scope),
    }
    found |= _targets(session, period, scope, found)
    found["conversion"] = _share(found["enrolled_at_events"], found["present"])
    found["cost_per_member"] = _share(found["cost"], found["enrolled_at_events"])
    return {key: found[key] for key in BY_KEY}


def compared(session: Session, period: Period, scope: Scope = ALL) -> dict[str, Compared]:
    """Return every indicator beside that of the period before."""
    now, before = figures(session, period, scope), figures(session, period.before(), scope)
    return {key: Compared(key, value, before[key]) for key, value in now.items()}


def standing(session: Session) -> dict[str, int]:
    """Return the figures of no period by their keys, as they stand now."""
    return {
        **{key: _all(session, Event, rule, *ALL.events()) for key, rule in HELD_EVER.items()},
        **{key: _all(session, Enrolment, rule) for key, rule in ENROLLED_EVER.items()},
    }


def _all(session: Session, kind: type[Base], *rules: Rule) -> int:
    return session.scalar(select(func.count()).select_from(kind).where(*rules)) or 0


def _events(session: Session, period: Period, scope: Scope) -> dict[str, Value]:
    village = case((is_held(), Event.region_code))
    row = session.execute(
        select(
            func.count(village.distinct()), *(_count(rule) for rule in OF_EVENTS.values())
        ).where(*scope.events(), *on_days_of(period))
    ).one()
    return dict(zip(("villages_visited", *OF_EVENTS), row, strict=True))


def _attendance(session: Session, period: Period, scope: Scope) -> dict[str, Value]:
    row = session.execute(
        select(*(_count(rule) for rule in OF_SEATS.values()))
        .join(Attendance.event)
        .where(is_held(), *scope.events(), *on_days_of(period))
    ).one()
    return dict(zip(OF_SEATS, row, strict=True))


def _enrolments(session: Session, period: Period, scope: Scope) -> dict[str, Value]:
    """Count or add up the enrolments made, and those of people of whom something is missing."""
    first, after = moments_of(session, period)
    made = (Enrolment.enrolled_at >= first, Enrolment.enrolled_at < after, *scope.enrolments())
    added = {"contributions": Enrolment.total, "months_prepaid": Enrolment.months}
    row = session.execute(
        select(
            *(
                _sum(case((rule, added[key]))) if key in added else _count(rule)
                for key, rule in OF_ENROLMENTS.items()
            )
        ).where(*made)
    ).one()
    faults = session.scalar(
        select(func.count()).join(Enrolment.person).where(stands(), is_incomplete(), *made)
    )
    return {**dict(zip(OF_ENROLMENTS, row, strict=True)), "data_faults": faults or 0}


def _renewals(session: Session, period: Period, scope: Scope) -> dict[str, Value]:
    """Count the people whose cover ends after the period, as was known when it was over."""
    known = known_by(session, period, scope)
    ending = may_end_within(period, max(RENEWALS.values()))
    covers = (
        select(*(ends_within(period, days).label(key) for key, days in RENEWALS.items()))
        .where(*known, Enrolment.person_id.in_(select(Enrolment.person_id).where(*known, ending)))
        .group_by(Enrolment.person_id)
        .subquery()
    )
    row = session.execute(select(*(_count(covers.c[key]) for key in RENEWALS))).one()
    return dict(zip(RENEWALS, row, strict=True))


def _at_events(session: Session, period: Period, scope: Scope) -> dict[str, Value]:
    held = (is_held(), *scope.events(), *on_days_of(period))
    enrolled = session.scalar(
        select(func.count())
        .select_from(Enrolment)
        .join(Enrolment.event)
        .where(stands(), *held, *scope.enrolments())
    )
    cost = session.scalar(select(func.sum(BudgetLine.actual)).join(BudgetLine.event).where(*held))
    return {"enrolled_at_events": enrolled or 0, "cost": cost}


def _cards(session: Session, period: Period, scope: Scope) -> dict[str, Value]:
    first, after = moments_of(session, period)
    found = {}
    for key, moment in (("cards_printed", Card.printed_at), ("cards_handed", Card.handed_at)):
        wanted = select(func.count()).select_from(Card).join(Card.enrolment)
        here = wanted.where(moment >= first, moment < after, *scope.enrolments())
        found[key] = session.scalar(here) or 0
    return dict(found)


def _received(session: Session, period: Period, scope: Scope) -> int:
    first, after = moments_of(session, period)
    return (
        session.scalar(
            select(func.sum(Payment.amount))
            .join(Payment.enrolment)
            .where(Payment.paid_at >= first, Payment.paid_at < after, stands(), *scope.enrolments())
        )
        or 0
    )


def _targets(
    session: Session, period: Period, scope: Scope, found: Mapping[str, Value]
) -> dict[str, Value]:
    """Return the targets, which only the office as a whole has, and what is missing to them."""
    goals: tuple[int | None, int | None] = (None, None)
    if period.months and scope == ALL:
        sums = select(func.sum(MonthTarget.enrolled), func.sum(MonthTarget.rupiah))
        enrolled, rupiah = session.execute(sums.where(MonthTarget.month.in_(period.months))).one()
        goals = enrolled, rupiah
    reached = found["enrolled"], found["contributions"]
    gaps = [
        None if not to else max(0, to - (at or 0)) for to, at in zip(goals, reached, strict=True)
    ]
    return {
        "target_enrolled": goals[0],
        "target_rupiah": goals[1],
        "gap_enrolled": gaps[0],
        "gap_rupiah": gaps[1],
    }


def _share(part: Value, whole: Value) -> float | None:
    return part / whole if part is not None and whole else None


def _count(rule: Any) -> Any:  # noqa: ANN401 - a column of counts
    return func.coalesce(func.sum(case((rule, 1), else_=0)), 0)


def _sum(column: Any) -> Any:  # noqa: ANN401 - a column of sums
    return func.coalesce(func.sum(column), 0)
