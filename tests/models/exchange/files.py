"""Makes files of every kind as offices and hostile people send them."""

import io
import struct
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

TODAY_COLUMNS = ["NO", "NAMA LENGKAP", "NIK", "TGL LAHIR", "L/P", "NO. HP"]

PEOPLE = [
    [1, "Budi Karim", "6501031305650001", "13-05-1965", "L", "082277672649"],
    [2, "Siti Usat", "6501034606870002", "06/06/1987", "P", "081327604564"],
    [3, "Yohanes Wahyuni", "6501031403840003", "14 Maret 1984", "L", "+62 822-5097-4108"],
]


def write_xlsx(path: Path, *sheets, names=None, merges=(), hidden=()):
    """Write one sheet for each list of rows; dates are written as dates, None as nothing."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as workbook:
        for number, rows in enumerate(sheets):
            sheet = workbook.add_worksheet(names[number] if names else None)
            if number in hidden:
                sheet.hide()
            for at, row in enumerate(rows):
                for place, cell in enumerate(row):
                    _write(sheet, at, place, cell)
            for span in merges if number == 0 else ():
                first_row, first_column, last_row, last_column = span
                value = sheets[0][first_row][first_column]
                sheet.merge_range(first_row, first_column, last_row, last_column, value)
    return path


def _write(sheet, row, column, cell):
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif cell is not None:
        sheet.write(row, column, cell)


def write_text(path: Path, rows, separator=";", encoding="utf-8", ending="\r\n"):
    """Write rows as text, unquoted."""
    lines = [separator.join("" if cell is None else str(cell) for cell in row) for row in rows]
    path.write_bytes((ending.join(lines) + ending).encode(encoding))
    return path


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def raw_xlsx(sheet: str, **more: str) -> bytes:
    """Return an xlsx with the given XML inside ``<worksheet>``; ``more`` are further parts."""
    content = (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    root = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    )
    book = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    sheets = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    parts = {
        "[Content_Types].xml": content,
        "_rels/.rels": root,
        "xl/_rels/workbook.xml.rels": book,
        "xl/workbook.xml": sheets,
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
        **more,
    }
    return packed(parts)


def packed(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip archive of ``parts``."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def cell(place: str, text: str) -> str:
    """Return the XML of a text cell."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


_ODS = "urn:oasis:names:tc:opendocument:xmlns:"


def ods(rows: str, *, encrypted: bool = False) -> bytes:
    """Return an ods with the given XML inside ``<table:table>``."""
    content = (
        f'<office:document-content xmlns:office="{_ODS}office:1.0" xmlns:table="{_ODS}table:1.0" '
        f'xmlns:text="{_ODS}text:1.0"><office:body><office:spreadsheet><table:table '
        f'table:name="Petani">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    secret = "<manifest:encryption-data/>" if encrypted else ""
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_ODS}manifest:1.0"><manifest:file-entry '
        'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.'
        f'spreadsheet"/>{secret}</manifest:manifest>'
    )
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": content,
        }
    )


