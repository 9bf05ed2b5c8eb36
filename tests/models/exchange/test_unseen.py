"""What one does not see of a file is told: hidden rows, formulas that have no value."""

import struct

import pytest
import xlsxwriter

from models.exchange import sizes
from models.exchange.headers import read_list
from models.exchange.headings import ColumnKind
from models.exchange.old_excel import hidden_rows
from models.exchange.plan import mend, plan_rows
from models.exchange.planned import RowStatus
from models.exchange.reading import read_workbook
from models.progress import finish
from tests.models.exchange.files import MAIN, cell, ods, ods_rows, raw_xlsx, xls, xlsb
from tests.models.exchange.lists import AGUS, BUDI, SITI, TODAY, faults

HEADING = ["NO", "NAMA", "NIK"]


def read(path):
    listed = finish(read_list(path))
    return finish(plan_rows(listed, listed.mapping, today=TODAY))


def saved(path, content):
    path.write_bytes(content)
    return path


def test_people_in_hidden_rows_are_taken_and_it_is_told(tmp_path):
    path = tmp_path / "saring.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Catatan & lain").write(0, 0, "Catatan")
        sheet = book.add_worksheet("Petani <1>")
        for at, row in enumerate([HEADING, [1, "Budi", BUDI], [2, "Siti", SITI]]):
            sheet.write_row(at, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
    plan = read(path)
    assert [(row.status, faults(row)) for row in plan.rows] == [
        (RowStatus.ADD, []),
        (RowStatus.ADD, ["hidden"]),
    ]


THREE = [HEADING, ["1", "Budi", BUDI], ["2", "Siti", SITI]]
BINARY = {(at, place): text for at, row in enumerate(THREE) for place, text in enumerate(row)}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("saring.xls", xls(THREE, hidden={2})),
        ("saring.xlsb", xlsb(BINARY, hidden={2})),
    ],
)
def test_hidden_rows_of_a_binary_file_are_taken_and_told(tmp_path, name, content):
    plan = read(saved(tmp_path / name, content))
    assert [(row.status, faults(row)) for row in plan.rows] == [
        (RowStatus.ADD, []),
        (RowStatus.ADD, ["hidden"]),
    ]


FOUR = [["NAMA", "NIK", "NIK"], ["Budi", AGUS, BUDI], ["Siti", AGUS, SITI]]
COLUMN = '<table:table-column{} table:number-columns-repeated="{}"/>'
SECOND_HIDDEN = (
    COLUMN.format("", 1)
    + COLUMN.format(' table:visibility="collapse"', 1)
    + COLUMN.format("", 1000)
)


def with_second_column_hidden(path):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(FOUR):
            sheet.write_row(at, 0, row)
        sheet.set_column(1, 1, None, None, {"hidden": True})
    return path.read_bytes()


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.xlsb", "a.ods"])
def test_a_hidden_column_is_known_and_the_one_that_is_seen_comes_first(tmp_path, name):
    cells = {(at, place): text for at, row in enumerate(FOUR) for place, text in enumerate(row)}
    content = {
        "a.xlsx": lambda: with_second_column_hidden(tmp_path / "b.xlsx"),
        "a.xls": lambda: xls(FOUR, hidden_columns=[1]),
        "a.xlsb": lambda: xlsb(cells, hidden_columns=[1]),
        "a.ods": lambda: ods(SECOND_HIDDEN + ods_rows(FOUR)),
    }[name]()
    plan = read(saved(tmp_path / name, content))
    assert plan.found.unseen.columns == {1}
    assert [row.person.nik for row in plan.rows] == [BUDI, SITI]


def test_hidden_columns_are_counted_where_the_list_begins(tmp_path):
    path = tmp_path / "kanan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([["NAMA", "NIK", "NAMA", "NIK"], ["Budi", BUDI, "Siti", SITI]]):
            sheet.write_row(at, 2, row)
        sheet.set_column(5, 5, None, None, {"hidden": True})
        sheet.set_column(7, 16_383, None, None, {"hidden": True})
    second = finish(read_list(path, "Sheet1 · E–F"))
    assert [kind.value for kind in second.mapping.kinds] == ["name", "nik"]
    assert second.unseen.columns == {1}


@pytest.mark.parametrize("content", [xls(THREE), xlsb(BINARY)])
def test_a_binary_file_all_of_which_one_sees_tells_nothing(tmp_path, content):
    (sheet,) = finish(read_workbook(saved(tmp_path / "semua.xls", content))).sheets
    assert not sheet.unseen


def test_rows_hidden_on_one_old_sheet_are_not_those_of_another(tmp_path):
    path = saved(tmp_path / "dua.xls", xls(THREE, THREE[:2], hidden={0, 1}))
    first, second = finish(read_workbook(path)).sheets
    assert (first.unseen.rows, second.unseen.rows) == (frozenset(), frozenset({1, 2}))


@pytest.mark.parametrize("cut", [6, 13])
def test_a_row_record_cut_short_hides_nothing(cut):
    record = struct.pack("<HH", 0x208, cut) + bytes(12) + b"\x20\x00\x00\x00"
    assert hidden_rows(record[: 4 + cut]) == {}


