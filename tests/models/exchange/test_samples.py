"""The lists given as examples: what is told of each is what stands in it, no more and no less."""

from datetime import date
from pathlib import Path

import pytest

from models.exchange.headers import read_list
from models.exchange.plan import niks, plan_rows
from models.exchange.planned import RowFault, RowStatus
from models.people.tables import Sex
from models.progress import finish
from tests.models.exchange.lists import TODAY, faults, skipped

DATA = Path(__file__).parents[3] / "resources" / "demo"


@pytest.fixture(scope="module")
def pimping():
    listed = finish(read_list(DATA / "daftar-petani-pimping.xlsx"))
    return finish(plan_rows(listed, listed.mapping, today=TODAY))


@pytest.fixture(scope="module")
def fishers():
    listed = finish(read_list(DATA / "nelayan-tanjung-selor.csv"))
    return finish(plan_rows(listed, listed.mapping, today=TODAY))


def lines(plan, fault):
    return [row.line for row in plan.rows if fault.value in faults(row)]


def test_the_columns_of_the_farmers_are_understood(pimping):
    assert [(each.heading, each.kind.value) for each in pimping.found.proposals] == [
        ("NO", "number"),
        ("NAMA LENGKAP", "name"),
        ("NIK", "nik"),
        ("TGL LAHIR", "birth_date"),
        ("L/P", "sex"),
        ("PEKERJAAN", "occupation"),
        ("KELOMPOK TANI", "group"),
        ("RT", "rt"),
        ("NO. HP", "phone"),
    ]
    assert min(each.confidence for each in pimping.found.proposals) > 0.95


def test_two_hundred_rows_of_farmers_are_judged(pimping):
    assert (pimping.rows[0].line, pimping.rows[-1].line, len(pimping.rows)) == (5, 204, 200)
    assert pimping.counts() == {
        RowStatus.ADD: 193,
        RowStatus.KNOWN: 0,
        RowStatus.TWICE: 3,
        RowStatus.PROBLEM: 4,
    }


def test_titles_heading_total_and_signatures_are_told(pimping):
    assert skipped(pimping) == [
        (1, "title"),
        (2, "title"),
        (4, "heading"),
        (205, "total"),
        (207, "signature"),
        (208, "signature"),
    ]


def test_the_two_niks_that_excel_rounded_are_told(pimping):
    assert lines(pimping, RowFault.NIK_ROUNDED) == [12, 57]
    assert {pimping.row_at(line).status for line in (12, 57)} == {RowStatus.PROBLEM}
    assert {pimping.row_at(line).person.nik for line in (12, 57)} == {None}


def test_the_nik_of_fifteen_digits_is_told(pimping):
    assert lines(pimping, RowFault.NIK_LENGTH) == [90]
    assert "15 digits" in pimping.row_at(90).reasons()[0]


def test_the_nik_with_a_letter_is_told(pimping):
    assert lines(pimping, RowFault.NIK_LETTER) == [121]
    assert "“O”" in pimping.row_at(121).reasons()[0]


def test_the_birth_date_that_contradicts_its_nik_is_told_and_kept(pimping):
    assert lines(pimping, RowFault.NIK_BIRTH_DATE) == [150]
    row = pimping.row_at(150)
    assert (row.status, row.person.birth_date) == (RowStatus.ADD, date(1990, 2, 28))


def test_the_three_people_listed_twice_are_told_with_their_first_line(pimping):
    twice = [(row.line, row.twin_line) for row in pimping.rows if row.twin_line]
    assert twice == [(202, 20), (203, 77), (204, 140)]


def test_niks_of_before_the_province_was_parted_are_only_warned_of(pimping):
    old = [row for row in pimping.rows if (row.person.nik or "").startswith("6404")]
    assert lines(pimping, RowFault.NIK_REGION) == [row.line for row in old]
    assert len(old) == 42
    assert {row.status for row in old} == {RowStatus.ADD}


def test_nothing_else_is_told_of_the_farmers(pimping):
    assert set(pimping.fault_counts()) == {
        RowFault.NIK_REGION,
        RowFault.NIK_ROUNDED,
        RowFault.NIK_LENGTH,
        RowFault.NIK_LETTER,
        RowFault.NIK_BIRTH_DATE,
    }


def test_every_line_of_the_farmers_is_in_the_report(pimping):
    assert [row.line for row in pimping.report()] == [1, 2, 4, *range(5, 206), 207, 208]


def test_every_birth_date_sex_and_phone_of_the_farmers_is_read(pimping):
    assert all(row.person.birth_date and row.person.sex for row in pimping.rows)
    assert not any(row.from_nik for row in pimping.rows)
    cells = [row[8] for row in pimping.found.rows[:200]]
    assert [bool(row.person.phone) for row in pimping.rows] == [bool(cell) for cell in cells]


def test_a_farmer_is_read_whole(pimping):
    person = pimping.row_at(7).person
    assert (person.nik, person.name) == ("6404014606879986", "Dewi Mappa")
    assert (person.birth_date, person.sex) == (date(1987, 6, 6), Sex.FEMALE)
    assert (person.phone, person.rt) == ("+6281327604564", "1")
    assert (person.occupation, person.group_name) == ("Petani padi", "Harapan Bersama")


def test_the_other_sheet_of_the_farmers_is_empty(pimping):
    assert (pimping.found.sheet_name, pimping.found.others) == ("Petani", ())


def test_the_fishers_are_all_new(fishers):
    assert fishers.counts()[RowStatus.ADD] == len(fishers.rows) == 120
    assert (fishers.rows[0].line, fishers.rows[-1].line) == (2, 121)
    assert set(fishers.fault_counts()) == {RowFault.NIK_REGION}


def test_the_fishers_incomes_are_read_however_they_are_written(fishers):
    amounts = {row.person.income for row in fishers.rows}
    assert amounts == {1_000_000, 1_250_000, 1_500_000, 2_000_000, 2_500_000}


def test_birth_date_and_sex_of_the_fishers_come_from_their_niks(fishers):
    assert {row.from_nik for row in fishers.rows} == {("birth_date", "sex")}
    assert all(row.person.birth_date and row.person.sex for row in fishers.rows)


def test_the_file_of_the_agency_is_a_list_of_people_too():
    listed = finish(read_list(DATA / "nomor-peserta-dari-pusat.xlsx"))
    assert len(niks(listed, listed.mapping)) == 116
