from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from models.cards.operations import note_printed
from tests import factories as a
from tests.ui.reach import unnamed
from ui.pages.cards_page import CardsPage


@pytest.fixture
def events(keep):
    """Two events, the later one first, with a card each; and one without any."""
    keep(a.event(title="Tanpa kartu"))
    made = []
    for title, day, name in (("Temu Nelayan", 29, "Budi"), ("Temu Tani", 28, "Ayu")):
        start, end = datetime(2022, 6, day, 9), datetime(2022, 6, day, 12)
        event = keep(a.event(title=title, starts_at=start, ends_at=end)).id
        person = keep(a.person(name=name)).id
        keep(a.card(enrolment_id=keep(a.enrolment(event_id=event, person_id=person)).id))
        made.append(event)
    return made


@pytest.fixture
def page(bench, wide, events, settled):
    made = CardsPage(bench)
    wide.layout().addWidget(made)
    made.show()
    made.go()
    settled()
    return made


def listed(page):
    model = page.work.queue.view.model()
    rows = range(model.rowCount())
    return [f"{model.index(n, 0).data().split()[0]}, {model.index(n, 2).data()}" for n in rows]


def offered(page):
    return [page._event.itemText(at) for at in range(page._event.count())]


def choose(page, text):
    page._event.setCurrentIndex(offered(page).index(text))
    page._event.picked.emit()


def subtitle(page):
    return page.header._subtitle.text()


def test_the_cards_of_all_events_say_which_they_are_of(page):
    assert listed(page) == ["Ayu, Temu Tani", "Budi, Temu Nelayan"]


def test_only_events_with_cards_are_offered_the_latest_first(page):
    assert offered(page) == ["All events", "Temu Nelayan", "Temu Tani"]


def test_one_event_can_be_chosen(page):
    choose(page, "Temu Nelayan")
    assert listed(page) == ["Budi, Temu Nelayan"]
    assert subtitle(page) == "1 to print · 0 printed · 0 handed over"
    choose(page, "All events")
    assert len(listed(page)) == 2


def test_one_goes_to_the_cards_of_an_event(page, events):
    page.go(event_id=events[1])
    assert listed(page) == ["Ayu, Temu Tani"]
    assert page._event.currentText() == "Temu Tani"


def test_coming_back_the_same_event_is_shown(page, events):
    page.go(event_id=events[1])
    page.go()
    assert listed(page) == ["Ayu, Temu Tani"]
    page.go(event_id=None)
    assert len(listed(page)) == 2


def test_an_event_without_cards_leads_to_all(page):
    page.go(event_id=12345)
    assert page._event.currentText() == "All events"
    assert len(listed(page)) == 2


def test_what_becomes_of_cards_elsewhere_is_counted(page, store, settled):
    assert subtitle(page) == "2 to print · 0 printed · 0 handed over"
    with store.writing() as session:
        note_printed(session, [page.work.queue.view.model().ids[0]])
    settled()
    assert subtitle(page) == "1 to print · 1 printed · 0 handed over"


def test_a_new_event_with_cards_is_offered(page, keep, settled):
    event = keep(a.event(title="Temu Petambak")).id
    person = keep(a.person()).id
    keep(a.card(enrolment_id=keep(a.enrolment(event_id=event, person_id=person)).id))
    settled()
    assert "Temu Petambak" in offered(page)
    assert page._event.currentText() == "All events"


def test_without_any_cards_it_leads_to_the_events(bench, wide, went):
    made = CardsPage(bench)
    wide.layout().addWidget(made)
    made.show()
    made.go()
    [way] = made.work.queue.layer().findChildren(QPushButton)
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    assert went == [("events", {})]


def test_the_page_begins_in_the_queue(page):
    page.begin()
    assert page.work.queue.view.hasFocus()


def test_every_control_has_a_name(page, wide):
    assert unnamed(wide) == []


# Checking a card


def test_the_button_checks_cards_in_the_place_of_the_queue(page):
    QTest.mouseClick(page.check.button, Qt.MouseButton.LeftButton)
    assert page.check.pane.isVisible()
    assert not page.work.isVisible()


def test_its_key_begins_in_the_line_and_esc_goes_back(page, qtbot):
    page.begin()
    QTest.keyClick(page.work.queue.view, Qt.Key.Key_F4)
    qtbot.waitUntil(page.check.pane.field.hasFocus)
    QTest.keyClick(page.check.pane.field, Qt.Key.Key_Escape)
    assert page.work.isVisible()
    assert page.work.queue.view.hasFocus()


def test_one_goes_to_the_check_from_elsewhere_and_from_there_to_an_event(page, events):
    page.go(check=True)
    assert page.check.pane.isVisible()
    page.begin()
    assert page.check.pane.field.hasFocus()
    page.go(event_id=events[0])
    assert page.work.isVisible()
    assert not page.check.pane.isVisible()


def test_leaving_the_page_ends_the_check(page):
    page.go(check=True)
    assert page.may_leave()
    assert page.work.isVisible()


def test_its_tools_have_room_in_a_narrow_window(page, qtbot):
    page.resize(633, 600)
    qtbot.waitUntil(lambda: page.header.minimumSizeHint().width() < 633 - 48)


def test_in_a_wide_window_titles_of_events_have_room(page, qtbot):
    page.resize(1174, 600)
    event = page._event
    qtbot.waitUntil(lambda: event.width() >= event.minimumSizeHint().width())


def test_the_check_and_the_designs_stand_in_each_others_place(page):
    page.designs.open()
    page.check.open()
    assert page.check.pane.isVisible()
    assert not page.designs.shown()
    page.designs.open()
    assert not page.check.pane.isVisible()
    assert page.designs.shown()
