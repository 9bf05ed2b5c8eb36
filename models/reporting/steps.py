"""How a period went on: day by day, week by week or month by month, each with the sum so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models.enrolment.tables import Enrolment
from models.office.queries import time_zone
from models.reporting.figures import ALL
from models.reporting.periods import Period, PeriodKind
from models.reporting.scope import Scope, stands


@dataclass(frozen=True, slots=True)
class Step:
    """What a day, a week or a month of a period brought, and the sums from its beginning on."""

    first: date
    last: date
    enrolled: int
    rupiah: int
    enrolled_so_far: int
    rupiah_so_far: int


def steps(session: Session, period: Period, scope: Scope = ALL) -> list[Step]:
    """Return the days of a week, the weeks of a month, the months of a quarter or a year.

    Weeks begin on Monday; the first and the last are cut where the period begins and ends.
    """
    edges = step_edges(period)
    zone = time_zone(session)
    moments = [datetime.combine(edge, time.min, zone) for edge in edges]
    at = Enrolment.enrolled_at
    place = case(*((at < end, n) for n, end in enumerate(moments[1:])))
    rows = session.execute(
        select(place, func.count(), func.sum(Enrolment.total))
        .where(at >= moments[0], at < moments[-1], stands(), *scope.enrolments())
        .group_by(place)
    )
    found = {n: (count, rupiah) for n, count, rupiah in rows}
    return _added(edges, [found.get(n, (0, 0)) for n in range(len(edges) - 1)])


def step_edges(period: Period) -> list[date]:
    """Return the first day of each step, and the first after the period."""
    after = period.last + timedelta(days=1)
    if period.kind in (PeriodKind.QUARTER, PeriodKind.YEAR):
        return [*period.months, after]
    days = [period.first + timedelta(days=n) for n in range((after - period.first).days)]
    if period.kind is PeriodKind.WEEK:
        return [*days, after]
    return [period.first, *(day for day in days[1:] if not day.weekday()), after]


def _added(edges: Sequence[date], counted: Sequence[tuple[int, int]]) -> list[Step]:
    made: list[Step] = []
    people = money = 0
    for (first, following), (enrolled, rupiah) in zip(pairwise(edges), counted, strict=True):
        people, money = people + enrolled, money + rupiah
        last = following - timedelta(days=1)
        made.append(Step(first, last, enrolled, rupiah, people, money))
    return made
