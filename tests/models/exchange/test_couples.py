"""Lists with a husband and a wife in each row: each is a person, with their own alone."""

import pytest

from models.exchange.file_notes import file_notes
from models.exchange.headers import find_list
from models.exchange.plan import plan_rows
from models.progress import finish
from tests.models.exchange.lists import AGUS, BUDI, SITI, TODAY, workbook

DEWI = "6501035212900004"
PHONE = "081234567890"
ONE_ROW = [
    ["DATA SUAMI ISTRI"],
    ["No", "Nama Suami", "NIK Suami", "Nama Istri", "NIK Istri", "Desa", "No HP"],
]
TWO_ROWS = [
    ["No", "Suami", "", "Istri", "", "Desa", "No HP"],
    ["", "Nama", "NIK", "Nama", "NIK", "", ""],
]
PEOPLE = [
    [1, "Budi", BUDI, "Siti", SITI, "Apung", PHONE],
    [2, "Agus", AGUS, "", "", "Pimping", ""],
    [3, "", "", "Dewi", DEWI, "Apung", ""],
    ["", "Jumlah", 4, "", "", "", ""],
]


def told(rows, side, merged=()):
    listed = find_list(workbook(rows, merged=merged), f"Sheet1 · {side}")
    plan = finish(plan_rows(listed, listed.mapping, today=TODAY))
    return [(row.line, *row.person[:2], row.person.village, row.person.phone) for row in plan.rows]


@pytest.mark.parametrize(
    ("heading", "merged"),
    [(ONE_ROW, ()), (TWO_ROWS, ()), (TWO_ROWS, [((0, 1), (0, 2)), ((0, 3), (0, 4))])],
)
def test_of_a_couple_each_is_taken_with_what_is_theirs(heading, merged):
    rows = [*heading, *PEOPLE]
    phone = "+62" + PHONE[1:]
    assert told(rows, "Suami", merged) == [
        (3, BUDI, "Budi", "Apung", phone),
        (4, AGUS, "Agus", "Pimping", None),
    ]
    assert told(rows, "Istri", merged) == [
        (3, SITI, "Siti", "Apung", None),
        (5, DEWI, "Dewi", "Apung", None),
    ]


def test_that_there_is_a_list_of_the_others_too_is_told():
    listed = find_list(workbook([*ONE_ROW, *PEOPLE]))
    plan = finish(plan_rows(listed, listed.mapping, today=TODAY))
    assert listed.sheet_name == "Sheet1 · Suami"
    (note,) = file_notes(listed, listed.mapping, plan)
    assert "Sheet1 · Istri" in note


def test_a_wife_beside_the_one_who_is_listed_stays_left_out():
    rows = [["Nama", "NIK", "Nama Istri", "NIK Istri"], ["Budi", BUDI, "Siti", SITI]]
    assert find_list(workbook(rows)).sheet_name == "Sheet1"


def test_a_column_of_either_is_of_nobody():
    heading = ["Nama Suami", "NIK Suami", "Nama Istri", "NIK Istri", "No HP Suami/Istri"]
    rows = [heading, ["Budi", BUDI, "Siti", SITI, PHONE]]
    assert told(rows, "Suami") == [(2, BUDI, "Budi", None, None)]
    assert told(rows, "Istri") == [(2, SITI, "Siti", None, None)]


def test_a_title_that_speaks_of_couples_makes_none():
    rows = [
        ["DATA SUAMI ISTRI", "", ""],
        ["No", "Nama", "NIK"],
        [1, "Budi", BUDI],
        [2, "Siti", SITI],
    ]
    listed = find_list(workbook(rows, merged=[((0, 0), (0, 2))]))
    assert (listed.sheet_name, len(listed.rows)) == ("Sheet1", 2)
