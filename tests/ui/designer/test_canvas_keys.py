"""The canvas by keyboard and by voice, its zoom and its menu."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from models.designs.design import LANDSCAPE, PORTRAIT, Box, Side
from tests.ui.designer.canvas_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.designer.canvas_at_hand import (
    CONTROL,
    LEFT,
    NONE,
    SHIFT,
    START,
    A,
    _english,  # noqa: F401 - found by name
    at,
    box,
    click,
    colour,
    press,
    render,
    settle,
)
from tests.ui.reach import said, unnamed
from ui.designer.canvas import DesignCanvas
from ui.look import Theme
from ui.page_keys import page_keys


def test_tab_goes_through_the_elements_and_then_on(canvas, state, stage):
    button = QPushButton("on")
    stage.layout().addWidget(button)
    button.show()
    seen = []
    for _time in range(5):
        press(canvas, "Tab") if canvas.hasFocus() else None
        seen.append(state.selection)
    assert seen == [(0,), (1,), (2,), (3,), (3,)]
    assert button.hasFocus()


def test_shift_tab_goes_back(canvas, state):
    state.choose([2])
    QTest.keyClick(canvas, Qt.Key.Key_Backtab, SHIFT)
    assert state.selection == (1,)


@pytest.mark.parametrize(
    ("key", "after"),
    [
        ("Left", Box(9.9, 10, 10, 10)),
        ("Down", Box(10, 10.1, 10, 10)),
        ("Shift+Right", Box(11, 10, 10, 10)),
        ("Shift+Up", Box(10, 9, 10, 10)),
        ("Alt+Right", Box(10, 10, 10.1, 10)),
        ("Alt+Up", Box(10, 10, 10, 9.9)),
        ("Alt+Shift+Down", Box(10, 10, 10, 11)),
    ],
)
def test_arrows_move_and_resize(canvas, state, key, after):
    state.choose([1])
    press(canvas, key)
    assert box(state, 1) == after


def test_a_design_is_edited_by_keys_alone(canvas, state):
    press(canvas, "Tab", "Tab", "Ctrl+D", "Shift+Right", "Shift+Right", "PgDown", "Ctrl+X")
    assert state.elements == START.front
    press(canvas, "Ctrl+V", "Ctrl+A")
    assert state.selection == (0, 1, 2, 3, 4)
    press(canvas, "Esc", "Tab", "Tab", "Del")
    assert len(state.elements) == 4
    entries = ("Duplicate", "Move", "Send Backward", "Cut", "Paste", "Remove 1 element")
    assert tuple(state.undo.text(n) for n in range(state.undo.count())) == entries
    press(canvas, *["Ctrl+Z"] * len(entries))
    assert state.design == START
    press(canvas, *["Ctrl+Y"] * len(entries))
    assert len(state.elements) == 4


def test_locking_by_key(canvas, state):
    state.choose([1])
    press(canvas, "Ctrl+L", "Right")
    assert (state.elements[1].locked, box(state, 1)) == (True, A.box)
    press(canvas, "Ctrl+Shift+L", "Right")
    assert box(state, 1) == Box(10.1, 10, 10, 10)


def test_enter_and_a_double_click_ask_for_the_properties(canvas, state):
    asked = []
    canvas.edit_asked.connect(lambda: asked.append(state.selection))
    press(canvas, "Return")
    state.choose([1])
    press(canvas, "Return")
    click(canvas, 45, 16)
    QTest.mouseDClick(canvas.viewport(), LEFT, NONE, at(canvas, 45, 16))
    assert asked == [(1,), (2,)]


def test_the_menus_of_the_window_do_not_take_the_keys(canvas, stage, state):
    taken = []
    for key in ("Ctrl+Z", "Ctrl+D", "Alt+Left"):
        QShortcut(QKeySequence(key), stage).activated.connect(lambda key=key: taken.append(key))
    state.choose([1])
    press(canvas, "Ctrl+D", "Alt+Left", "Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert (state.design, taken) == (START, [])


def test_escape_with_nothing_chosen_goes_on_to_who_is_round_the_canvas(canvas, stage, state):
    taken = []
    QShortcut(QKeySequence("Esc"), stage).activated.connect(lambda: taken.append(1))
    state.choose([1])
    press(canvas, "Esc")
    assert (state.selection, taken) == ((), [])
    press(canvas, "Esc")
    assert taken == [1]


def test_zooming_keeps_to_its_limits_and_fits_again(canvas):
    whole = canvas.magnification()
    press(canvas, "Ctrl++")
    assert canvas.magnification() == pytest.approx(whole * 1.25)
    press(canvas, *["Ctrl++"] * 30)
    assert canvas.magnification() == pytest.approx(16)
    press(canvas, *["Ctrl+-"] * 40)
    assert canvas.magnification() == pytest.approx(0.25)
    canvas.show_true_size()
    assert canvas.millimetre() == pytest.approx(canvas.logicalDpiX() / 25.4)
    press(canvas, "Ctrl+0")
    assert canvas.magnification() == pytest.approx(whole)


def test_the_wheel_zooms_with_control(canvas):
    canvas.zoom(3)
    before = canvas.magnification()
    where = QPointF(at(canvas, 40, 20))
    turn = QWheelEvent(
        where,
        canvas.viewport().mapToGlobal(where),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        CONTROL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.viewport(), turn)
    assert canvas.magnification() == pytest.approx(before * 1.25)
    assert (at(canvas, 40, 20) - where.toPoint()).manhattanLength() <= 3


def test_a_fitted_card_fits_after_the_window_or_the_card_changed(canvas, stage, state):
    stage.resize(420, 330)
    stage.grab()
    assert canvas.viewport().rect().contains(at(canvas, *LANDSCAPE))
    state.change(replace(START, size=PORTRAIT), "Portrait")
    assert canvas.viewport().rect().contains(at(canvas, *PORTRAIT))


def test_what_is_gone_to_by_keys_comes_into_view(canvas, state):
    canvas.zoom(8)
    press(canvas, "Tab", "Tab", "Tab", "Tab")
    assert canvas.viewport().rect().contains(at(canvas, 11, 41))


def test_the_picture_is_as_sharp_as_the_screen_but_no_sharper_than_needed(
    qtbot, bench, canvas, state
):
    asked = []
    canvas.zoom(1000)
    settle(qtbot, bench)
    canvas._drawing.drawn.connect(asked.append)
    state.choose([1])
    state.nudge(1, 0)
    settle(qtbot, bench)
    assert asked[0].image.width() == pytest.approx(85.6 * 40, abs=1)


def test_the_grid_is_switched_by_key(canvas):
    told = []
    canvas.toggled.connect(lambda: told.append((canvas.grid, canvas.snaps)))
    plain = canvas.grab().toImage()
    press(canvas, "Ctrl+G", "Ctrl+M")
    assert told == [(True, False), (True, True)]
    assert canvas.grab().toImage() != plain


def test_a_voice_says_what_is_chosen_and_where(canvas, state):
    state.choose([1])
    place = (
        "Front side. Rectangle “red”, 2 of 4: 10 mm from the left, 10 mm from the top, 10 × 10 mm"
    )
    assert (canvas.told_of[-1], said(canvas)) == (place, "Card")
    assert canvas.accessibleDescription() == place
    state.nudge(0.1, 0)
    assert "10.1 mm from the left" in canvas.told_of[-1]
    state.choose([0])
    assert "“paper”, 1 of 4, locked" in canvas.told_of[-1]
    state.choose([1, 2])
    assert canvas.told_of[-1] == "Front side. 2 elements chosen"
    state.show_side(Side.BACK)
    assert canvas.told_of[-1] == "Back side. Nothing chosen; 1 element here"


def test_everything_that_tab_reaches_has_a_name(canvas, stage):
    assert unnamed(stage) == []


def test_the_menu_offers_only_what_is_possible(canvas, state):
    def offered():
        return [one.text() for one in canvas.menu().actions() if one.isEnabled() and one.text()]

    QApplication.clipboard().clear()
    assert offered() == ["Choose all", "Align"]
    state.choose([1])
    assert "Delete" in offered()
    state.choose([0])
    assert ("Delete" in offered(), "Unlock" in offered()) == (False, True)


def test_the_menu_does_what_it_says(canvas, state):
    state.choose([1])
    menu = canvas.menu()
    next(one for one in menu.actions() if one.text() == "Duplicate").trigger()
    assert len(state.elements) == 5


@pytest.mark.parametrize("theme", Theme)
def test_it_is_painted_in_each_theme_with_the_card_white(canvas, state, look, theme):
    look.wear(theme)
    state.choose([0, 1])
    assert colour(canvas, 30, 30) == "#eeeeee"


def test_a_canvas_that_is_closed_while_it_draws_harms_nothing(qtbot, bench, state):
    gone = DesignCanvas(state, render, bench.tasks)
    gone.deleteLater()
    QApplication.processEvents()
    state.choose([1])
    state.nudge(1, 1)
    settle(qtbot, bench)
    assert box(state, 1) == Box(11, 11, 10, 10)


OF_THE_KEYBOARD = {"Tab", "Shift+Tab", "Left", "Right", "Up", "Down", "Enter", "Esc"} | {
    f"Alt+{way}" for way in ("Left", "Right", "Up", "Down")
}
"""What moves, resizes and goes from one element to the next; other tests press these."""


def test_the_help_lists_the_keys_there_are(canvas):
    told = {key for one in page_keys()["design"] for key in one.keys}
    of_deeds = {deed.keys for deed in canvas._deeds if deed.keys}
    bound = {QKeySequence(key) for keys in of_deeds for key in keys}
    assert {key for key in told - OF_THE_KEYBOARD if QKeySequence(key) not in bound} == set()
    helped = {QKeySequence(key) for key in told}
    assert [keys for keys in of_deeds if helped.isdisjoint(map(QKeySequence, keys))] == []
