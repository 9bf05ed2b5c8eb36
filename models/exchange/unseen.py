"""Finds what one does not see of a sheet: hidden rows and columns, formulas without their value.

The reader gives the value of a formula and tells nothing of what is hidden; a filter that was left
on hides hundreds of people, and a hidden column may be an older one of the same name.
"""

import io
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from types import MappingProxyType
from urllib.parse import unquote
from zipfile import ZipFile

from models.exchange.binary_excel import (
    binary_hidden_columns,
    binary_hidden_rows,
    binary_sheets,
)
from models.exchange.old_excel import CompoundFile, hidden_columns, hidden_rows
from models.exchange.sizes import column_number

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_GIVEN = re.compile(rb"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])([^>]*)>")
_CELL = re.compile(
    rb"<(?:\w+:)?c(?=[\s>])([^>]*[^/>]|)>\s*<(?:\w+:)?f(?=[\s/>])[^>]*?"
    rb"(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v(?:\s[^>]*)?(?:/>|></(?:\w+:)?v>)\s*)?"
    rb"</(?:\w+:)?c>"
)
_PLACE = re.compile(rb"([A-Z]{1,3})(\d{1,7})")
_COLUMNS = re.compile(rb"<(?:\w+:)?col(?=\s)([^>]*)>")
_ROWS_BEGIN = re.compile(rb"<(?:\w+:)?sheetData[\s/>]")
_ODS_PART = re.compile(rb"<(?:\w+:)?(table|table-row|table-column)(?=[\s/>])([^>]*)>")
_REPEATED = re.compile(rb"number-(?:rows|columns)-repeated=[\"'](\d{1,9})")
_UNSHOWN = re.compile(rb"visibility=[\"'](?:collapse|filter)")
_NUMBER = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")


@dataclass(frozen=True, slots=True)
class Unseen:
    """Lines and columns that are hidden, and by line the columns of formulas without a value.

    Columns are counted from 0.
    """

    rows: frozenset[int] = frozenset()
    without_value: Mapping[int, Sequence[int]] = field(default_factory=lambda: MappingProxyType({}))
    columns: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.rows or self.without_value or self.columns)

    def moved(self, columns: int) -> "Unseen":
        """Return it with places counted from a sheet's first column, ``columns`` to the right."""
        return self.between(columns, _WIDEST)

    def between(self, left: int, right: int) -> "Unseen":
        """Return what is unseen of the columns from ``left`` to before ``right``, as a sheet."""
        moved = {
            line: [place - left for place in places if left <= place < right]
            for line, places in self.without_value.items()
        }
        hidden = frozenset(place - left for place in self.columns if left <= place < right)
        return Unseen(self.rows, MappingProxyType(moved), hidden)


ALL_SEEN = Unseen()
_WIDEST = 16_384


def unseen_of_xlsx(data: bytes, parts: Iterable[str]) -> dict[str, Unseen]:
    """Return by the name of its sheet what one does not see; only ``parts`` are looked through.

    The workbook has been measured before, so that its parts fit in the memory.
    """
    wanted = set(parts)
    if not wanted:
        return {}
    with ZipFile(io.BytesIO(data)) as archive:
        names = _sheet_names(archive)
        return {
            names[part]: found
            for part in wanted & names.keys()
            if (found := _unseen(archive.read(part)))
        }


def unseen_of_xlsb(data: bytes, parts: Iterable[str]) -> dict[str, Unseen]:
    """Return by the name of its sheet what one does not see of a binary workbook's ``parts``.

    Its formulas are always saved with their value.
    """
    wanted = set(parts)
    if not wanted:
        return {}
    with ZipFile(io.BytesIO(data)) as archive:
        names = _binary_sheet_names(archive)
        return {
            names[part]: Unseen(
                frozenset(binary_hidden_rows(sheet)),
                columns=frozenset(binary_hidden_columns(sheet)),
            )
            for part in wanted & names.keys()
            if (sheet := archive.read(part))
        }


def unseen_of_xls(data: bytes, names: Sequence[str]) -> dict[str, Unseen]:
    """Return by the name of its sheet what one does not see of an Excel 97 workbook.

    ``names`` are those of all sheets, in the workbook's order. Its formulas are always saved with
    their value.
    """
    book = CompoundFile(data).stream("Workbook", "Book")
    rows, columns = hidden_rows(book), hidden_columns(book)
    return {
        name: Unseen(frozenset(rows.get(at, ())), columns=frozenset(columns.get(at, ())))
        for at, name in enumerate(names)
        if at in rows or at in columns
    }


