"""Faces on their paper: alone and on a sheet, fronts and backs, upright and folded."""

import re
import zlib
from dataclasses import replace
from io import BytesIO
from itertools import islice, pairwise

import pypdfium2
import pytest
from PIL import ImageChops, ImageFilter

from models.cards.signing import specimen_code
from models.designs.design import PORTRAIT, Box, Line, Photo, Rectangle, Side, Text
from models.designs.keeping import SHIPPED, shipped
from models.printing.folding import Fold
from reports.cards import print_cards
from reports.sheet import A4, FACE, ID1, LETTER, LETTER_PRECUT, Turn, folded, load_sheet, paper_for
from reports.sheet import SHIPPED as SHEETS
from tests.reports.card_values import (
    DESIGNS,
    LOOK,
    alone,
    at,
    by,
    design,
    named_colour,
    piece,
    printed,
    quarters,
    shown,
)
from tests.reports.values import ENGLISH, face, faces, sizes

MM = 72 / 25.4
CORNERS = [
    Rectangle(box=Box(0, 0, 6, 6), fill="#ff0000"),
    Rectangle(box=Box(79.6, 0, 6, 6), fill="#00ff00"),
    Rectangle(box=Box(0, 48, 6, 6), fill="#0000ff"),
]
UPRIGHT = [
    replace(CORNERS[0]),
    replace(CORNERS[1], box=Box(48, 0, 6, 6)),
    replace(CORNERS[2], box=Box(0, 79.6, 6, 6)),
]


def corners(page, x, y):
    """Return the colours in the corners of a face at ``x`` and ``y``, row by row."""
    xs, ys = (x + 3, x + FACE[0] - 3), (y + 3, y + FACE[1] - 3)
    return [named_colour(at(page, one, other)) for other in ys for one in xs]


def same(one, other):
    """Tell whether two pictures are the same but for the edges of what is drawn, a dot wide."""
    for light, dark in ((one, other), (other, one)):
        wide = ImageChops.subtract(light.filter(ImageFilter.MinFilter(3)), dark)
        if sum(wide.convert("L").histogram()[64:]):
            return False
    return True


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("side", Side)
def test_a_face_alone_is_the_card_on_the_sheet_to_the_dot(name, side):
    one = shipped(name)
    if not one.side(side):
        pytest.skip("the design has no back")
    sheet = load_sheet(A4)
    card = face(kind=one.kinds[0], photo=quarters())
    card = replace(card, serial="K01-000001", signed=specimen_code(card))
    pdf = printed([card], **by(one), backs=Turn.LONG_EDGE)
    x, y = sheet.origin(1) if side is Side.FRONT else sheet.back(1, Turn.LONG_EDGE).corner
    on_sheet = piece(shown(pdf, page=int(side is Side.BACK)), Box(x, y, *FACE))
    lone = shown(alone(one, card, side))
    if one.size == PORTRAIT:
        lone = lone.rotate(-90 if side is Side.FRONT else 90, expand=True)
    size = min(lone.width, on_sheet.width), min(lone.height, on_sheet.height)
    edge = (2, 2, size[0] - 2, size[1] - 2)  # the sheet begins between two dots
    assert any(
        same(lone.crop(edge), ImageChops.offset(on_sheet, dx, dy).crop(edge))
        for dx in (-1, 0, 1)
        for dy in (-1, 0, 1)
    )


def test_a_face_alone_is_exactly_as_large_as_it_is():
    assert sizes(alone(design(), face())) == [pytest.approx((85.6 * MM, 54 * MM), abs=0.001)]
    upright = design(size=PORTRAIT)
    assert sizes(alone(upright, face())) == [pytest.approx((54 * MM, 85.6 * MM), abs=0.001)]


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("turn", Turn)
def test_backs_lie_behind_their_fronts(name, turn):
    sheet = load_sheet(name)
    pdf = printed(faces(len(sheet.places)), name, **by(design(*CORNERS, back=CORNERS)), backs=turn)
    front, back = shown(pdf, 0), shown(pdf, 1)
    across = (sheet.page[0] <= sheet.page[1]) == (turn is Turn.LONG_EDGE)
    for place in sheet.places:
        x, y = sheet.origin(place)
        assert corners(front, x, y) == ["red", "lime", "blue", "white"]
        if across:  # over an edge at the side: what is left comes to lie right
            behind = sheet.page[0] - x - FACE[0], y
            assert corners(back, *behind) == ["red", "lime", "blue", "white"]
        else:
            behind = x, sheet.page[1] - y - FACE[1]
            assert corners(back, *behind) == ["white", "blue", "lime", "red"]


