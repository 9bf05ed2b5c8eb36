from io import BytesIO

import pytest

from models.progress import finish
from reports.document import A4, F4
from reports.people_paper import PeopleTable, write_people_paper
from tests.reports.values import ENGLISH, HOSTILE, INDONESIAN, LONG, boxes, sizes, text, texts

KEYS = ("name", "nik", "village")
HEADINGS = ("Name", "NIK", "Village")
ALL = ("name", "nik", "village", "occupation", "phone", "born", "sex", "status", "cover", "number",
       "event", "group", "flag")  # fmt: skip
MM = 72 / 25.4


def people(count):
    return [
        (f"Orang {number}", f"650103••••••{number:04}", "Desa Pimping") for number in range(count)
    ]


def paper(lines, words=ENGLISH, keys=KEYS, headings=HEADINGS, **settings):
    out = BytesIO()
    table = PeopleTable("Kantor Cabang Bulungan", "2 people", keys, headings, lines)
    pages = finish(write_people_paper(out, table, words, **settings))
    assert len(sizes(out.getvalue())) == pages
    return out.getvalue()


@pytest.mark.parametrize(("sheet", "wide"), [(A4, 297), (F4, 330)])
def test_the_pages_lie_across(sheet, wide):
    [(width, height)] = {tuple(size) for size in sizes(paper(people(90), paper=sheet))}
    assert width == pytest.approx(wide * MM, abs=1)
    assert width > height


def test_everybody_is_on_it_in_order_with_a_number():
    shown = text(paper(people(90)))
    places = [shown.index(f"{number + 1} Orang {number} ") for number in range(90)]
    assert places == sorted(places)


def test_every_page_carries_heading_captions_and_its_number():
    pages = texts(paper(people(90)))
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        for expected in ("Kantor Cabang Bulungan", "2 people", *HEADINGS):
            assert expected in page
        assert f"Page {number} of {len(pages)}" in page


def test_nobody_is_a_page_with_the_captions():
    assert "Village" in text(paper([]))


def test_the_words_are_those_of_the_document():
    shown = text(paper(people(1), INDONESIAN))
    assert "Halaman 1 dari 1" in shown


def test_a_line_says_what_the_columns_hold_as_it_is():
    shown = text(paper([("Siti", "650103••••••0001", "Pimping")]))
    assert "1 Siti 650103••••••0001 Pimping" in shown


@pytest.mark.parametrize("name", [*HOSTILE, LONG])
def test_hostile_text_stays_on_the_page(name):
    lines = [(name, name, name)] * 3
    page = paper(lines)
    [(width, height)] = sizes(page)
    for _letter, (left, bottom, right, top) in boxes(page):
        assert left >= 0
        assert right <= width + 1
        assert bottom >= 0
        assert top <= height + 1


def test_all_columns_at_once_have_room():
    line = ("Muhammad Nur Rahmatullah", "6501031305650001", "Desa Pimping, Kec. Utara", "Petani",
            "0812-3456-7890", "13/05/1965", "Perempuan", "Perlu didaftarkan", "31/12/2022",
            "12345678901", "Sosialisasi Desa Pimping", "Kelompok Mekar", "Cek")  # fmt: skip
    shown = text(paper([line], keys=ALL, headings=ALL)).replace("\n", " ")
    for said in ("6501031305650001", "12345678901", "13/05/1965"):
        assert said in shown


def test_equal_input_gives_equal_bytes():
    assert paper(people(30)) == paper(people(30))
