"""What the office is to reach in each month, and how far it has come.

The caller owns the session.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models.enrolment.tables import Enrolment
from models.history.recording import named
from models.office.queries import time_zone
from models.office.tables import MonthTarget
from models.reporting.scope import stands
from models.words import N_

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Amount:
    """How many enrolled, and their contributions in rupiah."""

    enrolled: int = 0
    rupiah: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.enrolled + other.enrolled, self.rupiah + other.rupiah)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one measure stands in a span; ``expected`` is what its pace asks for until today."""

    target: int
    reached: int
    expected: int

    @property
    def share(self) -> float | None:
        """Return the share of the target that is reached, None where there is no target."""
        return self.reached / self.target if self.target else None

    @property
    def missing(self) -> int:
        """Return what is missing to the target."""
        return max(0, self.target - self.reached)

    @property
    def behind(self) -> int:
        """Return what is missing today to get there at an even pace."""
        return max(0, self.expected - self.reached)


@dataclass(frozen=True, slots=True)
class SpanStanding:
    """How a month, a quarter or a year stands; ``first`` is the first day of its first month."""

    first: date
    enrolled: Standing
    rupiah: Standing

    @property
    def has_target(self) -> bool:
        """Whether anything is to be reached in it."""
        return bool(self.enrolled.target or self.rupiah.target)


@dataclass(frozen=True, slots=True)
class Standings:
    """The month, the quarter and the year that a day lies in."""

    month: SpanStanding
    quarter: SpanStanding
    year: SpanStanding


def targets(session: Session, year: int) -> dict[int, Amount]:
    """Return the targets of a year by month, 1 to 12; where none was set it is nought."""
    rows = session.execute(
        select(MonthTarget.month, MonthTarget.enrolled, MonthTarget.rupiah).where(
            MonthTarget.month.between(date(year, 1, 1), date(year, MONTHS, 1))
        )
    )
    kept = {month.month: Amount(enrolled, rupiah) for month, enrolled, rupiah in rows}
    return {month: kept.get(month, Amount()) for month in range(1, MONTHS + 1)}


def target_years(session: Session) -> list[int]:
    """Return the years that have targets, in order."""
    return sorted({month.year for month in session.scalars(select(MonthTarget.month))})


def save_targets(session: Session, year: int, wanted: Mapping[int, Amount]) -> None:
    """Keep the targets of a year by month; a month without any has none any more."""
    named(session, N_("Set the targets of {year}"), year=year)
    first, last = date(year, 1, 1), date(year, MONTHS, 1)
    there = {
        one.month.month: one
        for one in session.scalars(
            select(MonthTarget).where(MonthTarget.month.between(first, last))
        )
    }
    for month in range(1, MONTHS + 1):
        _save(session, date(year, month, 1), there.get(month), wanted.get(month, Amount()))


def results(session: Session, first: date, last: date) -> Amount:
    """Return what was reached from ``first`` to ``last``; a rejected enrolment counts nowhere."""
    after = date.fromordinal(last.toordinal() + 1)
    return results_between(session, (first, after))[0]


def results_between(session: Session, edges: Sequence[date]) -> list[Amount]:
    """Return what was reached between each two of ``edges``; the second day no longer counts.

    Days begin at midnight of the office.
    """
    zone = time_zone(session)
    moments = [datetime.combine(edge, time.min, zone) for edge in edges]
    at = Enrolment.enrolled_at
    place = case(*((at < end, n) for n, end in enumerate(moments[1:])))
    rows = session.execute(
        select(place, func.count(), func.sum(Enrolment.total))
        .where(
            at >= moments[0],
            at < moments[-1],
            stands(),
        )
        .group_by(place)
    )
    found = {n: Amount(count, total) for n, count, total in rows}
    return [found.get(n, Amount()) for n, _pair in enumerate(pairwise(edges))]


def standings(today: date, goals: Mapping[int, Amount], reached: Mapping[int, Amount]) -> Standings:
    """Return how the month, the quarter and the year of ``today`` stand.

    ``goals`` and ``reached`` are those of the year by month; a month that lacks has none.
    """
    begin = today.month - (today.month - 1) % 3
    return Standings(
        _span(today, range(today.month, today.month + 1), goals, reached),
        _span(today, range(begin, begin + 3), goals, reached),
        _span(today, range(1, MONTHS + 1), goals, reached),
    )


def spread(total: int, parts: int = MONTHS) -> list[int]:
    """Return ``total`` in ``parts`` as even as whole numbers can be."""
    return [total * (n + 1) // parts - total * n // parts for n in range(parts)]


def _save(session: Session, month: date, kept: MonthTarget | None, wanted: Amount) -> None:
    if wanted == Amount():
        if kept is not None:
            session.delete(kept)
        return
    if kept is None:
        kept = MonthTarget(month=month, enrolled=0, rupiah=0)
        session.add(kept)
    kept.enrolled, kept.rupiah = wanted.enrolled, wanted.rupiah


def _span(
    today: date, months: range, goals: Mapping[int, Amount], reached: Mapping[int, Amount]
) -> SpanStanding:
    wanted, got, expected = Amount(), Amount(), Amount()
    for month in months:
        goal = goals.get(month, Amount())
        wanted += goal
        got += reached.get(month, Amount())
        expected += _until(today, month, goal)
    return SpanStanding(
        date(today.year, months[0], 1),
        Standing(wanted.enrolled, got.enrolled, expected.enrolled),
        Standing(wanted.rupiah, got.rupiah, expected.rupiah),
    )


def _until(today: date, month: int, goal: Amount) -> Amount:
    """Return how much of a month's goal its pace asks for until the end of ``today``."""
    if month != today.month:
        return goal if month < today.month else Amount()
    days = monthrange(today.year, month)[1]
    return Amount(goal.enrolled * today.day // days, goal.rupiah * today.day // days)
