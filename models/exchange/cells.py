"""What stands in a cell of a list, and the plain text of it."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import TypeAlias, TypeGuard

Cell: TypeAlias = str | float | bool | date | datetime | time | timedelta
"""A cell keeps the type the file gave it; an empty one is the empty text, as calamine reads it."""

Row: TypeAlias = list[Cell]
"""Cells from the left; it may be shorter than its neighbours."""

EMPTY = ""

_NOTHING = re.compile(
    r"[\s\-–—_.:]*|(?:tidak|tdk|tak|belum|blm) (?:ada|punya|tahu|diketahui)|nihil|kosong"
    r"|#?n/?a|null|none|#(?:ref|value|num|null|div/0)!|#name\?|#{3,}",
    re.IGNORECASE,
)
# Signs that turn the writing direction, and marks that are never seen: a name or an address never
# needs them, and they can make one text look like another.
_UNSEEN = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_WHOLE_NUMBERS = 2**53


def text_of(cell: Cell) -> str:
    """Return what the cell shows as one line of text, without control and direction signs."""
    if isinstance(cell, str):
        return _one_line(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _WHOLE_NUMBERS:
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}" if cell.time() != time() else f"{cell:%d/%m/%Y}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str(cell)


def filled(cell: Cell) -> str:
    """Return the plain text of a cell, or nothing where it says that there is nothing."""
    text = text_of(cell)
    return "" if _NOTHING.fullmatch(text) else text


def is_number(cell: Cell) -> TypeGuard[float]:
    """Tell whether the file keeps the cell as a number."""
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _one_line(text: str) -> str:
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    spaced = "".join(" " if _is_control(letter) else letter for letter in _UNSEEN.sub("", text))
    return " ".join(unicodedata.normalize("NFC", spaced).split())


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cs", "Co", "Cn"}
