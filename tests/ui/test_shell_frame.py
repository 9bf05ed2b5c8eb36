"""The lock, the language and the look of the window round its pages."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit

from models.words import speak
from tests.ui.reach import said, stops, unnamed
from tests.ui.shell_at_hand import *  # noqa: F403 - fixtures are found by name
from ui.look import Role, Theme


def test_the_lock_covers_everything(shell, window, inside, done):
    shell.show_page("event", event_id=1)
    shell.notices.say("Ada Lovelace imported", Role.SUCCESS)
    shell.show_undo("Remove Ada", "")
    dialog = QDialog(window)
    dialog.show()
    cover = QLineEdit()
    shell.lock(cover)
    assert cover.isVisible()
    for hidden in (inside.page(), inside.rail, window.menuBar(), window.statusBar(), dialog):
        assert not hidden.isVisible()
    assert shell.notices.texts() == []
    assert window.windowTitle() == "Jangkau"
    for key in (Qt.Key.Key_Z, Qt.Key.Key_1, Qt.Key.Key_N):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    shell.show_undo("Remove Budi", "")
    assert not shell.action("undo").isEnabled()
    assert not done
    assert inside.place.name == "event"


def test_unlocking_shows_what_was_there(shell, window, inside):
    shell.show_page("event", event_id=1)
    shell.show_undo("Remove Ada", "")
    dialog = QDialog(window)
    dialog.show()
    shell.lock(QLineEdit())
    shell.unlock()
    for shown in (inside.page(), inside.rail, window.menuBar(), window.statusBar(), dialog):
        assert shown.isVisible()
    assert inside.place.name == "event"
    assert window.windowTitle() == "event — Jangkau"
    assert shell.action("undo").isEnabled()
    shell.unlock()


def test_a_question_being_asked_is_closed_by_the_lock(shell, window, inside):
    question = QDialog(window)
    question.setModal(True)
    question.show()
    shell.lock(QLineEdit())
    shell.unlock()
    assert not question.isVisible()


def test_another_language_builds_the_window_anew_at_the_same_place(
    qtbot, shell, window, inside, make_workspace
):
    shell.show_page("event", event_id=7)
    shell.show_undo("Remove Ada", "")
    old = inside.page()
    speak("id")
    again = make_workspace()
    with qtbot.waitSignal(old.destroyed):
        shell.set_workspace(again)
    assert shell.workspace is again
    assert (again.place.name, again.place.where) == ("event", {"event_id": 7})
    assert again.page().isVisible()
    assert len(window.menuBar().actions()) == 5


def test_the_menus_tick_what_was_chosen(shell, settings):
    settings.theme = "dark"
    settings.language = "en"
    shell.show_alone(QLabel("Welcome"))
    assert shell.action("theme_dark").isChecked()
    assert shell.action("language_en").isChecked()
    assert not shell.action("theme_system").isChecked()


def test_full_screen_and_back(shell, window, inside):
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    shell.action("full_screen").trigger()
    assert not window.isFullScreen()


def test_in_a_narrow_window_the_rail_shows_icons_with_tips(window, inside):
    wide = inside.rail.width()
    assert inside.rail.button("events").toolTip() == ""
    window.resize(683, 384)
    assert (window.width(), window.height()) == (683, 384)
    assert inside.rail.width() < wide / 2
    assert inside.rail.button("events").toolTip() == "Kegiatan"
    assert said(inside.rail.button("events")) == "Kegiatan"
    last = inside.rail._person
    assert inside.rail.rect().contains(last.geometry())


def test_everything_tab_comes_by_has_a_name(window, inside):
    assert unnamed(window) == []
    assert inside.page().field in stops(window)
    assert inside.rail.button("home") in stops(window)


def test_a_hostile_title_is_only_a_title(window, inside):
    inside.page().header.show_title("<img src=x> & 'DROP TABLE'")
    inside.tell_title()
    assert window.windowTitle() == "<img src=x> & 'DROP TABLE' — Jangkau"


def test_settings_stand_at_the_foot_of_the_rail(inside):
    heights = {name: inside.rail.button(name).y() for name, _t, _i in inside.entries()}
    assert heights["settings"] - heights["events"] > heights["events"] - heights["home"]


def test_the_theme_can_change_under_the_open_window(window, inside, look, qtbot):
    before = window.grab().toImage().pixelColor(5, 400)
    look.wear(Theme.DARK)
    qtbot.wait(1)
    after = window.grab().toImage().pixelColor(5, 400)
    assert before.lightness() > 200 > 60 > after.lightness()
