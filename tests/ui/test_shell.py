from collections import Counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QPushButton, QToolButton

from models.words import speak
from tests.ui.reach import said, stops, unnamed
from ui.actions import action_specs
from ui.look import Role, Theme
from ui.main_window import MainWindow
from ui.plain import read_aloud
from ui.rail import RailButton
from ui.shell import Shell
from ui.widgets.badge import Badge, BadgeButton
from ui.widgets.header import action_button
from ui.widgets.page import Page
from ui.workspace import PageSpec, Workspace

OWN = {"find", "back", "full_screen", "quit"}


class Sample(Page):
    """A page that remembers where it was sent."""

    def __init__(self, title):
        super().__init__(title)
        self.field = QLineEdit()
        self.field.setAccessibleName(title)
        self.add(self.field)
        self.went = []
        self.leaves = True

    def go(self, **where):
        self.went.append(where)

    def may_leave(self):
        return self.leaves


@pytest.fixture
def done():
    """How often each action was done."""
    return Counter()


@pytest.fixture
def shell(qtbot, settings, done):
    def doing(name):
        return lambda: done.update([name])

    names = {spec.name for spec in action_specs()} - OWN
    window = MainWindow(settings)
    shell = Shell(window, settings, {name: doing(name) for name in names})
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return shell


@pytest.fixture
def window(shell):
    return shell.window


@pytest.fixture
def made():
    """Which pages were made."""
    return []


@pytest.fixture
def make_workspace(made):
    def page(name):
        def make():
            made.append(name)
            return Sample(name)

        return make

    def _make(find=None):
        return Workspace(
            [
                PageSpec("home", "Beranda", "house", page("home")),
                PageSpec("events", "Kegiatan", "calendar-days", page("events")),
                PageSpec("event", "Satu kegiatan", "", page("event"), under="events"),
                PageSpec("settings", "Pengaturan", "settings", page("settings")),
            ],
            find,
        )

    return _make


@pytest.fixture
def inside(shell, window, make_workspace):
    """The workspace of the open window."""
    workspace = make_workspace(lambda text: [(2**62, f"Found {text}", "")])
    workspace.rail.show_office("Kantor Cabang Bulungan", "Rina")
    shell.set_workspace(workspace)
    return workspace


def lit(workspace):
    return [name for name, _t, _i in workspace.entries() if workspace.rail.button(name).isChecked()]


def test_alone_a_widget_has_the_window_to_itself(shell, window, inside):
    welcome = QLabel("Welcome")
    shell.show_alone(welcome)
    assert welcome.isVisible()
    assert shell.workspace is None
    assert not window.statusBar().isVisible()
    assert not shell.action("new_event").isEnabled()
    assert shell.action("open_database").isEnabled()
    assert shell.action("language_en").isEnabled()


def test_the_first_page_is_shown_and_the_others_are_not_even_made(window, inside, made):
    assert made == ["home"]
    assert inside.page().isVisible()
    assert window.windowTitle() == "home — Jangkau"
    assert lit(inside) == ["home"]


def test_the_rail_leads_to_a_page(inside, made):
    QTest.mouseClick(inside.rail.button("events"), Qt.MouseButton.LeftButton)
    assert (inside.place.name, lit(inside)) == ("events", ["events"])
    inside.show_page("home")
    inside.show_page("events")
    assert made == ["home", "events"]


def test_keys_lead_to_pages(window, inside):
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert inside.place.name == "events"
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert inside.place.name == "settings"


def test_a_page_under_another_lights_that_ones_entry(shell, inside):
    assert shell.show_page("event", event_id=2**62)
    assert inside.page().went == [{"event_id": 2**62}]
    assert lit(inside) == ["events"]


def test_the_way_back_leads_through_every_place(shell, window, inside):
    shell.show_page("event", event_id=1)
    shell.show_page("event", event_id=2)
    shell.show_page("settings")
    shell.action("back").trigger()
    assert (inside.place.name, inside.place.where) == ("event", {"event_id": 2})
    shell.action("back").trigger()
    assert inside.place.where == {"event_id": 1}
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert inside.place.name == "home"
    shell.action("back").trigger()
    assert inside.place.name == "home"


def test_a_page_with_unsaved_work_is_not_left(shell, window, inside):
    inside.page().leaves = False
    QTest.mouseClick(inside.rail.button("events"), Qt.MouseButton.LeftButton)
    assert (inside.place.name, lit(inside)) == ("home", ["home"])
    assert not shell.show_page("events")
    assert not window.close()
    inside.page().leaves = True
    assert shell.show_page("events")


