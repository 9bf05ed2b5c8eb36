from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.errors import UserError
from models.events.drafts import PartDraft, SessionDraft
from models.events.making import plan_like
from models.events.operations import archive_event, plan_event
from models.events.queries import event_ids, event_view
from models.events.series import (
    MOST,
    Place,
    Rhythm,
    Series,
    days_off,
    in_place,
    locals_of,
    overlapping,
    plan_series,
    series_of,
    without_days_off,
)
from models.events.tables import Answer, BudgetLine, Event, PartnerRole
from models.history.steps import next_steps, take_back
from models.office.tables import ClosedDay
from models.progress import finish
from tests import factories as a

TUESDAY = date(2026, 2, 3)
VILLAGES = tuple(Place(f"65.01.03.200{n}", f"Desa {n}") for n in range(5))
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@pytest.fixture
def do(store):
    def _do(operation, *given):
        with store.writing() as session:
            return operation(session, *given)

    return _do


def every(weeks, *weekdays, first=TUESDAY):
    return Rhythm(first, frozenset(weekdays), weeks)


def some(rhythm, count, **given):
    return list(islice(rhythm.dates(**given), count))


def like(**given):
    start = datetime(2026, 1, 6, 9)
    return a.event_draft(**{"title": "Temu", "starts_at": start, "ends_at": start} | given)


def test_every_tuesday_begins_with_the_first():
    assert some(every(1, 1), 3) == [date(2026, 2, 3), date(2026, 2, 10), date(2026, 2, 17)]


def test_a_first_day_of_another_weekday_is_not_in_it():
    assert some(every(1, 3), 2) == [date(2026, 2, 5), date(2026, 2, 12)]


def test_of_every_second_week_both_days_are_taken():
    found = some(every(2, 1, 4), 4)
    assert found == [date(2026, 2, 3), date(2026, 2, 6), date(2026, 2, 17), date(2026, 2, 20)]


def test_days_may_follow_one_another_with_a_gap():
    found = some(Rhythm(TUESDAY, weeks=0, days=10), 3)
    assert found == [date(2026, 2, 3), date(2026, 2, 13), date(2026, 2, 23)]


def test_a_day_off_is_left_out_where_there_are_weekdays():
    skip = {date(2026, 2, 10)}
    assert some(every(1, 1), 3, skip=skip) == [
        date(2026, 2, 3),
        date(2026, 2, 17),
        date(2026, 2, 24),
    ]


def test_a_day_off_puts_an_event_off_and_those_after_it_stay():
    rhythm = Rhythm(TUESDAY, weeks=0, days=10)
    found = some(rhythm, 3, skip={date(2026, 2, 13), date(2026, 2, 14)})
    assert found == [date(2026, 2, 3), date(2026, 2, 15), date(2026, 2, 23)]


def test_an_event_of_two_days_avoids_a_day_off_with_both():
    assert some(every(1, 1), 2, skip={date(2026, 2, 4)}, length=2)[0] == date(2026, 2, 10)


