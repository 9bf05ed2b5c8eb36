import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage

from tests.ui.cameras import draw_face, scene
from ui.faces import find_faces, frame_face, frame_round, middle
from ui.forms.photo_cutter import SHAPE


@pytest.mark.parametrize("size", [70, 100, 160])
@pytest.mark.parametrize("x", [150, 320, 490])
def test_a_drawn_face_is_found_where_it_is(x, size):
    [face] = find_faces(draw_face(scene(), x, 210, size))
    assert abs(face.center().x() - x) < size * 0.15
    assert abs(face.center().y() - 210) < size * 0.25
    assert size * 0.9 < face.width() < size * 1.6


def test_in_a_large_picture_a_face_lies_in_its_own_pixels():
    [face] = find_faces(draw_face(scene(1920, 1440), 1200, 600, 400))
    assert abs(face.center().x() - 1200) < 60
    assert 360 < face.width() < 640


def test_the_largest_of_several_faces_is_framed():
    crowd = draw_face(scene(900, 500), 150, 200, 80)
    draw_face(crowd, 450, 220, 150)
    draw_face(crowd, 760, 200, 80)
    framed = frame_face(crowd, SHAPE)
    assert framed.faces == 3
    assert abs(framed.frame.center().x() - 450) < 20


@pytest.mark.parametrize("fill", [0, 120, 255])
def test_in_an_empty_room_the_middle_is_framed(fill):
    framed = frame_face(scene(fill=fill), SHAPE)
    assert (framed.faces, framed.frame) == (0, QRectF(140, 0, 360, 480))


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (1, 4000), (4000, 1), (7, 5)])
def test_no_picture_is_too_strange_to_look_at(size):
    picture = QImage(*size, QImage.Format.Format_RGB32)
    if not picture.isNull():
        picture.fill(0)
    assert frame_face(picture, SHAPE).faces == 0


def test_head_and_shoulders_are_seen_with_the_head_in_the_middle():
    face = QRectF(270, 150, 100, 100)
    frame = frame_round(face, QSizeF(640, 480), SHAPE)
    assert frame.width() / frame.height() == pytest.approx(SHAPE)
    assert frame.center().x() == pytest.approx(face.center().x())
    crown, chin = face.top() - 30, face.top() + 105
    assert (chin - crown) / frame.height() == pytest.approx(0.6)
    assert (crown - frame.top()) / frame.height() == pytest.approx(0.12)


def test_of_a_face_too_near_as_much_is_framed_as_there_is():
    frame = frame_round(QRectF(150, 60, 340, 340), QSizeF(640, 480), SHAPE)
    assert (frame.top(), frame.height()) == (0, 480)
    assert frame.center().x() == pytest.approx(320)


SIDES = st.floats(30, 3000)
SHARES = st.floats(0, 1)


@given(wide=SIDES, high=SIDES, across=SHARES, down=SHARES, share=st.floats(0.05, 1))
def test_wherever_a_face_is_the_frame_has_its_shape_and_lies_in_the_picture(
    wide, high, across, down, share
):
    side = min(wide, high) * share
    face = QRectF(QPointF(across * (wide - side), down * (high - side)), QSizeF(side, side))
    frame = frame_round(face, QSizeF(wide, high), SHAPE)
    assert frame.width() / frame.height() == pytest.approx(SHAPE)
    assert -0.001 <= frame.left() <= frame.right() <= wide + 0.001
    assert -0.001 <= frame.top() <= frame.bottom() <= high + 0.001
    assert frame.height() <= middle(QSizeF(wide, high), SHAPE).height() + 0.001
