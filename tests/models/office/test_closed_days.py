from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.history.undo import next_undo, undo
from models.office.closed_days import (
    LONGEST,
    ClosedDayDraft,
    add_closed_days,
    change_closed_days,
    closed_days,
    closed_span,
    closed_spans,
    remove_closed_days,
)

YEAR = date(2026, 1, 1), date(2026, 12, 31)
BREAK = ClosedDayDraft("Rapat kerja", date(2026, 3, 9), date(2026, 3, 11))


@pytest.fixture
def closed(store):
    with store.writing() as session:
        return add_closed_days(session, BREAK).id


def days(store, first=YEAR[0], last=YEAR[1]):
    with store.reading() as session:
        return closed_days(session, first, last)


def spans(store, year=2026):
    with store.reading() as session:
        return [(one.name, one.first_day, one.last_day) for one in closed_spans(session, year)]


def take_back(store):
    """Undo the last action and return what it was called."""
    with store.writing() as session:
        step = next_undo(session)
        undo(session, step.action_id)
    return step.title


def test_each_day_of_a_span_is_closed_and_only_those_asked_for_are_told(store, closed):
    assert days(store) == {date(2026, 3, day): "Rapat kerja" for day in (9, 10, 11)}
    assert days(store, date(2026, 3, 11), date(2026, 3, 31)) == {date(2026, 3, 11): "Rapat kerja"}
    assert days(store, date(2026, 3, 12), date(2026, 12, 31)) == {}


def test_a_span_is_shown_as_one_and_gives_back_its_draft(store, closed):
    assert spans(store) == [("Rapat kerja", date(2026, 3, 9), date(2026, 3, 11))]
    with store.reading() as session:
        assert closed_span(session, closed).draft == BREAK


def test_days_apart_or_of_another_name_are_spans_of_their_own(store, closed):
    for name, day in (("Rapat kerja", 13), ("Pindah kantor", 12)):
        with store.writing() as session:
            add_closed_days(session, ClosedDayDraft(name, date(2026, 3, day)))
    assert [(name, first.day) for name, first, _last in spans(store)] == [
        ("Rapat kerja", 9),
        ("Pindah kantor", 12),
        ("Rapat kerja", 13),
    ]


def test_a_span_over_new_year_stands_whole_in_both_years(store):
    span = ClosedDayDraft("Akhir tahun", date(2026, 12, 31), date(2027, 1, 2))
    with store.writing() as session:
        add_closed_days(session, span)
    assert spans(store, 2026) == spans(store, 2027) == [(span.name, span.first_day, span.last_day)]
    assert spans(store, 2028) == []


def test_adding_a_span_is_undone_as_one_action(store, closed):
    assert take_back(store) == "Close the office for Rapat kerja"
    assert days(store) == {}


def test_a_changed_span_keeps_what_stays_and_is_undone_whole(store, closed):
    moved = ClosedDayDraft("Rapat besar", date(2026, 3, 11), date(2026, 3, 12))
    with store.writing() as session:
        change_closed_days(session, closed, moved)
    assert days(store) == {date(2026, 3, day): "Rapat besar" for day in (11, 12)}
    assert take_back(store) == "Change the closed days for Rapat besar"
    assert days(store) == {date(2026, 3, day): "Rapat kerja" for day in (9, 10, 11)}


def test_a_span_taken_out_comes_back_by_undo(store, closed):
    with store.writing() as session:
        remove_closed_days(session, closed)
    assert days(store) == {}
    assert take_back(store) == "Open the office again: Rapat kerja"
    assert len(days(store)) == 3


def test_a_day_is_not_closed_twice(store, closed):
    twice = ClosedDayDraft("Lain", date(2026, 3, 11), date(2026, 3, 20))
    said = "11 March 2026 is closed already: Rapat kerja"
    with pytest.raises(UserError, match=said), store.writing() as session:
        add_closed_days(session, twice)
    assert len(days(store)) == 3


def test_a_span_that_is_gone_is_told(store, closed):
    with store.writing() as session:
        remove_closed_days(session, closed)
    for change in (remove_closed_days, lambda s, one: change_closed_days(s, one, BREAK)):
        with pytest.raises(UserError, match="not there any more"), store.writing() as session:
            change(session, closed)


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (BREAK, set()),
        (ClosedDayDraft(), {"name", "first_day"}),
        (ClosedDayDraft(" \t", YEAR[0]), {"name"}),
        (ClosedDayDraft("x" * 301, YEAR[0]), {"name"}),
        (ClosedDayDraft("x", date(2026, 3, 2), date(2026, 3, 1)), {"last_day"}),
        (ClosedDayDraft("x", date(2026, 3, 2), date(2026, 3, 2)), set()),
        (ClosedDayDraft("x", YEAR[0], YEAR[0] + timedelta(days=LONGEST - 1)), set()),
        (ClosedDayDraft("x", YEAR[0], YEAR[0] + timedelta(days=LONGEST)), {"last_day"}),
    ],
)
def test_closed_days_that_cannot_be_kept_say_where(draft, fields):
    assert set(draft.problems()) == fields


def test_a_day_closed_already_is_named_while_it_is_typed():
    taken = {date(2026, 3, 10): "Pindah <b>kantor</b>"}
    assert BREAK.problems(taken) == {
        "first_day": "10 March 2026 is closed already: Pindah <b>kantor</b>."
    }


@given(st.dates(), st.none() | st.dates())
def test_what_is_closed_is_every_day_from_the_first_to_the_last(first, last):
    meant = ClosedDayDraft("x", first, last).days()
    if meant:
        assert (meant[0], meant[-1]) == (first, last or first)
        assert len(meant) == len(set(meant)) == (meant[-1] - first).days + 1
    else:
        assert last < first or (last - first).days >= LONGEST
