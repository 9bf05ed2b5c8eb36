from datetime import date, datetime, timedelta

import pytest

from models.errors import UserError
from models.events.moving import Move, make_moves, move_event, move_event_to
from models.events.tables import Event, EventSession
from models.history.steps import next_steps, take_back
from models.progress import finish
from tests import factories as a


@pytest.fixture
def event(keep):
    start, end = datetime(2022, 6, 28, 9), datetime(2022, 6, 30, 12, 30)
    return keep(a.event(title="Sosialisasi", starts_at=start, ends_at=end)).id


@pytest.fixture
def held(store):
    """Return from when until when an event is held."""

    def _held(event_id):
        with store.reading() as session:
            event = session.get_one(Event, event_id)
            return event.starts_at, event.ends_at

    return _held


@pytest.mark.parametrize("day", [date(2022, 7, 4), date(2022, 6, 1), date(1990, 1, 1)])
def test_a_moved_event_keeps_its_hours_and_its_length(store, event, held, day):
    with store.writing() as session:
        move_event(session, event, day)
    start, end = held(event)
    assert start == datetime(day.year, day.month, day.day, 9)
    assert end - start == datetime(2022, 6, 30, 12, 30) - datetime(2022, 6, 28, 9)


def test_a_move_is_one_action_that_is_taken_back(store, event, held):
    before = held(event)
    with store.writing() as session:
        move_event(session, event, date(2022, 7, 4))
    step, _again = next_steps(store)
    assert step.title == "Move Sosialisasi to 04/07/2022"
    finish(take_back(store, step.action_id))
    assert held(event) == before


def test_moving_to_the_day_it_is_on_does_nothing(store, event):
    before, _again = next_steps(store)
    with store.writing() as session:
        move_event(session, event, date(2022, 6, 28))
    assert next_steps(store)[0] == before


def test_an_event_that_is_gone_is_told(store):
    with pytest.raises(UserError, match="not there any more"), store.writing() as session:
        move_event(session, 999, date(2022, 7, 4))


def moved(event_id, start, end):
    return Move(event_id, "Sosialisasi", a.START, a.END, start, end)


def test_several_moves_are_one_action(store, keep, event, held):
    other = keep(a.event()).id
    start, end = datetime(2022, 7, 5, 8), datetime(2022, 7, 5, 11)
    with store.writing() as session:
        make_moves(session, [moved(event, start, end), moved(other, start, end)], "a{b}.ics")
    assert held(event) == held(other) == (start, end)
    step, _again = next_steps(store)
    assert step.title == "Take in moved dates from a{b}.ics"
    finish(take_back(store, step.action_id))
    assert held(other) == (a.START, a.END)
    assert held(event) != (start, end)


def test_of_moves_that_cannot_all_be_made_none_is(store, event, held):
    before = held(event)
    start, end = datetime(2022, 7, 5, 8), datetime(2022, 7, 5, 11)
    with pytest.raises(UserError), store.writing() as session:
        make_moves(session, [moved(event, start, end), moved(999, start, end)], "x.ics")
    assert held(event) == before


@pytest.fixture
def sessions(store, event):
    """Give the event a session on its first and its last day; return how to read when they are."""
    days = datetime(2022, 6, 28, 9), datetime(2022, 6, 30, 8)
    with store.writing("Sessions") as session:
        session.get_one(Event, event).sessions = [
            EventSession(title=f"{day}", starts_at=day, ends_at=day + timedelta(hours=3))
            for day in days
        ]

    def _read():
        with store.reading() as session:
            found = session.get_one(Event, event).sessions
            return [(one.starts_at, one.ends_at - one.starts_at) for one in found]

    return _read


def test_sessions_move_with_their_event(store, event, sessions):
    with store.writing() as session:
        move_event(session, event, date(2022, 7, 4))
    three_hours = timedelta(hours=3)
    assert sessions() == [
        (datetime(2022, 7, 4, 9), three_hours),
        (datetime(2022, 7, 6, 8), three_hours),
    ]


def test_an_event_moved_to_another_hour_keeps_its_length_and_its_sessions(
    store, event, held, sessions
):
    with store.writing() as session:
        move_event_to(session, event, datetime(2022, 7, 4, 13, 15))
    assert held(event) == (datetime(2022, 7, 4, 13, 15), datetime(2022, 7, 6, 16, 45))
    assert [start for start, _length in sessions()] == [
        datetime(2022, 7, 4, 13, 15),
        datetime(2022, 7, 6, 12, 15),
    ]
    step, _redo = next_steps(store)
    assert step.title == "Move Sosialisasi to 04/07/2022, 13:15"
    finish(take_back(store, step.action_id))
    assert [start for start, _length in sessions()] == [
        datetime(2022, 6, 28, 9),
        datetime(2022, 6, 30, 8),
    ]


def test_sessions_follow_a_move_from_a_calendar_file(store, event, sessions):
    start, end = datetime(2022, 6, 28, 9), datetime(2022, 6, 30, 12, 30)
    week = timedelta(days=7)
    move = Move(event, "Sosialisasi", start, end, start + week, end + week)
    with store.writing() as session:
        make_moves(session, [move], "kalender.ics")
    assert [start for start, _length in sessions()] == [
        datetime(2022, 7, 5, 9),
        datetime(2022, 7, 7, 8),
    ]
