"""Takes apart what was crammed into one cell: a whole row, or a name together with its NIK.

And puts together what was spread: a NIK with a cell for each digit, as on forms with boxes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from csv import reader
from dataclasses import replace
from typing import NamedTuple

from models.exchange.cells import EMPTY, Cell, Row, filled, text_of
from models.exchange.columns import looks_like_name, looks_like_nik
from models.exchange.delimited import separator_of
from models.exchange.headings import ColumnKind, Vocabulary, read_heading
from models.exchange.reading import Sheet
from models.people.nik import LENGTH

_ASKED = 200
"""Lines at the top of a sheet that are asked what their cells hold."""

_IN_ONE_OR_TWO = 2
"""Cells that hold a row which was cut, if at all, at a comma within an address."""

_MOST = 0.6
"""The share of the cells with many digits that must be taken apart alike."""

_MANY_DIGITS = re.compile(r"(?:[0-9][ .-]?){14}")
_NUMBER = r"\(?(?<!\w)(?P<nik>[0-9](?:[ .-]?[0-9OoIl]){14,16})(?!\w)\)?"
_LABEL = r"(?:\(?\b(?:(?:no|nomor)\b[. ]*)?(?:nik|e?-?ktp)\b[\s.:=()-]*)?"
_NAME_FIRST = re.compile(
    rf"(?P<name>[^\W_].*?)[\s,;:/|(\-–]*{_LABEL}{_NUMBER}"
    r"(?:(?:\s*[-–/,;|]\s*|\s+(?=\+?[0-9]))(?P<rest>\+?\w.*))?\W*",
    re.IGNORECASE | re.DOTALL,
)
_NIK_FIRST = re.compile(
    rf"{_LABEL}{_NUMBER}[\s,;:/|)\-–]+(?P<name>[^\W\d_][^0-9]*)(?P<rest>)",
    re.IGNORECASE | re.DOTALL,
)
_NIK_LACKS = re.compile(
    r"(?P<name>[^\W_].*?)[\s,;:/|(\-–]+(?:nik|ktp)\b\W*", re.IGNORECASE | re.DOTALL
)
_LONGEST = 300
"""Letters of a cell that holds a name and a NIK."""

_TWO_NUMBERS = re.compile(
    rf"{_LABEL}([0-9](?:[ .-]?[0-9]){{15}})\s*(?:[/,;|&\n\t]|\s-\s|\s)\W*"
    r"(?:(?:no\b\W*)?(?:kk|nik)\b\W*)?([0-9](?:[ .-]?[0-9]){15})\W*",
    re.IGNORECASE,
)
"""A NIK and a family card number, or the other way about: the heading says which is which."""

_BETWEEN = re.compile(r"(?<!\s)(?:\s+[-–/]\s+|\s{2,}|\t)")
_SPLIT_TITLE = re.compile(r"\s*(?:[/&+,;|(\n]|\bdan\b|\band\b|-)\s*", re.IGNORECASE)


def taken_apart_cells(sheet: Sheet, words: Vocabulary) -> Sheet:
    """Return the sheet with a cell for each thing, where one held several; else the sheet itself.

    Only where no NIK stands in a cell of its own, and most of those that are found can be taken
    apart in the same way. What was taken out stands in a new column, the last.
    """
    if not {ColumnKind.NIK, ColumnKind.NAME} <= set(words.needed):
        return sheet
    asked = sheet.rows[:_ASKED]
    if any(looks_like_nik(cell) for row in asked for cell in row):
        return sheet
    if found := _as_lines(sheet.rows):
        return replace(sheet, rows=found.rows, separator=found.separator)
    rows = _names_apart(sheet.rows) or _cards_apart(sheet.rows) or _boxes_joined(sheet.rows)
    return replace(sheet, rows=rows) if rows else sheet


class _Lines(NamedTuple):
    """Rows that stood whole in one cell, and what was between their cells, if a sign was."""

    separator: str
    rows: list[Row]


def _as_lines(rows: Sequence[Row]) -> _Lines | None:
    """Return rows that stand whole in their first cell as the cells that they were, or None."""
    if any(sum(bool(filled(cell)) for cell in row) > _IN_ONE_OR_TWO for row in rows[:_ASKED]):
        return None
    lines = [",".join(map(filled, row)).rstrip(",") for row in rows]
    asked = [line for line in lines[:_ASKED] if _MANY_DIGITS.search(line)]
    if not asked:
        return None
    ways: list[_Lines] = []
    separator = separator_of(lines[:_ASKED])
    if sum(line.count(separator) > 1 for line in asked) >= _MOST * len(asked):
        cells: list[Row] = [list(next(reader([line], delimiter=separator), [])) for line in lines]
        ways.append(_Lines(separator, cells))
    ways.append(_Lines("", [list(_BETWEEN.split(_line(row))) for row in rows]))
    return next((way for way in ways if _are_apart(way.rows, len(asked))), None)


def _line(row: Row) -> str:
    """Return what stands in the cells of a row, its blanks as they are."""
    return "\t".join(cell.strip() for cell in row if isinstance(cell, str) and cell.strip())


def _are_apart(rows: Sequence[Row], asked: int) -> bool:
    """Tell whether in most rows a NIK now stands alone, in the same of three or more columns."""
    places = [at for row in rows[:_ASKED] for at, cell in enumerate(row) if looks_like_nik(cell)]
    wide = [len(row) > 2 for row in rows[:_ASKED] if any(map(looks_like_nik, row))]
    return bool(places) and all(wide) and len(set(places)) == 1 and len(places) >= _MOST * asked


def _names_apart(rows: Sequence[Row]) -> list[Row] | None:
    """Return the rows with the NIKs of one column in a new one behind all others, or None.

    What follows a NIK in its cell stands behind it, in a column of its own.
    """
    column = _column_of_both(rows[:_ASKED])
    if column is None:
        return None
    width = max(map(len, rows))
    apart = []
    for row in rows:
        if column < len(row):
            name, *taken = _both(row[column])
            row = [*row[:column], name, *row[column + 1 :]]
            row = [*row, *[EMPTY] * (width - len(row)), *taken] if any(taken) else row
        apart.append(row)
    return apart


def _column_of_both(rows: Sequence[Row]) -> int | None:
    for column in range(max(map(len, rows), default=0)):
        cells = [row[column] for row in rows if column < len(row)]
        numbered = [cell for cell in cells if isinstance(cell, str) and _MANY_DIGITS.search(cell)]
        split = sum(_match(cell) is not None for cell in numbered)
        if numbered and split >= _MOST * len(numbered):
            return column
    return None


def _cards_apart(rows: Sequence[Row]) -> list[Row] | None:
    """Return the rows with the family card numbers in a new last column, if NIKs stand with them.

    Only under a heading that names both, in the order of the numbers.
    """
    for at, row in enumerate(rows[:_ASKED]):
        for column, cell in enumerate(row):
            if isinstance(cell, str) and (order := _order_of_both(cell)):
                below = [row[column] for row in rows[at + 1 : _ASKED] if column < len(row)]
                texts = [each.strip() for each in below if isinstance(each, str)]
                many = list(filter(_MANY_DIGITS.search, texts))
                if many and sum(map(bool, map(_TWO_NUMBERS.fullmatch, many))) >= _MOST * len(many):
                    return _with_cards(rows, column, order)
    return None


def _order_of_both(title: str) -> tuple[ColumnKind, ...] | None:
    """Return NIK and family card in the order in which a heading names them, if it names both."""
    if len(title) > _LONGEST or _MANY_DIGITS.search(title):
        return None
    read = (read_heading(part) for part in _SPLIT_TITLE.split(title.strip(" ()")) if part)
    kinds = tuple(heading.kind for heading in read if heading)
    return kinds if sorted(kinds) == sorted((ColumnKind.NIK, ColumnKind.KK)) else None


def _with_cards(rows: Sequence[Row], column: int, order: tuple[ColumnKind, ...]) -> list[Row]:
    width = max(map(len, rows))
    apart: list[Row] = []
    for row in rows:
        cell = row[column] if column < len(row) else EMPTY
        taken: Sequence[str] = ()
        if isinstance(cell, str) and (found := _TWO_NUMBERS.fullmatch(cell.strip())):
            taken = found.groups()
        elif isinstance(cell, str) and _order_of_both(cell) == order:
            taken = [part for part in _SPLIT_TITLE.split(cell.strip(" ()")) if read_heading(part)]
        if len(taken) == len(order):
            nik, card = taken if order[0] is ColumnKind.NIK else reversed(taken)
            blank = [EMPTY] * (width - len(row))
            row = [*row[:column], nik, *row[column + 1 :], *blank, card]
        apart.append(row)
    return apart


def _boxes_joined(rows: Sequence[Row]) -> list[Row] | None:
    """Return the rows with 16 cells of a digit each as one, or None if they are not there."""
    starts = Counter(at for row in rows[:_ASKED] if (at := _boxes(row)) is not None)
    if not starts:
        return None
    (first, _times), *others = starts.most_common()
    if others:
        return None
    last = first + LENGTH
    return [
        [*row[:first], "".join(map(text_of, row[first:last])), *[EMPTY] * (LENGTH - 1), *row[last:]]
        if any(_is_digit(cell) for cell in row[first:last])
        else row
        for row in rows
    ]


def _boxes(row: Row) -> int | None:
    """Return the place of the first of exactly 16 cells in a row that hold a digit each."""
    digits = "".join("d" if _is_digit(cell) else " " for cell in row)
    found = re.search(r"(?<!d)d{16}(?!d)", digits)
    return found.start() if found else None


def _is_digit(cell: Cell) -> bool:
    return len(text := text_of(cell)) == 1 and text.isdecimal()


def _both(cell: Cell) -> tuple[Cell, ...]:
    """Return name, NIK and the rest of a cell, or of a heading its two words; else the cell."""
    if not isinstance(cell, str) or not filled(cell) or len(cell) > _LONGEST:
        return (cell,)
    if found := _match(cell):
        return found["name"].strip(), found["nik"], found["rest"] or EMPTY
    if named := _heading_apart(cell):
        return named
    lacks = _NIK_LACKS.fullmatch(cell)
    return (lacks["name"].strip() if lacks else cell,)


def _heading_apart(cell: str) -> tuple[Cell, Cell] | None:
    parts = [part for part in _SPLIT_TITLE.split(cell.strip(" ()")) if part]
    return _named(parts) if len(parts) == 2 else None


def _named(parts: Iterable[str]) -> tuple[Cell, Cell] | None:
    """Return a heading of both, the one of names first."""
    said = {heading.kind: part for part in parts if (heading := read_heading(part))}
    if {ColumnKind.NAME, ColumnKind.NIK} <= said.keys():
        return said[ColumnKind.NAME], said[ColumnKind.NIK]
    return None


def _match(cell: str) -> re.Match[str] | None:
    if len(cell) > _LONGEST:
        return None
    found = _NAME_FIRST.fullmatch(cell) or _NIK_FIRST.fullmatch(cell)
    if found is None or not looks_like_name(found["name"]):
        return None
    # Two numbers are of two people, as of a husband and a wife.
    return None if _MANY_DIGITS.search(found["rest"] or "") else found
