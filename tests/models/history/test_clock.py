from datetime import UTC, datetime, timedelta

import pytest

from models.history.clock import clock_problem
from models.history.tables import Action
from models.words import speak
from tests import factories as a

LAST = datetime(2022, 6, 28, 2, tzinfo=UTC)
"""When the last thing was kept: ten o'clock at the office."""


@pytest.fixture
def at_last(store):
    """Have all that was kept so far been kept at ``LAST``."""

    def _at_last():
        with store.connection() as connection:
            connection.execute(Action.__table__.update().values(at=LAST))

    return _at_last


@pytest.fixture
def event(keep, at_last):
    """An event on 28 June 2022, with which the history ends."""
    made = keep(a.event()).id
    at_last()
    return made


@pytest.fixture
def told(store):
    def _told(now, event_id=None):
        with store.reading() as session:
            return clock_problem(session, now, event_id)

    return _told


@pytest.mark.parametrize("after", [timedelta(minutes=-2), timedelta(0), timedelta(days=30)])
def test_a_clock_that_can_be_right_is_not_spoken_of(told, event, after):
    assert told(LAST + after) == ""


def test_a_clock_before_the_last_thing_kept_is_told_with_both_days(told, event):
    assert told(datetime(2019, 5, 3, 4, tzinfo=UTC)) == (
        "The clock says 3 May 2019, but the last thing was kept on 28 June 2022: set the clock."
    )


def test_on_the_same_day_the_hours_are_told(told, event):
    assert told(LAST - timedelta(minutes=3)) == (
        "The clock says 09:57, but the last thing was kept at 10:00: set the clock."
    )


def test_the_event_does_not_excuse_a_clock_that_is_too_early(told, event):
    assert told(LAST - timedelta(hours=1), event)


def test_long_after_the_last_thing_kept_the_clock_is_doubted(told, event):
    assert told(LAST + timedelta(days=31), event) == (
        "The clock says 29 July 2022, long after the last thing was kept on 28 June 2022: "
        "look whether it is right."
    )


def test_on_a_day_of_the_event_it_is_not_doubted(told, keep, at_last):
    begins = datetime(2022, 9, 1, 9)
    later = keep(a.event(starts_at=begins, ends_at=begins + timedelta(days=1))).id
    at_last()
    assert told(datetime(2022, 9, 1, 18, tzinfo=UTC), later) == ""  # 2 September at the office
    assert told(datetime(2022, 9, 2, 18, tzinfo=UTC), later)


def test_in_an_empty_database_there_is_nothing_to_compare_with(bare_store):
    with bare_store.reading() as session:
        assert clock_problem(session, LAST) == ""


def test_it_is_told_in_indonesian_days(told, event):
    speak("id")
    assert "3 Mei 2019" in told(datetime(2019, 5, 3, 4, tzinfo=UTC))
