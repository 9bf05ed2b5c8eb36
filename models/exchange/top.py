"""Finds the heading of a list on a sheet: one row of it, two or three, and what they say."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from models.exchange.cells import EMPTY, Row, filled
from models.exchange.columns import looks_like_nik
from models.exchange.headings import ColumnKind, Heading, Vocabulary, read_two_row_heading
from models.exchange.misspelt import read_as_meant
from models.exchange.reading import Sheet
from models.exchange.skipping import is_numbering

_SEARCHED = 500
"""Lines at the top of a sheet in which the heading is looked for."""

_LONGEST_ALONE = 120
"""Letters of a heading over a single column."""

_WIDEST = 200
_MORE_ROWS_MUST_GAIN = 0.5
_MOST_ROWS = 3

_LABEL = re.compile(r"\b(?:nik|ktp|kk|kartu keluarga)\b", re.IGNORECASE)
"""What stands before a number that belongs to the letterhead, not to a list."""

_Spans = Mapping[int, Sequence[tuple[int, int]]]


class Top(NamedTuple):
    """The heading of a list: its first row, the row under it, and what it says of each column."""

    start: int
    end: int
    titles: list[str]
    headings: list[Heading | None]


def find_top(sheet: Sheet, words: Vocabulary) -> Top | None:
    """Find the heading: the row or rows that say the most; without one, the first NIK."""
    rows = sheet.rows[:_SEARCHED]
    first_nik = next((i for i, row in enumerate(rows) if _shows_a_nik(row)), None)
    width = _width(rows)
    tops = _possible_tops(rows[:first_nik], width, _spans_of(sheet), words)
    best = max(tops, key=lambda top: _says(top.headings, words), default=None)
    if best is None and first_nik is not None:
        return Top(first_nik, first_nik, [""] * width, [None] * width)
    if best and best.end < len(rows) and is_numbering(rows[best.end]):
        return best._replace(end=best.end + 1)
    return best


def spread_titles(sheet: Sheet, top: Top) -> set[int]:
    """Return the columns whose title is that of the one to the left: one merged cell has both."""
    spans = _spans_of(sheet)
    spread = {
        at
        for line in range(top.start, top.end)
        for left, right in spans.get(line, ())
        for at in range(left + 1, min(right + 1, len(top.titles)))
    }
    return {at for at in spread if top.titles[at] == top.titles[at - 1]}


def _shows_a_nik(row: Row) -> bool:
    """Tell whether a NIK stands in a row, and is not that of a form: "No. KK" before its number."""
    for at, cell in enumerate(row):
        if looks_like_nik(cell):
            before = next(filter(None, map(filled, reversed(row[:at]))), "")
            return not _LABEL.search(before)
    return False


def _possible_tops(
    rows: Sequence[Row], width: int, spans: _Spans, words: Vocabulary
) -> Iterator[Top]:
    titles = [_titles(row, width) for row in rows]
    for index, row in enumerate(titles):
        if not any(row):
            continue
        single = _top_of_one(index, _spread(row, spans.get(index, ())), words)
        if _is_heading_enough(single, words):
            yield single
        alone = _says(single.headings, words)
        for count in range(2, _MOST_ROWS + 1):
            several = titles[index : index + count]
            if len(several) < count or any(sum(map(bool, each)) < 2 for each in several):
                break
            top = _top_of_several(index, several, spans, words)
            # "Desa: Pimping" is no upper half: together they must say more than any alone.
            lower = _top_of_one(index + count - 1, several[-1], words)
            alone = max(alone, _says(lower.headings, words))
            said = _says(top.headings, words)
            if said - alone >= _MORE_ROWS_MUST_GAIN and _is_heading_enough(top, words):
                yield top
            alone = max(alone, said)


def _top_of_one(index: int, titles: list[str], words: Vocabulary) -> Top:
    return Top(index, index + 1, titles, [read_as_meant(words.read, title) for title in titles])


def _top_of_several(index: int, rows: Sequence[list[str]], spans: _Spans, words: Vocabulary) -> Top:
    """Return what rows say one above the other: "IDENTITAS" over "LAHIR" over "TEMPAT"."""
    below = rows[-1]
    above: list[list[str]] = []
    for at in range(len(rows) - 2, -1, -1):
        # In a row without merged cells, what spans several columns stands in the first of them.
        merged = spans.get(index + at, ())
        under = above[0] if above else below
        either = [one or other for one, other in zip(under, below, strict=True)]
        above.insert(0, _spread(rows[at], merged) if merged else _carried(rows[at], either))
    pairs = [(_joined(said), last) for *said, last in zip(*above, below, strict=True)]
    return Top(
        index,
        index + len(rows),
        [_joined(pair) for pair in pairs],
        [read_two_row_heading(*pair, words.read) for pair in pairs],
    )


def _joined(texts: Iterable[str]) -> str:
    return " ".join(filter(None, dict.fromkeys(texts)))


def _is_heading_enough(top: Top, words: Vocabulary) -> bool:
    """Tell whether most titles are known, and a name, a NIK or three kinds are among them.

    Three titles are enough, too, if all of them are known to be of no use.
    """
    kinds = {heading.kind for heading in top.headings if heading} - {ColumnKind.OTHER}
    known, titles = len(list(filter(None, top.headings))), len(list(filter(None, top.titles)))
    if titles == 1 and max(map(len, top.titles)) > _LONGEST_ALONE:
        return False  # a sentence of a letter
    if len(words.needed) > 1 and kinds.issuperset(words.needed):
        return True  # however many questions a form has asked besides
    if kinds & set(words.needed) or len(kinds) > 2:
        return 2 * known >= titles
    return known == titles > 2


def _says(headings: Sequence[Heading | None], words: Vocabulary) -> float:
    """Measure how much a row of headings says: each kind once, name and NIK twice."""
    weights: dict[ColumnKind, float] = {}
    for heading in filter(None, headings):
        weights[heading.kind] = max(weights.get(heading.kind, 0.0), heading.weight)
    doubled = sum(weights.get(kind, 0.0) for kind in words.needed)
    return sum(weights.values()) + doubled


def _titles(row: Row, width: int) -> list[str]:
    texts = [filled(cell) if isinstance(cell, str) else "" for cell in row[:width]]
    return texts + [""] * (width - len(texts))


def _spread(titles: list[str], spans: Iterable[tuple[int, int]]) -> list[str]:
    """Return the titles with those of merged cells above each column they span."""
    spread = list(titles)
    for left, right in spans:
        if right < len(spread) and spread[left]:
            spread[left : right + 1] = [spread[left]] * (right + 1 - left)
    return spread


def _spans_of(sheet: Sheet) -> _Spans:
    """Return first and last column of the merged cells that begin on each of the top lines."""
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (top, left), (_bottom, right) in sheet.merged:
        if top < _SEARCHED and right > left:
            spans[top].append((left, right))
    return spans


def _carried(above: list[str], below: list[str]) -> list[str]:
    carried, last = [], ""
    for upper, lower in zip(above, below, strict=True):
        last = upper or (last if lower else "")
        carried.append(last)
    return carried


def _width(rows: Sequence[Row]) -> int:
    widest = max((len(row) for row in rows), default=0)
    filled_places = (
        place
        for place in range(min(widest, _WIDEST) - 1, -1, -1)
        if any(place < len(row) and row[place] != EMPTY for row in rows)
    )
    return next(filled_places, -1) + 1
