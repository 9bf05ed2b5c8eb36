from collections import Counter

import pytest
from PySide6.QtWidgets import QMainWindow

from models.words import LANGUAGES, speak
from resources import resource
from ui.actions import action_specs, fill_menus, make_actions, menu_titles, page_specs
from ui.plain import read_aloud

PAGES = [(name, name.title(), "house") for name in "abcdef"] + [("settings", "S", "settings")]


def specs():
    return (*action_specs(), *page_specs(PAGES))


def repeated(values):
    return [value for value, count in Counter(values).items() if count > 1]


def test_actions_have_distinct_names():
    assert repeated(spec.name for spec in specs()) == []


def test_actions_have_distinct_keys():
    keys = [key.toString() for spec in specs() for key in spec.shortcuts()]
    assert repeated(keys) == []
    assert len(keys) > len(PAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_says_what_it_does(language):
    speak(language)
    assert [spec.name for spec in specs() if not (spec.tip and spec.text)] == []


def mnemonics(texts):
    return [text[text.index("&") + 1].lower() for text in texts if "&" in text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_entries_of_one_menu_have_distinct_mnemonics(language):
    speak(language)
    for menu in menu_titles():
        texts = [spec.text for spec in action_specs() if spec.menu == menu]
        assert repeated(mnemonics(texts)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_menus_have_distinct_mnemonics(language):
    speak(language)
    tops = [title for name, title in menu_titles().items() if "/" not in name]
    assert len(mnemonics(tops)) == len(tops)
    assert repeated(mnemonics(tops)) == []


def test_every_action_lies_in_a_menu_and_has_a_shipped_icon():
    for spec in specs():
        assert spec.menu in menu_titles()
        assert not spec.icon or resource("icons", f"{spec.icon}.svg").is_file()


def test_pages_are_gone_to_by_number_and_settings_by_the_usual_key():
    keys = [spec.keys for spec in page_specs(PAGES)]
    assert keys == ["Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6", "Ctrl+,"]


def test_no_entry_of_a_menu_is_idle(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    with pytest.raises(KeyError, match="undo"):
        make_actions(window, specs(), {"new_event": int, "open_database": int} | _idle("undo"))


def _idle(left_out):
    return {spec.name: int for spec in specs() if spec.name != left_out}


def test_an_action_calls_what_does_it(qtbot):
    window, done = QMainWindow(), []
    qtbot.addWidget(window)
    actions = make_actions(window, specs(), _idle("undo") | {"undo": lambda: done.append(1)})
    actions["undo"].trigger()
    assert done == [1]


def test_of_a_group_one_is_ticked(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = make_actions(window, specs(), _idle(""))
    actions["theme_dark"].setChecked(True)
    actions["theme_light"].setChecked(True)
    assert not actions["theme_dark"].isChecked()
    assert not actions["undo"].isCheckable()


def test_menus_hold_the_actions_and_can_be_filled_again(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    for _time in range(2):
        actions = make_actions(window, specs(), _idle(""))
        fill_menus(window.menuBar(), specs(), actions)
    tops = [read_aloud(top.text()) for top in window.menuBar().actions()]
    assert tops == ["File", "Edit", "View", "Go", "Help"]
    edit = window.menuBar().actions()[1]
    assert [read_aloud(entry.text()) for entry in edit.menu().actions()] == [
        "Undo",
        "Redo",
        "Find…",
    ]