def test_a_page_that_this_role_does_not_have_is_not_gone_to(shell, inside):
    before = inside.place
    assert not shell.show_page("nowhere")
    assert inside.place == before


def test_before_a_database_is_open_there_is_no_page_to_show(shell):
    assert not shell.show_page("home")
    shell.action("find").trigger()
    shell.action("back").trigger()


def test_ctrl_k_searches_everything(qtbot, window, inside):
    inside.page().field.setFocus()
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    search = inside.page().header.search
    assert search.hasFocus()
    QTest.keyClicks(search, "ada")
    with qtbot.waitSignal(inside.found) as signal:
        QTest.keyClick(search._list, Qt.Key.Key_Return)
    assert signal.args == [2**62]


def test_undo_and_redo_are_named_in_the_menu(shell, window, inside, done):
    assert not shell.action("undo").isEnabled()
    shell.show_undo("Import of 180 people & 2 cards", "")
    assert shell.action("undo").text() == "&Undo Import of 180 people && 2 cards"
    assert not shell.action("redo").isEnabled()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert done["undo"] == 1
    shell.show_undo("", "")
    assert read_aloud(shell.action("undo").text()) == "Undo"


def test_the_status_line_always_says_the_same_things(shell, window, inside):
    shell.show_facts(["Last backup 08.02", "Encrypted", "18.402 people"])
    assert shell.status() == "Last backup 08.02 · Encrypted · 18.402 people"
    shell.show_saved("Saved 10.42.07")
    assert shell.status() == "Saved 10.42.07 · Last backup 08.02 · Encrypted · 18.402 people"
    QTest.mouseMove(window.menuBar(), QPoint(20, 5))
    assert window.statusBar().isVisible()


def test_the_rail_names_the_office_and_the_person_at_the_desk(inside):
    texts = [label.text() for label in inside.rail.findChildren(QLabel)]
    assert "Kantor Cabang Bulungan" in texts
    assert "Rina · Lock" in [button.words() for button in inside.rail.findChildren(RailButton)]


def test_the_person_at_the_desk_locks_by_a_click_or_a_key(window, inside, done):
    QTest.mouseClick(inside.rail._person, Qt.MouseButton.LeftButton)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert done["lock"] == 2


def test_what_is_told_while_locked_is_shown_once_unlocked(shell, inside):
    shell.lock(QLineEdit())
    done = []
    shell.notices.say("Ada Lovelace enrolled", Role.SUCCESS, "Undo", lambda: done.append(1))
    assert not shell.notices.isVisible()
    assert shell.notices.texts() == []
    shell.lock(QLineEdit())
    assert shell.notices.texts() == [], "a second cover shows nothing either"
    shell.unlock()
    assert shell.notices.texts() == ["Ada Lovelace enrolled"]
    assert shell.notices.isVisible()
    shell.notices.findChild(QPushButton).click()
    assert done == [1]
    shell.notices.say("Budi is here.")
    assert shell.notices.texts() == ["Budi is here."], "from now on at once"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize(
    "make",
    [lambda: action_button("Print"), QToolButton, QCheckBox, lambda: BadgeButton(Badge("x"))],
)
def test_enter_and_space_press_the_button_the_keyboard_is_on(inside, qtbot, make, key):
    button = make()
    inside.page().add(button)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    pressed = []
    button.clicked.connect(lambda: pressed.append(1))
    QTest.keyClick(button, key)
    assert pressed == [1]


def test_a_primary_button_is_pressed_once_by_enter(inside, qtbot):
    button = action_button("Print", primary=True)
    inside.page().add(button)
    button.setFocus()
    pressed = []
    button.clicked.connect(lambda: pressed.append(1))
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert pressed == [1]


def test_enter_presses_what_the_rail_and_a_notice_offer(shell, inside):
    rail = inside.rail.button("events")
    rail.setFocus()
    QTest.keyClick(rail, Qt.Key.Key_Return)
    assert inside.place.name == "events"
    done = []
    shell.notices.say("Ada is here.", action="Undo", do=lambda: done.append(1))
    undo = shell.notices.findChild(QPushButton)
    undo.setFocus()
    QTest.keyClick(undo, Qt.Key.Key_Return)
    assert done == [1]


def test_enter_elsewhere_presses_nothing(inside, qtbot):
    button = action_button("Print")
    inside.page().add(button)
    with qtbot.assertNotEmitted(button.clicked):
        QTest.keyClick(inside.page().field, Qt.Key.Key_Return)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


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