@pytest.mark.parametrize("turn", Turn)
def test_an_upright_card_and_its_back_have_one_top(turn):
    sheet = load_sheet(A4)
    pdf = printed([face()], **by(design(*UPRIGHT, back=UPRIGHT, size=PORTRAIT)), backs=turn)
    x, y = sheet.origin(1)
    # Turned a quarter clockwise: its top, red and lime, lies on the right.
    assert corners(shown(pdf, 0), x, y) == ["blue", "red", "white", "lime"]
    back = sheet.back(1, turn)
    # Over the long edge the right comes to lie left, over the short edge it stays on the right.
    expected = (
        ["blue", "red", "white", "lime"] if back.upside_down else ["lime", "white", "red", "blue"]
    )
    assert corners(shown(pdf, 1), *back.corner) == expected


def test_backs_are_only_printed_when_they_are_asked_for():
    both = by(design(*CORNERS, back=CORNERS))
    assert len(sizes(printed(faces(12), **both))) == 2
    assert len(sizes(printed(faces(12), **both, backs=Turn.SHORT_EDGE))) == 4


def test_a_folded_card_has_its_back_to_its_right():
    sheet = folded(load_sheet(A4))
    pdf = printed(faces(5), sheet, **by(design(*CORNERS, back=CORNERS, foldable=True)))
    assert len(sizes(pdf)) == 1
    page = shown(pdf)
    for place in sheet.places:
        x, y = sheet.corner(place)
        assert corners(page, x, y) == ["red", "lime", "blue", "white"]
        assert corners(page, x + FACE[0], y) == ["red", "lime", "blue", "white"]


def test_an_upright_folded_card_has_its_back_upside_down_beside_its_top():
    sheet = folded(load_sheet(A4))
    pdf = printed([face()], sheet, **by(design(*UPRIGHT, back=UPRIGHT, size=PORTRAIT)))
    x, y = sheet.corner(1)
    assert corners(shown(pdf), x, y) == ["blue", "red", "white", "lime"]
    assert corners(shown(pdf), x + FACE[0], y) == ["lime", "white", "red", "blue"]


NARROW = replace(load_sheet(A4), name="narrow", page=(148.0, 210.0), columns=1, rows=3)


def test_on_narrow_paper_a_folded_card_has_its_back_above_it_on_its_head():
    sheet = folded(NARROW)
    pdf = printed(faces(1), sheet, **by(design(*CORNERS, back=CORNERS, foldable=True)))
    page, (x, y) = shown(pdf), sheet.corner(1)
    assert corners(page, x, y) == ["white", "blue", "lime", "red"]
    assert corners(page, x, y + FACE[1]) == ["red", "lime", "blue", "white"]


def test_an_upright_card_folded_along_its_side_has_its_back_the_same_way_up():
    sheet = folded(NARROW)
    one = design(*UPRIGHT, back=UPRIGHT, size=PORTRAIT, foldable=True)
    pdf = printed([face()], sheet, **by(one))
    page, (x, y) = shown(pdf), sheet.corner(1)
    assert corners(page, x, y) == corners(page, x, y + FACE[1]) == ["blue", "red", "white", "lime"]


def test_a_sheet_is_folded_for_designs_that_all_say_so():
    sheet, plain = load_sheet(A4), design(*CORNERS)
    flat, fold = (design(back=CORNERS, foldable=one) for one in (False, True))
    assert paper_for(sheet, [fold]) == paper_for(sheet, [fold, plain]) == folded(sheet)
    assert paper_for(folded(sheet), [fold]) == folded(sheet)
    for designs in ([], [plain], [flat], [fold, flat], [design(foldable=True)]):
        assert paper_for(sheet, designs) == sheet
    assert paper_for(load_sheet(ID1), [fold]) == load_sheet(ID1)


