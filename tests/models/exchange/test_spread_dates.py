"""Birth dates that stand in three columns are put together, from the file to the person kept."""

from datetime import date

import pytest
from sqlalchemy import select

from models.exchange.importing import plan_import, take_in
from models.people.tables import Person
from models.progress import finish
from tests import factories as a
from tests.models.exchange.files import write_xlsx
from tests.models.exchange.lists import AGUS, BUDI, SITI, faults, kinds, planned

BORN = [date(1965, 5, 13), date(1987, 6, 6)]


def births(plan):
    return [row.person.birth_date for row in plan.rows]


@pytest.mark.parametrize(
    ("heading", "merged"),
    [
        ([["Nama", "NIK", "Tanggal Lahir", "", ""], ["", "", "Tgl", "Bln", "Thn"]], [(0, 2, 0, 4)]),
        ([["Nama", "NIK", "Tanggal Lahir", "", ""]], []),
        ([["Nama", "NIK", "Hari", "Bulan", "Tahun"]], []),
        ([["Nama", "NIK", "Day of birth", "Month", "Year of birth (yyyy)"]], []),
    ],
)
def test_day_month_and_year_make_one_date_that_is_kept(store, keep, tmp_path, heading, merged):
    people = [["Budi", BUDI, 13, "Mei", 1965], ["Siti", SITI, "06", "6", "87"]]
    path = write_xlsx(tmp_path / "daftar.xlsx", [*heading, *people], merges=merged)
    plan = finish(plan_import(store, path))
    assert [(row.person.birth_date, row.from_nik) for row in plan.rows] == [
        (BORN[0], ("sex",)),
        (BORN[1], ("sex",)),
    ]
    finish(take_in(store, keep(a.event()).id, plan))
    with store.reading() as session:
        assert set(session.scalars(select(Person.birth_date))) == set(BORN)


def test_the_year_may_stand_first_and_a_place_before_it():
    rows = [
        ["Nama", "NIK", "Tempat, Tanggal Lahir", "", "", ""],
        ["", "", "Tempat", "Thn", "Bln", "Tgl"],
        ["Budi", BUDI, "Apung", 1965.0, 5.0, 13.0],
        ["Siti", SITI, "Tarakan", 1987.0, 6.0, 6.0],
    ]
    plan = planned(rows, merged=[((0, 2), (0, 5))])
    assert births(plan) == BORN
    assert [row.person.birth_place for row in plan.rows] == ["Apung", "Tarakan"]


def test_a_part_that_is_missing_or_cannot_be_is_told():
    rows = [["Nama", "NIK", "Tgl", "Bln", "Thn"], ["Budi", BUDI, 13, 5, 1965]]
    plan = planned([*rows, ["Siti", SITI, 6, "", 1987], ["Agus", AGUS, 31, 2, 1984]])
    assert [faults(row) for row in plan.rows] == [[], ["birth_date"], ["birth_date"]]
    assert plan.rows[2].problems[0].given == "31-2-1984"


@pytest.mark.parametrize(
    ("titles", "cells"),
    [
        (["Tgl", "Bln", "Thn"], [[13, 5, 2026], [6, 6, 2026]]),  # when they were enrolled
        (["RT", "RW", "Tahun tanam"], [[1, 2, 1998], [3, 4, 1999]]),
        (["Tgl", "Bln", "Luas"], [[13, 5, 1965], [6, 6, 1987]]),
    ],
)
def test_what_is_no_birth_date_is_not_made_one(titles, cells):
    rows = [["Nama", "NIK", *titles], ["Budi", BUDI, *cells[0]], ["Siti", SITI, *cells[1]]]
    assert "birth_date" not in kinds(rows)


def test_a_whole_birth_date_is_believed_before_its_parts():
    rows = [["Nama", "NIK", "Tgl lahir", "Tgl", "Bln", "Thn"]]
    plan = planned([*rows, ["Budi", BUDI, "13-05-1965", 1, 1, 1990]])
    assert births(plan) == [BORN[0]]
