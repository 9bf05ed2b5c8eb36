"""People as a workbook and as lines with separators: all of it text."""

import csv
import io
from datetime import UTC, datetime
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from models.progress import finish
from reports import people_table
from reports.people_table import write_people_csv, write_people_xlsx
from tests.reports.values import ENGLISH

HEADINGS = ("Name", "NIK", "Phone")
MADE = datetime(2026, 11, 22, tzinfo=UTC)
HOSTILE = ("=1+1", "+62", "-1", "@SUM(A1)", "\t=1+1", " =1+1", "\r=2")


def xlsx(lines):
    out = io.BytesIO()
    finish(write_people_xlsx(out, HEADINGS, iter(lines), len(lines), ENGLISH, made_at=MADE))
    return out.getvalue()


def sheets(book):
    read = CalamineWorkbook.from_filelike(io.BytesIO(book))
    return [read.get_sheet_by_index(n).to_python() for n in range(len(read.sheet_names))]


def xml(book):
    with ZipFile(io.BytesIO(book)) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist())


def plain(lines):
    out = io.BytesIO()
    assert finish(write_people_csv(out, HEADINGS, iter(lines), len(lines))) == len(lines)
    assert not out.closed
    return out.getvalue()


def rows(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_workbook_has_a_heading_and_a_line_for_each():
    line = ["Awing", "6501031305800001", "0812-3456-7890"]
    assert sheets(xlsx([line])) == [[list(HEADINGS), line]]


@pytest.mark.parametrize("value", ["=1+1", "+62", "@SUM(A1)", '=HYPERLINK("http://x.id")'])
def test_a_formula_in_a_workbook_is_nothing_but_letters(value):
    book = xlsx([(value, "x", "y")])
    assert sheets(book) == [[list(HEADINGS), [value, "x", "y"]]]
    assert "<f>" not in xml(book)
    assert "<hyperlink" not in xml(book)


def test_more_lines_than_a_sheet_holds_go_onto_the_next(monkeypatch):
    monkeypatch.setattr(people_table, "A_SHEET", 2)
    told = sheets(xlsx([("a", "1", "x"), ("b", "2", "y"), ("c", "3", "z")]))
    assert [[row[0] for row in sheet] for sheet in told] == [["Name", "a", "b"], ["Name", "c"]]


def test_equal_input_gives_equal_bytes():
    assert xlsx([("Awing", "1", "")]) == xlsx([("Awing", "1", "")])


def test_what_is_given_up_is_not_written():
    out = io.BytesIO()
    lines = (("x", "", "") for _n in range(2000))
    work = write_people_xlsx(out, HEADINGS, lines, 2000, ENGLISH)
    next(work)
    work.close()
    assert out.getvalue() == b""


@pytest.mark.parametrize("value", HOSTILE)
def test_a_formula_among_separated_lines_begins_with_an_apostrophe(value):
    assert rows(plain([(value, "", "")]))[1][0] == f"'{value}"


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("6501031305800001", "'6501031305800001"),
        ("0123", "'0123"),
        ("7", "7"),
        ("0812-3456-7890", "0812-3456-7890"),
        ('Awing; Ding "A"\nB', 'Awing; Ding "A"\nB'),
        ("أحمد 🌾", "أحمد 🌾"),
        ("nul\0", "nul"),
    ],
)
def test_separated_lines_keep_digits_and_letters(value, kept):
    assert rows(plain([(value, "", "")])) == [list(HEADINGS), [kept, "", ""]]


def test_excel_knows_the_letters_by_the_mark_at_the_beginning():
    assert plain([]).startswith(b"\xef\xbb\xbfName;NIK;Phone")
