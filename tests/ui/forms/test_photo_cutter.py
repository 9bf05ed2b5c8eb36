from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.people.photo import cut_out
from tests.ui.cameras import draw_face, scene
from ui.forms.photo_cutter import SHAPE
from ui.forms.photo_form import PhotoForm


def picture(size=(800, 400)):
    out = BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def form(stage):
    stage.resize(600, 500)
    made = PhotoForm()
    stage.layout().addWidget(made)
    made.show()
    made.show_picture(picture())
    made.setFocus()
    return made


def wide(cut):
    return cut.right - cut.left


def press(form, key, times=1):
    for _ in range(times):
        QTest.keyClick(form.cutter, key)


def test_the_frame_begins_as_the_largest_of_its_shape_in_the_middle(form):
    cut = form.cut()
    assert (cut.turns, cut.top, cut.bottom) == (0, 0, 1)
    assert wide(cut) * 800 / 400 == pytest.approx(SHAPE)
    assert (cut.left + cut.right) / 2 == pytest.approx(0.5)


def test_arrows_move_the_frame_and_stop_at_the_edge(form):
    before = form.cut()
    press(form, Qt.Key.Key_Right)
    assert form.cut().left > before.left
    assert wide(form.cut()) == pytest.approx(wide(before))
    press(form, Qt.Key.Key_Right, 100)
    assert form.cut().right == pytest.approx(1)
    press(form, Qt.Key.Key_Left, 200)
    assert form.cut().left == 0


def test_plus_and_minus_size_the_frame_within_the_picture(form):
    largest = wide(form.cut())
    press(form, Qt.Key.Key_Minus, 3)
    smaller = wide(form.cut())
    assert smaller < largest
    press(form, Qt.Key.Key_Plus)
    assert smaller < wide(form.cut()) < largest
    press(form, Qt.Key.Key_Plus, 50)
    assert wide(form.cut()) == pytest.approx(largest)


def test_the_frame_never_shrinks_to_nothing(form):
    press(form, Qt.Key.Key_Minus, 200)
    assert cut_out(picture(), form.cut())


def test_r_and_l_turn_the_picture(form):
    press(form, Qt.Key.Key_R)
    cut = form.cut()
    assert (cut.turns, cut.left, cut.right) == (1, 0, 1)
    press(form, Qt.Key.Key_L, 2)
    assert form.cut().turns == 3


def test_the_buttons_do_what_the_keys_do(form):
    form.to_right.click()
    form.to_right.click()
    form.to_left.click()
    assert form.cut().turns == 1
    form.smaller.click()
    smaller = wide(form.cut())
    form.larger.click()
    assert wide(form.cut()) > smaller


def test_the_mouse_drags_the_frame(form):
    before = form.cut()
    middle = form.cutter.rect().center()
    QTest.mousePress(form.cutter, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(form.cutter, middle + QPoint(30, 0))
    QTest.mouseRelease(form.cutter, Qt.MouseButton.LeftButton, pos=middle + QPoint(30, 0))
    after = form.cut()
    assert after.left - before.left == pytest.approx(30 / form.cutter._room().width(), abs=0.01)
    QTest.mouseMove(form.cutter, middle)
    assert form.cut() == after


def test_the_wheel_sizes_the_frame(form):
    before = wide(form.cut())
    place = QPointF(form.cutter.rect().center())
    event = QWheelEvent(
        place,
        form.cutter.mapToGlobal(place),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(form.cutter, event)
    assert wide(form.cut()) < before


def test_enter_gives_the_cut_and_escape_gives_up(form, qtbot):
    press(form, Qt.Key.Key_R)
    with qtbot.waitSignal(form.given) as given:
        press(form, Qt.Key.Key_Return)
    assert given.args == [form.cut()]
    with qtbot.waitSignal(form.left):
        press(form, Qt.Key.Key_Escape)


def found(form, qtbot):
    qtbot.waitUntil(lambda: not form.finding.busy)
    return form.said.text()


def face(x=600):
    """A picture with a face at ``x``, as a file has it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    draw_face(scene(800, 400), x, 170, 80).save(buffer, "PNG")
    return buffer.data().data()


def test_the_frame_is_put_round_the_face_of_any_picture(form, qtbot):
    form.show_picture(face())
    assert found(form, qtbot) == "The frame is round the face."
    cut = form.cut()
    assert (cut.left + cut.right) / 2 * 800 == pytest.approx(600, abs=12)
    assert wide(cut) * 800 / ((cut.bottom - cut.top) * 400) == pytest.approx(SHAPE)


def test_without_a_face_it_says_so(form, qtbot):
    assert found(form, qtbot) == "No face was found: the frame is in the middle. Move it."


@pytest.mark.parametrize("key", [Qt.Key.Key_Right, Qt.Key.Key_Minus, Qt.Key.Key_R])
def test_a_frame_somebody_has_placed_is_not_taken_from_them(form, qtbot, key):
    form.show_picture(face())
    press(form, key)
    placed = form.cut()
    assert found(form, qtbot) == ""
    assert form.cut() == placed


def test_a_face_of_the_picture_before_does_not_move_the_frame(form, qtbot):
    form.show_picture(face(200))
    form.show_picture(face(600))
    found(form, qtbot)
    cut = form.cut()
    assert (cut.left + cut.right) / 2 * 800 == pytest.approx(600, abs=12)


def test_what_is_framed_has_the_shape_of_a_photo(form):
    press(form, Qt.Key.Key_Minus, 4)
    with Image.open(BytesIO(cut_out(picture(), form.cut()))) as image:
        assert image.width / image.height == pytest.approx(SHAPE, abs=0.02)


KEYS = [
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Plus,
    Qt.Key.Key_Minus,
    Qt.Key.Key_R,
    Qt.Key.Key_L,
]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    keys=st.lists(st.sampled_from(KEYS), max_size=40),
    size=st.tuples(st.integers(30, 900), st.integers(30, 900)),
)
def test_whatever_is_pressed_the_frame_lies_in_the_picture_and_can_be_cut_out(form, keys, size):
    data = picture(size)
    form.show_picture(data)
    for key in keys:
        press(form, key)
    cut = form.cut()
    assert 0 <= cut.left < cut.right <= 1.000001
    assert 0 <= cut.top < cut.bottom <= 1.000001
    assert cut_out(data, cut)
