from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.backups.rotation import LEAST, RULE, beyond, to_remove

NOW = datetime(2022, 6, 15, 12, tzinfo=UTC)
MOST = sum(count for count, _span in RULE) + 2 * LEAST
ages = st.lists(st.integers(-40, 900 * 24 * 60), unique=True, max_size=200)


def moments(minutes):
    return [NOW - timedelta(minutes=one) for one in minutes]


@given(ages)
def test_the_newest_few_stay_and_never_more_than_the_rule_has_places_for(minutes):
    made = moments(minutes)
    kept = set(made) - to_remove(made, NOW)
    assert set(sorted(made)[-LEAST:]) <= kept
    assert len(kept) <= MOST


@given(ages)
def test_to_ask_again_removes_nothing_more(minutes):
    made = moments(minutes)
    kept = set(made) - to_remove(made, NOW)
    assert to_remove(kept, NOW) == set()


@given(ages)
def test_only_what_is_there_is_removed_and_the_order_does_not_matter(minutes):
    made = moments(minutes)
    assert to_remove(made, NOW) <= set(made)
    assert to_remove(made[::-1], NOW) == to_remove(made, NOW)


def test_a_year_of_hours_leaves_hours_days_weeks_and_months():
    made = moments(range(0, 365 * 24 * 60, 60))
    kept = sorted(set(made) - to_remove(made, NOW), reverse=True)
    assert kept[:24] == made[:24]
    assert len({one.date() for one in kept}) >= 14
    assert len({(one.year, one.month) for one in kept}) == 12
    assert len(kept) < 24 + 14 + 8 + 12


def test_what_a_wrong_clock_dated_ahead_takes_no_place_from_the_others():
    made = moments(range(0, 3 * 24 * 60, 60))
    wrong = [NOW + timedelta(days=400 + n) for n in range(40)]
    removed = to_remove([*made, *wrong], NOW)
    assert removed - set(wrong) == to_remove(made, NOW)
    assert set(wrong) - removed == set(wrong[-LEAST:])


@given(st.lists(st.integers(0, 10_000), max_size=40))
def test_the_oldest_make_room_until_the_rest_fits(sizes):
    sized = {NOW - timedelta(days=age): size for age, size in enumerate(sizes)}
    removed = beyond(sized, 20_000)
    kept = sorted(set(sized) - removed, reverse=True)
    assert len(kept) >= min(LEAST, len(sizes))
    assert sum(sized[one] for one in kept[LEAST:]) <= 20_000
    assert all(gone < one for gone in removed for one in kept)
