"""Kegiatan shown as a month."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.events.tables import Stage
from models.office.queries import today
from tests import factories as a
from tests.ui.reach import unnamed
from ui.pages.events_page import EventsPage


def shown(page, name):
    return name in page._shown and page._shown[name].isVisible()


@pytest.fixture
def day(bench):
    with bench.store.reading() as session:
        return today(session)


@pytest.fixture
def some(keep, day):
    """One event today and one that was held today."""
    start = datetime.combine(day, datetime.min.time()).replace(hour=9)
    span = {"starts_at": start, "ends_at": start + timedelta(hours=2)}
    held = keep(a.event(title="Sudah", stage=Stage.DONE, **span)).id
    return {"held": held, "coming": keep(a.event(title="Segera", **span)).id}


@pytest.fixture
def page(bench, stage, settings, some):
    settings.events_view = "month"
    stage.resize(1366, 768)
    made = EventsPage(bench)
    stage.layout().addWidget(made)
    made.show()
    made.go()
    made.begin()
    return made


def test_the_list_is_what_one_begins_with(bench, stage):
    made = EventsPage(bench)
    stage.layout().addWidget(made)
    made.show()
    made.go()
    assert made._list().isVisible()
    assert list(made._shown) == ["list"], "whoever stays with the list never loads the month"


def test_the_choice_is_remembered(bench, stage, settings):
    made = EventsPage(bench)
    made.views.choose("month")
    assert settings.events_view == "month"
    made.views.choose("list")
    assert settings.events_view == "list"


def test_the_month_stands_in_place_of_list_and_piles(page):
    assert page._shown["month"].isVisible()
    assert not shown(page, "list")
    page.views.choose("list")
    assert not page._shown["month"].isVisible()
    assert page._list().isVisible()
    assert page._list().piles.isVisible()


def test_a_setting_from_elsewhere_shows_the_list(bench, stage, settings):
    settings.events_view = "board?"
    made = EventsPage(bench)
    stage.layout().addWidget(made)
    made.show()
    made.go()
    assert made._list().isVisible()


def test_the_month_shows_events_of_every_pile(page, some):
    assert page._shown["month"].event_ids() == sorted(some.values())


def test_the_keyboard_begins_among_the_days(page, went, some):
    assert QApplication.focusWidget() is page._shown["month"].view
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert went == [("event", {"event_id": some["held"]})]


def test_typing_narrows_the_month_and_enter_goes_there(page, some):
    page._search.setFocus()
    QTest.keyClicks(page._search, "sege")
    assert page._shown["month"].event_ids() == [some["coming"]]
    QTest.keyClick(page._search, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page._shown["month"].view


def test_what_is_exported_is_what_is_shown(page, some):
    assert page._shown_ids() == page._shown["month"].event_ids()
    page.views.choose("list")
    assert list(page._shown_ids()) == [some["coming"]]
    page._list().piles.choose("held")
    assert list(page._shown_ids()) == [some["held"]]


def test_a_visit_that_names_a_pile_shows_it_as_a_list_this_once(page, settings):
    page.go(pile="held")
    assert page._list().isVisible()
    assert settings.events_view == "month"


def test_an_event_planned_elsewhere_appears(page, keep, day, some):
    start = datetime.combine(day, datetime.min.time())
    new = keep(a.event(starts_at=start, ends_at=start)).id
    assert new in page._shown["month"].event_ids()


def test_what_was_planned_while_another_page_was_shown_appears_on_coming_back(page, keep, day):
    page.hide()
    start = datetime.combine(day, datetime.min.time())
    new = keep(a.event(starts_at=start, ends_at=start)).id
    assert new not in page._shown["month"].event_ids()
    page.show()
    assert new in page._shown["month"].event_ids()


def test_page_keys_turn_the_month_and_not_the_page(page, day):
    QTest.keyClick(page._shown["month"].view, Qt.Key.Key_PageDown)
    assert page._shown["month"].view.day().month == day.month % 12 + 1


def test_every_control_has_a_name(page, stage):
    assert unnamed(stage) == []


def test_in_a_small_window_the_month_keeps_room_for_every_day(page, stage):
    stage.resize(683, 384)
    stage.grab()
    view = page._shown["month"].view
    assert view.height() >= view.minimumSizeHint().height()
    assert view.width() >= view.minimumSizeHint().width()
