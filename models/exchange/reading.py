"""Reads a file of any kind into sheets of cells: spreadsheets, text with separators, web tables."""

import io
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from models.exchange.cells import Row, text_of
from models.exchange.chat import without_senders
from models.exchange.delimited import decode, delimited_rows
from models.exchange.errors import FileUnreadableError
from models.exchange.kinds import FileKind, damaged, kind_of, kind_of_text, protected
from models.exchange.sizes import (
    MAX_FILE,
    MAX_ROWS,
    check_parts,
    check_sheets,
    too_large,
    too_many_rows,
)
from models.exchange.unseen import (
    ALL_SEEN,
    Unseen,
    unseen_of_ods,
    unseen_of_xls,
    unseen_of_xlsb,
    unseen_of_xlsx,
)
from models.exchange.webtables import read_tables
from models.progress import Progress, Work
from models.words import _, shorten

_AT_ONCE = 2000
"""Rows between two reports of progress."""

_DAMAGE = (
    CalamineError,
    BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
)
"""What the readers raise where a file is broken; the last is a way of packing nobody uses."""

Corner = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; ``rows[0]`` is line 1 as Excel counts, cells begin at ``first_column``.

    ``merged`` holds first and last cell of each merged range as (line, place in the row), counted
    from 0 like the rows' own indexes. ``beside`` names the sheet of which this is one list of
    several (``exchange.beside``, ``exchange.stacked``, ``exchange.couples``). ``separator`` stood
    between its cells, if it was a text.
    """

    name: str
    rows: Sequence[Row]
    hidden: bool = False
    first_column: int = 0
    merged: tuple[tuple[Corner, Corner], ...] = ()
    unseen: Unseen = ALL_SEEN
    beside: str | None = None
    separator: str = ""


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file as it came: its name for what is said, and its sheets that hold anything."""

    name: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was copied from a table elsewhere: as text, and as a web page where there is one."""

    name: str
    text: str
    html: str = ""


def read_pasted(pasted: Pasted) -> Work[Workbook]:
    """Read what was copied: the tables of the web page, else the text.

    Raises EmptyFileError or TooLargeError.
    """
    yield Progress(0, 0)
    name = shorten(text_of(pasted.name))
    text, html = pasted.text.replace("\0", ""), pasted.html.replace("\0", "")
    if max(len(text), len(html)) > MAX_FILE:
        raise too_large(name)
    sheets = (yield from _read_markup(html, name)) if "<t" in html.casefold() else []
    if not any(sheet.rows for sheet in sheets):
        sheets = yield from _read_text(text, name)
    return Workbook(name, tuple(sheet for sheet in sheets if sheet.rows))


def read_workbook(path: Path) -> Work[Workbook]:
    """Read every sheet of ``path``; formulas give the value they were saved with.

    Raises FileUnreadableError, EmptyFileError, NotASpreadsheetError, ProtectedFileError,
    DamagedFileError or TooLargeError.
    """
    yield Progress(0, 0)
    name = shorten(text_of(path.name))
    data = _bytes_of(path, name)
    kind = kind_of(data, name)
    if kind is FileKind.TEXT:
        sheets = yield from _read_text(decode(data, name), name)
    else:
        sheets = yield from _read_spreadsheet(data, kind, name)
    return Workbook(name, tuple(sheet for sheet in sheets if sheet.rows))


def _bytes_of(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE:
            raise too_large(name)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FileUnreadableError(
            _("“{name}” is not there any more. Choose the file again.").format(name=name)
        ) from error
    except IsADirectoryError as error:
        raise FileUnreadableError(
            _("“{name}” is a folder. Choose the file inside it.").format(name=name)
        ) from error
    except OSError as error:
        raise FileUnreadableError(
            _(
                "“{name}” cannot be opened. "
                "Close it in other programs, or copy it to this computer first."
            ).format(name=name)
        ) from error


def _read_text(text: str, name: str) -> Work[list[Sheet]]:
    if kind_of_text(text) is FileKind.MARKUP:
        return (yield from _read_markup(text, name))
    separator, rows = delimited_rows(without_senders(text), name)
    taken = yield from _taken(rows, text.count("\n") + 1)
    return [Sheet("", taken, separator=separator)]


def _read_markup(text: str, name: str) -> Work[list[Sheet]]:
    tables = []
    for tables in read_tables(text, name):
        yield Progress(sum(len(table.rows) for table in tables), 0)
    return [Sheet(table.title, table.rows) for table in tables]


def _read_spreadsheet(data: bytes, kind: FileKind, name: str) -> Work[list[Sheet]]:
    with _damage_told(name):
        check_parts(data, kind, name)
        with ThreadPoolExecutor(max_workers=1) as beside:
            checked = beside.submit(check_sheets, data, kind, name)
            workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
            parts = checked.result()
        with workbook:
            sheets = yield from _read_sheets(workbook, name)
            names = [metadata.name for metadata in workbook.sheets_metadata]
        if kind is FileKind.ODS:
            return _with_unseen_of_ods(sheets, data)
        if kind is FileKind.XLS:
            found = unseen_of_xls(data, names)
        else:
            unseen_of = unseen_of_xlsb if kind is FileKind.XLSB else unseen_of_xlsx
            found = unseen_of(data, parts)
        return [_with(sheet, found.get(sheet.name, ALL_SEEN)) for sheet in sheets]


def _with_unseen_of_ods(sheets: list[Sheet], data: bytes) -> list[Sheet]:
    found = unseen_of_ods(data, [len(sheet.rows) for sheet in sheets])
    found += [ALL_SEEN] * (len(sheets) - len(found))
    return [_with(sheet, unseen) for sheet, unseen in zip(sheets, found, strict=False)]


def _with(sheet: Sheet, unseen: Unseen) -> Sheet:
    return replace(sheet, unseen=unseen.moved(sheet.first_column)) if unseen else sheet


@contextmanager
def _damage_told(name: str) -> Iterator[None]:
    """Say of a file that cannot be read that it is damaged, however the reader puts it."""
    try:
        yield
    except PasswordError as error:
        raise protected(name) from error
    except _DAMAGE as error:
        raise damaged(name) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # pyo3 gives it no name to import
            raise damaged(name) from error
        raise


def _read_sheets(workbook: CalamineWorkbook, name: str) -> Work[list[Sheet]]:
    sheets = []
    for number, metadata in enumerate(workbook.sheets_metadata):
        if metadata.typ == SheetTypeEnum.WorkSheet:
            yield Progress(0, 0)
            raw = workbook.get_sheet_by_index(number)
            if raw.total_height > MAX_ROWS:
                raise too_many_rows(name)
            rows = yield from _taken(raw.iter_rows(), raw.total_height)
            hidden = metadata.visible != SheetVisibleEnum.Visible
            first_column = raw.start[1] if raw.start else 0
            sheets.append(Sheet(raw.name, rows, hidden, first_column, _merged(raw, first_column)))
    return sheets


def _merged(raw: CalamineSheet, first_column: int) -> tuple[tuple[Corner, Corner], ...]:
    return tuple(
        ((top, left - first_column), (bottom, right - first_column))
        for (top, left), (bottom, right) in raw.merged_cell_ranges or ()
    )


def _taken(rows: Iterator[Row], total: int) -> Work[list[Row]]:
    taken: list[Row] = []
    while piece := list(islice(rows, _AT_ONCE)):
        taken += piece
        yield Progress(len(taken), max(total, len(taken)))
    return taken
