"""Knows sheets on which a person is no row: turned lists, and forms of one person after another."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from models.exchange.cells import Cell, Row, filled
from models.exchange.columns import looks_like_nik
from models.exchange.errors import TurnedError
from models.exchange.headings import ColumnKind, Heading, Vocabulary
from models.exchange.reading import Sheet
from models.words import _

K = ColumnKind

_SEARCHED = 200
"""Lines at the top of a sheet that are looked at."""

_FIRST_COLUMNS = 3
"""Where the labels stand: a number, or nothing, may stand before them."""

_TOLD = re.compile(r"([^:=]{2,60}?)\s*[:=]+\s*(.*)", re.DOTALL)
"""A label and what it says in one cell."""


class _Label(NamedTuple):
    """A label, in which column, and what stands to its right."""

    kind: ColumnKind
    column: int
    said: list[Cell]


def turned(sheet: Sheet, words: Vocabulary) -> bool:
    """Tell whether names and NIKs stand in rows of their own, each behind its label.

    Where some row has the headings of both, there is a list all the same: a form may stand above.
    """
    needed = frozenset(words.needed)
    seen: dict[int, set[ColumnKind]] = {}
    for row in sheet.rows[:_SEARCHED]:
        if needed <= {heading.kind for cell in row if (heading := _read(cell, words))}:
            return False
        for kind, column, said in _labels(row, words):
            if kind is not K.NIK or any(map(looks_like_nik, said)):
                seen.setdefault(column, set()).add(kind)
    return any({K.NIK, K.NAME} <= kinds for kinds in seen.values())


def turned_error(sheet: Sheet, name: str) -> TurnedError:
    """Return what is said of a file with such a sheet, of the list or of the forms in it."""
    wide = max(
        (len(list(filter(looks_like_nik, row))) for row in sheet.rows[:_SEARCHED]), default=0
    )
    if wide > 1:
        said = _(
            "In “{name}” each person stands in a column. Copy the list in Excel, "
            "paste it with “Transpose” and save that: each person must be a row."
        )
    else:
        said = _(
            "“{name}” is made of forms, one line for each thing told of a person. "
            "Ask for a list in which each person is a row."
        )
    return TurnedError(said.format(name=name))


def _labels(row: Row, words: Vocabulary) -> Iterator[_Label]:
    """Yield the first label of a row, if something stands to its right or behind its colon."""
    for column, cell in enumerate(row[:_FIRST_COLUMNS]):
        right = [each for each in row[column + 1 :] if filled(each)]
        if right and (heading := _read(cell, words)):
            if heading.kind in words.needed and not _read(right[0], words):
                yield _Label(heading.kind, column, right)
            return
        told = _TOLD.fullmatch(filled(cell)) if isinstance(cell, str) else None
        if told and told[2] and (heading := words.read(told[1])):
            if heading.kind in words.needed:
                yield _Label(heading.kind, column, [told[2]])
            return


def _read(cell: Cell, words: Vocabulary) -> Heading | None:
    text = filled(cell) if isinstance(cell, str) else ""
    return words.read(text) if text and ":" not in text.rstrip(" :") else None
