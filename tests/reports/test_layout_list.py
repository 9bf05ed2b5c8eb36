"""Lists in another system's layout, read back by something we did not write."""

from datetime import date, datetime
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from models.people.tables import Sex
from models.progress import finish
from models.reporting.layout_fields import Form
from models.reporting.layouts import LayoutColumn, LayoutDraft
from reports.layout_list import write_layout_list
from tests.reports.values import ENGLISH, HOSTILE, INDONESIAN

BORN = date(1980, 5, 13)
COLUMNS = (
    LayoutColumn("NIK", "nik"),
    LayoutColumn("=TGL+1", "birth_date", Form.DATE_TEXT, "yyyymmdd"),
    LayoutColumn("Tanggal", "birth_date", Form.DATE, "dd/mm/yyyy"),
    LayoutColumn("Iuran", "total", Form.NUMBER),
    LayoutColumn("Iuran teks", "total", Form.TEXT),
    LayoutColumn("Segmen", text="BPU"),
    LayoutColumn("JK", "sex"),
)
ROW = ("6501031305800001", BORN, BORN, 100_800, 100_800, None, Sex.FEMALE)


def read(rows, columns=COLUMNS, words=INDONESIAN):
    out = BytesIO()
    layout = LayoutDraft("Unggah", columns=tuple(columns))
    assert finish(write_layout_list(out, layout, rows, len(rows), words)) == len(rows)
    book = CalamineWorkbook.from_filelike(BytesIO(out.getvalue()))
    [name] = book.sheet_names
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def test_headings_stand_in_the_first_row_as_the_layout_has_them():
    assert read([])[0] == [column.heading for column in COLUMNS]


def test_each_cell_is_written_as_its_column_says():
    [_headings, row] = read([ROW])
    assert row[:2] == ["6501031305800001", "19800513"]
    assert row[2] in (BORN, datetime(1980, 5, 13))
    assert row[3:] == [100_800, "100800", "BPU", "Perempuan"]
    assert not isinstance(row[3], str)


def test_words_are_said_in_the_language_wanted():
    assert read([ROW], words=ENGLISH)[1][-1] == "Female"


def test_what_is_not_known_leaves_its_cell_empty():
    assert read([(None,) * 7, ROW])[1] == ["", "", "", "", "", "BPU", ""]


def test_a_day_that_excel_cannot_count_is_written_as_text():
    column = LayoutColumn("Lahir", "birth_date", Form.DATE, "dd/mm/yyyy")
    assert read([(date(1899, 12, 31),)], [column])[1] == ["31/12/1899"]


@pytest.mark.parametrize("hostile", [one for one in HOSTILE if one.strip()])
def test_hostile_text_stays_text(hostile):
    column = LayoutColumn("Nama", "name")
    [_headings, [cell]] = read([(hostile,)], [column])
    assert isinstance(cell, str)
    kept = "".join(sign for sign in hostile if sign.isprintable())
    assert "".join(sign for sign in cell if sign.isprintable()) == kept or "_x00" in cell
