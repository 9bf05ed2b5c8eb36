"""What two desks say differently is decided one after the other, by keys alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from models.history.steps import next_steps, take_back
from models.packets.returning import make_return
from models.packets.tables import ConflictKind, ConflictState
from models.people.queries import person_draft
from models.progress import finish
from tests.fixtures import CHEAP
from tests.models.packets import laptops as at
from tests.ui.packets_at_hand import *  # noqa: F403 - fixtures, found by name
from tests.ui.packets_at_hand import DESKS, PHONES, TWINS, _field_made  # noqa: F401 - as above
from tests.ui.reach import unnamed
from ui.page_keys import page_keys
from ui.panes.differences_pane import DECIDED, OPEN, DifferencesPane
from ui.widgets.text import Text

KEYS = [key for listed in page_keys()["differences"] for key in listed.keys]


@pytest.fixture
def show(bench, stage, field, settled):
    """Return a function that merges what came home and shows what differs."""

    def _show(count):
        field.merge()
        stage.resize(1200, 700)
        made = DifferencesPane(bench)
        stage.layout().addWidget(made)
        made.show()
        made.read()
        settled(lambda: len(made.rows()) == count)
        made.begin()
        return made

    return _show


@pytest.fixture
def pane(show):
    """Two differences: a phone, and two people who are perhaps one."""
    return show(2)


def choose(pane, kind):
    """Choose the difference of a kind and return it."""
    row = next(one for one in pane.rows() if one.kind is kind)
    pane.view.choose(row.id)
    return row


def press(pane, key):
    QTest.keyClick(QApplication.focusWidget(), key)


def texts(widget):
    return [one.text() for one in widget.findChildren(Text) if one.isVisible()]


def test_each_side_says_its_value_who_wrote_it_and_at_which_desk(pane, settled):
    choose(pane, ConflictKind.FIELD)
    settled(lambda: pane.sides.buttons[0].isVisible())
    shown = texts(pane.sides)
    assert "Budi Lawing: Phone" in shown
    assert [desk for desk in DESKS if desk in shown] == list(DESKS)
    assert [one for one in shown if one.startswith("0813-5001")] == [
        "0813-5001-7788",
        "0813-5001-9999",
    ]
    assert any(one.startswith("Rina Contoh · ") for one in shown)
    assert pane.sides.findChildren(QScrollArea) == []  # the page scrolls, not a part of it, too


@pytest.mark.parametrize("key", KEYS)
def test_keys_of_the_differences(pane, field, settled, key):
    phone, twins = choose(pane, ConflictKind.FIELD), choose(pane, ConflictKind.SAME_PERSON)
    choose(pane, ConflictKind.SAME_PERSON if key == "3" else ConflictKind.FIELD)
    press(pane, Qt.Key.Key_Return if key == "Enter" else getattr(Qt.Key, f"Key_{key}"))
    settled()
    left = [row.id for row in pane.rows()]
    done = {
        "Enter": lambda: pane.sides.buttons[0].hasFocus(),
        "1": lambda: (field.phone(), left) == (PHONES[0], [twins.id]),
        "2": lambda: (field.phone(), left) == (PHONES[1], [twins.id]),
        "3": lambda: left == [phone.id],
    }
    assert done[key]()


def test_of_a_value_both_cannot_stand(pane, settled):
    choose(pane, ConflictKind.FIELD)
    assert not pane.sides.both.isVisible()
    press(pane, Qt.Key.Key_3)
    settled()
    assert len(pane.rows()) == 2


def test_the_next_one_follows(pane, settled):
    first, second = pane.rows()
    pane.view.choose(first.id)
    press(pane, Qt.Key.Key_1)
    settled()
    assert pane.view.chosen_id() == second.id
    assert pane.view.hasFocus()
    press(pane, Qt.Key.Key_1)
    settled()
    assert pane.rows() == []
    assert pane.none.isVisible()


def test_what_was_decided_can_be_looked_at_and_not_decided_again(pane, settled):
    row = choose(pane, ConflictKind.FIELD)
    pane.sides.buttons[1].click()
    settled()
    pane.which.choose(DECIDED)
    settled(lambda: [one.id for one in pane.rows()] == [row.id])
    assert pane.sides.decided.text().startswith("The other one stands · Rina Contoh · ")
    assert not any(button.isVisible() for button in pane.sides.buttons)
    pane.keep_side(0)
    settled()
    pane.which.choose(OPEN)
    settled(lambda: [one.state for one in pane.rows()] == [ConflictState.OPEN])


def test_a_decision_is_told_and_undone(pane, bench, field, messages, settled):
    before = field.phone()
    row = choose(pane, ConflictKind.FIELD)
    wanted = 0 if before != PHONES[0] else 1
    pane.sides.buttons[wanted].click()
    settled()
    assert field.phone() == PHONES[wanted]
    assert messages.told[-1][0] == "Decided: Budi Lawing, Phone."
    step, _again = next_steps(bench.store)
    finish(take_back(bench.store, step.action_id))
    settled(lambda: row.id in [one.id for one in pane.rows()])
    assert field.phone() == before


def test_people_are_joined_into_the_one_that_is_kept(pane, bench, settled):
    choose(pane, ConflictKind.SAME_PERSON)
    settled(lambda: pane.sides.buttons[0].isVisible())
    shown = texts(pane.sides)
    assert all(any(name in one for one in shown) for name in TWINS)
    press(pane, Qt.Key.Key_1)
    settled()
    assert all(row.kind is ConflictKind.FIELD for row in pane.rows())


def test_the_person_is_shown_on_their_page(pane, field, went):
    choose(pane, ConflictKind.FIELD)
    pane.sides.person.click()
    assert went == [("people", {"person_id": field.people[0]})]


def test_all_of_it_has_a_name_for_a_screen_reader(pane, stage):
    choose(pane, ConflictKind.SAME_PERSON)
    assert unnamed(stage) == []


TWICE = [ConflictKind.ENROLLED_TWICE, ConflictKind.PAID_TWICE, ConflictKind.CARD_TWICE]


@pytest.fixture
def done_twice(field):
    """At both desks the same person is enrolled, pays in cash and gets a card."""
    for number, home in enumerate(field.returns):
        desk = field.laptop(number)
        with desk.reading() as session:
            person = person_draft(session, field.people[0])
        made, _person = at.enrolled(desk, field.event_id, person, field.people[0], cash=0)
        at.printed(desk, made)
        home.unlink()
        finish(make_return(desk, home, CHEAP))
        desk.close()


@pytest.fixture
def twice_pane(done_twice, show):
    """The same two differences, and three of what was done twice."""
    return show(2 + len(TWICE))


@pytest.mark.parametrize("kind", TWICE)
def test_where_money_goes_nothing_is_decided_without_a_reason(twice_pane, settled, kind):
    pane = twice_pane
    row = choose(pane, kind)
    press(pane, Qt.Key.Key_1)
    assert pane.reason.field.hasFocus()
    assert not pane.reason.agree.isEnabled()
    press(pane, Qt.Key.Key_Return)
    settled()
    assert row.id in [one.id for one in pane.rows()]
    press(pane, Qt.Key.Key_Escape)
    assert not pane.reason.isVisible()


@pytest.mark.parametrize("kind", TWICE)
def test_what_does_not_stand_is_voided_with_the_reason_that_was_typed(twice_pane, settled, kind):
    pane = twice_pane
    row = choose(pane, kind)
    press(pane, Qt.Key.Key_2)
    QTest.keyClicks(QApplication.focusWidget(), "Dua meja")
    press(pane, Qt.Key.Key_Return)
    settled(lambda: row.id not in [one.id for one in pane.rows()])
    assert not pane.reason.isVisible()
    pane.which.choose(DECIDED)
    settled(lambda: row.id in [one.id for one in pane.rows()])
    decided = choose(pane, kind)
    assert decided.reason == "Dua meja"
    settled(lambda: pane.sides.decided.text().endswith("Dua meja"))


def test_another_difference_chosen_meanwhile_does_not_take_the_reason(twice_pane, settled):
    pane = twice_pane
    choose(pane, ConflictKind.ENROLLED_TWICE)
    press(pane, Qt.Key.Key_1)
    choose(pane, ConflictKind.PAID_TWICE)
    settled()
    assert not pane.reason.isVisible()
    assert len([row for row in pane.rows() if row.kind in TWICE]) == len(TWICE)
