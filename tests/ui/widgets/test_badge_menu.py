import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from tests.ui.reach import said
from ui.look import Role
from ui.widgets.badge import Badge
from ui.widgets.badge_menu import BadgeMenu

BADGES = {"wait": Badge("Waiting", Role.WARNING), "yes": Badge("R&D <b>yes</b>", Role.SUCCESS)}


@pytest.fixture
def button(stage, qtbot):
    made = BadgeMenu("Answer of the Dinas", BADGES)
    made.show_value("wait")
    stage.layout().addWidget(made)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made
    made.menu.close()


def entries(button):
    return [(action.text(), action.isChecked()) for action in button.menu.actions()]


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down]
)
def test_keys_open_the_menu(button, qtbot, key):
    QTest.keyClick(button, key)
    qtbot.waitUntil(button.menu.isVisible)


def test_a_click_opens_the_menu_below_the_badge(button, qtbot):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(button.menu.isVisible)
    assert button.menu.y() >= button.mapToGlobal(button.rect().bottomLeft()).y()


def test_the_menu_shows_plain_words_with_the_present_one_ticked(button):
    assert entries(button) == [("Waiting", True), ("R&&D <b>yes</b>", False)]


def test_choosing_tells_but_does_not_change_the_badge(button, qtbot):
    with qtbot.waitSignal(button.chosen) as told:
        button.menu.actions()[1].trigger()
    assert told.args == ["yes"]
    assert button.said() == "Waiting"
    assert entries(button)[0] == ("Waiting", True)


def test_the_keyboard_alone_chooses(button, qtbot):
    button.open()
    qtbot.waitUntil(button.menu.isVisible)
    with qtbot.waitSignal(button.chosen) as told:
        QTest.keyClick(button.menu, Qt.Key.Key_Down)
        QTest.keyClick(button.menu, Qt.Key.Key_Down)
        QTest.keyClick(button.menu, Qt.Key.Key_Return)
    assert told.args == ["yes"]


def test_another_value_shows_another_badge(button):
    before = button.sizeHint().width()
    button.show_value("yes")
    assert button.said() == "R&D <b>yes</b>"
    assert button.sizeHint().width() > before
    assert entries(button)[1][1]


def test_a_screen_reader_hears_what_it_is_and_how_it_stands(button):
    assert said(button) == "Answer of the Dinas"
    assert said(button, QAccessible.Text.Description) == "Waiting"


def test_choosing_what_it_is_already_tells_nobody(button, qtbot):
    with qtbot.assertNotEmitted(button.chosen):
        button.menu.actions()[0].trigger()
    assert entries(button)[0] == ("Waiting", True)
