import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop import idle
from tests.desktop.programs import *  # noqa: F403 - fixtures are found by name
from tests.desktop.programs import PASSWORD, _dressed, store  # noqa: F401 - which the star leaves out
from ui.forms.unlock_form import UnlockForm
from ui.pages.home_page import HomePage
from ui.pages.settings_page import SettingsPage
from ui.panes.settings_safety import SafetyPanel
from ui.widgets.text import Text


def test_locked_and_unlocked_one_is_where_one_was(hand, program, opened, qtbot):
    program.shell.show_page("settings")
    hand.choose("lock")
    cover = hand.wait_for(UnlockForm)
    assert hand.seen(SettingsPage) == []
    assert not program.shell.action("go_home").isEnabled()
    hand.unlock("salah sekali")
    qtbot.waitUntil(lambda: cover.said() != "")
    hand.unlock(PASSWORD)
    hand.wait_for(SettingsPage)


def test_a_locked_screen_says_whose_it_is(hand, opened):
    hand.choose("lock")
    shown = [text.text() for text in hand.wait_for(UnlockForm).findChildren(Text)]
    assert "Rina Contoh · Kantor Cabang Bulungan" in shown


def test_what_has_no_password_is_uncovered_with_enter(hand, opened_plain):
    hand.choose("lock")
    hand.wait_for(UnlockForm)
    hand.enter()
    hand.wait_for(HomePage)


def test_nobody_there_for_a_while_locks_it(hand, program, opened, monkeypatch, qtbot):
    monkeypatch.setattr(idle, "MINUTE", 100)
    program.lock_after(2)
    for _touch in range(6):
        QTest.qWait(50)
        QTest.keyClick(program.shell.window, Qt.Key.Key_Shift)
    assert hand.seen(UnlockForm) == []
    cover = hand.wait_for(UnlockForm)
    QTest.keyClicks(hand.field("Password or recovery code"), "rah")
    QTest.qWait(400)
    assert hand.seen(UnlockForm) == [cover]
    assert hand.field("Password or recovery code").text() == "rah"


def test_a_moved_mouse_is_somebody_there(program, opened, monkeypatch):
    monkeypatch.setattr(idle, "MINUTE", 100)
    program.lock_after(2)
    for step in range(6):
        QTest.qWait(50)
        at = QPointF(step, step)
        moved = QMouseEvent(
            QEvent.Type.MouseMove,
            at,
            at,
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(program.shell.window, moved)
    assert not program._locking.locked


@pytest.mark.parametrize("minutes", [0, 1])
def test_never_means_never_and_what_has_no_password_stays_open(
    program, request, monkeypatch, minutes
):
    request.getfixturevalue("opened_plain" if minutes else "opened")
    monkeypatch.setattr(idle, "MINUTE", 20)
    program.lock_after(minutes)
    QTest.keyClick(program.shell.window, Qt.Key.Key_Shift)
    QTest.qWait(150)
    assert not program._locking.locked


def test_the_minutes_are_kept(hand, program, opened, settings):
    program.shell.show_page("settings")
    QTest.keyClick(hand.seen(SettingsPage)[0].turn_to(SafetyPanel).minutes, Qt.Key.Key_Home)
    assert settings.lock_minutes == 0


def test_the_password_field_is_the_only_line_while_locked(hand, opened):
    hand.choose("lock")
    hand.wait_for(UnlockForm)
    assert len(hand.seen(QLineEdit)) == 1
