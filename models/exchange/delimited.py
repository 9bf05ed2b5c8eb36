"""Reads lines of text with separators: any encoding, any of the usual separators, broken quotes."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from models.exchange.cells import EMPTY, Row
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
_SEPARATORS = ";\t,|"
_NAMED_SEPARATOR = re.compile(r"sep=([;,|\t])\s*", re.IGNORECASE)
_SAMPLE = 200
_LONGEST_RECORD = 50
"""Lines of one cell with line breaks; a quote that is open longer was never meant as one."""

_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROL = 0.02


def decode(data: bytes, name: str) -> str:
    """Return ``data`` as text; raise NotASpreadsheetError if it is none."""
    text = data.decode(_encoding(data), errors="replace").replace("\0", "")
    beginning = text[:50_000]
    if len(_CONTROL.findall(beginning)) > _MOST_CONTROL * len(beginning):
        raise not_a_spreadsheet(name)
    return text


def delimited_rows(text: str, name: str) -> Iterator[Row]:
    """Yield the rows of ``text``, counted as Excel does: a cell with line breaks is one row.

    Raises TooLargeError.
    """
    lines = io.StringIO(text, newline=None).readlines()
    named = _NAMED_SEPARATOR.fullmatch(lines[0]) if lines else None
    if named:
        del lines[0]
    if len(lines) > MAX_ROWS:
        raise too_many_rows(name)
    separator = named[1] if named else separator_of(lines[:_SAMPLE])
    return _records(_Lines(lines), separator)


def separator_of(lines: list[str]) -> str:
    """Return the separator that cuts most lines into the same number of cells, and many of them."""
    return max(_SEPARATORS, key=lambda separator: _evenness(lines, separator))


def _evenness(lines: list[str], separator: str) -> int:
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator))
    return max((times * (width - 1) for width, times in widths.items()), default=0)


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
        row: Row = list(next(reader))
        if lines.at - lines.start > 1 and not _closes_properly(lines, separator):
            row = _without_quotes(lines.lines[lines.start], separator)
            lines.at = lines.start + 1
        lines.start = lines.at
        yield row


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
    of Windows in Western offices.
    """
    from charset_normalizer import from_bytes  # here, for it takes long to load

    telling = [line for line in data.splitlines() if not line.isascii()][:1000]
    best = from_bytes(b"\n".join(telling)).best()
    others = [alphabet for alphabet in best.alphabets if "Latin" not in alphabet] if best else []
    return best.encoding if best and others else _OFFICE
