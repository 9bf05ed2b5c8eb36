"""The lock with a PIN, at the whole window on real files."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop import idle
from models.office import pins
from models.office.pins import remove_pin, set_pin
from tests import factories as a
from tests.desktop.programs import *  # noqa: F403 - fixtures are found by name
from tests.desktop.programs import PASSWORD, _dressed, store  # noqa: F401 - which the star leaves out
from tests.fixtures import CHEAP
from tests.ui.reach import said
from ui.forms.unlock_form import UnlockForm
from ui.pages.event_page import EventPage
from ui.pages.home_page import HomePage
from ui.panes.desk_enrolment import DeskEnrolment
from ui.panes.desk_pane import DeskPane

PIN = "4711"


@pytest.fixture
def with_pin(program, opened):
    officer = store(program).officer_id
    set_pin(store(program), officer, PIN, CHEAP)
    return officer


@pytest.fixture
def plain_with_pin(program, opened_plain):
    set_pin(store(program), store(program).officer_id, PIN, CHEAP)


@pytest.fixture(autouse=True)
def _no_waits(monkeypatch):
    monkeypatch.setattr(pins, "WAITS", (0,) * len(pins.WAITS))
    monkeypatch.setattr(pins, "LONGEST_WAIT", 0)


def answer(hand, secret):
    """Type into the lock, press Enter, and wait until it was looked at."""
    [line] = hand.seen(QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, secret)
    hand.enter()
    hand._qtbot.waitUntil(lambda: not hand.program.busy)


def lock(hand):
    hand.choose("lock")
    return hand.wait_for(UnlockForm)


def test_the_pin_unlocks_in_place_of_the_password(hand, with_pin):
    lock(hand)
    answer(hand, PIN)
    hand.wait_for(HomePage)


def test_the_password_still_unlocks(hand, with_pin):
    lock(hand)
    answer(hand, PASSWORD)
    hand.wait_for(HomePage)


def test_a_wrong_pin_is_told_and_another_try_is_free(hand, with_pin):
    cover = lock(hand)
    answer(hand, "9021")
    assert cover.said() == "That is not your PIN."
    answer(hand, PIN)
    hand.wait_for(HomePage)


def test_after_five_wrong_ones_only_the_password_unlocks(hand, with_pin):
    cover = lock(hand)
    for wrong in ("9021", "9022", "9023", "9024", "9025"):
        answer(hand, wrong)
    assert cover.said() == "Too many wrong PINs. Please type the password."
    answer(hand, PIN)
    assert hand.seen(UnlockForm) == [cover]
    answer(hand, PASSWORD)
    hand.wait_for(HomePage)
    lock(hand)
    answer(hand, PIN)
    hand.wait_for(HomePage)


def test_wrong_ones_make_one_wait(hand, with_pin, monkeypatch):
    monkeypatch.setattr(pins, "WAITS", (0, 7))
    cover = lock(hand)
    answer(hand, "9021")
    answer(hand, "9022")
    assert cover.said() == "That is not your PIN. Wait for 7 seconds."
    [line] = hand.seen(QLineEdit)
    assert not line.isEnabled()


def test_the_wait_outlasts_the_cover_it_was_earned_at(hand, program, with_pin, monkeypatch):
    monkeypatch.setattr(pins, "WAITS", (7,))
    program._locking.ask(lambda: None)
    hand.wait_for(UnlockForm)
    answer(hand, "9021")
    hand.click("Back to the desk")
    hand.wait_for(HomePage)
    program._locking.ask(lambda: None)
    assert "Wait for" in hand.wait_for(UnlockForm).said()


def test_a_password_that_looks_like_a_pin_is_tried_as_both(hand, program, with_pin, opened):
    from models.protecting import change_password

    change_password(opened, PASSWORD, "90210471")
    lock(hand)
    answer(hand, "90210471")
    hand.wait_for(HomePage)


def test_at_the_start_a_pin_opens_nothing(hand, program, with_pin, opened):
    program.open(opened)
    hand.wait_for(UnlockForm)
    hand.unlock(PIN)
    form = hand.wait_for(UnlockForm)
    hand._qtbot.waitUntil(lambda: form.said() != "")
    assert "not the password" in form.said()


def test_what_has_no_password_is_guarded_by_the_pin_alone(hand, program, plain_with_pin):
    lock(hand)
    [line] = hand.seen(QLineEdit)
    assert said(line) == "PIN"
    for wrong in ("9021", "9022", "9023", "9024", "9025", "9026", "nonsense"):
        answer(hand, wrong)
    answer(hand, PIN)
    hand.wait_for(HomePage)


def test_what_has_no_password_but_a_pin_locks_by_itself(hand, program, plain_with_pin, monkeypatch):
    monkeypatch.setattr(idle, "MINUTE", 30)
    program.lock_after(1)
    hand.wait_for(UnlockForm)


def test_without_the_pin_it_is_the_password_again(hand, program, with_pin):
    remove_pin(store(program), with_pin)
    lock(hand)
    [line] = hand.seen(QLineEdit)
    assert said(line) == "Password or recovery code"


def test_only_who_succeeds_leaves(hand, program, with_pin):
    left = []
    program._locking.ask(lambda: left.append(1))
    hand.wait_for(UnlockForm)
    answer(hand, "9021")
    assert left == []
    answer(hand, PIN)
    assert left == [1]


def test_who_goes_back_has_not_left(hand, program, with_pin):
    left = []
    program._locking.ask(lambda: left.append(1))
    hand.wait_for(UnlockForm)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    hand.wait_for(HomePage)
    assert left == []


def test_a_half_typed_enrolment_is_there_again_below_the_lock(hand, program, with_pin):
    with store(program).writing("Plan") as session:
        event = a.event()
        session.add(event)
        session.flush()
        event_id = event.id
    program.shell.show_page("event", event_id=event_id, part="desk")
    page = hand.wait_for(EventPage)
    pane = page.findChild(DeskPane)
    pane.take_new()
    form = hand.wait_for(DeskEnrolment).form
    name = QApplication.focusWidget()
    QTest.keyClicks(name, "6501034507880")
    lock(hand)
    assert hand.seen(DeskEnrolment) == []
    answer(hand, PIN)
    assert hand.wait_for(DeskEnrolment).form is form
    assert QApplication.focusWidget() is name
    QTest.keyClicks(name, "002")
    assert form.draft().person.nik == "6501034507880002"
