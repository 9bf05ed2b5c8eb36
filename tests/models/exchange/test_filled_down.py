"""What a list says once for several people is said of each of them."""

import pytest

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
