"""Says again in each row what a list says once for several: a family card, a group, a place.

Such cells are merged over the rows, or those below have a ditto mark, or nothing.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from operator import itemgetter

from models.exchange.cells import EMPTY, Cell, Row, filled, text_of
from models.exchange.columns import ColumnMapping, looks_like_name, looks_like_nik
from models.exchange.headers import SheetList
from models.exchange.headings import ColumnKind

K = ColumnKind

_SHARED = frozenset({K.KK, K.ADDRESS, K.RT, K.VILLAGE, K.GROUP, K.OCCUPATION})
_OF_BLOCKS = (K.VILLAGE, K.GROUP, K.KK)
"""What may stand only in the first row of those who share it. The number of a family only where
something else says who belongs to it, for nobody would see that one is somebody else's."""

_RELATION = re.compile(r"\b(?:hub(?:ungan)?|shdk|shdrt|relation(?:ship)?)\b", re.IGNORECASE)
_HEAD = re.compile(
    r"\(?(?:kepala (?:keluarga|kk|rumah tangga)|kep\.? ?kel\.?|kk|head(?: of (?:the )?family)?)\W*",
    re.IGNORECASE,
)
"""A column of how people are related to the head of their family, and who is the head."""

_MOST_SAID = 0.5
"""The share of the people who may have a village of their own, where it is said once for all."""

_FEWEST_BLOCKS = 2
_DITTO = re.compile(
    r"-*\s*[\"'`´’‘“”″〃/]{1,4}\s*-*|s\.?\s?d\.?\s?a\.?|idem|ditto"
    r"|(?:sama )?(?:seperti|dengan) (?:di ?)?atas",
    re.IGNORECASE,
)
_LONGEST_DITTO = 25


def filled_down(found: SheetList, mapping: ColumnMapping) -> SheetList:
    """Return the list with what several rows share in each of them; else the list itself."""
    rows: list[Row] | None = None
    for kind in _SHARED & set(mapping.kinds):
        place = mapping.kinds.index(kind)
        for top, below in _below(found, mapping, place):
            rows = list(found.rows) if rows is None else rows
            for at in below:
                row = [*rows[at], *[EMPTY] * (place + 1 - len(rows[at]))]
                rows[at] = [*row[:place], rows[top][place], *row[place + 1 :]]
    return found if rows is None else replace(found, rows=rows)


def said_once(found: SheetList, mapping: ColumnMapping) -> list[ColumnKind]:
    """Return the kinds that stand only in the first row of all those who share them."""
    kinds = [kind for kind in _OF_BLOCKS if kind in mapping.kinds]
    return [kind for kind in kinds if any(_shared(found, mapping, mapping.kinds.index(kind)))]


def only_in_first(found: SheetList, mapping: ColumnMapping) -> list[ColumnKind]:
    """Return the kinds that seem to be said once for several people, nobody knows for whom."""
    place = mapping.place(K.KK)
    if place is None or not any(_blocks(found, mapping, place)):
        return []
    return [] if any(_shared(found, mapping, place)) else [K.KK]


def _below(
    found: SheetList, mapping: ColumnMapping, place: int
) -> Iterable[tuple[int, Sequence[int]]]:
    """Yield each row whose cell at ``place`` is said for others, and these, from the top."""
    for (top, left), (bottom, _right) in found.merged:
        if bottom > top and left == place and top < len(found.rows):
            yield top, range(top + 1, min(bottom + 1, len(found.rows)))
    yield from _dittos(found.rows, place)
    if mapping.kinds[place] in _OF_BLOCKS:
        yield from _shared(found, mapping, place)


def _dittos(rows: Sequence[Row], place: int) -> Iterable[tuple[int, Sequence[int]]]:
    try:
        cells = set(map(itemgetter(place), rows))
    except IndexError:  # some rows are shorter
        cells = {row[place] for row in rows if place < len(row)}
    marks = {
        cell
        for cell in cells
        if isinstance(cell, str) and len(cell) <= _LONGEST_DITTO and _DITTO.fullmatch(cell.strip())
    }
    if not marks:
        return
    top = None
    for at, row in enumerate(rows):
        cell = row[place] if place < len(row) else EMPTY
        if cell in marks:
            if top is not None:
                yield top, [at]
        elif filled(cell):
            top = at


def _shared(
    found: SheetList, mapping: ColumnMapping, place: int
) -> Iterable[tuple[int, Sequence[int]]]:
    """Yield the blocks of those who share the cell at ``place``, if it is sure who they are."""
    blocks = list(_blocks(found, mapping, place))
    if mapping.kinds[place] is not K.KK or _are_families(found, mapping, blocks):
        yield from blocks


def _are_families(
    found: SheetList, mapping: ColumnMapping, blocks: Sequence[tuple[int, Sequence[int]]]
) -> bool:
    """Tell whether the first row of each block, and no other, is said to begin a family.

    By a number before it, where a list numbers its families, or by its head.
    """
    tops = {top for top, _below in blocks}
    rows = [at for top, below in blocks for at in (top, *below)]
    numbers = mapping.place(K.NUMBER)
    relations = [at for at, title in enumerate(found.headings) if _RELATION.search(title)]
    ways: list[tuple[int, Callable[[str], object]]] = [(at, _HEAD.fullmatch) for at in relations]
    ways += [] if numbers is None else [(numbers, bool)]
    return any(
        all((at in tops) == bool(says(filled(_cell(found.rows[at], place)))) for at in rows)
        for place, says in ways
    )


def _blocks(
    found: SheetList, mapping: ColumnMapping, place: int
) -> Iterable[tuple[int, Sequence[int]]]:
    """Yield blocks where no cell repeats another, so that what is blank means the one above."""
    rows = found.rows
    if 2 * sum(place < len(row) and row[place] != EMPTY for row in rows) > len(rows):
        return  # as nearly always; the rest takes long
    if any(left == place for (_top, left), _corner in found.merged):
        return
    people = [at for at, row in enumerate(rows) if _is_somebody(row, mapping)]
    said = [at for at in people if place < len(rows[at]) and filled(rows[at][place])]
    texts = {text_of(rows[at][place]).casefold() for at in said}
    is_said_once = len(texts) == len(said) >= _FEWEST_BLOCKS and said[0] == people[0]
    if not is_said_once or len(said) > _MOST_SAID * len(people):
        return
    for top, end in zip(said, [*said[1:], people[-1] + 1], strict=True):
        yield top, [at for at in people if top < at < end]


def _is_somebody(row: Row, mapping: ColumnMapping) -> bool:
    """Tell whether a row has a NIK, or a number before a name; who signs below has neither."""
    nik, number, name = (_cell(row, mapping.place(kind)) for kind in (K.NIK, K.NUMBER, K.NAME))
    return looks_like_nik(nik) or (text_of(number).isdecimal() and looks_like_name(name))


def _cell(row: Row, place: int | None) -> Cell:
    return row[place] if place is not None and place < len(row) else EMPTY
