from dataclasses import replace
from io import BytesIO

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QKeySequence, QMouseEvent, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from models.cards.tables import CardKind
from models.designs.design import LANDSCAPE, PORTRAIT, Box, Design, Rectangle, Side, Text
from models.designs.look import Look as CardLook
from models.designs.samples import samples
from models.words import Words, speak
from reports.cards import write_face
from tests.ui.reach import said, unnamed
from ui.designer.canvas import DesignCanvas
from ui.designer.keys import canvas_keys, deeds, view_deeds
from ui.designer.state import DesignState
from ui.look import Theme

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
RED, BLUE = "#ff0000", "#0000ff"
WHOLE = Rectangle(box=Box(0, 0, *LANDSCAPE), name="paper", fill="#eeeeee", locked=True)
A = Rectangle(box=Box(10, 10, 10, 10), name="red", fill=RED)
B = Rectangle(box=Box(40, 12.5, 20, 10), name="blue", fill=BLUE)
C = Text(box=Box(10, 40, 30, 6), text="Sri\u202e <b>Wahyuni</b>")
START = Design(name="x", front=(WHOLE, A, B, C), back=(B,))


@pytest.fixture(autouse=True)
def _english():
    speak("en")
    yield
    speak("id")


def render(design, side):
    out = BytesIO()
    face = samples(CardKind.MEMBER, "Kantor")[0].face
    write_face(out, design, face, side, Words("en"), CardLook())
    return out.getvalue()


@pytest.fixture
def state(qapp):
    return DesignState(START)


@pytest.fixture
def canvas(qtbot, bench, stage, state):
    stage.resize(700, 520)
    made = DesignCanvas(state, render, bench.tasks)
    made.told_of = []
    made.told.connect(made.told_of.append)
    stage.layout().addWidget(made)
    made.snap(on=False)
    made.setFocus()
    stage.grab()
    settle(qtbot, bench)
    return made


def settle(qtbot, bench):
    qtbot.waitUntil(lambda: not bench.tasks.busy)


def at(canvas, x, y):
    return canvas.mapFromScene(QPointF(x, y))


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


def click(canvas, x, y, modifiers=NONE):
    QTest.mouseClick(canvas.viewport(), LEFT, modifiers, at(canvas, x, y))


def press(canvas, *keys):
    for key in keys:
        pressed = QKeySequence(key)[0]
        QTest.keyClick(canvas, pressed.key(), pressed.keyboardModifiers())


def colour(canvas, x, y):
    return canvas.grab().toImage().pixelColor(canvas.viewport().pos() + at(canvas, x, y)).name()


def box(state, index):
    return state.elements[index].box


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
    assert (box(state, 1), canvas.frame() is not None) == (A.box, True)
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
    assert (state.selection, canvas.frame()) == ((0,), None)
    drag(canvas, (30, 30), (32, 32))
    assert state.design == START


def test_a_band_chooses_what_it_lies_over_but_not_the_locked_ground(canvas, state):
    drag(canvas, (8, 8), (45, 25))
    assert state.selection == (1, 2)
    drag(canvas, (-3, -3), (87, 56))
    assert state.selection == (0, 1, 2, 3)


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


def test_the_help_lists_the_keys_there_are(canvas, state):
    told = {key for one in canvas_keys() for key in one.keys}
    of_deeds = {deed.keys for deed in (*deeds(state), *view_deeds(canvas, state)) if deed.keys}
    bound = {QKeySequence(key) for keys in of_deeds for key in keys}
    assert {key for key in told - OF_THE_KEYBOARD if QKeySequence(key) not in bound} == set()
    helped = {QKeySequence(key) for key in told}
    assert [keys for keys in of_deeds if helped.isdisjoint(map(QKeySequence, keys))] == []
