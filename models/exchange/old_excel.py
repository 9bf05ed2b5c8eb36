"""Looks into an Excel 97 workbook before it is read: its streams, its lock, where its cells lie.

The reader follows a chain of sectors without end, and believes the sizes that the file declares.
"""

import struct
from collections.abc import Iterator

_END_OF_CHAIN, _LAST_SECTOR = 0xFFFFFFFE, 0xFFFFFFFA
_STREAM, _ROOT = 2, 5
_ENTRY = 128

_FILE_PASS, _BOUND_SHEET = 0x2F, 0x85
_DIMENSIONS, _STRINGS, _SEVERAL_NUMBERS = 0x200, 0xFC, 0xBD
_ROW, _ROW_HIDDEN = 0x208, 0x20
_COLUMNS, _COLUMN_HIDDEN, _WIDEST = 0x7D, 0x01, 256
_CELLS = frozenset({0x06, 0x203, 0x204, 0x205, 0x206, 0x27E, 0x406, 0xD6, 0xFD, _SEVERAL_NUMBERS})
_SHORTEST_STRING = 3


class CompoundFile:
    """The streams of a compound file ([MS-CFB]); making one raises ValueError if it is broken."""

    def __init__(self, data: bytes) -> None:
        try:
            self._open(data)
        except (struct.error, IndexError) as error:
            raise ValueError("not a whole compound file") from error

    def stream(self, *names: str) -> bytes:
        """Return the first stream of these names that there is; raise KeyError if there is none."""
        name = next(name for name in (*names, "") if name in self._streams or not name)
        start, size = self._streams[name]
        small = size < self._cutoff
        source, length = (self._small, 64) if small else (self._data, self._sector)
        first = 0 if small else self._sector
        chain = self._chain(start, self._small_table if small else self._table)
        pieces = (source[first + at * length : first + (at + 1) * length] for at in chain)
        return b"".join(pieces)[:size]

    def __contains__(self, name: str) -> bool:
        return name in self._streams

    def _open(self, data: bytes) -> None:
        self._data = data
        (shift,) = struct.unpack_from("<H", data, 30)
        if shift not in {9, 12}:
            raise ValueError("sectors of another size")
        self._sector = 1 << shift
        directory, self._cutoff, small_start = struct.unpack_from("<I4xII", data, 48)
        self._table = self._read_table()
        self._small_table = _numbers(self._joined(small_start))
        self._streams: dict[str, tuple[int, int]] = {}
        self._small = b""
        entries = self._joined(directory)
        for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            self._add(entries[at : at + _ENTRY])

    def _add(self, entry: bytes) -> None:
        length, kind = struct.unpack_from("<HB", entry, 64)
        start, size = struct.unpack_from("<II", entry, 116)
        if kind == _ROOT:
            self._small = self._joined(start)
        elif kind == _STREAM:
            name = entry[: max(length - 2, 0)].decode("utf-16-le", errors="replace")
            self._streams[name] = start, size
            self._chain(start, self._small_table if size < self._cutoff else self._table)

    def _read_table(self) -> list[int]:
        """Return the allocation table, whose own sectors are listed in the header and beyond it."""
        listed = _numbers(self._data[76:512])
        (beyond,) = struct.unpack_from("<I", self._data, 68)
        seen = set()
        while beyond <= _LAST_SECTOR:
            if beyond in seen:
                raise ValueError("a chain without end")
            seen.add(beyond)
            *more, beyond = _numbers(self._sector_at(beyond))
            listed += more
        sectors = [self._sector_at(at) for at in listed if at <= _LAST_SECTOR]
        return _numbers(b"".join(sectors))

    def _sector_at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        if start + self._sector > len(self._data):
            raise ValueError("a sector beyond the end")
        return self._data[start : start + self._sector]

    def _joined(self, start: int) -> bytes:
        chain = self._chain(start, self._table)
        places = ((at + 1) * self._sector for at in chain)
        return b"".join(self._data[place : place + self._sector] for place in places)

    def _chain(self, start: int, table: list[int]) -> list[int]:
        """Return the sectors from ``start`` on; raise ValueError if they never end."""
        chain: list[int] = []
        while start <= _LAST_SECTOR:
            if len(chain) > len(table):
                raise ValueError("a chain without end")
            chain.append(start)
            start = table[start]
        return chain


def is_locked(book: bytes) -> bool:
    """Tell whether the records of a workbook are enciphered ([MS-XLS] 2.4.117, FilePass)."""
    for kind, _place, _size in _records(book):
        if kind in {_FILE_PASS, _BOUND_SHEET}:
            return kind == _FILE_PASS
    return False


def cell_places(book: bytes) -> Iterator[tuple[int, int]]:
    """Yield row and column of cells with a value and of declared corners, counted from 1.

    Raises ValueError where what is declared cannot be.
    """
    for kind, place, size in _records(book):
        if kind in _CELLS and size >= 6:
            row, column = struct.unpack_from("<HH", book, place)
            if kind == _SEVERAL_NUMBERS:
                (column,) = struct.unpack_from("<H", book, place + size - 2)
            yield row + 1, column + 1
        elif kind == _DIMENSIONS and size >= 10:
            layout = "<IIHH" if size >= 12 else "<HHHH"
            first_row, last_row, first_column, last_column = struct.unpack_from(layout, book, place)
            if first_row > last_row or first_column > last_column:
                raise ValueError("a sheet that ends before it begins")
            yield last_row, last_column
        elif kind == _STRINGS and size >= 8:
            (strings,) = struct.unpack_from("<I", book, place + 4)
            if strings * _SHORTEST_STRING > len(book):
                raise ValueError("more strings than there is room for")


def hidden_rows(book: bytes) -> dict[int, set[int]]:
    """Return the hidden lines, from 1, of each sheet that has any ([MS-XLS], Row: fDyZero).

    Sheets are counted from 0 in the order in which the workbook lists them.
    """
    hidden: dict[int, set[int]] = {}
    for sheet, kind, place, size in _records_of_sheets(book):
        if kind == _ROW and size >= 14:
            row, flags = struct.unpack_from("<H10xH", book, place)
            if flags & _ROW_HIDDEN:
                hidden.setdefault(sheet, set()).add(row + 1)
    return hidden


def hidden_columns(book: bytes) -> dict[int, set[int]]:
    """Return the hidden columns, from 0, of each sheet that has any ([MS-XLS], ColInfo: fHidden).

    Sheets are counted as in ``hidden_rows``.
    """
    hidden: dict[int, set[int]] = {}
    for sheet, kind, place, size in _records_of_sheets(book):
        if kind == _COLUMNS and size >= 10:
            first, last, flags = struct.unpack_from("<HH4xH", book, place)
            if flags & _COLUMN_HIDDEN:
                hidden.setdefault(sheet, set()).update(range(first, min(last + 1, _WIDEST)))
    return hidden


def _records_of_sheets(book: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Yield the sheet, or -1 before the first, and kind, place and size of each record."""
    begins: dict[int, int] = {}
    sheet = -1
    for kind, place, size in _records(book):
        sheet = begins.get(place - 4, sheet)
        if kind == _BOUND_SHEET and size >= 4:
            (begin,) = struct.unpack_from("<I", book, place)
            begins[begin] = len(begins)
        yield sheet, kind, place, size


def _records(book: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place and size of each record."""
    at = 0
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        yield kind, at + 4, min(size, len(book) - at - 4)
        at += 4 + size


def _numbers(raw: bytes) -> list[int]:
    return list(struct.unpack_from(f"<{len(raw) // 4}I", raw))
