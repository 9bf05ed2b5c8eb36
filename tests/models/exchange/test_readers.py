from datetime import date, datetime

import pytest

from models.exchange.headings import ColumnKind
from models.exchange.planned import RowFault
from models.exchange.readers import (
    birth_date_column,
    birth_place_date_column,
    email_column,
    income_column,
    kk_column,
    phone_column,
    rt_column,
    sex_column,
    text_column,
)
from models.people.tables import Sex
from tests.models.exchange.lists import TODAY


def said(column, cell):
    """Return what a column reads in a cell, and what is wrong with it."""
    return column.read_all([cell])[0], column.faults.get(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "L",
        "l",
        "LK",
        "Lk.",
        "L.",
        "LAKI-LAKI",
        "Laki laki",
        "LAKI2",
        "Lk2",
        "Pria",
        "M",
        "Male",
        " l ",
    ],
)
def test_men_are_known_in_all_spellings(cell):
    assert said(sex_column(), cell) == (Sex.MALE, None)


@pytest.mark.parametrize("cell", ["P", "pr", "PR.", "PEREMPUAN", "Wanita", "w", "F", "Female"])
def test_women_are_known_in_all_spellings(cell):
    assert said(sex_column(), cell) == (Sex.FEMALE, None)


@pytest.mark.parametrize("cell", ["X", "L/P", "?", 1.0, "Petani"])
def test_what_is_no_sex_is_told(cell):
    assert said(sex_column(), cell) == (None, RowFault.SEX)


@pytest.mark.parametrize(
    "cell", ["", " ", "-", "...", "\xa0", "Tidak ada", "blm punya", "#N/A", "null"]
)
def test_an_empty_cell_says_nothing_and_has_no_fault(cell):
    columns = [
        sex_column(),
        phone_column(),
        email_column(),
        kk_column(),
        income_column(),
        rt_column(),
        birth_date_column(TODAY),
        text_column(ColumnKind.ADDRESS),
    ]
    assert [said(column, cell) for column in columns] == [(None, None)] * len(columns)


@pytest.mark.parametrize(
    ("cell", "born"),
    [
        ("13-05-65", date(1965, 5, 13)),
        ("28/10/1983", date(1983, 10, 28)),
        ("12 Mei 1980", date(1980, 5, 12)),
        (date(1980, 5, 12), date(1980, 5, 12)),
        (datetime(1980, 5, 12, 0, 0), date(1980, 5, 12)),
        (29353.0, date(1980, 5, 12)),
        ("1980-05-12", date(1980, 5, 12)),
        ("12-05-10", date(1910, 5, 12)),
    ],
)
def test_birth_dates_are_read_in_every_style(cell, born):
    column = birth_date_column(date(2020, 1, 1))
    assert said(column, cell) == (born, None)


@pytest.mark.parametrize(
    "cell",
    ["31-02-1980", "13-13-1980", "kemarin", "12-05-2092", date(2030, 1, 1), date(1890, 1, 1), 5.0],
)
def test_what_is_no_birth_date_is_told(cell):
    assert said(birth_date_column(TODAY), cell) == (None, RowFault.BIRTH_DATE)


def test_place_and_date_in_one_cell_are_parted():
    column = birth_place_date_column(TODAY)
    assert said(column, "Bulungan, 12 Mei 1980") == (("Bulungan", date(1980, 5, 12)), None)


def test_a_place_with_an_impossible_date_keeps_the_place_and_tells():
    column = birth_place_date_column(TODAY)
    assert said(column, "Bulungan, 31-02-1980") == (("Bulungan", None), RowFault.BIRTH_DATE)


@pytest.mark.parametrize("cell", ["0822 7767 2649", "+62 822-7767-2649", 82277672649.0])
def test_a_phone_is_kept_in_one_form(cell):
    assert said(phone_column(), cell) == ("+6282277672649", None)


@pytest.mark.parametrize(
    "cell", ["082277672649 / 081234567890", "082277672649, 0812", "082277672649\n081234567890"]
)
def test_of_several_phones_the_first_is_taken_and_that_is_told(cell):
    assert said(phone_column(), cell) == ("+6282277672649", RowFault.PHONE_SEVERAL)


@pytest.mark.parametrize("cell", ["0822", "pakai WA istri", 6501031305650001.0, "=1+1"])
def test_what_is_no_phone_is_told(cell):
    assert said(phone_column(), cell) == (None, RowFault.PHONE)


def test_a_family_card_number_is_kept_without_separators():
    assert said(kk_column(), "6501.0301.0110.0001") == ("6501030101100001", None)


@pytest.mark.parametrize("cell", [6501030101100001.0, "65010301011000", "650103010110000O"])
def test_a_family_card_number_that_cannot_be_trusted_is_told(cell):
    assert said(kk_column(), cell) == (None, RowFault.KK)


@pytest.mark.parametrize(("cell", "rt"), [(6.0, "6"), ("003/001", "003/001"), ("RT 06", "06")])
def test_an_rt_is_kept_as_text(cell, rt):
    assert said(rt_column(), cell) == (rt, None)


def test_an_rt_that_a_spreadsheet_made_a_date_of_is_told():
    assert said(rt_column(), date(2022, 3, 1)) == (None, RowFault.RT)


@pytest.mark.parametrize("cell", ["Rp 1.500.000,-", "1,5 jt", 1_500_000.0])
def test_an_income_is_whole_rupiah(cell):
    assert said(income_column(), cell) == (1_500_000, None)


@pytest.mark.parametrize("cell", [1500.0, "1.500", "Rp 150"])
def test_an_income_in_thousands_is_told_and_never_taken_for_rupiah(cell):
    assert said(income_column(), cell) == (None, RowFault.INCOME_SMALL)
    assert said(income_column(), 0.0) == (0, None)


def test_what_is_no_income_is_told():
    assert said(income_column(), "tidak tentu") == (None, RowFault.INCOME)


@pytest.mark.parametrize("cell", ["budi", "a@b@c", "x" * 400 + "@desa.id", "a b@desa.id"])
def test_what_is_no_email_is_told(cell):
    assert said(email_column(), cell) == (None, RowFault.EMAIL)


def test_a_text_longer_than_the_database_keeps_is_cut_and_told():
    kept, fault = said(text_column(ColumnKind.OCCUPATION), "x" * 5000)
    assert (len(kept), fault) == (300, RowFault.TOO_LONG)


@pytest.mark.parametrize("cell", [9.0, "2002", "65.01.03.2002"])
def test_a_code_is_no_occupation_and_no_village_and_is_told(cell):
    for kind in (ColumnKind.OCCUPATION, ColumnKind.VILLAGE, ColumnKind.BIRTH_PLACE):
        assert said(text_column(kind), cell) == (None, RowFault.CODE)
    assert said(text_column(ColumnKind.GROUP), "2") == ("2", None)


def test_a_text_is_one_line_without_unseen_signs():
    column = text_column(ColumnKind.ADDRESS)
    assert said(column, ": Jl. A") == ("Jl. A", None)
    assert said(column, " Jl.\tA\x00\n\u202eRT  3\u200b ") == ("Jl. A RT 3", None)


def test_each_different_cell_is_read_once():
    read = []
    column = sex_column()
    column._read = lambda cell: (read.append(cell), (None, None))[1]
    column.read_all(["x"] * 100)
    assert read == ["x"]
