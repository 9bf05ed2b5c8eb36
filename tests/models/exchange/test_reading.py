from datetime import date

import pytest

from models.exchange.errors import (
    DamagedFileError,
    EmptyFileError,
    FileUnreadableError,
    ListError,
    NoPeopleError,
    NotASpreadsheetError,
    ProtectedFileError,
)
from models.exchange.headers import read_list
from models.exchange.reading import read_workbook
from models.progress import Progress, finish
from tests.models.exchange.files import (
    cell,
    compound,
    encrypted_xlsx,
    ods,
    ods_rows,
    packed,
    raw_xlsx,
    write_xlsx,
    xls,
    xlsb,
)

ROWS = [["NAMA", "NIK"], ["Budi", "6501031305650001"], ["Siti", 6501034606870002]]


def rows_of(path, content):
    path.write_bytes(content)
    return [list(row) for row in finish(read_workbook(path)).sheets[0].rows]


def why_not(path, content, kind):
    path.write_bytes(content)
    with pytest.raises(kind) as refused:
        finish(read_workbook(path))
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xls", xls(ROWS)),
        ("a.ods", ods(ods_rows(ROWS))),
        ("xls called.xlsx", xls(ROWS)),
        ("ods called.csv", ods(ods_rows(ROWS))),
        ("no ending", xls(ROWS)),
    ],
)
def test_each_kind_is_known_by_its_content_whatever_its_name(tmp_path, name, content):
    assert rows_of(tmp_path / name, content) == ROWS


def test_an_xlsx_called_csv_is_read_as_what_it_is(tmp_path):
    made = write_xlsx(tmp_path / "made.xlsx", ROWS)
    assert rows_of(tmp_path / "list.csv", made.read_bytes()) == ROWS


def test_a_binary_workbook_is_read(tmp_path):
    places = {(0, 0): "NAMA", (0, 1): "NIK", (1, 0): "Budi", (1, 1): "6501031305650001"}
    assert rows_of(tmp_path / "a.xlsb", xlsb(places)) == ROWS[:2]


def test_cells_keep_their_type(tmp_path):
    day = date(1980, 5, 12)
    made = write_xlsx(tmp_path / "a.xlsx", [["text", 6501031305650001, day, True, None, 1.5]])
    (row,) = finish(read_workbook(made)).sheets[0].rows
    assert row == ["text", 6501031305650001.0, day, True, "", 1.5]
    assert [type(each) for each in row] == [str, float, date, bool, str, float]


def test_a_formula_gives_the_value_it_was_saved_with(tmp_path):
    formula = '<c r="A1" t="str"><f>HYPERLINK("x")</f><v>kept</v></c>'
    sheet = raw_xlsx(f'<sheetData><row r="1">{formula}</row></sheetData>')
    assert rows_of(tmp_path / "a.xlsx", sheet) == [["kept"]]


def test_lines_are_counted_from_the_top_of_the_sheet(tmp_path):
    sheet = f'<sheetData><row r="3">{cell("B3", "x")}</row></sheetData>'
    path = tmp_path / "a.xlsx"
    path.write_bytes(raw_xlsx(sheet))
    (read,) = finish(read_workbook(path)).sheets
    assert (len(read.rows), read.rows[2], read.first_column) == (3, ["x"], 1)


def test_every_sheet_is_read_and_hidden_ones_are_told(tmp_path):
    made = write_xlsx(tmp_path / "a.xlsx", ROWS, [["y"]], names=["RT 1", "RT 2"], hidden=[1])
    assert [(each.name, each.hidden) for each in finish(read_workbook(made)).sheets] == [
        ("RT 1", False),
        ("RT 2", True),
    ]


def test_a_web_page_called_xls_gives_its_table(tmp_path):
    page = b"<html><body><table><tr><th>NAMA</th><th>NIK</th></tr><tr><td>A &amp; B<td>1</table>"
    assert rows_of(tmp_path / "export.xls", page) == [["NAMA", "NIK"], ["A & B", "1"]]


def test_wide_and_tall_cells_of_a_web_page_keep_the_columns(tmp_path):
    page = b"""<table><tr><td colspan=2>TITLE</td><td>x</td></tr>
        <tr><td rowspan="2">1</td><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"""
    assert rows_of(tmp_path / "export.xls", page) == [
        ["TITLE", "", "x"],
        ["1", "a", "b"],
        ["", "c", "d"],
    ]


def test_what_a_web_page_does_not_show_is_not_read(tmp_path):
    page = b"<table><tr><td>a<script>alert(1)</script><style>b{}</style></td></tr></table>"
    assert rows_of(tmp_path / "export.xls", page) == [["a"]]


def test_a_table_within_a_table_is_a_sheet_of_its_own(tmp_path):
    page = b"<table><tr><td><table><tr><td>NAMA</td></tr></table></td></tr></table>"
    path = tmp_path / "export.xls"
    path.write_bytes(page)
    assert [sheet.rows for sheet in finish(read_workbook(path)).sheets] == [[[""]], [["NAMA"]]]


