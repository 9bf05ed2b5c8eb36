"""What a list says once for several people is said of each of them."""

import pytest

from models.exchange.file_notes import file_notes
from models.exchange.filled_down import said_once
from models.exchange.headings import ColumnKind
from tests.models.exchange.lists import AGUS, BUDI, SITI, found, planned

DEWI = "6501035212900004"


def villages(rows, **given):
    return [row.person.village for row in planned(rows, **given).rows]


@pytest.mark.parametrize(
    "mark", ['"', "''", "sda", "s.d.a.", "idem", '-"-', "〃", "seperti di atas"]
)
def test_a_ditto_mark_says_what_stands_above_it(mark):
    rows = [["Nama", "NIK", "Desa"], ["Budi", BUDI, "Pimping"], ["Siti", SITI, mark]]
    rows += [["Agus", AGUS, ""], ["Dewi", DEWI, mark]]
    assert villages(rows) == ["Pimping", "Pimping", None, "Pimping"]


def test_a_village_in_the_first_row_of_its_people_is_theirs():
    rows = [
        ["No", "Desa", "Nama", "NIK"],
        [1, "Pimping", "Budi", BUDI],
        [2, "", "Siti", SITI],
        [3, "Apung", "Agus", AGUS],
        [4, "", "Dewi", ""],
        ["", "", "Jumlah", 4],
        ["", "", "Kepala Desa", ""],
    ]
    plan = planned(rows)
    assert [row.person.village for row in plan.rows] == ["Pimping", "Pimping", "Apung", "Apung"]
    assert [row.line for row in plan.skipped] == [1, 6, 7]
    listed = found(rows)
    assert said_once(listed, listed.mapping) == [ColumnKind.VILLAGE]


@pytest.mark.parametrize(
    "said",
    [
        ["Pimping", "Pimping", "", ""],  # said again and again: who has none has none
        ["", "Pimping", "", "Apung"],
        ["Pimping", "Apung", "Tarakan", ""],
        ["Pimping", "", "", ""],
    ],
)
def test_a_village_that_somebody_lacks_is_not_made_up(said):
    people = zip(["Budi", "Siti", "Agus", "Dewi"], [BUDI, SITI, AGUS, DEWI], said, strict=True)
    rows = [["Nama", "NIK", "Desa"], *map(list, people)]
    assert villages(rows) == [village or None for village in said]


ONE, TWO = "6501031305100001", "6501031305100002"
FAMILIES = [("Budi", BUDI), ("Siti", SITI), ("Agus", AGUS), ("Dewi", DEWI)]


def cards(numbers, cards, relations):
    """Return what is taken as family card of each, and the notes of the whole file."""
    rows = [["No", "No KK", "Nama", "NIK", "Hubungan Keluarga"]]
    given = zip(numbers, cards, FAMILIES, relations, strict=True)
    plan = planned([*rows, *([number, card, *who, what] for number, card, who, what in given)])
    notes = file_notes(plan.found, plan.mapping, plan)
    return [row.person.kk_number for row in plan.rows], notes


@pytest.mark.parametrize(
    ("numbers", "relations"),
    [
        ([1, "", 2, ""], [""] * 4),
        ([1, 2, 3, 4], ["Kepala Keluarga", "Istri", "KEPALA KELUARGA", "Anak"]),
        ([1, 2, 3, 4], ["KK", "Istri", "kk", "Famili lain"]),
    ],
)
def test_a_family_card_in_the_first_row_of_its_family_is_theirs(numbers, relations):
    found, notes = cards(numbers, [ONE, "", TWO, ""], relations)
    assert found == [ONE, ONE, TWO, TWO]
    assert len(notes) == 1


@pytest.mark.parametrize(
    ("numbers", "relations"),
    [
        ([1, 2, 3, 4], [""] * 4),
        ([1, 2, 3, 4], ["Kepala Keluarga", "Kepala Keluarga", "Kepala Keluarga", "Anak"]),
        ([1, "", 2, 3], [""] * 4),
    ],
)
def test_a_family_card_is_nobodys_else_where_no_family_is_told_and_that_is_said(numbers, relations):
    found, notes = cards(numbers, [ONE, "", TWO, ""], relations)
    assert found == [ONE, None, TWO, None]
    assert ["only in the first row of several" in note for note in notes] == [True]
