from io import BytesIO

import pytest
import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from tests.ui.cameras import scene
from ui.widgets.camera_codes import CodeReader, codes_in

QR, BAR = zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128


def drawn(text, kind=QR, scale=4):
    """Return a picture of a code with the white around it."""
    made = zxingcpp.create_barcode(text, kind).to_image(scale=scale, add_quiet_zones=True)
    high, wide = made.shape
    grey = QImage.Format.Format_Grayscale8
    return QImage(bytes(memoryview(made).cast("B")), wide, high, wide, grey).copy()


def held_up(*codes, ground=150, turned=0.0):
    """Return what the camera sees of ``codes`` held side by side before it."""
    image = scene(1280, 720, ground)
    painter = QPainter(image)
    for place, code in enumerate(codes):
        shown = code.transformed(QTransform().rotate(turned))
        if turned % 90:
            shown = code.convertToFormat(QImage.Format.Format_ARGB32).transformed(
                QTransform().rotate(turned), Qt.TransformationMode.SmoothTransformation
            )
        middle = QPoint((2 * place + 1) * 1280 // (2 * len(codes)), 360)
        painter.drawImage(middle - shown.rect().center(), shown)
    painter.end()
    return image


def blurred(image, times):
    """Return a picture as it is out of focus: made smaller and large again."""
    smooth, keep = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.KeepAspectRatio
    small = image.scaled(QSize(image.size() / times), keep, smooth)
    return small.scaled(image.size(), keep, smooth)


def darkened(image, light):
    """Return a picture of which only a share of the light has come."""
    painter = QPainter(image)
    painter.fillRect(image.rect(), QColor(0, 0, 0, round(255 * (1 - light))))
    painter.end()
    return image


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def reader(qtbot, clock):
    made = CodeReader(clock)
    made.said, made.doubts = [], []
    made.scanned.connect(made.said.append)
    made.several.connect(lambda: made.doubts.append(1))

    def see(image):
        made.look(image)
        qtbot.waitUntil(lambda: not made.reading.busy)
        return made.said

    made.see = see
    return made


@pytest.mark.parametrize("turned", [0, 13, 45, 90, 180, 203, 270])
def test_a_qr_code_is_read_however_it_is_turned(turned):
    assert codes_in(held_up(drawn("6404010101900001"), turned=turned)) == {"6404010101900001"}


@pytest.mark.parametrize("turned", [0, 13, 90, 180, 193, 270])
def test_a_bar_code_is_read_where_a_straight_line_still_crosses_all_its_bars(turned):
    shown = held_up(drawn("6404010101900001", BAR), turned=turned)
    assert codes_in(shown) == {"6404010101900001"}


@pytest.mark.parametrize("kind", [QR, BAR])
def test_a_code_is_read_out_of_focus(kind):
    assert codes_in(blurred(held_up(drawn("TT-0007", kind)), 2.0)) == {"TT-0007"}


@pytest.mark.parametrize(("kind", "light"), [(QR, 0.12), (BAR, 0.2)])
def test_a_code_is_read_in_the_dark(kind, light):
    assert codes_in(darkened(held_up(drawn("TT-0007", kind)), light)) == {"TT-0007"}


def test_where_no_code_is_none_is_read():
    assert codes_in(scene(1280, 720)) == frozenset()
    assert codes_in(QImage()) == frozenset()


def test_what_a_damaged_code_says_is_not_guessed():
    code = drawn("6404010101900001")
    painter = QPainter(code)
    painter.fillRect(0, 0, code.width(), code.height() // 2, QColor(255, 255, 255))
    painter.end()
    assert codes_in(held_up(code)) == frozenset()


@settings(max_examples=30)
@given(text=st.text(st.characters(min_codepoint=1, max_codepoint=127), min_size=1, max_size=40))
def test_whatever_a_code_says_is_handed_on_letter_by_letter(text):
    assert codes_in(held_up(drawn(text))) == {text}


@pytest.mark.parametrize("text", ["🌾 Usun", "أحمد", "Désa", "A" * 290])
def test_a_code_may_say_more_than_plain_letters(text):
    assert codes_in(held_up(drawn(text, scale=3))) == {text}


def test_a_code_of_our_own_papers_is_read():
    paper = BytesIO()
    segno.make("640401-0007", error="m").save(paper, kind="png", scale=5)
    assert codes_in(held_up(QImage.fromData(paper.getvalue()))) == {"640401-0007"}


def test_a_code_held_up_is_told_once_and_again_after_two_seconds_out_of_sight(reader, clock):
    shown = held_up(drawn("A-1"))
    for _step in range(8):
        assert reader.see(shown) == ["A-1"]
        clock.now += 0.5
    clock.now += 1.4
    assert reader.see(shown) == ["A-1"]
    clock.now += 2.0
    assert reader.see(shown) == ["A-1", "A-1"]


def test_another_code_is_told_at_once(reader):
    reader.see(held_up(drawn("A-1")))
    assert reader.see(held_up(drawn("B-2", BAR))) == ["A-1", "B-2"]


def test_of_two_codes_at_once_none_is_told_until_one_is_alone(reader, clock):
    one, other = drawn("A-1"), drawn("B-2", BAR)
    assert codes_in(held_up(one, other)) == {"A-1", "B-2"}
    assert reader.see(held_up(one, other)) == []
    assert reader.doubts == [1]
    assert reader.see(held_up(other)) == ["B-2"]


def test_another_code_beside_one_that_was_told_does_not_tell_that_again(reader, clock):
    one, other = drawn("A-1"), drawn("B-2")
    reader.see(held_up(one))
    for _step in range(4):
        clock.now += 1.5
        reader.see(held_up(one, other))
    clock.now += 1.5
    assert reader.see(held_up(one)) == ["A-1"]


def test_the_same_code_twice_on_one_card_is_one(reader):
    assert reader.see(held_up(drawn("A-1"), drawn("A-1", BAR))) == ["A-1"]
    assert reader.doubts == []


def test_forgotten_a_code_counts_anew(reader):
    reader.see(held_up(drawn("A-1")))
    reader.forget()
    assert reader.see(held_up(drawn("A-1"))) == ["A-1", "A-1"]