def test_the_xml_of_excel_2003_keeps_places_and_numbers(tmp_path):
    content = b"""<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
        xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Petani"><Table>
        <Row><Cell><Data ss:Type="String">NAMA</Data></Cell>
        <Cell ss:Index="3"><Data ss:Type="String">NIK</Data></Cell></Row>
        <Row ss:Index="3"><Cell><Data ss:Type="String">Budi</Data></Cell>
        <Cell ss:Index="3"><Data ss:Type="Number">6501031305650001</Data></Cell></Row>
        </Table></Worksheet></Workbook>"""
    path = tmp_path / "export.xls"
    path.write_bytes(content)
    (sheet,) = finish(read_workbook(path)).sheets
    assert sheet.name == "Petani"
    assert sheet.rows == [["NAMA", "", "NIK"], [], ["Budi", "", 6501031305650001.0]]


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(FileUnreadableError, match=r"“gone\.xlsx” is not there any more"):
        finish(read_workbook(tmp_path / "gone.xlsx"))


def test_a_folder_is_told(tmp_path):
    with pytest.raises(FileUnreadableError, match="is a folder"):
        finish(read_workbook(tmp_path))


@pytest.mark.parametrize("content", [b"", b"\n\r\n", b"\xef\xbb\xbf", bytes(600), b"   "])
def test_an_empty_file_is_told(tmp_path, content):
    assert "is empty" in why_not(tmp_path / "a.xlsx", content, EmptyFileError)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(1000), "is a picture"),
        (b"\xff\xd8\xff\xe0" + bytes(1000), "is a picture"),
        (b"%PDF-1.7\n" + bytes(1000), "is a PDF"),
        (packed({"word/document.xml": "<w/>"}), "is a document"),
        (
            packed({"mimetype": "…opendocument.text", "content.xml": ""}),
            "is a document",
        ),
        (packed({"Index/Document.iwa": "x"}), "Apple Numbers"),
        (packed({"list.txt": "x"}), "packed archive"),
        (b"Rar!\x1a\x07" + bytes(100), "packed archive"),
        (compound({"WordDocument": bytes(4096)}), "is a document"),
        (bytes(range(256)) * 40, "is not a spreadsheet"),
    ],
)
def test_what_is_no_spreadsheet_is_told_for_what_it_is(tmp_path, content, said):
    assert said in why_not(tmp_path / "list.xlsx", content, NotASpreadsheetError)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("locked.xlsx", encrypted_xlsx()),
        ("locked.xls", xls(ROWS, file_pass=True)),
        ("locked.ods", ods(ods_rows(ROWS), encrypted=True)),
    ],
)
def test_a_file_with_a_password_is_told(tmp_path, name, content):
    said = why_not(tmp_path / name, content, ProtectedFileError)
    assert said.startswith(f"“{name}” is locked with a password.")


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_half_a_file_is_told_as_damaged(tmp_path, kind, kept):
    many = [[f"Orang {at}", f"{at:016}"] for at in range(300)]
    whole = {
        "xlsx": lambda: write_xlsx(tmp_path / "whole.xlsx", many).read_bytes(),
        "xls": lambda: xls(many),
        "ods": lambda: ods(ods_rows(many)),
    }[kind]()
    said = why_not(tmp_path / f"half.{kind}", whole[: int(len(whole) * kept)], DamagedFileError)
    assert "is damaged" in said


def test_a_panic_of_the_reader_is_told_as_damage(tmp_path):
    broken = bytearray(xls(ROWS))
    place = broken.index(b"\x85\x00")
    broken[place + 4 : place + 8] = b"\xff\xff\xff\x7f"
    assert "is damaged" in why_not(tmp_path / "a.xls", bytes(broken), DamagedFileError)


def test_hostile_xml_in_a_sheet_is_told_as_damage(tmp_path):
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        f'<sheetData><row r="1">{cell("A1", "&b;")}</row></sheetData>'
    )
    why_not(tmp_path / "a.xlsx", raw_xlsx(bomb), DamagedFileError)


@pytest.mark.parametrize("sheets", [[[]], [[["", None]]], [[[" "]], [["-"]]]])
def test_a_workbook_without_anything_in_it_is_told(tmp_path, sheets):
    made = write_xlsx(tmp_path / "a.xlsx", *sheets)
    with pytest.raises(EmptyFileError, match="is empty"):
        finish(read_list(made))


def test_text_that_is_no_list_is_told(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Yang terhormat Bapak dan Ibu,\nbersama ini kami sampaikan.\n", "utf-8")
    with pytest.raises(NoPeopleError, match="no list of people"):
        finish(read_list(path))


def test_every_refusal_can_be_shown(tmp_path):
    with pytest.raises(ListError) as refused:
        finish(read_list(tmp_path / ("\u202e<b>" + "x" * 100 + ".xlsx")))
    said = str(refused.value)
    assert "\u202e" not in said
    assert len(said) < 200


def test_progress_goes_forward_to_the_end(tmp_path):
    made = write_xlsx(tmp_path / "a.xlsx", [["NAMA", "NIK"], *[["Budi", "1"]] * 5000])
    steps = list(read_workbook(made))
    assert steps[0] == Progress(0, 0)
    assert steps[-1] == Progress(5001, 5001)
    assert [step.done for step in steps] == sorted(step.done for step in steps)


def test_reading_can_be_stopped_half_way(tmp_path):
    made = write_xlsx(tmp_path / "a.xlsx", [["NAMA", "NIK"], *[["Budi", "1"]] * 5000])
    work = read_workbook(made)
    for _ in range(3):
        next(work)
    work.close()
    made.unlink()
