import pytest
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QPushButton

from tests.ui.cameras import *  # noqa: F403 - fixtures are found by name
from tests.ui.cameras import DESK, FRONT, scene
from tests.ui.reach import said, unnamed
from ui.widgets.camera_view import CameraView

LEFT, RIGHT = QColor(200, 0, 0), QColor(0, 0, 200)


def two_halves():
    image = scene(400, 300)
    painter = QPainter(image)
    painter.fillRect(0, 0, 200, 300, LEFT)
    painter.fillRect(200, 0, 200, 300, RIGHT)
    painter.end()
    return image


def sides(view):
    """Return the colours seen at the left and the right."""
    shot = view.glass.grab().toImage()
    at = round(shot.height() / 2)
    return shot.pixelColor(shot.width() // 3, at), shot.pixelColor(shot.width() * 2 // 3, at)


@pytest.fixture
def view(stage, camera, settings):
    made = CameraView(camera, settings)
    stage.layout().addWidget(made)
    made.show()
    return made


def test_it_lets_go_of_the_camera_while_it_is_hidden(view, inputs):
    assert inputs.in_use() == ""
    view.start()
    assert inputs.in_use() == FRONT
    view.hide()
    assert inputs.in_use() == ""
    view.show()
    assert inputs.in_use() == FRONT
    view.stop()
    assert inputs.in_use() == ""
    view.hide()
    view.show()
    assert inputs.in_use() == ""


def test_started_while_hidden_it_waits_until_it_is_seen(view, inputs):
    view.hide()
    view.start()
    assert inputs.in_use() == ""
    view.show()
    assert inputs.in_use() == FRONT


def test_the_camera_chosen_is_used(view, inputs, settings):
    settings.camera = DESK
    view.start()
    assert inputs.in_use() == DESK


def test_one_looks_as_into_a_mirror_and_what_is_handed_on_is_not_mirrored(view, inputs, qtbot):
    view.start()
    with qtbot.waitSignal(view.pictured) as pictured:
        inputs.show(two_halves())
    assert sides(view) == (RIGHT, LEFT)
    assert pictured.args[0].pixelColor(50, 150) == LEFT
    assert view.picture().pixelColor(50, 150) == LEFT


def test_without_the_mirror_it_is_seen_as_others_see_it(view, inputs, settings, qtbot):
    settings.camera_mirrored = False
    view.start()
    with qtbot.waitSignal(view.pictured):
        inputs.show(two_halves())
    assert sides(view) == (LEFT, RIGHT)


def test_what_is_the_matter_stands_in_its_place_and_goes_with_it(view, inputs, qtbot):
    inputs.plugged.clear()
    view.start()
    assert view.notice.text() == "There is no camera. Plug one in and it starts by itself."
    assert said(view.notice) == view.notice.text()
    assert unnamed(view.window()) == []
    inputs.plug(DESK)
    assert view.notice.text() == ""
    with qtbot.waitSignal(view.pictured):
        inputs.show(scene())
    inputs.pull(DESK)
    assert view.notice.text().startswith("The camera was unplugged.")
    assert view.glass.is_empty()


def test_a_camera_that_failed_is_tried_again_by_its_button(view, inputs):
    from ui.camera_inputs import Failure

    view.start()
    inputs.failed.emit(Failure.BROKEN)
    assert inputs.in_use() == ""
    view.notice.findChild(QPushButton).click()
    assert (inputs.in_use(), view.notice.text()) == (FRONT, "")


def test_two_views_share_the_camera(view, stage, inputs, camera, settings, qtbot):
    other = CameraView(camera, settings, guided=True)
    stage.layout().addWidget(other)
    other.show()
    view.start()
    other.start()
    assert inputs.opened.count(FRONT) == 1
    view.stop()
    with qtbot.waitSignal(other.pictured):
        inputs.show(scene())
    assert view.glass.is_empty()
    assert not other.glass.is_empty()
