"""Finds what one does not see of a sheet: hidden rows, and formulas saved without their value.

The reader gives the value of a formula and tells nothing of rows that are hidden; a filter that was
left on hides hundreds of people.
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

from models.exchange.binary_excel import binary_hidden_rows, binary_sheets
from models.exchange.old_excel import CompoundFile, hidden_rows
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
_ODS_ROW = re.compile(rb"<(?:\w+:)?(table|table-row)(?=[\s/>])([^>]*)>")
_REPEATED = re.compile(rb"number-rows-repeated=[\"'](\d{1,9})")
_UNSHOWN = re.compile(rb"visibility=[\"'](?:collapse|filter)")
_NUMBER = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")


@dataclass(frozen=True, slots=True)
class Unseen:
    """Lines that are hidden, and by line the columns, from 0, of formulas without a value."""

    rows: frozenset[int] = frozenset()
    without_value: Mapping[int, Sequence[int]] = field(default_factory=lambda: MappingProxyType({}))

    def __bool__(self) -> bool:
        return bool(self.rows or self.without_value)

    def moved(self, columns: int) -> "Unseen":
        """Return it with places counted from a sheet's first column, ``columns`` to the right."""
        moved = {
            line: [place - columns for place in places if place >= columns]
            for line, places in self.without_value.items()
        }
        return Unseen(self.rows, MappingProxyType(moved))


ALL_SEEN = Unseen()


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
            names[part]: Unseen(frozenset(binary_hidden_rows(archive.read(part))))
            for part in wanted & names.keys()
        }


def unseen_of_xls(data: bytes, names: Sequence[str]) -> dict[str, Unseen]:
    """Return by the name of its sheet what one does not see of an Excel 97 workbook.

    ``names`` are those of all sheets, in the workbook's order. Its formulas are always saved with
    their value.
    """
    hidden = hidden_rows(CompoundFile(data).stream("Workbook", "Book"))
    return {name: Unseen(frozenset(hidden[at])) for at, name in enumerate(names) if at in hidden}


def unseen_of_ods(data: bytes, heights: Sequence[int]) -> list[Unseen]:
    """Return for each sheet of an OpenDocument file, so many rows high, what one does not see."""
    with ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("content.xml")
    tables: list[set[int]] = []
    if _UNSHOWN.search(content):
        tables = _unshown_rows(content, heights)
    return [Unseen(frozenset(rows)) for rows in tables]


def _unshown_rows(content: bytes, heights: Sequence[int]) -> list[set[int]]:
    tables: list[set[int]] = []
    line = last = 0
    for found in _ODS_ROW.finditer(content):
        if found[1] == b"table":
            line, last = 1, heights[len(tables)] if len(tables) < len(heights) else 0
            tables.append(set())
            continue
        repeated = _REPEATED.search(found[2])
        below = line + (int(repeated[1]) if repeated else 1)
        if tables and _UNSHOWN.search(found[2]):
            tables[-1].update(range(line, min(below, last + 1)))
        line = below
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
    return Unseen(frozenset(hidden), MappingProxyType(dict(without)))
