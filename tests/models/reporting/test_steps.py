from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.enrolment.tables import EnrolmentStatus
from models.reporting.figures import figures
from models.reporting.periods import Period, PeriodKind
from models.reporting.scope import Scope
from models.reporting.steps import step_edges, steps
from tests import factories as a


@pytest.fixture
def enrol(keep):
    """Enrol somebody on a day of June 2022."""

    def _enrol(day, **given):
        person = keep(a.person())
        keep(
            a.enrolment(
                person_id=person.id, enrolled_at=datetime(2022, 6, day, 4, tzinfo=UTC), **given
            )
        )

    return _enrol


def test_a_month_goes_on_week_by_week_with_the_sums_so_far(store, enrol):
    for day in (1, 3, 7, 30):
        enrol(day, total=10_000)
    enrol(8, status=EnrolmentStatus.REJECTED)
    with store.reading() as session:
        found = steps(session, Period.read("2022-06"))
    assert [(one.first.day, one.last.day) for one in found] == [
        (1, 5),
        (6, 12),
        (13, 19),
        (20, 26),
        (27, 30),
    ]
    assert [one.enrolled for one in found] == [2, 1, 0, 0, 1]
    assert [one.enrolled_so_far for one in found] == [2, 3, 3, 3, 4]
    assert found[-1].rupiah_so_far == 40_000


def test_the_last_sum_is_the_figure_of_the_period(store, enrol):
    enrol(2)
    enrol(29, occupation="Nelayan")
    period, scope = Period.read("2022-Q2"), Scope(occupation="Nelayan")
    with store.reading() as session:
        last, counted = steps(session, period, scope)[-1], figures(session, period, scope)
    assert last.enrolled_so_far == counted["enrolled"] == 1
    assert last.rupiah_so_far == counted["contributions"]


@given(st.sampled_from(PeriodKind), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_steps_have_no_gap_and_fill_the_period(kind, day):
    period = Period.of(kind, day)
    edges = step_edges(period)
    assert edges[0] == period.first
    assert edges[-1] == period.after().first
    assert edges == sorted(set(edges))
    if kind is PeriodKind.MONTH:
        assert all(not edge.weekday() for edge in edges[1:-1])
    if kind is PeriodKind.QUARTER:
        assert tuple(edges[:-1]) == period.months
