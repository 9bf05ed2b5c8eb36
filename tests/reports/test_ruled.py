import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document import A4
from reports.page import write_pages
from reports.ruled import table
from tests.reports.values import INDONESIAN, written
from tests.reports.values import texts as page_texts

WIDTHS = (200.0, 100.0)
ROW = 15.5
"""Points that a row of one line takes, and under them those of the headings."""
HEAD = 14.0


def made(count, **given):
    rows = [[f"Baris {number}", f"#{number};"] for number in range(count)]
    return table(["Nama", "Angka"], rows, WIDTHS, **given)


def height(one):
    return one.wrap(300, 1000)[1]


def test_rows_are_as_high_as_their_text():
    assert height(made(3)) == HEAD + 3 * ROW
    long = table(["Nama", "Angka"], [["Nama yang panjang sekali " * 4, "1"]], WIDTHS)
    assert height(long) == HEAD + ROW + 11.5


@given(st.integers(0, 40), st.floats(0, 700), st.booleans())
def test_what_is_split_loses_no_row_and_fits(count, room, total):
    whole = made(count, total=total)
    parts = whole.split(300, room)
    if not parts:
        assert height(whole) <= room or room < HEAD + ROW
        return
    first, rest = parts
    assert height(first) <= room
    assert height(first) + height(rest) == height(whole) + HEAD
    assert count == 2 or height(rest) >= HEAD + 2 * ROW  # no row stands alone


@pytest.mark.parametrize("count", [40, 60, 97])
def test_each_page_has_the_headings_and_each_row_stands_once(count):
    pdf = written(write_pages, A4, "Tabel", INDONESIAN, lambda: [made(count, total=True)])
    texts = page_texts(pdf)
    assert len(texts) > 1 or count == 40
    assert all(text.count("Angka") == 1 for text in texts)
    found = [int(number) for number in re.findall(r"#(\d+);", "".join(texts))]
    assert found == list(range(count))
