from datetime import date

import pytest

from models.server.office_words import words_of
from reports.recovery_sheet import in_groups, write_recovery_sheet, write_words_sheet
from tests.reports.values import ENGLISH, HOSTILE, INDONESIAN, boxes, codes, sizes, text, written

CODE = "K7QM-3XWP-9RTB-HC4E-VN6J-2YFD"


def sheet(code=CODE, office="Kantor Cabang Bulungan", words=ENGLISH):
    return written(write_recovery_sheet, office, code, date(2022, 6, 1), words)


def test_it_is_one_page_of_a4():
    [size] = sizes(sheet())
    assert size == pytest.approx((595.28, 841.89), abs=0.01)


def test_the_code_stands_in_its_groups():
    shown = text(sheet())
    assert all(group in shown for group in CODE.split("-"))


@pytest.mark.parametrize("words", [ENGLISH, INDONESIAN])
def test_the_words_of_an_office_stand_on_one_page_in_their_order(words):
    phrase = words_of(bytes(range(32)))
    sheet = written(write_words_sheet, "Kantor Cabang Bulungan", phrase, date(2022, 6, 1), words)
    assert len(sizes(sheet)) == 1
    assert phrase in " ".join(text(sheet).split())
    assert codes(sheet) == [phrase]


def test_the_code_is_large():
    heights = {letter: box[3] - box[1] for letter, box in boxes(sheet()) if letter in "K7QM"}
    assert max(heights.values()) > 12


@pytest.mark.parametrize("code", [CODE, "x" * 32, "abc def ghi", "A" * 128])
def test_the_square_says_exactly_the_code(code):
    assert codes(sheet(code)) == [code]


def test_it_says_whose_it_is_when_it_was_made_and_what_for():
    shown = text(sheet())
    assert "Kantor Cabang Bulungan" in shown
    assert "Wednesday, 1 June 2022" in shown
    assert "when its passwords are forgotten" in shown
    assert "safe" in shown


def test_it_dates_in_indonesian():
    assert "Rabu, 1 Juni 2022" in text(sheet(words=INDONESIAN))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_an_office_of_any_name_has_one_page(hostile):
    pdf = sheet(office=hostile * 4)
    assert len(sizes(pdf)) == 1
    assert all(box[2] <= 595 - 56 for letter, box in boxes(pdf) if letter.strip())


def test_the_same_code_makes_the_same_bytes():
    assert sheet() == sheet()


@pytest.mark.parametrize(
    ("code", "groups"),
    [
        ("AB-CD-EF", ["AB", "CD", "EF"]),
        ("AB CD", ["AB", "CD"]),
        ("ABCDEFGHIJ", ["ABCD", "EFGH", "IJ"]),
        ("ABC", ["ABC"]),
    ],
)
def test_codes_are_grouped_as_they_are_written(code, groups):
    assert in_groups(code) == groups
