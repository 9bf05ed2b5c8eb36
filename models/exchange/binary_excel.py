"""Looks into the records of a binary workbook ([MS-XLSB]): where its cells lie, what is hidden."""

import struct
from collections.abc import Iterator

_ROW_HEADER, _LAST_CELL_KIND, _COLUMNS, _SHEET_LISTED = 0, 11, 60, 156
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x10, 0x01
_WIDEST = 16_384
_LONGEST_KIND, _LONGEST_SIZE = 2, 4  # bytes of a record's kind and size ([MS-XLSB] 2.1.4)


def binary_cell_places(sheet: bytes) -> Iterator[tuple[int, int]]:
    """Yield row and column of the cells with a value, counted from 1.

    Records of kind 0 begin a row (BrtRowHdr), those of 2 to 11 hold a cell (BrtCell…).
    """
    row = 0
    for kind, at, size in _records(sheet):
        if kind <= _LAST_CELL_KIND and size >= 4:
            (number,) = struct.unpack_from("<I", sheet, at)
            if kind == _ROW_HEADER:
                row = number + 1
            elif kind > 1:
                yield row, number + 1


def binary_hidden_rows(sheet: bytes) -> set[int]:
    """Return the lines, from 1, that are hidden ([MS-XLSB], BrtRowHdr: fDyZero)."""
    hidden = set()
    for kind, at, size in _records(sheet):
        if kind == _ROW_HEADER and size >= 12:
            row, flags = struct.unpack_from("<I7xB", sheet, at)
            if flags & _ROW_HIDDEN:
                hidden.add(row + 1)
    return hidden


def binary_hidden_columns(sheet: bytes) -> set[int]:
    """Return the columns, from 0, that are hidden ([MS-XLSB], BrtColInfo: fHidden)."""
    hidden: set[int] = set()
    for kind, at, size in _records(sheet):
        if kind == _ROW_HEADER:
            break  # columns are told of before the rows
        if kind == _COLUMNS and size >= 18:
            first, last, flags = struct.unpack_from("<II8xH", sheet, at)
            if flags & _COLUMN_HIDDEN:
                hidden.update(range(first, min(last + 1, _WIDEST)))
    return hidden


def binary_sheets(book: bytes) -> dict[str, str]:
    """Return the name of each sheet by its relation ([MS-XLSB], BrtBundleSh)."""
    names = {}
    for kind, at, size in _records(book):
        if kind == _SHEET_LISTED:
            relation, after = _text(book[at : at + size], 8)
            names[relation], _end = _text(book[at : at + size], after)
    return names


def _records(part: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place and size of each record; one that is cut off is as long as it is."""
    at = 0
    while at < len(part):
        kind, at = _number(part, at, _LONGEST_KIND)
        size, at = _number(part, at, _LONGEST_SIZE)
        yield kind, at, max(min(size, len(part) - at), 0)
        at += size


def _number(part: bytes, at: int, longest: int) -> tuple[int, int]:
    value = 0
    for position, byte in enumerate(part[at : at + longest]):
        value |= (byte & 0x7F) << 7 * position
        if byte < 0x80:
            return value, at + position + 1
    return value, at + longest


def _text(record: bytes, at: int) -> tuple[str, int]:
    """Return the text that begins ``at`` a place of a record, and where it ends."""
    if len(record) < at + 4:
        return "", at
    (letters,) = struct.unpack_from("<I", record, at)
    end = at + 4 + 2 * letters
    return record[at + 4 : end].decode("utf-16-le", errors="replace"), end
