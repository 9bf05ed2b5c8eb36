import struct
import zipfile
import zlib

import pytest

from models.exchange import sizes
from models.exchange.errors import DamagedFileError, TooLargeError
from models.exchange.reading import read_workbook
from models.progress import finish
from tests.models.exchange.files import (
    MAIN,
    _record,
    cell,
    compound,
    ods,
    raw_xlsx,
    write_xlsx,
    xlsb,
)

CORNERS = (
    f'<sheetData><row r="1">{cell("A1", "x")}</row>'
    f'<row r="1048576">{cell("XFD1048576", "y")}</row></sheetData>'
)


def read(path, content):
    path.write_bytes(content)
    return finish(read_workbook(path))


def book(*records):
    """Return an old workbook with these records behind its beginning."""
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    return compound({"Workbook": (start + b"".join(records)).ljust(4096, b"\0")})


@pytest.mark.parametrize(
    "content",
    [
        raw_xlsx(CORNERS),
        raw_xlsx('<dimension ref="A1:B2"/>' + CORNERS),
        raw_xlsx(CORNERS.replace('r="', "r='").replace('" t=', "' t=").replace('">', "'>")),
        raw_xlsx(CORNERS.replace("<", "<x:").replace("<x:/", "</x:")),
        raw_xlsx(CORNERS.replace("<c ", "<c\n ")),
        raw_xlsx(
            "<sheetData><row>"
            + "<c><v>1</v></c>" * 16_384
            + '</row><row r="1048570"><c><v>2</v></c>'
            "</row></sheetData>"
        ),
        xlsb({(0, 0): "x", (1_048_575, 16_383): "y"}),
        ods(
            '<table:table-row table:number-rows-repeated="100000"><table:table-cell '
            'office:value-type="string" table:number-columns-repeated="1000"><text:p>x</text:p>'
            "</table:table-cell></table:table-row>"
        ),
    ],
    ids=["corners", "lie", "quotes", "prefix", "line break", "no places", "binary", "repeated"],
)
def test_cells_too_far_apart_are_refused_before_room_is_made(tmp_path, content):
    with pytest.raises(TooLargeError, match="too large to be a list"):
        read(tmp_path / "bomb.xlsx", content)


def test_a_sheet_in_an_odd_folder_is_measured_too(tmp_path):
    part = f'<worksheet xmlns="{MAIN}">{CORNERS}</worksheet>'
    content = raw_xlsx("<sheetData/>", **{"xl/elsewhere/1.xml": part})
    with pytest.raises(TooLargeError):
        read(tmp_path / "bomb.xlsx", content)


def test_a_row_beyond_the_last_of_excel_is_refused(tmp_path):
    sheet = f'<sheetData><row r="4000000000">{cell("A4000000000", "x")}</row></sheetData>'
    with pytest.raises(TooLargeError, match="more than 1,048,576 rows"):
        read(tmp_path / "bomb.xlsx", raw_xlsx(sheet))


def test_a_cell_far_to_the_right_of_a_short_list_does_no_harm(tmp_path):
    sheet = f'<sheetData><row r="1">{cell("A1", "x")}{cell("XFD1", "y")}</row></sheetData>'
    (found,) = read(tmp_path / "wide.xlsx", raw_xlsx(sheet)).sheets
    assert (found.rows[0][0], found.rows[0][16_383]) == ("x", "y")


def test_formatted_empty_cells_do_not_count(tmp_path):
    empty = "".join(f'<row r="{at}"><c r="XFD{at}" s="0"/></row>' for at in range(2, 60_000))
    sheet = f'<sheetData><row r="1">{cell("A1", "x")}</row>{empty}</sheetData>'
    (found,) = read(tmp_path / "empty.xlsx", raw_xlsx(sheet)).sheets
    assert found.rows == [["x"]]


def test_a_zip_bomb_is_refused_after_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(sizes, "MAX_UNPACKED", 1 << 20)
    sheet = "<sheetData>" + " " * (4 << 20) + "</sheetData>"
    with pytest.raises(TooLargeError):
        read(tmp_path / "bomb.xlsx", raw_xlsx(sheet))


