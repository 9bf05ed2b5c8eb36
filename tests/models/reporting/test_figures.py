"""Every figure is recomputed from the plain records, and must be the same."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.enrolment.tables import Enrolment, Payment
from models.events.tables import BudgetLine
from models.reporting.behind import Behind, events_behind, people_behind, records
from models.reporting.breakdowns import OF_EVENTS, By, breakdown
from models.reporting.figures import compared, figures, standing
from models.reporting.indicators import BY_KEY, INDICATORS, NAMED, STANDING
from models.reporting.periods import Period
from models.reporting.records import RECORDS, Record
from models.reporting.scope import Scope
from tests import factories as a
from tests.models.reporting.naive import (
    ENROLLED,
    EVENTS,
    SCOPES,
    SEATS,
    Naive,
    fill,
    priced_as,
    standing_of,
)

KEYS_OF_LINES = {
    True: ("events_held", "present", "enrolled_at_events"),
    False: ("enrolled", "rejected"),
}


def listed(session, figure):
    """What a figure counts: amounts where it adds them up, else the records; each is there."""
    ids = session.scalars(records(session, figure)).all()
    assert len(set(ids)) == len(ids), figure
    behind = events_behind if figure.of_events else people_behind
    owners = session.scalars(behind(session, figure)).all()
    assert None not in owners
    if figure.key in ADDED:
        column = ADDED[figure.key]
        return [getattr(session.get(column.class_, one), column.key) for one in ids]
    if figure.record is not Record.VILLAGE:  # several events may have been held in one village
        assert len(owners) == len(ids), figure
    return ids


ADDED = {
    "contributions": Enrolment.total,
    "months_prepaid": Enrolment.months,
    "paid": Payment.amount,
    "cost": BudgetLine.actual,
}


def assert_lists_hold_what_is_counted(lists, found):
    for key, entries in lists.items():
        if key == "conversion":
            assert len(entries) == found["enrolled_at_events"]
        elif key == "cost_per_member":
            assert len(entries) == len(lists["cost"])
        elif key == "cost":
            assert (sum(entries) if entries else None) == found[key]
        else:
            assert (sum(entries) if key in ADDED else len(entries)) == found[key], key


def assert_lists_of_lines(parts, lines):
    for by, part in ((by, part) for by, found in parts.items() for part in found):
        if by in OF_EVENTS:
            counts = {"events_held": part.held, "present": part.present}
            counts["enrolled_at_events"] = part.enrolled
        else:
            counts = {"rejected" if by is By.REASON else "enrolled": part.enrolled}
        for key, count in counts.items():
            assert len(lines[by, part.key, key]) == count, (by, part, key)


def assert_lines_are_the_naive_ones(parts, naive):
    for part in parts[By.PROGRAMME]:
        count = sum(part.key in one["programmes"].split() for one in naive.standing)
        assert part.enrolled == count
        assert part.contributions == sum(
            priced_as(one).by_programme.get(part.key, 0) for one in naive.standing
        )
    for part in parts[By.VILLAGE]:
        here = [one for one in naive.held if (one["region_code"] or "") == part.key]
        assert part.held == len(here)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    events=st.lists(EVENTS, max_size=6),
    seats=st.lists(SEATS, max_size=8),
    enrolled=st.lists(ENROLLED, max_size=8),
    asked=st.tuples(
        st.sampled_from(["2022-06", "2022-05", "2022-Q2", "2022", "2022-W26"]),
        st.sampled_from(SCOPES),
    ),
)
def test_every_figure_equals_the_naive_count(lend_office, events, seats, enrolled, asked):
    with lend_office() as store:
        world, partner_id = fill(store, events, seats, enrolled)
        period, scope = Period.read(asked[0]), asked[1]
        scope = Scope(partner_id=partner_id) if scope.partner_id else scope
        naive = Naive(world, period, scope)
        with store.reading() as session:
            found = figures(session, period, scope)
            parts = {by: breakdown(session, by, period, scope) for by in By}
            found_now = standing(session)
            whole = {one.key: Scope() for one in STANDING}
            lists = {
                key: listed(session, Behind(key, period, whole.get(key, scope))) for key in RECORDS
            }
            lines = {
                (by, part.key, key): listed(session, Behind(key, period, scope, by, part.key))
                for by in By
                for part in parts[by]
                for key in KEYS_OF_LINES[by in OF_EVENTS]
            }
        assert found == naive.figures()
        assert found_now == standing_of(world)
        assert_lists_hold_what_is_counted(lists, found | found_now)
        assert_lists_of_lines(parts, lines)
        kinds = {part.key: part for part in parts[By.KIND]}
        assert sum(part.held for part in kinds.values()) == found["events_held"]
        assert sum(part.present for part in kinds.values()) == found["present"]
        assert sum(part.enrolled for part in kinds.values()) == found["enrolled_at_events"]
        for by in (By.OCCUPATION, By.MONTHS):
            assert sum(part.enrolled for part in parts[by]) == found["enrolled"]
            assert sum(part.contributions for part in parts[by]) == found["contributions"]
        assert_lines_are_the_naive_ones(parts, naive)


def test_figures_stand_beside_those_of_the_period_before(store, keep):
    for month, count in ((5, 2), (6, 3)):
        for _number in range(count):
            person = keep(a.person())
            moment = datetime(2022, month, 15, tzinfo=UTC)
            keep(a.enrolment(person_id=person.id, enrolled_at=moment))
    with store.reading() as session:
        found = compared(session, Period.read("2022-06"))["enrolled"]
    assert (found.value, found.before, found.share) == (3, 2, 0.5)


def test_an_enrolment_late_in_the_evening_counts_on_the_day_of_the_office(store, keep):
    person = keep(a.person())
    keep(a.enrolment(person_id=person.id, enrolled_at=datetime(2022, 5, 31, 17, tzinfo=UTC)))
    with store.reading() as session:
        june = figures(session, Period.read("2022-06"))["enrolled"]
        may = figures(session, Period.read("2022-05"))["enrolled"]
    assert (may, june) == (0, 1), "at the office it is the first of June, one o'clock"


def test_each_indicator_has_a_key_a_name_and_a_formula():
    assert len(BY_KEY) == len(INDICATORS)
    assert len(NAMED) == len(INDICATORS) + len(STANDING)
    for one in NAMED.values():
        assert one.name, one.key
        assert one.formula.endswith("."), one.key


@pytest.mark.parametrize("hostile", ["%", "_", "65.01.0", "' OR 1=1 --", "J"])
def test_a_scope_of_hostile_text_finds_nothing(store, keep, hostile):
    person = keep(a.person(region_code="65.01.03.2002"))
    keep(a.enrolment(person_id=person.id, enrolled_at=datetime(2022, 6, 15, tzinfo=UTC)))
    with store.reading() as session:
        for scope in (Scope(region=hostile), Scope(programme=hostile), Scope(occupation=hostile)):
            assert figures(session, Period.read("2022"), scope)["enrolled"] == 0


@pytest.mark.parametrize(
    ("first_month", "months", "ends"),
    [
        (date(2022, 7, 1), 1, True),
        (date(2017, 8, 1), 60, True),
        (date(2017, 7, 1), 61, True),
        (date(2022, 7, 1), 2, False),
        (date(2022, 7, 1), 61, False),
        (date(2022, 6, 1), 1, False),
    ],
)
def test_a_cover_of_any_length_that_ends_is_found(store, keep, first_month, months, ends):
    person = keep(a.person()).id
    enrolled_at = datetime(2022, 6, 3, tzinfo=UTC)
    length = {"first_month": first_month, "months": months}
    keep(a.enrolment(person_id=person, enrolled_at=enrolled_at, **length))
    with store.reading() as session:
        assert figures(session, Period.read("2022-06"))["renewals_60"] == ends


def test_a_period_before_any_cover_has_its_figures(store):
    with store.reading() as session:
        assert figures(session, Period.read("0001-02"))["renewals_60"] == 0
