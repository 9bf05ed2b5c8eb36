from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.designs.design import Box, Design, Side
from tests.ui.designer.canvas_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.designer.canvas_at_hand import (
    BLUE,
    CONTROL,
    LEFT,
    NONE,
    RED,
    SHIFT,
    START,
    WHOLE,
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

ALT = Qt.KeyboardModifier.AltModifier


def drag(canvas, begin, end, modifiers=NONE, *, let_go=True):
    """Drag from one place on the card to another, in millimetres."""
    view, begin, end = canvas.viewport(), at(canvas, *begin), at(canvas, *end)
    QTest.mousePress(view, LEFT, NONE, begin)
    with_keys(canvas, (begin + end) / 2, modifiers)
    with_keys(canvas, end, modifiers)
    if let_go:
        QTest.mouseRelease(view, LEFT, modifiers, end)


def with_keys(canvas, where, modifiers):
    view = canvas.viewport()
    place = QPointF(where)
    moved = QMouseEvent(
        QEvent.Type.MouseMove, place, view.mapToGlobal(place), LEFT, LEFT, modifiers
    )
    QApplication.sendEvent(view, moved)


def close(one, other, within=0.3):
    """Whether two boxes are the same but for what a pixel is wide."""
    pairs = zip(
        (one.x, one.y, one.width, one.height),
        (other.x, other.y, other.width, other.height),
        strict=True,
    )
    return all(abs(a - b) <= within for a, b in pairs)


def test_the_canvas_shows_what_is_printed(canvas):
    assert (colour(canvas, 13, 13), colour(canvas, 45, 16)) == (RED, BLUE)


def test_after_a_change_the_picture_is_drawn_anew(qtbot, bench, canvas, state):
    state.change(replace(START, front=(WHOLE, replace(A, fill="#00ff00"))), "Green")
    settle(qtbot, bench)
    assert colour(canvas, 13, 13) == "#00ff00"


def test_until_it_is_drawn_anew_a_moved_element_shows_its_piece_of_the_last(canvas, state):
    state.choose([1])
    state.nudge(50, 25)
    state.choose([])
    here = QColor(colour(canvas, 65, 40))
    assert (here.red() > 200, here.green() < 80) == (True, True)


def test_the_other_side_shows_its_own_picture(qtbot, bench, canvas, state):
    state.show_side(Side.BACK)
    settle(qtbot, bench)
    assert (colour(canvas, 13, 13), colour(canvas, 45, 16)) == ("#ffffff", BLUE)


def test_a_design_that_cannot_be_drawn_keeps_the_last_picture(qtbot, bench, canvas, state):
    failed = []
    canvas.failed.connect(failed.append)
    canvas.draw_with(lambda _design, _side: b"no paper")
    settle(qtbot, bench)
    assert [type(error) for error in failed] == [OSError]
    assert colour(canvas, 13, 13) == RED


def test_another_way_of_drawing_is_used_at_once(qtbot, bench, canvas):
    canvas.draw_with(lambda design, side: render(Design(name="empty"), side))
    settle(qtbot, bench)
    assert colour(canvas, 13, 13) == "#ffffff"


def test_of_many_changes_only_the_last_are_drawn(qtbot, bench, canvas, state):
    drawn = []
    canvas.draw_with(lambda design, side: drawn.append(design) or render(design, side))
    state.choose([1])
    for _time in range(30):
        state.nudge(0.1, 0)
    settle(qtbot, bench)
    assert len(drawn) <= 2
    assert drawn[-1] == state.design


def test_a_click_chooses_the_uppermost_and_beside_all_nothing(canvas, state):
    click(canvas, 15, 15)
    assert state.selection == (1,)
    click(canvas, 45, 16)
    assert state.selection == (2,)
    click(canvas, -4, -4)
    assert state.selection == ()


@pytest.mark.parametrize("key", [SHIFT, CONTROL])
def test_a_click_with_a_key_adds_and_takes_away(canvas, state, key):
    click(canvas, 15, 15)
    click(canvas, 45, 16, key)
    assert state.selection == (1, 2)
    click(canvas, 15, 15, key)
    assert state.selection == (2,)


def test_a_click_on_one_of_several_chooses_only_that(canvas, state):
    state.choose([1, 2])
    click(canvas, 42, 14)
    assert state.selection == (2,)


def test_dragging_moves_as_one_entry(canvas, state):
    drag(canvas, (13, 13), (33, 23))
    assert close(box(state, 1), Box(30, 20, 10, 10))
    assert (state.selection, state.undo.count(), state.undo.undoText()) == ((1,), 1, "Move")
    state.undo.undo()
    assert state.design == START


def test_dragging_one_of_several_moves_them_all(canvas, state):
    state.choose([1, 2])
    drag(canvas, (13, 13), (13, 23))
    assert close(box(state, 1), Box(10, 20, 10, 10))
    assert close(box(state, 2), Box(40, 22.5, 20, 10))


def test_what_is_dragged_with_shift_goes_straight(canvas, state):
    drag(canvas, (13, 13), (33, 16), SHIFT)
    assert box(state, 1).y == 10
    assert box(state, 1).x == pytest.approx(30, abs=0.3)


def test_what_is_dragged_comes_into_line_and_shows_it(canvas, state):
    canvas.snap(on=True)
    drag(canvas, (13, 13), (13.4, 15.8), let_go=False)
    assert (box(state, 1), canvas.pointing.frame() is not None) == (A.box, True)
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, at(canvas, 13.4, 15.8))
    assert (box(state, 1).x, box(state, 1).y) == (10, 12.5)


