from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.enrolment.tables import EnrolmentStatus
from models.history.steps import next_steps, take_back
from models.office.targets import (
    Amount,
    results,
    results_between,
    save_targets,
    spread,
    standings,
    target_years,
    targets,
)
from models.progress import finish
from tests import factories as a

DAY = date(2022, 6, 15)


def save(store, year, wanted):
    with store.writing() as session:
        save_targets(session, year, wanted)


def kept(store, year):
    with store.reading() as session:
        return {month: one for month, one in targets(session, year).items() if one != Amount()}


@pytest.fixture
def enrol(keep):
    def _enrol(*moment, **given):
        person = keep(a.person()).id
        moment = datetime(*moment, tzinfo=UTC)
        return keep(a.enrolment(person_id=person, enrolled_at=moment, **given))

    return _enrol


def test_a_year_without_targets_has_twelve_noughts(store):
    with store.reading() as session:
        assert targets(session, 2022) == {month: Amount() for month in range(1, 13)}
        assert target_years(session) == []


def test_targets_are_kept_for_their_year_only(store):
    save(store, 2022, {1: Amount(10, 5_000), 12: Amount(20)})
    save(store, 2023, {1: Amount(7)})
    assert kept(store, 2022) == {1: Amount(10, 5_000), 12: Amount(20)}
    assert kept(store, 2023) == {1: Amount(7)}
    with store.reading() as session:
        assert target_years(session) == [2022, 2023]


def test_other_targets_take_the_place_of_those_there_and_are_taken_back_in_one(store):
    save(store, 2022, {1: Amount(10), 2: Amount(20)})
    save(store, 2022, {2: Amount(25, 1), 3: Amount(30)})
    assert kept(store, 2022) == {2: Amount(25, 1), 3: Amount(30)}
    step, _redo = next_steps(store)
    assert step.title == "Set the targets of 2022"
    finish(take_back(store, step.action_id))
    assert kept(store, 2022) == {1: Amount(10), 2: Amount(20)}


def test_the_same_targets_again_are_no_action(store):
    save(store, 2022, {1: Amount(10)})
    before = next_steps(store)[0]
    save(store, 2022, {1: Amount(10)})
    assert next_steps(store)[0] == before


def test_results_are_of_days_as_the_office_has_them_the_last_one_included(store, enrol):
    enrol(2022, 5, 31, 15, 59)  # 23.59 at Tanjung Selor
    enrol(2022, 5, 31, 16, 0, total=1_000)
    enrol(2022, 6, 30, 15, 59, total=500)
    enrol(2022, 6, 30, 16, 0)
    with store.reading() as session:
        assert results(session, date(2022, 6, 1), date(2022, 6, 30)) == Amount(2, 1_500)


def test_a_rejected_enrolment_reaches_nothing(store, enrol):
    enrol(2022, 6, 2, status=EnrolmentStatus.REJECTED)
    with store.reading() as session:
        assert results(session, date(2022, 6, 1), date(2022, 6, 30)) == Amount()


def test_results_between_several_days_are_counted_each_by_itself(store, enrol):
    enrol(2022, 4, 2, total=1)
    enrol(2022, 6, 2, total=2)
    enrol(2022, 6, 3, total=4)
    edges = [date(2022, month, 1) for month in (4, 5, 6, 7)]
    with store.reading() as session:
        assert results_between(session, edges) == [Amount(1, 1), Amount(), Amount(2, 6)]


def test_month_quarter_and_year_stand_each_against_its_own_target():
    goals = {1: Amount(100, 1_000), 4: Amount(30), 5: Amount(40), 6: Amount(60), 7: Amount(500)}
    reached = {1: Amount(80, 400), 4: Amount(30), 6: Amount(20)}
    found = standings(DAY, goals, reached)
    assert [
        (one.first.month, one.enrolled.target, one.enrolled.reached) for one in spans(found)
    ] == [
        (6, 60, 20),
        (4, 130, 50),
        (1, 730, 130),
    ]
    assert (found.year.rupiah.target, found.year.rupiah.reached) == (1_000, 400)


def spans(found):
    return found.month, found.quarter, found.year


def test_the_pace_asks_for_all_of_past_months_and_for_the_days_of_this_one():
    goals = {5: Amount(40), 6: Amount(60), 7: Amount(500)}
    found = standings(DAY, goals, {6: Amount(20)})
    assert [one.enrolled.expected for one in spans(found)] == [30, 70, 70]
    assert [one.enrolled.behind for one in spans(found)] == [10, 50, 50]
    assert [one.enrolled.missing for one in spans(found)] == [40, 80, 580]


def test_what_is_over_the_target_is_neither_missing_nor_behind():
    found = standings(DAY, {6: Amount(10)}, {6: Amount(15)}).month
    assert (found.enrolled.share, found.enrolled.missing, found.enrolled.behind) == (1.5, 0, 0)


def test_without_a_target_there_is_no_share():
    found = standings(DAY, {}, {6: Amount(15)}).month
    assert found.enrolled.share is None
    assert not found.has_target


def test_a_target_of_money_alone_is_a_target():
    assert standings(DAY, {6: Amount(0, 5)}, {}).month.has_target


def test_on_the_last_day_the_pace_asks_for_the_whole_month():
    assert standings(date(2024, 2, 29), {2: Amount(29)}, {}).month.enrolled.expected == 29


@given(st.integers(0, 10**13), st.integers(1, 12))
def test_what_is_spread_evenly_is_all_of_it_and_even(total, parts):
    found = spread(total, parts)
    assert (len(found), sum(found)) == (parts, total)
    assert max(found) - min(found) <= 1


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.dictionaries(st.integers(1, 12), st.builds(Amount, st.integers(0, 10**6))),
)
def test_the_pace_never_asks_for_more_than_the_target(today, goals):
    for one in spans(standings(today, goals, {})):
        assert 0 <= one.enrolled.expected <= one.enrolled.target
        assert one.enrolled.behind == one.enrolled.expected
