"""Those of whom a list says that they have died or moved away: told, and nobody is left out."""

import pytest

from models.exchange.headings import ColumnKind
from models.exchange.plan import mend
from models.exchange.planned import RowStatus
from tests.models.exchange.lists import BUDI, SITI, faults, planned

K = ColumnKind


@pytest.mark.parametrize(
    ("name", "remark", "gone"),
    [
        ("Budi", "Meninggal", True),
        ("Budi", "ybs sudah meninggal dunia th 2020", True),
        ("Budi", "MD", True),
        ("Budi", "Deceased", True),
        ("Budi", "Pindah ke Tarakan", True),
        ("Budi", "(alm)", True),
        ("Budi Karim (Alm)", "", True),
        ("Alm. Budi", "", True),
        ("Budi (Almarhum)", "", True),
        ("Siti binti (Alm) Hasan", "", False),
        ("Siti (istri alm. Budi)", "", False),
        ("Halma Almira", "", False),
        ("Budi", "Suami meninggal", False),
        ("Budi", "Pindah dari Tarakan", False),
        ("Budi", "Alm. Karim", False),  # another, as the father
        ("Budi", "aktif", False),
    ],
)
def test_who_is_gone_is_told_beside_the_row_and_stays_in_the_list(name, remark, gone):
    rows = [["Nama", "NIK", "Keterangan"], [name, BUDI, remark], ["Siti", SITI, "aktif"]]
    row, other = planned(rows).rows
    assert row.status is RowStatus.ADD
    assert faults(row) == (["gone"] if gone else [])
    assert faults(other) == []


def test_a_remark_on_an_heir_says_nothing_of_the_person():
    rows = [["Nama", "NIK", "Keterangan Ahli Waris"], ["Budi", BUDI, "Meninggal"]]
    assert faults(planned(rows).rows[0]) == []


def test_a_name_put_right_is_not_told_any_more_but_a_remark_is():
    rows = [
        ["Nama", "NIK", "Ket"],
        ["Budi (Alm)", BUDI, ""],
        ["Siti", SITI, "wafat"],
    ]
    plan = mend(mend(planned(rows), 2, K.NAME, "Budi"), 3, K.NAME, "Siti Aminah")
    assert [faults(row) for row in plan.rows] == [[], ["gone"]]
