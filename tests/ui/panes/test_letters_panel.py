from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.letters.making import mark_all_sent, void_letter
from models.letters.tables import LetterKind
from tests import factories as a
from tests.ui.panes.letters_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.panes.letters_at_hand import letters, make, part
from tests.ui.reach import said, unnamed
from ui.panes.letters_panel import FEW, LettersPanel


@pytest.fixture
def panel(bench, stage, event, settle):
    made = LettersPanel(bench)
    stage.resize(420, 560)
    stage.layout().addWidget(made)
    made.counts = []
    made.counted.connect(made.counts.append)
    made.show_event(event)
    made.show()
    settle()
    return made


@pytest.fixture
def settle(bench, qtbot):
    return lambda: qtbot.waitUntil(lambda: not bench.tasks.busy)


def lines(panel):
    return [said(line) for line in panel.list.lines()]


def test_an_event_without_letters_says_so(panel):
    assert panel._nothing.isVisible()
    assert not panel.more.isVisible()
    assert panel.counts == [""]


def test_letters_are_listed_the_latest_first_and_those_sent_are_counted(
    panel, bench, event, settle
):
    first, second = make(bench, event)
    settle()
    numbers = [row.number for row in letters(bench, event)]
    assert lines(panel) == [
        f"{numbers[1]}, Invitation · Desa Pimping, Not sent yet",
        f"{numbers[0]}, Invitation · Dinas Pertanian, Not sent yet",
    ]
    with bench.store.writing() as session:
        mark_all_sent(session, [first], "email")
    settle()  # else both may be done before the first is looked up
    with bench.store.writing() as session:
        void_letter(session, second, "Salah")
    settle()
    assert panel.counts == ["", "0/2", "1/2", "1/1"]
    assert lines(panel)[0].endswith("voided: Salah, Voided")
    assert lines(panel)[1].endswith("by e-mail, Sent")


def test_enter_on_a_letter_asks_for_it(panel, bench, event, settle):
    made = make(bench, event)
    settle()
    asked = []
    panel.letter_asked.connect(asked.append)
    line = panel.list.lines()[0]
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    panel.more.click()
    assert asked == [made[1], None]


def test_an_invitation_is_asked_for_before_an_event_and_thanks_after_it(panel, bench, keep, settle):
    asked = []
    panel.making_asked.connect(asked.append)
    panel.new.click()
    ahead = keep(a.event(starts_at=datetime(2100, 1, 5, 9), ends_at=datetime(2100, 1, 5, 12))).id
    panel.show_event(ahead)
    settle()
    panel.new.click()
    assert asked == [LetterKind.THANKS, LetterKind.INVITATION]


def test_each_kind_can_be_asked_for(panel):
    asked = []
    panel.making_asked.connect(asked.append)
    for action in panel.other.menu().actions():
        action.trigger()
    assert asked == list(LetterKind)


def test_of_many_letters_the_latest_are_shown(panel, bench, keep, settle):
    parts = [part(f"Dinas <b>{n}</b> & anak") for n in range(FEW + 3)]
    many = keep(a.event(partners=parts)).id
    make(bench, many)
    panel.show_event(many)
    settle()
    assert len(lines(panel)) == FEW
    assert f"Dinas <b>{FEW + 2}</b> & anak" in lines(panel)[0]
    assert panel.counts[-1] == f"0/{FEW + 3}"


def test_every_control_has_a_name(panel, bench, event, stage, settle):
    make(bench, event)
    settle()
    assert unnamed(stage) == []