def test_with_control_nothing_draws_it(canvas, state):
    canvas.snap(on=True)
    drag(canvas, (13, 13), (13.6, 15.8), CONTROL)
    assert box(state, 1).y != 12.5


def test_a_tremble_of_the_hand_moves_nothing(canvas, state):
    where = at(canvas, 13, 13)
    QTest.mousePress(canvas.viewport(), LEFT, NONE, where)
    with_keys(canvas, where + QPoint(1, 1), NONE)
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, where + QPoint(1, 1))
    assert (state.design, state.undo.count()) == (START, 0)


def test_escape_while_dragging_leaves_it_where_it_was(canvas, state):
    drag(canvas, (13, 13), (33, 23), let_go=False)
    press(canvas, "Esc")
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, at(canvas, 33, 23))
    assert (state.design, state.undo.count(), state.selection) == (START, 0, (1,))


def test_keys_do_nothing_else_while_something_is_dragged(canvas, state):
    drag(canvas, (13, 13), (33, 23), let_go=False)
    press(canvas, "Del", "Right")
    assert state.design == START
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, at(canvas, 33, 23))
    assert close(box(state, 1), Box(30, 20, 10, 10))


@pytest.mark.parametrize(
    ("corner", "end", "keys", "after"),
    [
        ((60, 22.5), (70, 32.5), NONE, Box(40, 12.5, 30, 20)),
        ((40, 12.5), (35, 10), NONE, Box(35, 10, 25, 12.5)),
        ((60, 17.5), (70, 40), NONE, Box(40, 12.5, 30, 10)),
        ((50, 22.5), (20, 30), NONE, Box(40, 12.5, 20, 17.5)),
        ((60, 22.5), (80, 24), SHIFT, Box(40, 12.5, 40, 20)),
        ((60, 22.5), (65, 24.5), ALT, Box(35, 10.5, 30, 14)),
    ],
)
def test_handles_resize(canvas, state, corner, end, keys, after):
    state.choose([2])
    drag(canvas, corner, end, keys)
    assert close(box(state, 2), after, 0.5)
    assert (state.undo.count(), state.undo.undoText()) == (1, "Resize")


def test_what_is_locked_has_no_handles_and_is_not_dragged(canvas, state):
    click(canvas, 30, 30)
    assert (state.selection, canvas.pointing.frame()) == ((0,), None)
    drag(canvas, (30, 30), (32, 32))
    assert state.design == START


def test_a_band_chooses_what_it_lies_over_but_not_the_locked_ground(canvas, state):
    drag(canvas, (8, 8), (45, 25))
    assert state.selection == (1, 2)
    drag(canvas, (-3, -3), (87, 56))
    assert state.selection == (0, 1, 2, 3)