@given(DAYS, st.frozensets(st.integers(0, 6), min_size=1), st.integers(1, 5), st.sets(DAYS))
def test_days_by_weekday_are_in_order_and_free_and_on_those_weekdays(first, weekdays, weeks, skip):
    found = some(Rhythm(first, weekdays, weeks), 12, skip=skip)
    assert all(one < other for one, other in pairwise(found))
    assert {day.weekday() for day in found} <= weekdays
    assert not skip & set(found)
    monday = first - timedelta(days=first.weekday())
    assert {(day - monday).days // 7 % weeks for day in found} <= {0}


@given(DAYS, st.integers(1, 40), st.sets(DAYS, max_size=20), st.integers(1, 3))
def test_days_with_a_gap_are_in_order_and_free(first, gap, skip, length):
    found = some(Rhythm(first, weeks=0, days=gap), 12, skip=skip, length=length)
    assert len(found) == 12
    assert all(one < other for one, other in pairwise(found))
    assert not skip & {day + timedelta(days=n) for day in found for n in range(length)}


def test_there_is_one_event_in_each_village():
    drafts = Series(every(1, 1), VILLAGES).drafts(like())
    assert [draft.region_line for draft in drafts] == [place.line for place in VILLAGES]
    assert [draft.region_code for draft in drafts] == [place.code for place in VILLAGES]
    assert [draft.starts_at for draft in drafts] == [
        datetime(2026, 2, 3, 9) + timedelta(days=7 * n) for n in range(5)
    ]


def test_more_times_than_villages_begin_again_with_the_first():
    drafts = Series(every(1, 1), VILLAGES[:2], times=3).drafts(like())
    assert [draft.region_line for draft in drafts] == ["Desa 0", "Desa 1", "Desa 0"]


def test_without_villages_the_place_stays():
    drafts = Series(every(1, 1), times=2).drafts(like(region_line="Desa A", venue="Balai"))
    assert [(draft.region_line, draft.venue) for draft in drafts] == [("Desa A", "Balai")] * 2


def test_in_another_village_hall_and_workers_are_others(keep):
    draft = like(
        region_line="Desa A",
        venue="Balai A",
        potential_workers=70,
        partners=(PartDraft(1, PartnerRole.HOST, Answer.CONFIRMED),),
        sessions=(SessionDraft("Pagi", datetime(2026, 1, 6, 9), datetime(2026, 1, 6, 9), "A"),),
    )
    same, other = Series(every(1, 1), (Place("", "Desa A"), VILLAGES[0])).drafts(draft)
    assert (same.venue, same.potential_workers, same.sessions[0].venue) == ("Balai A", 70, "A")
    assert (other.venue, other.potential_workers, other.sessions[0].venue) == ("", None, "")
    assert other.partners == (PartDraft(1, PartnerRole.HOST, Answer.NOT_ASKED),)
    assert other.sessions[0].starts_at == datetime(2026, 2, 10, 9)


@pytest.mark.parametrize(
    ("series", "field", "said"),
    [
        (Series(every(1), VILLAGES), "weekdays", "Choose at least one day"),
        (Series(every(367, 1), VILLAGES), "gap", "Type how many weeks"),
        (Series(Rhythm(TUESDAY, weeks=0), VILLAGES), "gap", "Type how many days"),
        (Series(every(1, 1)), "times", "Add villages"),
        (Series(every(1, 1), times=0), "times", "Add villages"),
        (Series(every(1, 1), times=MOST + 1), "times", "Plan at most 60"),
        (Series(every(1, 1, first=date(9999, 1, 1)), times=2), "first", "That day is too far off."),
    ],
)
def test_what_makes_no_sense_is_told_beside_its_field_and_plans_nothing(series, field, said):
    found = series.problems()
    assert list(found) == [field]
    assert found[field].startswith(said)
    assert series.drafts(like()) == ()


def test_a_series_too_sparse_for_its_time_ends_early():
    assert len(Series(every(300, 1), times=5).drafts(like())) == 1


def test_days_off_are_public_holidays_and_closed_days(store, keep):
    keep(ClosedDay(day=date(2026, 8, 18), name="Rapat kerja"))
    with store.reading() as session:
        found = days_off(session, date(2026, 8, 1), date(2026, 8, 20))
    assert found == {
        date(2026, 8, 17): "Independence Day",
        date(2026, 8, 18): "Rapat kerja",
    }


def test_days_off_of_a_series_are_skipped(store, keep):
    keep(ClosedDay(day=date(2026, 2, 10), name="Rapat kerja"))
    with store.reading() as session:
        series = without_days_off(session, Series(every(1, 1), times=2))
    # Chinese New Year is on 17 February 2026.
    assert [draft.starts_at.date() for draft in series.drafts(like())] == [
        date(2026, 2, 3),
        date(2026, 2, 24),
    ]


def test_a_series_is_one_action_that_is_taken_back_and_done_again(store, do):
    places = (Place("", ""), *VILLAGES)
    ids = do(plan_series, Series(every(1, 1), places).drafts(like(region_line="Desa A")))
    step, _redo = next_steps(store)
    assert step.title == "Plan a series of 6 events: Temu"
    finish(take_back(store, step.action_id))
    with store.reading() as session:
        assert event_ids(session) == []
    _undo, again = next_steps(store)
    finish(take_back(store, again.action_id))
    with store.reading() as session:
        assert event_ids(session, newest_first=False) == ids
        assert [one.id for one in series_of(session, ids[0])] == ids


def test_every_event_of_a_series_knows_the_others_in_order(store, do):
    ids = do(plan_series, Series(every(1, 1), VILLAGES).drafts(like()))
    other = do(plan_event, like()).id
    do(archive_event, ids[1])
    with store.reading() as session:
        assert [one.id for one in series_of(session, ids[3])] == [ids[0], *ids[2:]]
        assert series_of(session, other) == ()
        assert series_of(session, 999) == ()


def test_an_event_made_after_one_of_a_series_is_not_of_it(store, do):
    ids = do(plan_series, Series(every(1, 1), VILLAGES).drafts(like()))
    made = do(plan_like, like(), ids[0]).id
    with store.reading() as session:
        assert series_of(session, made) == ()


def test_lists_and_costs_of_the_event_it_is_like_come_along(store, do):
    one = do(plan_event, like()).id
    with store.writing("Costs") as session:
        session.get_one(Event, one).budget = [BudgetLine(text="Konsumsi", planned=9)]
    ids = do(plan_series, Series(every(1, 1), VILLAGES[:2]).drafts(like()), one)
    with store.reading() as session:
        assert [session.get_one(Event, made).budget[0].planned for made in ids] == [9, 9]


def test_nothing_to_plan_and_an_event_gone_are_told(do):
    with pytest.raises(UserError, match="nothing to plan"):
        do(plan_series, ())
    with pytest.raises(UserError, match="not there any more"):
        do(plan_series, (like(),), 999)


@given(st.integers(1, MOST), DAYS)
def test_there_are_as_many_events_as_asked_for(times, first):
    assume(first.year < 2039)
    series = Series(Rhythm(first, frozenset(range(7))), times=times)
    assert len(series.drafts(like())) == times


def test_a_line_may_be_changed_before_it_is_planned(store, do):
    drafts = Series(every(1, 1), VILLAGES[:2]).drafts(like())
    changed = replace(drafts[1], title="Lain")
    ids = do(plan_series, (drafts[0], changed))
    with store.reading() as session:
        assert event_view(session, ids[1]).draft.title == "Lain"


@pytest.mark.parametrize(
    ("title", "there"),
    [
        ("Sosialisasi Petani Desa Pimping", "Sosialisasi Petani Kelurahan Karang Anyar"),
        ("Temu Tani Pimping (2)", "Temu Tani Karang Anyar (2)"),
        ("Temu Tani Pimpingan", "Temu Tani Pimpingan"),
        ("Outreach talk in Desa Pimping", "Outreach talk in Kelurahan Karang Anyar"),
        ("Desa Pimping " + "x" * 285, "Desa Pimping " + "x" * 285),
    ],
)
def test_a_title_names_the_village_it_is_in(title, there):
    draft = like(title=title, region_line="Desa Pimping, Kec. Tanjung Palas Utara")
    place = Place("", "Kelurahan Karang Anyar, Kec. Tarakan Barat")
    assert in_place(draft, place).title == there


def test_a_partner_of_the_village_itself_has_no_part_in_others(store, keep):
    home, dinas = keep(a.partner(region_code=VILLAGES[0].code), a.partner(region_code=None))
    draft = like(
        region_code=VILLAGES[0].code,
        region_line=VILLAGES[0].line,
        partners=(PartDraft(home.id), PartDraft(dinas.id)),
    )
    with store.reading() as session:
        locals_ = locals_of(session, draft)
        assert locals_of(session, replace(draft, region_code="")) == frozenset()
    one, other = Series(every(1, 1), VILLAGES[:2]).drafts(draft, locals_)
    assert [part.partner_id for part in one.partners] == [home.id, dinas.id]
    assert [part.partner_id for part in other.partners] == [dinas.id]


def test_events_of_a_series_that_run_at_the_same_time_know_it():
    start = datetime(2026, 2, 3, 9)
    hours = [(0, 3), (2, 4), (3, 5), (30, 32)]
    drafts = [
        like(starts_at=start + timedelta(hours=one), ends_at=start + timedelta(hours=other))
        for one, other in hours
    ]
    assert overlapping(drafts) == [1, 0, 1, None]


def test_a_single_event_is_no_series(store, do):
    [only] = do(plan_series, Series(every(1, 1), VILLAGES[:1]).drafts(like()))
    step, _redo = next_steps(store)
    assert step.title == "Plan Temu"
    with store.reading() as session:
        assert series_of(session, only) == ()
