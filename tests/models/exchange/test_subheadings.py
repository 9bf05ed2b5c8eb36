"""Groups and villages that stand in rows of their own, said of the people below them."""

import pytest

from models.exchange.headings import ColumnKind
from models.exchange.plan import mend
from tests.models.exchange.lists import AGUS, BUDI, SITI, planned, skipped, statuses

K = ColumnKind
HEADING = ["NO", "NAMA", "NIK"]


def said(plan):
    return [(row.person.village, row.person.rt, row.person.group_name) for row in plan.rows]


def test_a_group_between_the_rows_is_that_of_those_below():
    plan = planned(
        [
            HEADING,
            ["KELOMPOK TANI MAJU", "", ""],
            [1, "Budi", BUDI],
            ["KELOMPOK TANI JAYA", "", ""],
            [2, "Siti", SITI],
            [3, "Agus", AGUS],
        ]
    )
    assert [row.person.group_name for row in plan.rows] == [
        "KELOMPOK TANI MAJU",
        "KELOMPOK TANI JAYA",
        "KELOMPOK TANI JAYA",
    ]
    assert skipped(plan)[1:] == [(2, "subheading"), (4, "subheading")]


def test_a_label_whose_colon_stands_in_a_cell_of_its_own_is_nobody():
    rows = [["Kelompok", ":", "Maju"], ["Ketua", ":", "Pak Ali"], ["1", "Siti", SITI]]
    plan = planned([["Desa", ":", "Apung"], ["No", "Nama", "NIK"], ["1", "Budi", BUDI], *rows])
    assert [(row.person.name, row.person.group_name, row.person.village) for row in plan.rows] == [
        ("Budi", None, "Apung"),
        ("Siti", "Maju", "Apung"),
    ]


def test_those_above_the_first_heading_have_none():
    plan = planned([HEADING, [1, "Budi", BUDI], ["", "RT 03", ""], [2, "Siti", SITI]])
    assert said(plan) == [(None, None, None), (None, "03", None)]


def test_another_village_ends_the_groups_of_the_one_before():
    plan = planned(
        [
            HEADING,
            ["A. DESA PIMPING", "", ""],
            ["RT 02", "", ""],
            ["", "Kelompok : Maju", ""],
            [1, "Budi", BUDI],
            ["B. DESA APUNG", "", ""],
            [2, "Siti", SITI],
        ]
    )
    assert said(plan) == [("PIMPING", "02", "Maju"), ("APUNG", None, None)]


@pytest.mark.parametrize(
    ("text", "field", "told"),
    [
        ("Desa Pimping", "village", "Pimping"),
        ("DESA : PIMPING", "village", "PIMPING"),
        ("II. Kelurahan Tanjung Selor Hilir", "village", "Tanjung Selor Hilir"),
        ("Desa Pimping Kec. Tanjung Palas Utara", "village", "Pimping"),
        ("Desa Pimping, Kecamatan Tanjung Palas", "village", "Pimping"),
        ("RT 05 RW 02", "rt", "05 RW 02"),
        ("Kelompok Tani: Maju Bersama", "group_name", "Maju Bersama"),
        ("Nama Kelompok Maju", "group_name", "Kelompok Maju"),
        ("KUB Mina Jaya", "group_name", "KUB Mina Jaya"),
        ("Poktan Subur 2", "group_name", "Poktan Subur 2"),
    ],
)
def test_each_way_to_write_it_is_understood(text, field, told):
    plan = planned([HEADING, [1, "Budi", BUDI], [text, "", ""], [2, "Siti", SITI]])
    assert getattr(plan.rows[1].person, field) == told
    assert getattr(plan.rows[0].person, field) is None


@pytest.mark.parametrize("text", ["Kelompok", "DESA :", "Dusun Dua", "Blok C", "Bagian 2"])
def test_what_names_neither_group_nor_village_says_nothing(text):
    plan = planned([HEADING, [1, "Budi", BUDI], [text, "", ""], [2, "Siti", SITI]])
    assert said(plan) == [(None, None, None)] * 2
    assert len(plan.rows) == 2


