from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.people.photo import LONGEST_SIDE
from tests.ui.cameras import *  # noqa: F403 - fixtures are found by name
from tests.ui.cameras import FRONT, draw_face, scene
from tests.ui.reach import unnamed
from ui.forms.photo_cutter import SHAPE
from ui.forms.photo_taker import PhotoTaker


@pytest.fixture
def taker(at_camera, stage):
    stage.resize(620, 560)
    made = PhotoTaker(at_camera)
    stage.layout().addWidget(made)
    made.show()
    made.start()
    made.setFocus()
    return made


@pytest.fixture
def see(taker, inputs, qtbot):
    """Let the camera see something, and wait until it is shown."""

    def _see(image):
        with qtbot.waitSignal(taker.live.view.pictured):
            inputs.show(image)

    return _see


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


def found(taker, qtbot):
    qtbot.waitUntil(lambda: not taker.form.finding.busy)
    return taker.form.said.text()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_key_takes_the_picture_and_enter_keeps_the_face_in_its_middle(
    taker, see, inputs, qtbot, key
):
    see(draw_face(scene(1280, 720), 900, 300, 150))
    press(key)
    assert inputs.in_use() == ""
    assert found(taker, qtbot) == "The frame is round the face."
    cut = taker.form.cut()
    assert (cut.left + cut.right) / 2 * 1280 == pytest.approx(900, abs=20)
    assert (cut.bottom - cut.top) < 0.75
    with qtbot.waitSignal(taker.taken) as taken:
        press(Qt.Key.Key_Return)
    with Image.open(BytesIO(taken.args[0])) as photo:
        assert photo.format == "JPEG"
        assert photo.width / photo.height == pytest.approx(SHAPE, abs=0.01)
        assert max(photo.size) <= LONGEST_SIDE


def test_what_is_kept_is_not_mirrored(taker, see, qtbot):
    image = scene(600, 800)
    painter = QPainter(image)
    painter.fillRect(0, 0, 300, 800, "red")
    painter.end()
    see(image)
    press(Qt.Key.Key_Space)
    with Image.open(BytesIO(taker._data)) as kept:
        left, right = kept.getpixel((20, 400)), kept.getpixel((580, 400))
    assert left[1] < 50 < right[1]


def test_without_a_face_the_middle_is_proposed_and_that_is_said(taker, see, qtbot):
    see(scene())
    press(Qt.Key.Key_Space)
    assert found(taker, qtbot).startswith("No face was found: the frame is in the middle.")
    cut = taker.form.cut()
    assert (cut.left + cut.right) / 2 == pytest.approx(0.5)
    assert (cut.top, cut.bottom) == (0, 1)


def test_of_several_faces_the_largest_is_proposed_and_that_is_said(taker, see, qtbot):
    see(draw_face(draw_face(scene(1000, 500), 200, 200, 80), 700, 220, 140))
    press(Qt.Key.Key_Space)
    assert found(taker, qtbot) == "The frame is round the largest of 2 faces."
    cut = taker.form.cut()
    assert (cut.left + cut.right) / 2 * 1000 == pytest.approx(700, abs=20)


def test_a_frame_that_was_moved_by_then_stays_where_it_is(taker, see, qtbot):
    see(draw_face(scene(), 500, 200, 100))
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Left)
    moved = taker.form.cut()
    found(taker, qtbot)
    qtbot.wait(20)
    assert taker.form.cut() == moved


def test_escape_goes_back_to_the_camera_and_then_away(taker, see, inputs, qtbot):
    see(scene())
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Escape)
    assert inputs.in_use() == FRONT
    assert taker.live.isVisible()
    with qtbot.waitSignal(taker.left):
        press(Qt.Key.Key_Escape)
    assert inputs.in_use() == ""


def test_before_a_picture_comes_nothing_can_be_taken(taker, see):
    assert not taker.live.take.isEnabled()
    press(Qt.Key.Key_Space)
    assert taker.live.isVisible()
    see(scene())
    assert taker.live.take.isEnabled()


def test_a_camera_unplugged_while_one_looks_is_told_and_takes_nothing(taker, see, inputs):
    see(scene())
    inputs.pull(FRONT)
    assert taker.live.view.notice.text().startswith("The camera was unplugged.")
    assert not taker.live.take.isEnabled()
    press(Qt.Key.Key_Space)
    assert taker.live.isVisible()


def test_enter_twice_keeps_one_photo(taker, see, qtbot, at_camera):
    got = []
    taker.taken.connect(got.append)
    see(scene())
    press(Qt.Key.Key_Space)
    found(taker, qtbot)
    taker.form.agree.click()
    taker.form.agree.click()
    qtbot.waitUntil(lambda: not at_camera.tasks.busy)
    assert len(got) == 1


def test_a_photo_that_nobody_waits_for_any_more_is_not_given(taker, see, qtbot, at_camera):
    got = []
    taker.taken.connect(got.append)
    see(scene())
    press(Qt.Key.Key_Space)
    found(taker, qtbot)
    taker.form.agree.click()
    taker.stop()
    qtbot.waitUntil(lambda: not at_camera.tasks.busy)
    assert got == []
    taker.start()
    see(scene())


def test_the_keyboard_reaches_everything_and_all_of_it_has_a_name(taker, see, stage, qtbot):
    see(scene())
    assert unnamed(stage) == []
    taker.live.take.click()
    found(taker, qtbot)
    assert unnamed(stage) == []