@pytest.mark.parametrize("flat", [load_sheet(A4), load_sheet(LETTER), NARROW])
def test_fold_marks_lie_in_a_row_with_the_folds_and_on_no_card(flat):
    sheet = folded(flat)
    beside = sheet.fold is Fold.BESIDE
    folds = {
        round(corner[0] + FACE[0] if beside else corner[1] + FACE[1], 2)
        for corner in map(sheet.corner, sheet.places)
    }
    marks = sheet.fold_marks()
    assert {mark[0] if beside else mark[1] for mark in marks} == folds
    for x1, y1, x2, y2 in marks:
        assert (x1 == x2) is beside
        assert 0 <= x1 <= x2 <= sheet.page[0]
        assert 0 <= y1 <= y2 <= sheet.page[1]
        for x, y in map(sheet.corner, sheet.places):
            right, bottom = x + sheet.card[0], y + sheet.card[1]
            assert x2 <= x - 0.5 or x1 >= right + 0.5 or y2 <= y - 0.5 or y1 >= bottom + 0.5


def test_fold_marks_are_dashed_and_crop_marks_are_not():
    sheet = folded(load_sheet(A4))
    pdf = printed(faces(1), sheet, **by(design(*CORNERS, back=CORNERS, foldable=True)))
    x, y1, _x, y2 = sheet.fold_marks()[0]
    assert changes(pdf, x, y1, y2) >= 4
    x, y1, _x, y2 = next(mark for mark in sheet.marks() if mark[0] == mark[2])
    assert changes(pdf, x, y1, y2) == 2


def changes(pdf, x, y1, y2):
    """Count how often ink begins or ends along an upright line, from above it to below."""
    dots = 600 / 25.4
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=600 / 72).to_pil().convert("L")
    strip = page.crop([round(at * dots) for at in (x - 0.2, y1 - 0.3, x + 0.2, y2 + 0.3)])
    dark = [
        min(strip.getpixel((at, row)) for at in range(strip.width)) < 128
        for row in range(strip.height)
    ]
    return sum(one != other for one, other in pairwise(dark))


def test_what_is_not_folded_has_no_fold_marks():
    assert load_sheet(A4).fold_marks() == []


@pytest.mark.parametrize("name", [A4, LETTER])
def test_folded_cards_lie_on_the_paper(name):
    assert folded(load_sheet(name)).problems(ENGLISH) == []


@pytest.mark.parametrize("name", [ID1, LETTER_PRECUT])
def test_cards_that_are_cut_already_cannot_be_folded(name):
    assert folded(load_sheet(name)) is None


def test_what_is_drawn_over_the_edge_of_a_card_stays_off_its_neighbours():
    wide = Rectangle(box=Box(80, 10, 30, 30), fill="#ff0000")
    page = shown(printed(faces(2), **by(design(wide))))
    x, y = load_sheet(A4).origin(1)
    assert named_colour(at(page, x + FACE[0] - 1, y + 20)) == "red"
    assert named_colour(at(page, x + FACE[0] + 1, y + 20)) == "white"


def test_cards_come_one_after_the_other():
    taken = []

    def coming():
        for card in faces(60):
            taken.append(card)
            yield card

    out = BytesIO()
    work = print_cards(out, coming(), 60, load_sheet(A4), ENGLISH, designs=DESIGNS, look=LOOK)
    next(islice(work, 1, 2))
    assert len(taken) == 20
    before = out.tell()
    next(work)
    assert out.tell() > before
    work.close()
    assert len(taken) == 30


def test_no_number_is_written_in_a_way_that_pdf_does_not_know():
    tiny = [
        Line(box=Box(1e-9, 3e-14, 1e-7, 2e-12), thick=1e-9),
        Photo(box=Box(1 / 3, 0.1 + 0.2, 1e-9, 20)),
    ]
    card = face(photo=quarters())
    for content in streams(
        alone(design(*tiny, Text(box=Box(0.1 + 0.2 - 0.3, 1, 9, 9), text="{name}")), card)
    ):
        assert not re.search(rb"\d[eE][-+]?\d", content)


def streams(pdf):
    """Yield the content streams of a PDF."""
    for found in re.finditer(
        rb"<</Filter/FlateDecode/Length \d+>>\nstream\n(.*?)\nendstream", pdf, re.DOTALL
    ):
        yield zlib.decompress(found[1])