def test_what_a_row_says_itself_stays():
    plan = planned(
        [
            [*HEADING, "KELOMPOK"],
            ["Kelompok Maju", "", "", ""],
            [1, "Budi", BUDI, "Jaya"],
            [2, "Siti", SITI, ""],
        ]
    )
    assert [row.person.group_name for row in plan.rows] == ["Jaya", "Kelompok Maju"]


def test_a_title_says_something_only_with_a_colon():
    titled = planned([["DAFTAR PETANI DESA PIMPING"], HEADING, [1, "Budi", BUDI]])
    assert titled.rows[0].person.village is None
    parted = planned([["Desa", ": Pimping"], HEADING, [1, "Budi", BUDI]])
    assert parted.rows[0].person.village == "Pimping"


def test_it_stays_when_another_cell_is_mended_and_can_be_mended_itself():
    plan = planned([HEADING, [1, "A", BUDI], ["Desa Pimping", "", ""], [2, "", SITI]])
    mended = mend(plan, 4, K.NAME, "Siti")
    assert (mended.row_at(4).person.name, mended.row_at(4).person.village) == ("Siti", "Pimping")
    assert mend(mended, 4, K.VILLAGE, "Apung").row_at(4).person.village == "Apung"
    assert not mend(mended, 4, K.VILLAGE, "").row_at(4).person.village


def test_a_person_whose_name_begins_like_a_group_is_still_one():
    plan = planned([HEADING, [1, "Kelompok Karim", BUDI], [2, "Siti", SITI]])
    assert statuses(plan) == [(2, "add"), (3, "add")]


@pytest.mark.parametrize(
    "marks", [("A", "B"), ("A.", "B."), ("I", "II"), ("1", "2"), ("(a)", "(b)")]
)
def test_a_village_with_a_number_of_its_own_is_nobody(marks):
    rows = [HEADING]
    for mark, village, person in zip(
        marks, ("PIMPING", "APUNG"), (["1", "Budi", BUDI], ["1", "Siti", SITI]), strict=True
    ):
        rows += [[mark, f"DESA {village}", ""], person]
    plan = planned(rows)
    assert [line for line, _status in statuses(plan)] == [3, 5]
    assert [row.person.village for row in plan.rows] == ["PIMPING", "APUNG"]


def test_who_has_only_a_name_beside_a_number_is_somebody():
    plan = planned([HEADING, ["1", "Desa", ""], ["2", "Dusunawati", ""], ["3", "Budi", BUDI]])
    assert statuses(plan) == [(2, "problem"), (3, "problem"), (4, "add")]


def test_the_first_group_may_stand_above_the_heading_as_the_others_stand_below():
    rows = [["KELOMPOK TANI MAJU"], HEADING, [1, "Budi", BUDI]]
    below = [["KELOMPOK TANI JAYA"], HEADING, [1, "Siti", SITI]]
    assert [row.person.group_name for row in planned([*rows, *below]).rows] == [
        "KELOMPOK TANI MAJU",
        "KELOMPOK TANI JAYA",
    ]
    assert [row.person.group_name for row in planned(rows).rows] == [None]


@pytest.mark.parametrize("lines", [["Kelompok: Maju", "Desa: Apung"], ["Desa: Apung", "KUB: Maju"]])
def test_a_title_says_group_and_village_in_either_order(lines):
    plan = planned([*([line] for line in lines), HEADING, [1, "Budi", BUDI]])
    assert said(plan) == [("Apung", None, "Maju")]


def test_a_family_card_above_its_family_is_theirs_and_of_a_letterhead_nobodys():
    one, two = "6501031305100001", "6501031305100002"
    families = [[1, "Budi", BUDI], [f"No. KK : {two}"], HEADING, [1, "Siti", SITI]]
    plan = planned([[f"No. KK : {one}"], HEADING, *families])
    assert [row.person.kk_number for row in plan.rows] == [one, two]
    plan = planned([[f"No. KK : {one}"], HEADING, [1, "Budi", BUDI], [2, "Siti", SITI]])
    assert [row.person.kk_number for row in plan.rows] == [None, None]
