import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QToolButton

from tests.ui.shell_at_hand import *  # noqa: F403 - fixtures are found by name
from ui.look import Role
from ui.plain import read_aloud
from ui.rail import RailButton
from ui.widgets.badge import Badge, BadgeButton
from ui.widgets.header import action_button


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
    assert search.text() == "", "it begins afresh when one is here again"
    assert search.value() is None


def test_undo_and_redo_are_named_in_the_menu(shell, window, inside, done):
    assert not shell.action("undo").isEnabled()
    shell.show_undo("Import of 180 people & 2 cards", "")
    assert shell.action("undo").text() == "&Undo Import of 180 people && 2 cards"
    assert not shell.action("redo").isEnabled()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert done["undo"] == 1
    shell.show_undo("", "")
    assert read_aloud(shell.action("undo").text()) == "Undo"
    assert not shell.action("undo").isEnabled()
    shell.show_undo("", "", theirs=True)
    assert shell.action("undo").isEnabled()


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


def test_of_a_long_name_in_the_rail_the_name_is_cut_and_not_what_the_entry_does(inside):
    entry = RailButton("", "circle-user-round", inside.rail)
    entry.say("Rina Contoh Wahyuningsih · Lock", "Rina Contoh Wahyuningsih")
    letters = entry.fontMetrics()
    whole = letters.horizontalAdvance(entry.words())
    assert entry.cut_words(letters, whole) == entry.words()
    cut = entry.cut_words(letters, whole * 2 // 3)
    assert cut.startswith("Rina")
    assert cut.endswith("… · Lock")
    assert letters.horizontalAdvance(cut) <= whole * 2 // 3


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
