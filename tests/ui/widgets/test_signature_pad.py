from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.signing import SWING, sign
from ui.look import em
from ui.widgets.signature_pad import SignaturePad

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def pad(stage):
    made = SignaturePad()
    stage.resize(500, 260)
    stage.layout().addWidget(made)
    made.show()
    return made


def touch(pad, places):
    finger = QTest.createTouchDevice()
    QTest.touchEvent(pad, finger).press(0, QPoint(*places[0]), pad)
    for place in places[1:]:
        QTest.touchEvent(pad, finger).move(0, QPoint(*place), pad)
    QTest.touchEvent(pad, finger).release(0, QPoint(*places[-1]), pad)


def pen(pad, places):
    device = QPointingDevice.primaryPointingDevice()
    kinds = [QEvent.Type.TabletPress, *(QEvent.Type.TabletMove for _one in places[1:])]
    for kind, place in zip([*kinds, QEvent.Type.TabletRelease], [*places, places[-1]], strict=True):
        at = QPointF(*place)
        down = Qt.MouseButton.LeftButton
        event = QTabletEvent(
            kind, device, at, pad.mapToGlobal(at), 0.5, 0, 0, 0, 0, 0, NONE, down, down
        )
        QApplication.sendEvent(pad, event)


@pytest.mark.parametrize("with_", [sign, touch, pen])
def test_what_is_signed_is_given_back_as_a_picture_of_its_strokes(pad, qtbot, with_):
    with qtbot.waitSignal(pad.changed):
        with_(pad, SWING)
    picture = Image.open(BytesIO(pad.value()))
    assert (picture.format, picture.mode) == ("PNG", "L")
    dark, light = picture.getextrema()
    assert (dark < 60, light) == (True, 255)
    across, down = picture.size
    assert across / down == pytest.approx(180 / 50, rel=0.15), (
        "in the proportions of what was drawn"
    )
    assert picture.getpixel((0, 0)) == 255


def test_nothing_and_a_dot_are_no_signatures(pad):
    assert (pad.value(), pad.is_empty(), pad.problem()) == (None, True, "")
    sign(pad, [(50, 50), (51, 51)])
    assert pad.value() is None
    assert pad.problem() == "That is hardly more than a dot. Please sign again."


def test_scribbling_on_one_spot_is_no_signature(pad):
    near = em(pad, 0.5)
    sign(pad, [(50 + near * (n % 2), 50) for n in range(40)])
    assert pad.value() is None


def test_several_strokes_make_one_signature(pad):
    sign(pad, [(20, 20), (40, 20)])
    assert pad.value() is None
    sign(pad, [(30, 10), (120, 60)])
    assert pad.value() is not None


def test_delete_wipes_it_away(pad, qtbot):
    sign(pad, SWING)
    pad.setFocus()
    with qtbot.waitSignal(pad.changed):
        QTest.keyClick(pad, Qt.Key.Key_Delete)
    assert (pad.value(), pad.is_empty()) == (None, True)


def test_moving_without_a_button_draws_nothing(pad):
    at = QPointF(40, 40)
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(QEvent.Type.MouseMove, at, pad.mapToGlobal(at), none, none, NONE)
    QApplication.sendEvent(pad, move)
    assert pad.is_empty()