def ods_rows(rows) -> str:
    """Return rows of text cells, and LibreOffice's million empty rows behind them."""
    said = "".join(
        "<table:table-row>" + "".join(_ods_cell(each) for each in row) + "</table:table-row>"
        for row in rows
    )
    return (
        f'{said}<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )


def _ods_cell(value) -> str:
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    text = f"<text:p>{value}</text:p>"
    return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'


_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: dict[str, bytes]) -> bytes:
    """Return a compound file ([MS-CFB]) with ``streams``, each of them 4096 bytes or more."""
    sectors, fat, entries = [], [], [_entry("Root Entry", 5, _END, 0, child=1)]
    for name, content in streams.items():
        pieces = [content[at : at + _SECTOR] for at in range(0, len(content), _SECTOR)]
        entries.append(_entry(name, 2, len(sectors), len(content)))
        for number, piece in enumerate(pieces):
            sectors.append(piece.ljust(_SECTOR, b"\0"))
            fat.append(len(sectors) if number < len(pieces) - 1 else _END)
    directory = len(sectors)
    entries += [bytes(128)] * (-len(entries) % 4)
    table = b"".join(entries)
    for at in range(0, len(table), _SECTOR):
        sectors.append(table[at : at + _SECTOR])
        fat.append(len(sectors) if at + _SECTOR < len(table) else _END)
    first_fat, needed = len(sectors), -(-(len(fat) + 4) // 128)
    fat += [_FAT] * needed
    raw = b"".join(struct.pack("<I", each) for each in fat).ljust(needed * _SECTOR, b"\xff")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, needed, directory, 0, 4096, _END, 0, _END, 0)
    places = [first_fat + at for at in range(needed)]
    header += struct.pack("<109I", *places, *[_FREE] * (109 - needed))
    return header + b"".join(sectors) + raw


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    entry = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1)
    entry += struct.pack("<III", _FREE, _FREE, child) + bytes(36)
    return entry + struct.pack("<IQ", start, size)


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def xls(*sheets, file_pass: bool = False, hidden=(), hidden_columns=()) -> bytes:
    """Return an Excel 97 workbook ([MS-XLS]) with sheets of texts and numbers.

    The rows of the last sheet at the places ``hidden`` are not to be seen, nor are its columns
    ``hidden_columns``.
    """
    secret = _record(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48)) if file_pass else b""
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + secret
    names = [b"Petani", b"Nelayan"][: len(sheets)]
    place = len(start) + sum(4 + 8 + len(name) for name in names) + 4
    bound, content = b"", b""
    for name, rows in zip(names, sheets, strict=True):
        where = struct.pack("<IBBBB", place + len(content), 0, 0, len(name), 0)
        bound += _record(0x85, where + name)
        last = rows is sheets[-1]
        content += _xls_sheet(rows, hidden if last else (), hidden_columns if last else ())
    book = start + bound + _record(0x0A) + content
    return compound({"Workbook": book.ljust(4096, b"\0")})


def _xls_sheet(rows, hidden, hidden_columns) -> bytes:
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for column in hidden_columns:
        sheet += _record(0x7D, struct.pack("<HHHHHH", column, column, 2560, 15, 1, 0))
    for at, row in enumerate(rows):
        flags = 0x120 if at in hidden else 0x100
        sheet += _record(0x208, struct.pack("<HHHHHHHH", at, 0, len(row), 255, 0, 0, flags, 15))
        for column, value in enumerate(row):
            sheet += _xls_cell(at, column, value)
    return sheet + _record(0x0A)


def _xls_cell(row: int, column: int, value) -> bytes:
    if isinstance(value, str):
        text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
        return _record(0x204, struct.pack("<HHH", row, column, 0) + text)
    return _record(0x203, struct.pack("<HHHd", row, column, 0, value))


def encrypted_xlsx() -> bytes:
    """Return what Excel makes of an xlsx with a password ([MS-OFFCRYPTO]): a compound file."""
    return compound({"EncryptionInfo": bytes(4096), "EncryptedPackage": bytes(8192)})


def _varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out, value = out + bytes([value & 0x7F | 0x80]), value >> 7
    return out + bytes([value])


def _binary(kind: int, content: bytes = b"") -> bytes:
    return _varint(kind) + _varint(len(content)) + content


def xlsb(rows, hidden=(), hidden_columns=()) -> bytes:
    """Return a binary workbook ([MS-XLSB]) with one sheet; ``rows`` map (row, column) to text.

    The rows with the numbers ``hidden`` are not to be seen, nor are the ``hidden_columns``.
    """
    wide = lambda text: struct.pack("<I", len(text)) + text.encode("utf-16-le")  # noqa: E731
    dimension = _binary(148, struct.pack("<IIII", 0, 1, 0, 1))
    columns = (struct.pack("<IIIIH", each, each, 2560, 0, 1) for each in hidden_columns)
    told = b"".join(_binary(60, column) for column in columns)
    sheet, last = _binary(129) + dimension + told + _binary(145), None
    for (row, column), text in sorted(rows.items()):
        if row != last:
            flags = 0x10 if row in hidden else 0
            sheet += _binary(0, struct.pack("<I7xB", row, flags) + bytes(5))
            last = row
        sheet += _binary(6, struct.pack("<II", column, 0) + wide(text))
    sheet += _binary(146) + _binary(130)
    bundle = _binary(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Petani"))
    book = _binary(131) + _binary(143) + bundle + _binary(144) + _binary(132)
    relations = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": relations,
            "xl/worksheets/sheet1.bin": sheet,
        }
    )
