from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from models.events.filters import EventFilter
from models.events.tables import Event, EventSession
from models.office.tables import ClosedDay
from models.words import speak
from tests import factories as a
from tests.ui.reach import said, unnamed
from ui.panes.week_pane import WeekPane

TUESDAY = date(2022, 6, 28)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def show(bench, stage, settled):
    def _show(day=TUESDAY):
        stage.resize(1000, 700)
        pane = WeekPane(bench)
        stage.layout().addWidget(pane)
        pane.show()
        pane.show_day(day)
        pane.begin()
        bench.changes.committed.connect(lambda _kinds: pane.read(EventFilter()))
        settled()
        return pane

    return _show


@pytest.fixture
def span(bench):
    def _span(event_id):
        with bench.store.reading() as session:
            event = session.get_one(Event, event_id)
            return event.starts_at, event.ends_at

    return _span


def press(pane, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(pane.view, key, modifier)


def shown(pane):
    blocks = [(one.day, one.begins, one.ends, one.chip.text) for one in pane.view._sheet.blocks]
    strips = [(one.first, one.last, one.chip.text) for one in pane.view._sheet.strips]
    return blocks, strips


def test_events_lie_at_their_hours_and_several_days_above(keep, show):
    keep(
        a.event(title="Pagi"),
        a.event(title="Lama", ends_at=datetime(2022, 6, 30, 12)),
        a.event(title="Lain", starts_at=datetime(2022, 7, 9, 9), ends_at=datetime(2022, 7, 9, 10)),
    )
    pane = show()
    assert shown(pane) == ([(1, 540, 750, "09:00 Pagi")], [(1, 3, "09:00 Lama")])
    assert len(pane.event_ids()) == 2
    assert pane.title.text() == "27 June 2022 – 3 July 2022"


def test_one_until_midnight_ends_with_its_day(keep, show):
    keep(a.event(title="Malam", ends_at=datetime(2022, 6, 29)))
    assert shown(show())[0] == [(1, 540, 1440, "09:00 Malam")]


def test_the_week_begins_as_the_language_has_it(show):
    assert show().days()[0] == date(2022, 6, 27)
    speak("id")
    assert show().days()[0] == date(2022, 6, 26)


def test_keys_and_buttons_turn_the_week(show):
    pane = show()
    press(pane, Qt.Key.Key_PageDown)
    assert pane.view.day() == TUESDAY + timedelta(days=7)
    press(pane, Qt.Key.Key_PageUp)
    press(pane, Qt.Key.Key_PageUp)
    assert pane.view.day() == TUESDAY - timedelta(days=7)
    press(pane, Qt.Key.Key_T)
    assert pane.view.day() == pane.now.date()
    named = {said(one): one for one in pane.findChildren(QAbstractButton)}
    named["Next week"].click()
    assert pane.view.day() == pane.now.date() + timedelta(days=7)


def test_an_arrow_beyond_the_week_turns_it(show):
    pane = show(date(2022, 7, 3))
    press(pane, Qt.Key.Key_Right)
    assert (pane.view.day(), pane.days()[0]) == (date(2022, 7, 4), date(2022, 7, 4))


def test_the_calendar_ends_somewhere_without_harm(show):
    pane = show(date.max)
    press(pane, Qt.Key.Key_PageDown)
    assert pane.view.day().year == 2199
    pane.show_day(date.min)
    press(pane, Qt.Key.Key_PageUp)
    assert pane.view.day().year == 1900


def test_an_empty_hour_begins_an_event_there(show, went):
    pane = show()
    press(pane, Qt.Key.Key_Down)
    press(pane, Qt.Key.Key_Return)
    assert went == [("event", {"event_id": None, "day": TUESDAY, "begins": time(10)})]


def test_keys_move_an_event_and_the_keyboard_goes_along(keep, show, settled, span, messages):
    sitting = EventSession(title="Pagi", starts_at=a.START, ends_at=a.START + timedelta(hours=1))
    event = keep(a.event(title="Satu", sessions=[sitting])).id
    pane = show()
    press(pane, Qt.Key.Key_Down, CONTROL)
    press(pane, Qt.Key.Key_Right, CONTROL)
    settled()
    assert span(event) == (datetime(2022, 6, 29, 9, 15), datetime(2022, 6, 29, 12, 45))
    assert (pane.view.chosen(), pane.view.moment()) == (event, datetime(2022, 6, 29, 9))
    with pane.bench.store.reading() as session:
        [moved] = session.get_one(Event, event).sessions
        assert moved.starts_at == datetime(2022, 6, 29, 9, 15)
    told = [text for text, _role in messages.told]
    assert told == [
        "Satu is now on Tuesday, 28 June 2022, 09:15, which is past.",
        "Satu is now on Wednesday, 29 June 2022, which is past.",
    ]


def test_a_move_can_be_taken_back(keep, show, settled, span, messages):
    event = keep(a.event()).id
    pane = show()
    press(pane, Qt.Key.Key_Up, CONTROL)
    settled()
    messages.actions["Undo"]()
    settled(lambda: span(event)[0] == a.START)
    assert shown(pane)[0][0][1] == 540


def test_a_strip_moves_by_days_and_stays_under_the_keyboard(keep, show, settled, span):
    event = keep(a.event(ends_at=datetime(2022, 6, 30, 12))).id
    pane = show()
    press(pane, Qt.Key.Key_Space)
    press(pane, Qt.Key.Key_Right, CONTROL)
    settled()
    assert span(event)[0] == datetime(2022, 6, 29, 9)
    assert pane.view.chosen() == event


def test_holidays_and_closed_days_are_named(keep, show):
    keep(ClosedDay(day=date(2022, 8, 18), name="Rapat kerja"))
    pane = show(date(2022, 8, 17))
    named = {one.day.day: one.holiday for one in pane.view._sheet.cells if one.holiday}
    assert named == {17: "Independence Day", 18: "Rapat kerja"}


def test_only_what_the_filter_lets_through_is_shown(keep, show):
    keep(a.event(title="Satu"), a.event(title="Dua", venue="Gedung"))
    pane = show()
    pane.read(EventFilter(place="gedung"))
    assert [text for _day, _from, _until, text in shown(pane)[0]] == ["09:00 Dua"]


def test_every_control_has_a_name(keep, show, stage):
    keep(a.event())
    show()
    assert unnamed(stage) == []