def unseen_of_ods(data: bytes, heights: Sequence[int]) -> list[Unseen]:
    """Return for each sheet of an OpenDocument file, so many rows high, what one does not see."""
    with ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("content.xml")
    if not _UNSHOWN.search(content):
        return []
    return [
        Unseen(frozenset(rows), columns=frozenset(columns))
        for rows, columns in _unshown(content, heights)
    ]


def _unshown(content: bytes, heights: Sequence[int]) -> list[tuple[set[int], set[int]]]:
    """Return for each table the hidden lines, from 1, and the hidden columns, from 0."""
    tables: list[tuple[set[int], set[int]]] = []
    line = column = last = 0
    for found in _ODS_PART.finditer(content):
        if found[1] == b"table":
            line, column = 1, 0
            last = heights[len(tables)] if len(tables) < len(heights) else 0
            tables.append((set(), set()))
            continue
        repeated = _REPEATED.search(found[2])
        times = int(repeated[1]) if repeated else 1
        hidden = bool(tables and _UNSHOWN.search(found[2]))
        if found[1] == b"table-column":
            if hidden:
                tables[-1][1].update(range(column, min(column + times, _WIDEST)))
            column += times
            continue
        if hidden:
            tables[-1][0].update(range(line, min(line + times, last + 1)))
        line += times
    return tables


def _sheet_names(archive: ZipFile) -> dict[str, str]:
    """Return the name of the sheet that each part holds."""
    book, targets = _book_and_targets(archive, "xl/workbook.xml")
    if book is None:
        return {}
    names: dict[str, str] = {}
    for given in _attributes(_SHEET, archive.read(book)):
        relation = next((value for key, value in given.items() if key.endswith(b":id")), b"")
        if relation in targets:
            names[targets[relation]] = _plain(given.get(b"name", b""))
    return names


def _binary_sheet_names(archive: ZipFile) -> dict[str, str]:
    """Return the name of the sheet that each part of a binary workbook holds."""
    book, targets = _book_and_targets(archive, "xl/workbook.bin")
    if book is None:
        return {}
    names = binary_sheets(archive.read(book)).items()
    return {
        targets[relation.encode()]: name for relation, name in names if relation.encode() in targets
    }


def _book_and_targets(archive: ZipFile, path: str) -> tuple[str | None, dict[bytes, str]]:
    """Return the part of a workbook and, by their relations, the paths of what belongs to it."""
    book = next((name for name in archive.namelist() if name.lower() == path), None)
    relations = f"xl/_rels/{posixpath.basename(path)}.rels"
    if book is None or relations not in archive.namelist():
        return None, {}
    targets = {
        given.get(b"Id", b""): _path(given.get(b"Target", b""))
        for given in _attributes(_RELATION, archive.read(relations))
    }
    return book, targets


def _attributes(tag: re.Pattern[bytes], text: bytes) -> Iterator[dict[bytes, bytes]]:
    for found in tag.finditer(text):
        yield dict(_GIVEN.findall(found[1]))


def _path(target: bytes) -> str:
    path = unquote(target.decode("utf-8", "replace"))
    return path[1:] if path.startswith("/") else posixpath.normpath(f"xl/{path}")


def _plain(name: bytes) -> str:
    return unescape(name.decode("utf-8", "replace"))


def _unseen(sheet: bytes) -> Unseen:
    hidden = set()
    line = 0
    for found in _ROW.finditer(sheet):
        number = _NUMBER.search(found[1])
        line = int(number[1]) if number else line + 1
        if _HIDDEN.search(found[1]):
            hidden.add(line)
    without: dict[int, list[int]] = defaultdict(list)
    for found in _CELL.finditer(sheet):
        place = _PLACE.fullmatch(dict(_GIVEN.findall(found[1])).get(b"r", b""))
        if place:
            without[int(place[2])].append(column_number(place[1]) - 1)
    return Unseen(frozenset(hidden), MappingProxyType(dict(without)), _hidden_columns(sheet))


def _hidden_columns(sheet: bytes) -> frozenset[int]:
    """Return the columns, from 0, that are told to be hidden before the rows begin."""
    begin = _ROWS_BEGIN.search(sheet)
    hidden: set[int] = set()
    for found in _COLUMNS.finditer(sheet, 0, begin.start() if begin else len(sheet)):
        given = dict(_GIVEN.findall(found[1]))
        first, last = given.get(b"min", b""), given.get(b"max", b"")
        if _HIDDEN.search(found[1]) and first.isdigit() and last.isdigit():
            hidden.update(range(max(int(first[:7]) - 1, 0), min(int(last[:7]), _WIDEST)))
    return frozenset(hidden)
