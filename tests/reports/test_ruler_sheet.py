from io import BytesIO

import pypdfium2
import pytest

from models.printing.calibration import MEDIA, PLACES, places
from reports.ruler_sheet import RulerSheet, write_ruler_sheet
from tests.reports.values import ENGLISH, HOSTILE, INDONESIAN, sizes

DPI = 600
MM = DPI / 25.4


def made(medium="a4", printer="office", words=ENGLISH, **kinds):
    out = BytesIO()
    write_ruler_sheet(out, RulerSheet(MEDIA[medium], printer, **kinds), words)
    return out.getvalue()


def text(pdf, page=0):
    return pypdfium2.PdfDocument(pdf)[page].get_textpage().get_text_bounded()


def shown(pdf, page=0):
    return pypdfium2.PdfDocument(pdf)[page].render(scale=DPI / 72).to_pil().convert("L")


@pytest.mark.parametrize("name", MEDIA)
def test_it_has_the_exact_size_of_its_medium(name):
    [page] = sizes(BytesIO(made(name)))
    assert [side / 72 * 25.4 for side in page] == pytest.approx(MEDIA[name].page, abs=0.001)


@pytest.mark.parametrize("name", MEDIA)
@pytest.mark.parametrize("page", [0, 1])
def test_every_cross_lies_where_it_is_reckoned_to_on_both_sides(name, page):
    medium = MEDIA[name]
    image = shown(made(name, two_sided=True), page)
    for place in places(medium):
        x, y = (
            round((side / 2 + at) * MM) for side, at in zip(medium.page, place.cross, strict=True)
        )
        # The arms towards the middle of the page cross no scale.
        inwards_x = x - round(2 * MM) if place.cross[0] > 0 else x + round(2 * MM)
        inwards_y = y - round(2 * MM) if place.cross[1] > 0 else y + round(2 * MM)
        assert darkest([image.getpixel((inwards_x, y + off)) for off in range(-9, 10)]) == (
            pytest.approx(9, abs=2)
        )
        assert darkest([image.getpixel((x + off, inwards_y)) for off in range(-9, 10)]) == (
            pytest.approx(9, abs=2)
        )


def darkest(dots):
    assert min(dots) < 128
    dark = [at for at, dot in enumerate(dots) if dot < 128]
    return sum(dark) / len(dark)


@pytest.mark.parametrize("name", MEDIA)
def test_each_reading_has_its_number(name):
    words = text(made(name)).split()
    assert {str(number) for number in range(1, PLACES + 1)} <= set(words)


def test_scales_run_from_the_cross_to_the_edge():
    image = shown(made("a4"))
    row = round(15 * MM)
    black = [image.getpixel((x, row)) < 128 for x in range(2, round(15 * MM))]
    assert all(black)


def test_the_sides_are_told_apart():
    pdf = made(two_sided=True)
    assert "Ruler sheet · Front" in text(pdf)
    assert "Ruler sheet · Back" in text(pdf, 1)
    assert len(sizes(BytesIO(made()))) == 1


def test_a_check_sheet_says_what_to_look_for():
    said = " ".join(text(made(check=True)).split())
    assert "Check sheet" in said
    assert "Each cross must lie 15 mm from the edges beside it" in said


@pytest.mark.parametrize("words", [ENGLISH, INDONESIAN])
@pytest.mark.parametrize("name", MEDIA)
@pytest.mark.parametrize("printer", HOSTILE)
def test_a_hostile_name_of_a_printer_is_harmless(printer, name, words):
    assert len(pypdfium2.PdfDocument(made(name, printer, words))) == 1


def test_the_same_sheet_is_the_same_file():
    assert made() == made()


def test_viewers_are_told_not_to_scale_it():
    assert b"/PrintScaling /None" in made()
