import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.ui.reach import said
from ui.look import Role
from ui.widgets.badge import Badge, BadgeLabel
from ui.widgets.panel import Panel, StatCard, TurningCard


def test_a_panel_is_called_by_its_title(qtbot):
    trailing = BadgeLabel(Badge("18"))
    panel = Panel("Antrean", trailing)
    qtbot.addWidget(panel)
    panel.add(QLabel("x"))
    assert panel.isAncestorOf(trailing)
    assert said(panel) == "Antrean"
    panel.set_title("Riwayat")
    assert said(panel) == "Riwayat"


def test_a_long_title_does_not_widen_the_panel(qtbot):
    panel = Panel("Sosialisasi " * 40)
    qtbot.addWidget(panel)
    assert panel.minimumSizeHint().width() < 100


@pytest.fixture
def card(qtbot):
    card = StatCard("Menunggu nomor", "412", Badge("Impor", Role.WARNING), opens=True)
    qtbot.addWidget(card)
    card.show()
    return card


def test_a_number_is_read_aloud_with_what_it_counts(card):
    assert said(card) == "Menunggu nomor"
    assert said(card, QAccessible.Text.Description) == "412, Impor"
    card.show_number("0")
    assert said(card, QAccessible.Text.Description) == "0"


def test_a_number_is_never_cut(qtbot, card):
    narrow = card.minimumSizeHint().width()
    card.show_number("Rp23.604.000.000")
    qtbot.waitUntil(lambda: card.minimumSizeHint().width() > narrow)


def test_a_badge_turns_below_the_number_where_there_is_no_room_beside_it(qtbot):
    card = TurningCard("Uang", "Rp23.604.000.000", Badge("sebelumnya nihil"))
    qtbot.addWidget(card)
    card.setFixedWidth(600)
    card.show()
    qtbot.waitUntil(lambda: card._badge.geometry().left() > card._number.geometry().left())
    beside = card._badge.geometry().top()
    card.setFixedWidth(card.minimumSizeHint().width())
    qtbot.waitUntil(lambda: card._badge.geometry().top() > beside)
    assert card._badge.width() == card._badge.sizeHint().width()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_card_that_opens_is_chosen_with_the_keyboard(qtbot, card, key):
    with qtbot.waitSignal(card.chosen):
        QTest.keyClick(card, key)


def test_a_card_that_opens_is_chosen_with_the_mouse(qtbot, card):
    with qtbot.waitSignal(card.chosen):
        QTest.mouseClick(card, Qt.MouseButton.LeftButton)


def test_a_card_that_only_shows_is_not_chosen(qtbot):
    card = StatCard("Hadir", "128")
    qtbot.addWidget(card)
    card.show()
    assert card.focusPolicy() == Qt.FocusPolicy.NoFocus
    with qtbot.assertNotEmitted(card.chosen):
        QTest.mouseClick(card, Qt.MouseButton.LeftButton)
        QTest.keyClick(card, Qt.Key.Key_Return)
