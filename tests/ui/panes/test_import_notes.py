"""What is told of a file as a whole, from the file to the sentence."""

import pytest
import xlsxwriter

from models.exchange.at_hand import ListAtHand
from models.exchange.headings import ColumnKind
from models.progress import finish
from tests.models.exchange.files import write_xlsx
from tests.models.exchange.lists import AGUS, BUDI, SITI
from ui.panes.import_notes import notes_of

CARD = "6501031505150011"


@pytest.fixture
def at_hand(store, tmp_path):
    """Read a list of these rows, with some columns hidden."""

    def read(rows, hidden=()):
        path = tmp_path / "daftar.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            for column in hidden:
                sheet.set_column(column, column, None, None, {"hidden": True})
        made = ListAtHand(store, path)
        finish(made.read())
        return made

    return read


def test_hidden_columns_that_are_read_are_named_and_no_others(at_hand):
    rows = [["No", "Nama", "NIK", "HP", "Ket"], [1, "Budi", BUDI, "081234567890", "x"]]
    assert notes_of(at_hand(rows, hidden=[0, 4]).outlook) == ""
    said = notes_of(at_hand(rows, hidden=[2]).outlook)
    assert said == "A column that is hidden in the file is read all the same: NIK."
    listed = at_hand(rows, hidden=[2, 3])
    assert notes_of(listed.outlook) == (
        "2 columns that are hidden in the file are read all the same: NIK, HP."
    )
    finish(listed.change_column(3, ColumnKind.OTHER))
    assert "read all the same: NIK." in notes_of(listed.outlook)


def test_people_on_other_sheets_are_told_and_empty_tables_are_not(store, tmp_path):
    def said(*sheets):
        listed = ListAtHand(store, write_xlsx(tmp_path / "dusun.xlsx", *sheets))
        return notes_of(finish(listed.read()))

    heading = ["Nama", "NIK"]
    first, second = [heading, ["Budi", BUDI], ["Agus", AGUS]], [heading, ["Siti", SITI]]
    assert said(first, second) == (
        "There is a list on another sheet too: take in Sheet2 afterwards."
    )
    assert said(first, [heading], [["Petunjuk"]]) == ""


def test_exchanged_columns_are_told_until_it_was_said_which_holds_the_nik(at_hand):
    rows = [["Nama", "NIK", "No KK", "Tgl Lahir"]]
    rows += [["Budi", CARD, BUDI, "13-05-1965"], ["Siti", CARD, SITI, "06-06-1987"]]
    listed = at_hand(rows)
    assert notes_of(listed.outlook).startswith("The columns of the NIK and of the family card")
    finish(listed.change_column(2, ColumnKind.NIK))
    outlook = finish(listed.change_column(1, ColumnKind.KK))
    assert notes_of(outlook) == "Some columns are taken as they were told."
    assert [(row.person.nik, row.person.kk_number) for row in outlook.plan.rows] == [
        (BUDI, CARD),
        (SITI, CARD),
    ]


def test_what_is_read_otherwise_than_it_stands_is_told(at_hand):
    rows = [["Nama", "NIK", "NIK", "Desa", "Tgl Lahir"]]
    rows += [["Budi", BUDI, AGUS, "Pimping", "5/13/1965"], ["Siti", SITI, CARD, "", "6/6/1987"]]
    rows += [["Agus", AGUS, BUDI, "Apung", "3/14/1984"], ["Eko", "6501030506650002", SITI, "", ""]]
    assert notes_of(at_hand(rows).outlook) == (
        "Village: what stands only in the first row of several is taken for those below. "
        "Its birth dates have the month first (5/13/1965) and are read so. "
        "There are NIKs in one more column, which is left out: NIK."
    )
