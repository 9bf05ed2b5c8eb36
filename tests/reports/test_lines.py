import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.lines import BODY, Lines
from reports.page import readable_logo, write_pages
from reports.text import clean
from tests.reports.values import ENGLISH, HOSTILE, LONG, boxes, sizes, text, texts, written

A4 = (210.0, 297.0)


def page_of(*flowables):
    return written(write_pages, A4, "Judul", ENGLISH, lambda: list(flowables))


def letters(shown):
    return "".join(shown.split())


@pytest.mark.parametrize("hostile", HOSTILE[:5])
def test_no_letter_is_taken_for_markup(hostile):
    assert letters(hostile) in letters(text(page_of(Lines(hostile))))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_within_the_margins(hostile):
    for letter, (left, _, right, _) in boxes(page_of(Lines(hostile * 3))):
        if letter.strip():
            assert left >= 60
            assert right <= 595 - 56


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=400))
def test_nothing_of_a_text_is_lost(said):
    assert letters(said) in letters(text(page_of(Lines(said or "x"))))


def test_a_text_longer_than_a_page_goes_on():
    words = [f"kata{number}" for number in range(3000)]
    pages = texts(page_of(Lines(" ".join(words))))
    shown = " ".join(pages)
    assert len(pages) > 2
    assert all(f"{word} " in f"{shown} " for word in words)


def test_a_label_stands_once_beside_a_text_that_goes_on():
    pages = texts(page_of(Lines("isi " * 4000, lead="Mitra", indent=90)))
    assert [page.count("Mitra") for page in pages] == [1] + [0] * (len(pages) - 1)


def test_line_breaks_are_kept():
    flowable = Lines("satu\ndua")
    _, height = flowable.wrap(400, 800)
    assert height == 2 * BODY.leading


def test_an_empty_text_takes_no_room():
    assert Lines("").wrap(400, 800)[1] == 0


def test_text_of_few_lines_shrinks_and_is_cut():
    shown = text(page_of(Lines(LONG, most=1)))
    assert "…" in shown
    assert shown.startswith(clean(LONG)[:20])


def test_lines_that_were_shrunk_draw_together():
    one, many = Lines("Siti", most=2), Lines("Siti Rahmawati " * 40, most=2)
    assert one.wrap(300, 800)[1] == BODY.leading
    assert BODY.leading < many.wrap(300, 800)[1] < 1.5 * BODY.leading


def test_pages_are_counted_at_the_foot():
    pages = texts(page_of(Lines("isi " * 4000)))
    total = len(pages)
    assert all(f"Page {number} of {total}" in page for number, page in enumerate(pages, 1))


def test_the_title_stands_at_the_foot_and_is_cut_there():
    pdf = written(write_pages, A4, LONG, ENGLISH, lambda: [Lines("isi")])
    assert "NamaNama" in text(pdf)
    assert all(box[2] <= 595 - 56 for letter, box in boxes(pdf) if letter.strip())


def test_paper_is_of_the_size_asked_for():
    pdf = written(write_pages, (215.0, 330.0), "x", ENGLISH, lambda: [Lines("isi")])
    assert sizes(pdf) == [pytest.approx((215 * 72 / 25.4, 330 * 72 / 25.4), abs=0.01)]


@pytest.mark.parametrize(
    "logo", [None, b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"x" * 50, b"GIF89a"]
)
def test_what_is_no_picture_is_no_logo(logo):
    assert readable_logo(logo) is None
