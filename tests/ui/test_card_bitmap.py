"""Bitmaps for a card printer, made of PDFs that are drawn here and read back by other programs."""

from pathlib import Path

import pytest
import segno
import zxingcpp
from PIL import Image, ImageChops
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from models.cards.batches import draw_batch
from models.cards.operations import queue_card
from models.cards.signing import signer
from models.cards.verifying import Standing, check_code
from models.errors import UserError
from models.progress import finish
from models.words import Words
from tests import factories as a
from ui.card_bitmap import DOTS, TURNS, bitmaps, numbered, write_bitmaps
from ui.documents import write_batch

CARD = (85.6, 54.0)
BLUE = (0, 0, 255)
DOT = 25.4 / 300


@pytest.fixture
def paper(tmp_path):
    """Draw a PDF of cards: on blue, a black square from (10, 30) mm, and a code that says which."""

    def _paper(pages=1, size=CARD, ground=True):
        target = tmp_path / "cards.pdf"
        canvas = Canvas(str(target), pagesize=[side * mm for side in size])
        for page in range(pages):
            if ground:
                canvas.setFillColorRGB(0, 0, 1)
                canvas.rect(0, 0, size[0] * mm, size[1] * mm, stroke=0, fill=1)
            canvas.setFillColorRGB(0, 0, 0)
            canvas.rect(10 * mm, (size[1] - 40) * mm, 10 * mm, 10 * mm, stroke=0, fill=1)
            _code(canvas, f"CARD {page + 1}", 25 * mm, 5 * mm)
            canvas.showPage()
        canvas.save()
        return target

    return _paper


def _code(canvas, text, x, y):
    rows = list(segno.make(text, error="q", micro=False).matrix_iter(border=4))
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(x, y, len(rows) * mm, len(rows) * mm, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                at = x + across * mm, y + (len(rows) - 1 - down) * mm
                canvas.rect(*at, mm, mm, stroke=0, fill=1)


def written(paper, target, **given):
    finish(write_bitmaps(paper, target, **given))
    return sorted(target.parent.glob(f"{target.stem}-*{target.suffix}"))


def test_a_card_is_a_png_of_exactly_the_printers_dots_at_300_dpi(paper, tmp_path):
    [file] = written(paper(), tmp_path / "card.png")
    with Image.open(file) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", (1016, 648))
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.01)


def test_the_card_lies_in_the_middle_and_is_not_stretched(paper):
    [picture] = bitmaps(paper())
    left, top = (DOTS[0] * DOT - CARD[0]) / 2, (DOTS[1] * DOT - CARD[1]) / 2
    square = picture.crop((0, 0, 250, 648)).point(lambda value: 255 if value < 128 else 0)
    black = ImageChops.darker(square.getchannel("B"), square.getchannel("R")).getbbox()
    wanted = [(left + 10) / DOT, (top + 30) / DOT, (left + 20) / DOT, (top + 40) / DOT]
    assert black == pytest.approx(wanted, abs=1)


def test_colour_reaches_the_edge_of_the_bitmap(paper):
    [picture] = bitmaps(paper())
    edges = [(0, 0, 1016, 8), (0, 640, 1016, 648), (0, 0, 8, 648), (1008, 0, 1016, 648)]
    for edge in edges:
        assert picture.crop(edge).getcolors() == [((edge[2] - edge[0]) * (edge[3] - edge[1]), BLUE)]


def test_a_white_card_stays_white_at_the_edge(paper):
    [picture] = bitmaps(paper(ground=False))
    assert picture.crop((0, 0, 1016, 8)).getcolors() == [(1016 * 8, (255, 255, 255))]


@pytest.mark.parametrize("turn", TURNS)
def test_a_turned_bitmap_is_the_same_picture_turned(paper, turn):
    file = paper()
    [upright], [turned] = bitmaps(file), bitmaps(file, turn=turn)
    same = upright.rotate(-turn, expand=True)
    assert turned.size == (DOTS if turn in (0, 180) else DOTS[::-1])
    assert ImageChops.difference(turned, same).getbbox() is None


def test_an_upright_card_stands_upright(paper):
    [picture] = bitmaps(paper(size=CARD[::-1]))
    assert picture.size == (648, 1016)
    [across] = bitmaps(paper(size=CARD[::-1]), turn=90)
    assert across.size == (1016, 648)


def test_every_card_has_its_own_file_in_order_and_its_code_is_read(paper, tmp_path):
    files = written(paper(pages=11), tmp_path / "card.png", turn=180)
    assert [file.name for file in files] == [f"card-{n:02d}.png" for n in range(1, 12)]
    read = [zxingcpp.read_barcodes(Image.open(file))[0].text for file in files]
    assert read == [f"CARD {n}" for n in range(1, 12)]


def test_stopped_on_the_way_what_was_written_is_whole(paper, tmp_path):
    work = write_bitmaps(paper(pages=5), tmp_path / "card.png")
    assert next(work) == (1, 5)
    assert next(work) == (2, 5)
    work.close()
    files = sorted(tmp_path.glob("*card*.png*"))
    assert [file.name for file in files] == ["card-1.png", "card-2.png"]
    for file in files:
        with Image.open(file) as picture:
            picture.load()


def test_a_file_there_before_is_replaced(paper, tmp_path):
    (tmp_path / "card-1.png").write_bytes(b"old")
    [file] = written(paper(), tmp_path / "card.png")
    assert file.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("size", [(210, 297), (86.5, 54), (85.6, 51), (80, 54)])
def test_pages_that_are_no_single_cards_are_refused(paper, tmp_path, size):
    with pytest.raises(UserError, match="not those of single cards"):
        written(paper(size=size), tmp_path / "card.png")
    assert list(tmp_path.glob("*.png")) == []


def test_what_is_no_pdf_is_refused(tmp_path):
    file = tmp_path / "cards.pdf"
    file.write_bytes(b"hello")
    for broken in (file, tmp_path / "none.pdf"):
        with pytest.raises(UserError, match="cannot be read"):
            finish(write_bitmaps(broken, tmp_path / "card.png"))


def test_numbers_are_as_wide_as_the_last_one():
    assert numbered(Path("a/b.png"), 7, 120) == Path("a/b-007.png")


@pytest.fixture
def batch(store, keep):
    """Draw a batch of a member's card and a proof of registration; return its id."""
    event = keep(a.event()).id
    people = keep(a.person(name="Siti Rahmawati", member_number="12345678901"), a.person())
    enrolments = keep(*(a.enrolment(event_id=event, person_id=one.id) for one in people))
    with store.writing("Queue") as session:
        cards = [queue_card(session, session.merge(one)).id for one in enrolments]
        return draw_batch(session, cards, sheet="id1", design="").id


@pytest.mark.parametrize("turn", TURNS)
def test_the_code_on_a_card_as_the_printer_gets_it_is_genuine(store, batch, tmp_path, turn):
    paper = tmp_path / "batch.pdf"
    finish(write_batch(store, batch, paper, words=Words("id")))
    texts = [zxingcpp.read_barcodes(picture)[0].text for picture in bitmaps(paper, turn=turn)]
    with store.reading() as session:
        found = [check_code(session, text) for text in texts]
        assert {one.mark for one in found} == {signer(session).mark}
    assert [one.verdict for one in found] == [Standing.GENUINE] * 2
    assert (found[0].number, found[0].serial) == ("12345678901", "K00-000001")
    assert found[0].name_fits("Siti Rahmawati")