def test_a_filter_left_on_in_an_ods_is_told(tmp_path):
    shown = ods_rows([HEADING, [1, "Budi", BUDI], [2, "Siti", SITI]])
    first, second, third = shown.split("<table:table-row>")[1:]
    hidden = f'<table:table-row table:visibility="filter">{third}'
    rows = f"<table:table-row>{first}<table:table-row>{second}{hidden}"
    plan = read(saved(tmp_path / "saring.ods", ods(rows)))
    assert [faults(row) for row in plan.rows] == [[], ["hidden"]]


def test_a_million_hidden_empty_rows_behind_an_ods_are_nothing(tmp_path):
    rows = ods_rows([HEADING, [1, "Budi", BUDI]]).replace(
        'table:number-rows-repeated="1048000"',
        'table:number-rows-repeated="999999999" table:visibility="collapse"',
    )
    (sheet,) = finish(read_workbook(saved(tmp_path / "a.ods", ods(rows)))).sheets
    assert sheet.unseen.rows == frozenset()


def two_sheets(first, second):
    """Return an xlsx with the given XML inside two worksheets."""
    relation = '<Relationship Id="rId{0}" Type="{1}/worksheet" Target="worksheets/sheet{0}.xml"/>'
    office = MAIN.replace("spreadsheetml", "officeDocument").replace("main", "relationships")
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    relations = "".join(relation.format(at, office) for at in (1, 2))
    sheets = "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="rId{at}"/>' for at in (1, 2))
    return raw_xlsx(
        first,
        **{
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{office}"><sheets>{sheets}'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{relations}'
            "</Relationships>",
            "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{MAIN}">{second}</worksheet>',
        },
    )


FORMULA = '<c r="C2"><f>TEXT(A1,"0")</f>{}</c>'


@pytest.mark.parametrize("value", ["", "<v></v>", "<v/>"])
def test_a_formula_without_its_value_is_told_and_can_be_typed(tmp_path, value):
    head = "".join(cell(f"{at}1", text) for at, text in zip("ABC", HEADING, strict=True))
    sheet = (
        f'<sheetData><row r="1">{head}</row><row r="2">{cell("A2", "1")}{cell("B2", "Budi")}'
        f'{FORMULA.format(value)}</row><row r="3">{cell("B3", "Siti")}{cell("C3", SITI)}</row>'
        "</sheetData>"
    )
    plan = read(saved(tmp_path / "rumus.xlsx", raw_xlsx(sheet)))
    assert faults(plan.rows[0]) == ["nik_empty", "no_value"]
    assert faults(plan.rows[1]) == []
    assert faults(mend(plan, 2, ColumnKind.NIK, BUDI).rows[0]) == []


def test_a_formula_with_its_value_is_nothing_to_tell(tmp_path):
    path = tmp_path / "rumus.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADING)
        sheet.write_formula(1, 0, "=ROW()-1", None, 1)
        sheet.write_string(1, 1, "Budi")
        sheet.write_formula(1, 2, f'="{BUDI}"', None, BUDI)
    (row,) = read(path).rows
    assert (row.person.nik, faults(row)) == (BUDI, [])


def test_places_are_counted_where_the_sheet_begins_further_right(tmp_path):
    head = "".join(cell(f"{at}1", text) for at, text in zip("DEF", HEADING, strict=True))
    row = f'<row r="2">{cell("D2", "1")}{cell("E2", "Budi")}<c r="F2"><f>A1</f></c></row>'
    more = f'<row r="3">{cell("E3", "Siti")}{cell("F3", SITI)}</row>'
    content = raw_xlsx(f'<sheetData><row r="1">{head}</row>{row}{more}</sheetData>')
    plan = read(saved(tmp_path / "kanan.xlsx", content))
    assert faults(plan.rows[0]) == ["nik_empty", "no_value"]


def test_two_million_empty_formatted_rows_do_no_harm(tmp_path):
    head = "".join(cell(f"{at}1", text) for at, text in zip("ABC", HEADING, strict=True))
    person = f'<row r="2">{cell("B2", "Budi")}{cell("C2", BUDI)}</row>'
    rows = range(3, 1_048_577)
    empty = "".join(f'<row r="{at}" s="1"><c r="A{at}" s="1"/></row>' for at in rows)
    sheet = f'<sheetData><row r="1">{head}</row>{person}{empty}</sheetData>'
    plan = read(
        saved(tmp_path / "kosong.xlsx", two_sheets(sheet, f"<sheetData>{empty}</sheetData>"))
    )
    assert [(row.line, row.status.value) for row in plan.rows] == [(2, "add")]


def test_what_is_looked_for_is_still_measured(tmp_path, monkeypatch):
    monkeypatch.setattr(sizes, "MAX_UNPACKED", 1 << 20)
    sheet = '<sheetData><row r="1" hidden="1"/>' + " " * (4 << 20) + "</sheetData>"
    with pytest.raises(sizes.TooLargeError):
        finish(read_workbook(saved(tmp_path / "bom.xlsx", raw_xlsx(sheet))))
