"""The list of keys against the keys that the window really hears."""

import pytest
from PySide6.QtGui import QAction, QKeySequence, QShortcut

from tests import factories as a
from tests.desktop.programs import *  # noqa: F403 - fixtures are found by name
from tests.desktop.programs import _dressed, store  # noqa: F401 - which the star leaves out
from ui.actions import action_specs, page_specs
from ui.desk_keys import desk_key, desk_keys
from ui.help_windows import key_name, keys_by_place
from ui.page_keys import page_keys, place_titles
from ui.panes.desk_pane import DeskPane
from ui.panes.making import Part

PORTABLE = QKeySequence.SequenceFormat.PortableText
QUIET = {"Space", "Ctrl+V", "Alt+Left", "Paste", "Shift+Ins", "Save"}
"""What is as in every program: the space bar ticks, Ctrl+V pastes; and the system's other keys
for pasting and saving, on keyboards that have one of their own for it."""


@pytest.fixture
def visited(hand, program, opened):
    """The window after every page and every part of an event was looked at."""
    with store(program).writing("Plan") as session:
        event = a.event()
        session.add(event)
        session.flush()
        event_id = event.id
    shell = program.shell
    for name, _text, _glyph in shell.workspace.entries():
        shell.show_page(name)
    for part in Part:
        shell.show_page("event", event_id=event_id, part=part)
    shell.show_page("event", event_id=event_id, part=Part.DESK)
    pane = hand.wait_for(DeskPane)
    pane.take_new()
    return hand.window


def specs(program):
    return (*action_specs(), *page_specs(program.shell.workspace.entries()))


def plain(keys):
    return {one.toString(PORTABLE).replace("Return", "Enter") for one in keys if not one.isEmpty()}


def listed(program):
    """Return every key of the list as Qt writes it."""
    told = {one for spec in specs(program) for one in plain(spec.shortcuts())}
    pages = (key for keys in page_keys().values() for one in keys for key in one.keys)
    return told | plain(QKeySequence(key) for key in pages)


def test_every_shortcut_of_the_window_is_in_the_list(visited, program):
    heard = {key for one in visited.findChildren(QShortcut) for key in plain(one.keys())}
    heard |= {key for one in visited.findChildren(QAction) for key in plain(one.shortcuts())}
    assert len(heard) > 20
    assert heard - QUIET - listed(program) == set()


def test_every_key_of_the_menus_in_the_list_is_heard(visited, program):
    for spec in specs(program):
        assert plain(program.shell.action(spec.name).shortcuts()) == plain(spec.shortcuts())


def test_every_key_the_desk_binds_is_heard_at_the_desk(visited, program):
    bound = {one.name: one for one in desk_keys() if one.keys}
    shortcuts = visited.findChildren(DeskPane)[0].findChildren(QShortcut)
    heard = {one.objectName(): plain(one.keys()) for one in shortcuts if one.objectName()}
    assert {name: heard.get(name) for name in bound} == {
        name: plain(map(QKeySequence, one.keys)) for name, one in bound.items()
    }


def test_every_shortcut_at_the_desk_is_listed_there(visited, program):
    at_desk = {key for one in desk_keys() for key in plain(map(QKeySequence, one.all_keys()))}
    everywhere = {
        key for place in ("forms", "tables") for one in page_keys()[place] for key in one.keys
    }
    shortcuts = visited.findChildren(DeskPane)[0].findChildren(QShortcut)
    heard = {key for one in shortcuts for key in plain(one.keys())}
    assert heard - QUIET - at_desk - everywhere == set()


def test_hints_on_buttons_name_the_key_that_is_bound(visited, program):
    person = visited.findChildren(DeskPane)[0].person
    for button, name in ((person.new, "new"), (person.enrol, "enrol"), (person.mark, "mark")):
        assert button.text().endswith(f"({desk_key(name).all_keys()[0]})"), name


def test_no_key_does_two_things_at_one_place():
    for place in place_titles():
        keys = [key for one in page_keys()[place] for key in one.keys]
        assert len(keys) == len(set(keys)), place


def test_the_list_holds_every_place_and_menu_with_a_key(visited, program):
    shown = keys_by_place(specs(program))
    assert set(place_titles().values()) <= set(shown)
    assert shown["File"][key_name(next(s for s in action_specs() if s.name == "lock"))]
