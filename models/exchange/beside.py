"""Takes lists apart that stand side by side on one sheet, as attendance sheets are printed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from models.exchange.cells import Row, filled
from models.exchange.headings import ColumnKind, Vocabulary, read_two_row_heading
from models.exchange.reading import Sheet
from models.exchange.skipping import is_empty

_SEARCHED = 100
"""Lines at the top of a sheet in which the same headings are looked for twice."""

_FEWEST = 2
"""Columns of a list."""


def taken_apart(sheet: Sheet, words: Vocabulary) -> tuple[Sheet, ...]:
    """Return a sheet for each list that stands beside another, or the sheet alone.

    Only where all headings are repeated in their order, and no word above makes the second of
    somebody else: "Peserta" and "Ahli waris" above NAMA, NIK, NAMA, NIK are one list.
    """
    above: Row = []
    for row in sheet.rows[:_SEARCHED]:
        starts = _starts(row, words)
        if starts and not _of_others(above, row, starts, words):
            return tuple(_cut(sheet, starts))
        above = row if not is_empty(row) else above
    return (sheet,)


def _starts(row: Row, words: Vocabulary) -> list[int]:
    """Return the places where the same headings begin once more; none if they do not."""
    places = [at for at, cell in enumerate(row) if isinstance(cell, str) and filled(cell)]
    titles = [filled(row[at]).casefold() for at in places]
    count = titles.count(titles[0]) if titles else 0
    many, rest = divmod(len(titles), count) if count else (0, 0)
    if count < 2 or many < _FEWEST or rest or titles != titles[:many] * count:
        return []
    known = {heading.kind for title in titles if (heading := words.read(title))}
    return places[::many] if known & set(words.needed) else []


def _of_others(above: Row, row: Row, starts: Sequence[int], words: Vocabulary) -> bool:
    said = ""
    for at, cell in enumerate(row):
        said = (filled(above[at]) if at < len(above) else "") or ("" if at in starts else said)
        heading = read_two_row_heading(said, filled(cell), words.read) if said else None
        if at >= starts[1] and heading and heading.kind is ColumnKind.OTHER:
            alone = words.read(filled(cell))
            if alone and alone.kind in words.needed:
                return True
    return False


def _cut(sheet: Sheet, starts: Sequence[int]) -> Iterator[Sheet]:
    width = max(map(len, sheet.rows))
    for left, right in pairwise([0, *starts[1:], width]):
        first, last = (column_letters(sheet.first_column + at) for at in (left, right - 1))
        yield replace(
            sheet,
            name=" · ".join(filter(None, [sheet.name, f"{first}–{last}"])),
            rows=[row[left:right] for row in sheet.rows],
            first_column=sheet.first_column + left,
            merged=tuple(
                ((top, begin - left), (bottom, min(end, right - 1) - left))
                for (top, begin), (bottom, end) in sheet.merged
                if left <= begin < right
            ),
            unseen=sheet.unseen.between(left, right) if sheet.unseen else sheet.unseen,
            beside=sheet.name,
        )


def column_letters(column: int) -> str:
    """Return a column, from 0, as a spreadsheet calls it: A, Z, AA."""
    said = ""
    while column >= 0:
        said = chr(ord("A") + column % 26) + said
        column = column // 26 - 1
    return said
