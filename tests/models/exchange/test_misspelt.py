"""Headings in which a letter is wrong are understood; names of people are none."""

import pytest

from models.exchange.headings import ColumnKind, read_heading
from models.exchange.misspelt import read_as_meant
from tests.models.exchange.lists import BUDI, kinds

K = ColumnKind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Nmaa", K.NAME),
        ("Naama Lengakp", K.NAME),
        ("Nomer Induk Kependudkan", K.NIK),
        ("Tangal Lhir", K.BIRTH_DATE),
        ("Jenis Kelmain", K.SEX),
        ("Pekrjaan", K.OCCUPATION),
        ("ALAMT", K.ADDRESS),
        ("Telpn", K.PHONE),
        ("Kelompk Tani", K.GROUP),
        ("Pendapatn", K.INCOME),
    ],
)
def test_a_misspelt_heading_is_read_as_it_was_meant(title, kind):
    assert read_heading(title) is None or read_heading(title).weight < 1
    assert read_as_meant(read_heading, title).kind is kind


@pytest.mark.parametrize(
    "name", ["Nana", "Desi", "Lamat", "Rahmat", "Kartini", "Kelana", "Tanggang", "Statis", "Agam"]
)
def test_names_of_people_are_no_headings(name):
    assert read_as_meant(read_heading, name) is None


def test_a_whole_row_of_misspelt_headings_is_one():
    rows = [["Nmr", "Nam", "N.I.K", "Tgl. Lhr", "Jns Klmn", "Almt", "Telpn"]]
    rows.append([1, "Budi", BUDI, "13-05-1965", "L", "Apung", "081234567890"])
    assert kinds(rows) == ["number", "name", "nik", "birth_date", "sex", "address", "phone"]
