"""Codes on cards: drawn in their boxes, told where nobody could read them, read by the thousand."""

from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from models.cards.signing import specimen_code
from models.cards.tables import CardKind
from models.designs.design import Bars, Box, Qr
from models.designs.keeping import shipped
from reports.card_faults import design_faults
from tests.reports.card_values import LOOK, alone, by, design, piece, printed, shown
from tests.reports.values import ENGLISH, face, faces, sizes, text

BOX = Box(10, 10, 30, 40)


def faults(element, *cards):
    return [one.said for one in design_faults(design(element), cards or [face()], ENGLISH, LOOK)]


def read(pdf, dpi=300):
    return zxingcpp.read_barcodes(shown(pdf, dpi=dpi))


def test_a_qr_code_lies_in_the_middle_of_its_box_and_is_read():
    [code] = read(alone(design(Qr(box=Box(10, 5, 40, 30))), face()))
    assert code.text == face().code
    middle = (code.position.top_left.x + code.position.bottom_right.x) / 2 / 300 * 25.4
    assert middle == pytest.approx(30, abs=0.3)


def test_a_code_is_coarser_where_its_modules_would_be_too_small():
    card = face(signed="JK2:" + "A" * 140)
    large, small = (
        read(alone(design(Qr(box=Box(5, 5, side, side))), card))[0] for side in (30, 17)
    )
    assert (large.ec_level, small.ec_level) == ("Q", "M")


def test_a_code_too_small_for_a_telephone_is_told():
    card = face(signed="JK2:" + "A" * 140)
    assert "too small" in faults(Qr(box=Box(5, 5, 12, 12)), card)[0]
    assert faults(Qr(box=Box(5, 5, 21, 21)), card) == []


@pytest.mark.parametrize("words", ["", "é" * 3000])
def test_a_code_that_cannot_be_made_is_left_out_and_told(words):
    assert read(alone(design(Qr(box=BOX, text=words)), face())) == []
    assert "No QR code" in faults(Qr(box=BOX, text=words))[0]


def test_bars_are_read_and_said():
    bars = Bars(box=Box(10, 10, 60, 14))
    pdf = alone(design(bars), face(number="22062800117"))
    [code] = read(pdf)
    assert code.text == "22062800117"
    assert text(pdf) == "2206 2800 117"


def test_bars_are_as_wide_as_their_box():
    picture = piece(
        shown(alone(design(Bars(box=Box(10, 10, 60, 14), said=False)), face())), Box(0, 10, 85, 14)
    )
    left, _top, right, _low = Image.eval(picture.convert("L"), lambda dot: 255 - dot).getbbox()
    assert (left / 300 * 25.4, right / 300 * 25.4) == pytest.approx((10, 70), abs=0.15)


def test_bars_too_long_for_their_box_are_told():
    assert "too long" in faults(Bars(box=Box(5, 5, 20, 10), text="{name}{name}{name}"))[0]


def test_letters_bars_have_none_for_are_left_out_and_told():
    assert "No bar code" in faults(Bars(box=BOX), face(number="é😀"))[0]
    assert read(alone(design(Bars(box=BOX)), face(number="é😀"))) == []


def signed_cards(count):
    cards = [
        replace(one, serial=f"K01-{at:06}", kind=CardKind.MEMBER)
        for at, one in enumerate(faces(count))
    ]
    return [replace(one, signed=specimen_code(one)) for one in cards]


def unread(cards):
    pdf = printed(cards, **by(shipped("member-photo")))
    read = {
        code.text
        for page in range(len(sizes(pdf)))
        for code in zxingcpp.read_barcodes(shown(pdf, page), formats=zxingcpp.BarcodeFormat.QRCode)
    }
    return [one for one in cards if one.code not in read]


def test_every_signed_code_is_read_at_300_dpi():
    assert unread(signed_cards(50)) == []


def test_every_code_of_a_thousand_cards_is_read_at_300_dpi():
    assert unread(signed_cards(1000)) == []