def test_a_size_that_the_archive_understates_is_not_believed(tmp_path, monkeypatch):
    monkeypatch.setattr(sizes, "MAX_UNPACKED", 1 << 20)
    content = bytearray(raw_xlsx("<sheetData>" + " " * (4 << 20) + "</sheetData>"))
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(content)
    with zipfile.ZipFile(path) as archive:
        told = struct.pack("<I", archive.getinfo("xl/worksheets/sheet1.xml").file_size)
    while (at := content.find(told)) >= 0:
        content[at : at + 4] = struct.pack("<I", 100)
    with pytest.raises(TooLargeError):
        read(path, bytes(content))


def test_more_strings_declared_than_there_can_be_are_refused(tmp_path):
    strings = f'<sst xmlns="{MAIN}" count="4294967295" uniqueCount="4294967295"><si/></sst>'
    content = raw_xlsx("<sheetData/>", **{"xl/sharedStrings.xml": strings})
    with pytest.raises(TooLargeError):
        read(tmp_path / "bomb.xlsx", content)


def test_a_text_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sizes, "_LONGEST_TEXT", 1 << 20)
    sheet = f'<sheetData><row r="1">{cell("A1", "x" * (3 << 20))}</row></sheetData>'
    with pytest.raises(TooLargeError):
        read(tmp_path / "bomb.xlsx", raw_xlsx(sheet))


def test_a_file_larger_than_any_list_is_not_even_read(tmp_path):
    path = tmp_path / "huge.xlsx"
    with path.open("wb") as file:
        file.truncate(sizes.MAX_FILE + 1)
    with pytest.raises(TooLargeError):
        finish(read_workbook(path))


@pytest.mark.parametrize(
    "content",
    [
        book(_record(0x200, struct.pack("<IIHHH", 9, 3, 0, 1, 0))),
        book(_record(0xFC, struct.pack("<II", 0, 0x7FFFFFFF))),
    ],
    ids=["ends before it begins", "strings"],
)
def test_what_cannot_be_in_an_old_workbook_is_told_as_damage(tmp_path, content):
    with pytest.raises(DamagedFileError):
        read(tmp_path / "broken.xls", content)


@pytest.mark.parametrize(
    "content",
    [
        book(_record(0x203, struct.pack("<HHHd", 60_000, 60_000, 0, 1))),
        book(_record(0x200, struct.pack("<IIHHH", 0, 900_000, 0, 60_000, 0))),
        book(_record(0xBD, struct.pack("<HH", 60_000, 0) + bytes(12) + struct.pack("<H", 60_000))),
    ],
    ids=["cell", "declared", "several numbers"],
)
def test_an_old_workbook_with_far_cells_is_refused(tmp_path, content):
    with pytest.raises(TooLargeError):
        read(tmp_path / "bomb.xls", content)


def test_a_chain_of_sectors_without_end_is_told_as_damage(tmp_path):
    content = bytearray(compound({"Workbook": bytes(8192)}))
    table = content.rindex(struct.pack("<II", 1, 2))
    content[table : table + 4] = struct.pack("<I", 0)  # the first sector follows itself
    with pytest.raises(DamagedFileError):
        read(tmp_path / "loop.xls", bytes(content))


def test_a_list_of_parts_without_end_is_told_as_damage(tmp_path):
    content = bytearray(compound({"Workbook": bytes(8192)}))
    content[68:72] = struct.pack("<I", 0)
    content[512 + 508 : 512 + 512] = struct.pack("<I", 0)  # that sector lists itself
    with pytest.raises(DamagedFileError):
        read(tmp_path / "loop.xls", bytes(content))


def test_an_ordinary_workbook_of_two_hundred_columns_is_read(tmp_path):
    made = write_xlsx(tmp_path / "wide.xlsx", [[f"c{at}" for at in range(200)]] * 50)
    assert len(finish(read_workbook(made)).sheets[0].rows[49]) == 200


def test_packed_data_that_are_broken_are_told_as_damage(tmp_path):
    content = bytearray(write_xlsx(tmp_path / "a.xlsx", [["x" * 40] * 20] * 50).read_bytes())
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    content[start + 60 : start + 90] = zlib.compress(b"rubbish")[:30].ljust(30, b"\xff")
    with pytest.raises(DamagedFileError):
        read(tmp_path / "b.xlsx", bytes(content))
