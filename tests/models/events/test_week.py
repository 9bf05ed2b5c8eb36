from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.events.month import MonthEvent
from models.events.tables import Stage
from models.events.week import DAYS, LEAST, blocks, strips, takes_days, week_of

DAY = datetime(2022, 6, 28)
MONDAY = date(2022, 6, 27)


def event(number, start, length):
    starts = DAY + timedelta(minutes=start)
    return MonthEvent(
        number, f"E{number}", Stage.DRAFT, starts, starts + timedelta(minutes=length), ""
    )


def laid(events):
    return {one.event.id: (one.lane, one.lanes) for one in blocks(events)}


@given(st.dates(date(1900, 1, 10), date(2199, 12, 20)), st.integers(0, 6))
def test_a_week_holds_its_day_and_begins_as_asked(day, first):
    days = week_of(day, first)
    assert day in days
    assert days[0].weekday() == first
    assert days == [days[0] + timedelta(days=n) for n in range(DAYS)]


def test_what_overlaps_lies_side_by_side_and_what_follows_does_not():
    events = [event(1, 540, 120), event(2, 600, 60), event(3, 660, 60)]
    assert laid(events) == {1: (0, 2), 2: (1, 2), 3: (0, 1)}


def test_a_lane_is_used_again_once_it_is_free():
    events = [event(1, 540, 240), event(2, 540, 60), event(3, 600, 60)]
    assert laid(events) == {1: (0, 2), 2: (1, 2), 3: (1, 2)}


def test_one_too_short_to_be_read_keeps_room():
    assert laid([event(1, 540, 0), event(2, 550, 30)]) == {1: (0, 2), 2: (1, 2)}


@given(st.lists(st.tuples(st.integers(0, 1380), st.integers(0, 300)), max_size=12))
def test_no_two_in_one_lane_overlap_and_none_is_lost(spans):
    events = [event(n, *span) for n, span in enumerate(spans)]
    found = blocks(events)
    assert sorted(one.event.id for one in found) == list(range(len(spans)))
    for n, one in enumerate(found):
        assert 0 <= one.lane < one.lanes
        for other in found[n + 1 :]:
            ends = max(one.event.ends_at, one.event.starts_at + LEAST)
            others = max(other.event.ends_at, other.event.starts_at + LEAST)
            apart = ends <= other.event.starts_at or others <= one.event.starts_at
            assert apart or one.lane != other.lane


def test_several_days_or_a_whole_one_take_days():
    assert not takes_days(event(1, 540, 180))
    assert not takes_days(event(1, 1200, 240)), "until midnight"
    assert takes_days(event(1, 540, 24 * 60))
    assert takes_days(event(1, 0, 24 * 60))
    assert takes_days(event(1, 0, 24 * 60 - 1))


def test_strips_reach_over_their_days_and_lie_below_one_another():
    days = week_of(MONDAY, 0)
    early = event(1, -5 * 24 * 60, 7 * 24 * 60)
    late = event(2, 540, 3 * 24 * 60)
    after = event(3, 4 * 24 * 60, 9 * 24 * 60)
    found = [
        (one.event.id, one.first, one.last, one.row) for one in strips([late, after, early], days)
    ]
    assert found == [(1, 0, 2, 0), (2, 1, 4, 1), (3, 5, 6, 0)]


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(1, 12)), max_size=9))
def test_no_two_strips_of_a_row_meet(spans):
    days = week_of(MONDAY, 0)
    events = [event(n, start * 1440, length * 1440) for n, (start, length) in enumerate(spans)]
    seen = [one for one in events if one.starts_at.date() <= days[-1] and one.last_day >= days[0]]
    found = strips(seen, days)
    for n, one in enumerate(found):
        assert 0 <= one.first <= one.last < DAYS
        for other in found[n + 1 :]:
            apart = one.last < other.first or other.last < one.first
            assert apart or one.row != other.row
