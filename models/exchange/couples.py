"""Takes lists apart that have husband and wife in each row: of either there is one to choose."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from models.exchange.cells import EMPTY, Row, filled
from models.exchange.headings import ColumnKind, Vocabulary
from models.exchange.reading import Sheet

K = ColumnKind

_SEARCHED = 100
"""Lines at the top of a sheet in which the heading is looked for."""

_SIDES = (
    re.compile(r"\b(?:suami|husband)(?:'?s)?\b", re.IGNORECASE),
    re.compile(r"\b(?:istri|isteri|wife)(?:'?s)?\b", re.IGNORECASE),
)
_OF_BOTH = frozenset({K.NUMBER, K.KK, K.ADDRESS, K.RT, K.VILLAGE, K.GROUP, K.OTHER})
"""What husband and wife share; the rest of a column that names neither is of who comes first."""


class _Side(NamedTuple):
    """One of the two: the word for them, and their columns with what is said above each."""

    word: str
    titles: dict[int, str]


class _Heading(NamedTuple):
    """First and last row of a heading that names both, and the two as they come from the left.

    ``shared`` says what stands above the columns of neither.
    """

    first: int
    at: int
    sides: Sequence[_Side]
    shared: dict[int, str]


def couples_apart(sheet: Sheet, words: Vocabulary) -> tuple[Sheet, ...]:
    """Return a sheet of the husbands and one of the wives, if both have name and NIK; or ``sheet``.

    Each has its columns where they were, and those of both.
    """
    heading = next(_headings(sheet, words), None)
    if heading is None:
        return (sheet,)
    first, second = heading.sides
    read = {at: words.read(title) for at, title in heading.shared.items()}
    personal = {at for at, said in read.items() if said and said.kind not in _OF_BOTH}
    return (
        _of_one(sheet, heading, first, set(second.titles)),
        _of_one(sheet, heading, second, {*first.titles, *personal}),
    )


def _headings(sheet: Sheet, words: Vocabulary) -> Iterator[_Heading]:
    husband = _SIDES[0]
    for at, row in enumerate(sheet.rows[:_SEARCHED]):
        if not any(isinstance(cell, str) and husband.search(cell) for cell in row):
            continue
        for last, sides in ((at, _in_one_row(row)), (at + 1, _in_two_rows(sheet, at))):
            if all(_is_somebody(side, words) for side in sides) and len(sides) == len(_SIDES):
                in_order = sorted(sides, key=lambda side: min(side.titles))
                yield _Heading(at, last, in_order, _shared(sheet.rows[at : last + 1], sides))


def _shared(rows: Sequence[Row], sides: Iterable[_Side]) -> dict[int, str]:
    """Return what stands above the columns of neither, in the lower row if it is in both."""
    taken = {at for side in sides for at in side.titles}
    said = {at: text for row in rows for at, cell in enumerate(row) if (text := filled(cell))}
    return {at: text for at, text in said.items() if at not in taken}


def _in_one_row(row: Row) -> list[_Side]:
    """Return the two that a row names: "Nama Suami", "NIK Suami", "Nama Istri", "NIK Istri"."""
    sides = []
    for word in _SIDES:
        found = ((at, word.search(filled(cell))) for at, cell in enumerate(row))
        named = {at: each for at, each in found if each and not _names_both(each.string)}
        titles = {at: word.sub(" ", each.string).strip() for at, each in named.items()}
        sides += [_Side(each[0], titles) for each in list(named.values())[:1]]
    return sides


def _names_both(title: str) -> bool:
    return all(word.search(title) for word in _SIDES)


def _in_two_rows(sheet: Sheet, at: int) -> list[_Side]:
    """Return the two that stand above their columns: "Suami" over "Nama", "NIK"."""
    upper, lower = sheet.rows[at], sheet.rows[at + 1] if at + 1 < len(sheet.rows) else []
    starts = [
        [place for place, cell in enumerate(upper) if word.search(filled(cell))] for word in _SIDES
    ]
    places = [each[0] for each in starts if len(each) == 1]
    if len(set(places)) < len(_SIDES):  # "DATA SUAMI ISTRI" is a title
        return []
    wide = abs(places[0] - places[1])
    spans = {left: right - left + 1 for (top, left), (_, right) in sheet.merged if top == at}
    return [
        _Side(
            filled(upper[place]),
            {
                below: filled(lower[below])
                for below in range(place, min(place + spans.get(place, wide), len(lower)))
                if filled(lower[below])
            },
        )
        for place in places
    ]


def _is_somebody(side: _Side, words: Vocabulary) -> bool:
    said = {heading.kind for title in side.titles.values() if (heading := words.read(title))}
    return {K.NAME, K.NIK} <= said


def _of_one(sheet: Sheet, heading: _Heading, side: _Side, others: Collection[int]) -> Sheet:
    """Return the sheet without the columns of the ``others``, and without who is not there."""
    rows: list[Row] = [*sheet.rows[: heading.first], *[[]] * (heading.at - heading.first)]
    titles = {**heading.shared, **side.titles}
    rows.append(["" if at in others else titles.get(at, "") for at in range(max(titles) + 1)])
    for row in sheet.rows[heading.at + 1 :]:
        is_there = any(map(filled, _some(row, side.titles)))
        is_alone = not is_there and any(map(filled, _some(row, others)))
        rows.append([] if is_alone else [EMPTY if at in others else c for at, c in enumerate(row)])
    return replace(
        sheet,
        name=" · ".join(filter(None, [sheet.name, side.word])),
        rows=rows,
        beside=sheet.name,
    )


def _some(row: Row, places: Iterable[int]) -> Row:
    return [row[at] for at in places if at < len(row)]
