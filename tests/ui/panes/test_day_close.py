"""Closing a day, by keys and through real widgets, with a real second person."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.backups.known import known_backups
from models.closing.queries import closings, unclosed_days
from models.money.cash import open_box
from models.money.receipts import void_receipt
from models.money.tables import CashBox
from models.office.pins import set_pin
from models.office.tables import Officer, Role
from tests.fixtures import CHEAP
from tests.ui.panes.money_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.reach import unnamed
from ui.panes.day_close_panel import DayClosePanel
from ui.panes.home_days import HomeDays

PIN = "2580"


@pytest.fixture
def second(store, keep):
    """A desk officer whose PIN is known at this computer."""
    made = keep(Officer(name="Agus Salim", role=Role.DESK_OFFICER)).id
    set_pin(store, made, PIN, CHEAP)
    return made


@pytest.fixture
def panel(bench, stage, officer, second, settled):
    made = DayClosePanel(bench)
    stage.resize(1200, 760)
    stage.layout().addWidget(made)
    made.show_day()
    settled(lambda: made.counting.form is not None and made.counting.second.who.count() > 1)
    made.begin()
    return made


@pytest.fixture
def pay(enrol, take):
    """Let somebody pay; return the id of their receipt."""
    return lambda: take(enrol("Awing Ding"))


def count(panel, name, pieces):
    field = panel.counting.form.pieces[name]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, pieces)


def choose_second(panel, second):
    who = panel.counting.second.who
    who.show_value(second)
    who.picked.emit()


def rows(store):
    with store.reading() as session:
        return closings(session)


def test_a_day_is_counted_seen_and_closed(panel, store, pay, second, settled):
    pay()
    settled(lambda: panel.facts.shown()["Receipts"].startswith("1 receipt"))
    assert not panel.counting.close_day.isEnabled()
    count(panel, "receipts", "1")
    choose_second(panel, second)
    panel.counting.second.secret.setFocus()
    QTest.keyClicks(panel.counting.second.secret.focusProxy(), PIN)
    assert panel.counting.close_day.isEnabled()
    QTest.keyClick(panel.counting.second.secret.focusProxy(), Qt.Key.Key_Return)
    settled(lambda: bool(rows(store)))
    (row,) = rows(store)
    assert (row.witness, row.differs, row.has_paper) == ("Agus Salim", False, True)
    settled(lambda: panel.paper.preview.pages() == 1)
    settled(lambda: bool(known_backups(store.path)))
    with store.reading() as session:
        assert unclosed_days(session) == []


def test_enter_in_the_pin_goes_to_what_lacks(panel, store, second):
    count(panel, "receipts", "2")
    choose_second(panel, second)
    secret = panel.counting.second.secret.focusProxy()
    secret.setFocus()
    QTest.keyClicks(secret, PIN)
    QTest.keyClick(secret, Qt.Key.Key_Return)
    assert panel.counting.form.explanation.hasFocus()
    assert panel.counting.form.grid.row("explanation").said() == "Say why the count differs."
    assert rows(store) == []


def test_a_difference_is_said_as_one_types_and_asks_for_its_reason(panel, pay, settled):
    pay()
    settled(lambda: panel.facts.shown()["Receipts"].startswith("1 receipt"))
    count(panel, "receipts", "3")
    form = panel.counting.form
    assert form.grid.row("receipts").said() == "2 too many: 1 should be there."
    settled(lambda: panel.counting.form.explanation.isVisible())
    assert form.problems() == {"explanation": "Say why the count differs."}
    count(panel, "receipts", "1")
    assert not form.explanation.isVisible()
    assert form.problems() == {}


def test_what_was_typed_stays_when_the_figures_change(panel, pay, settled):
    count(panel, "spoilt", "2")
    pay()
    settled(lambda: panel.facts.shown()["Receipts"].startswith("1 receipt"))
    assert panel.counting.form.pieces["spoilt"].value() == 2
    assert panel.counting.form.draft().figures.receipts.given == 1


def test_a_wrong_pin_closes_nothing_and_has_to_be_waited_for(panel, store, second, settled):
    choose_second(panel, second)
    for _wrong in range(3):
        QTest.keyClicks(panel.counting.second.secret.focusProxy(), "1111")
        panel.counting.second.prove()
        settled(lambda: bool(panel.counting.second.said()))
        settled(lambda: not panel.counting.second._busy)
    assert "Wait" in panel.counting.second.said()
    assert not panel.counting.second.ready()
    assert panel.counting.second.secret.text() == ""
    assert rows(store) == []


def test_who_is_signed_in_is_not_offered_as_the_second_person(panel, store):
    who = panel.counting.second.who
    assert [who.itemText(place) for place in range(who.count())] == ["Choose who", "Agus Salim"]


def test_the_cash_of_the_open_box_is_counted_with_the_day(panel, store, event, second, settled):
    with store.writing() as session:
        box = open_box(session, event, 50_000).id
    settled(lambda: panel.counting.form.cash is not None)
    QTest.keyClicks(panel.counting.form.cash.pieces[50_000], "1")
    choose_second(panel, second)
    QTest.keyClicks(panel.counting.second.secret.focusProxy(), PIN)
    panel.counting.close_day.click()
    settled(lambda: bool(rows(store)))
    with store.reading() as session:
        assert session.get_one(CashBox, box).counted == 50_000


def test_an_earlier_closing_is_opened_again_and_says_what_was_corrected(
    panel, store, pay, second, settled
):
    receipt = pay()
    settled(lambda: panel.facts.shown()["Receipts"].startswith("1 receipt"))
    count(panel, "receipts", "1")
    choose_second(panel, second)
    QTest.keyClicks(panel.counting.second.secret.focusProxy(), PIN)
    panel.counting.close_day.click()
    settled(lambda: bool(panel.earlier.lines()))
    with store.writing() as session:
        void_receipt(session, receipt, "Salah ketik")
    panel.paper.back.click()
    line = panel.earlier.lines()[0]
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    settled(lambda: "Payments: 1 when it was closed, 0 now" in panel.paper.since.text())


def test_leaving_what_was_counted_asks(panel, messages):
    assert panel.may_leave()
    count(panel, "spoilt", "2")
    messages.agrees = False
    assert not panel.may_leave()


def test_every_control_has_a_name(panel, stage):
    assert unnamed(stage) == []


def test_the_first_page_says_that_today_is_open_and_closes_it_in_its_place(
    bench, stage, pay, officer, settled
):
    pay()
    days = HomeDays(bench)
    stage.layout().addWidget(days)
    days.refresh()
    settled(lambda: days.notice.isVisible())
    assert days.notice.text() == "Today has not been closed yet."
    days.show_days()
    assert days.is_open()
    assert not days.notice.isVisible()
    assert days.back.hasFocus(), "until there is something to count"
    settled(lambda: days.panel.counting.form is not None)
    assert days.panel.counting.form.isAncestorOf(stage.focusWidget())
    QTest.keyClick(stage.focusWidget(), Qt.Key.Key_Escape)
    assert not days.is_open()
