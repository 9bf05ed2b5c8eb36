"""Reads lines of text with separators: any encoding, any of the usual separators, broken quotes."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from models.exchange.cells import EMPTY, Row
from models.exchange.columns import looks_like_nik
from models.exchange.headings import read_heading
from models.exchange.kinds import not_a_spreadsheet
from models.exchange.sizes import MAX_ROWS, too_many_rows

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_OFFICE = "cp1252"
_NOT_BY_LINES = ["utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be", "utf_7"]
_BEGINNING = 1 << 16
_LAST_LATIN = "\u024f"
_SEPARATORS = ";\t,|"
_NAMED_SEPARATOR = re.compile(r"sep=([;,|\t])\s*", re.IGNORECASE)
_SAMPLE, _ENOUGH = 200, 10_000
_LONGEST_RECORD = 50
"""Lines of one cell with line breaks; a quote that is open longer was never meant as one."""

_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
"""A formula, as programs write a number that a spreadsheet shall not round: ="0812"."""

_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROL, _MOST_CONTROL_IN_UTF8 = 0.02, 0.3


def decode(data: bytes, name: str) -> str:
    """Return ``data`` as text; raise NotASpreadsheetError if it is none."""
    encoding = _encoding(data)
    text = data.decode(encoding, errors="replace").replace("\0", "")
    beginning = text[:_BEGINNING]
    # What is no text is hardly ever sound UTF-8, so that may have odd signs in it.
    most = _MOST_CONTROL_IN_UTF8 if encoding == "utf-8" else _MOST_CONTROL
    if len(_CONTROL.findall(beginning)) > most * len(beginning):
        raise not_a_spreadsheet(name)
    return text


class Delimited(NamedTuple):
    """The rows of a text, and what stands between their cells."""

    separator: str
    rows: Iterator[Row]


def delimited_rows(text: str, name: str) -> Delimited:
    """Return the rows of ``text``, counted as Excel does: a cell with line breaks is one row.

    Raises TooLargeError.
    """
    lines = io.StringIO(text, newline=None).readlines()
    named = _NAMED_SEPARATOR.fullmatch(lines[0]) if lines else None
    if named:
        del lines[0]
    if len(lines) > MAX_ROWS:
        raise too_many_rows(name)
    separator = named[1] if named else separator_of(lines[:_SAMPLE])
    rows = _records(_Lines(lines), separator)
    return Delimited(separator, map(_without_formulas, rows) if '="' in text else rows)


def _without_formulas(row: Row) -> Row:
    return [_KEPT_AS_TEXT.sub(r"\1", cell) if isinstance(cell, str) else cell for cell in row]


def separator_of(lines: list[str]) -> str:
    """Return the separator that brings out most headings and NIKs, and else most even columns.

    Commas within addresses may be more, and more even, than the semicolons between the cells.
    """
    return max(_SEPARATORS, key=lambda separator: _fitness(lines, separator))


def _fitness(lines: list[str], separator: str) -> tuple[int, int]:
    beginnings = [line[:_ENOUGH] for line in lines if line.strip()]
    rows = [next(csv.reader([line], delimiter=separator), []) for line in beginnings]
    headings = max((sum(map(_is_heading, row)) for row in rows), default=0)
    niks = sum(any(map(looks_like_nik, row)) for row in rows)
    widths = Counter(map(len, rows))
    evenness = max((times * (width - 1) for width, times in widths.items()), default=0)
    return (headings if headings > 1 else 0) + niks, evenness


def _is_heading(cell: str) -> bool:
    return read_heading(cell) is not None and not any(map(str.isdigit, cell))


class _Lines:
    """Lines handed to the csv reader, which may be taken back."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.start = self.at = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.lines) or self.at - self.start > _LONGEST_RECORD:
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1]


def _records(lines: _Lines, separator: str) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=separator)
    while lines.at < len(lines.lines):
        row = _next_row(reader)
        is_doubtful = lines.at - lines.start > 1 or lines.at == len(lines.lines)
        if row is None or (is_doubtful and not _closes_properly(lines, separator)):
            row = _without_quotes(lines.lines[lines.start], separator)
            lines.at = lines.start + 1
        lines.start = lines.at
        yield row


def _next_row(reader: Iterator[list[str]]) -> Row | None:
    try:
        return list(next(reader))
    except csv.Error:  # a cell of more than 131.072 letters
        return None


def _closes_properly(lines: _Lines, separator: str) -> bool:
    record = lines.lines[lines.start : lines.at]
    try:
        return len(list(csv.reader(record, delimiter=separator, strict=True))) == 1
    except csv.Error:
        return False


def _without_quotes(line: str, separator: str) -> Row:
    return [cell.strip().strip('"') for cell in line.rstrip("\n").split(separator)] or [EMPTY]


def _encoding(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    beginning = data[:4096]
    if beginning.count(0) > len(beginning) // 4:
        return "utf-16-le" if beginning[1::2].count(0) > beginning[::2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed_encoding(data)
    return "utf-8"


def _guessed_encoding(data: bytes) -> str:
    """Guess by the lines that are not ASCII.

    Between the many encodings of Latin letters a list gives nothing to choose by; there it is that
    of Windows in Western offices. Any other must show letters of its own.
    """
    from charset_normalizer import from_bytes  # here, for it takes long to load

    telling = [line for line in data.splitlines() if not line.isascii()][:1000]
    best = from_bytes(b"\n".join(telling), cp_exclusion=_NOT_BY_LINES).best()
    if best is None:
        return _OFFICE
    beginning = data[:_BEGINNING].decode(best.encoding, errors="replace")
    letters = [letter for letter in beginning if letter.isalpha()]
    others = sum(letter > _LAST_LATIN for letter in letters)
    return best.encoding if 2 * others > len(letters) else _OFFICE
