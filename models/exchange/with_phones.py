"""Takes the phone out of the cells that hold it beside something else: "Alamat / No. HP"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from models.exchange.cells import EMPTY, Cell, Row, filled
from models.exchange.columns import looks_like_nik
from models.exchange.headings import ColumnKind, Vocabulary
from models.exchange.reading import Sheet

K = ColumnKind

_ASKED = 200
"""Lines at the top of a sheet that are asked what their cells hold."""

_MOST = 0.5
"""The share of the cells below such a heading that must have a phone in them."""

_LONGEST = 100
"""Letters of a heading over two things."""

_BESIDE = frozenset({K.NAME, K.ADDRESS, K.VILLAGE, K.OCCUPATION, K.GROUP, K.OTHER})
"""Words, in which no phone is at home."""

_SPLIT_TITLE = re.compile(r"\s*(?:[/&+,;|(\n]|\bdan\b|\band\b)\s*", re.IGNORECASE)
_PHONE = re.compile(
    r"(?:\b(?:no|nomor|hp|wa|telp?|telepon|handphone)\b[\s.:/]*)*"
    r"(?<![0-9])(?P<phone>(?:\+?62|0)[ .-]?8[0-9](?:[ .-]?[0-9]){7,10})(?![0-9])",
    re.IGNORECASE,
)
_AROUND = " \t\r\n/,;|&()-–"


class _Both(NamedTuple):
    """A heading over a phone and something else: where it stands, and its two parts."""

    line: int
    column: int
    phone: str
    rest: str


def phones_apart(sheet: Sheet, words: Vocabulary) -> Sheet:
    """Return the sheet with such phones in a new column, the last; else the sheet itself."""
    both = _find(sheet.rows[:_ASKED], words)
    if both is None:
        return sheet
    width = max(map(len, sheet.rows))
    rows = list(sheet.rows)
    for at in range(both.line, len(rows)):
        row = rows[at]
        rest, phone = _apart(row[both.column] if both.column < len(row) else EMPTY, both)
        if phone:
            kept = [*row[: both.column], rest, *row[both.column + 1 :]]
            rows[at] = [*kept, *[EMPTY] * (width - len(row)), phone]
    return replace(sheet, rows=rows)


def _find(rows: Sequence[Row], words: Vocabulary) -> _Both | None:
    for line, row in enumerate(rows):
        if any(map(looks_like_nik, row)):
            return None  # among the people there are no headings any more
        for column, cell in enumerate(row):
            if isinstance(cell, str) and (parts := _parts(cell, words)):
                below = [each[column] for each in rows[line + 1 :] if column < len(each)]
                texts = list(filter(filled, below))
                found = sum(isinstance(each, str) and bool(_PHONE.search(each)) for each in texts)
                if found and found >= _MOST * len(texts):
                    return _Both(line, column, *parts)
    return None


def _parts(title: str, words: Vocabulary) -> tuple[str, str] | None:
    """Return the two parts of a heading of a phone and something else, that of the phone first."""
    if len(title) > _LONGEST:
        return None
    parts = [part for part in _SPLIT_TITLE.split(title.strip(" ()")) if part]
    read = [words.read(part) for part in parts]
    kinds = [heading.kind for heading in read if heading]
    if len(parts) != 2 or len(kinds) != 2 or kinds.count(K.PHONE) != 1:
        return None
    first = kinds.index(K.PHONE)
    return (parts[first], parts[1 - first]) if kinds[1 - first] in _BESIDE else None


def _apart(cell: Cell, both: _Both) -> tuple[str, str]:
    """Return what stands beside the phones of a cell, and these; of the heading its parts."""
    if not isinstance(cell, str):
        return "", ""
    if {both.phone, both.rest} <= set(_SPLIT_TITLE.split(cell.strip(" ()"))):
        return both.rest, both.phone
    phones = [found["phone"] for found in _PHONE.finditer(cell)]
    return _PHONE.sub("", cell).strip(_AROUND), " / ".join(phones)
