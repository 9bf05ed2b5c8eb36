"""Puts rows together that are torn: a separator stood in a value, and nothing was around it.

As in "3,Agus, S.Pd,6501…": what follows would stand in columns of something else. What is not
certain is left out, and told beside the row.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice, pairwise
from math import comb
from typing import NamedTuple

from models.exchange.cells import EMPTY, Cell, Row, filled, text_of
from models.exchange.columns import looks_like_nik, looks_like_phone, reads_as
from models.exchange.headings import ColumnKind, Heading
from models.words import shorten

K = ColumnKind

_BREAKABLE = frozenset(
    {K.NAME, K.MIDDLE_NAME, K.FAMILY_NAME, K.BIRTH_PLACE, K.BIRTH_PLACE_DATE, K.ADDRESS, K.VILLAGE}
    | {K.OCCUPATION, K.GROUP, K.INCOME, K.PHONE, K.REASON, K.STATUS, K.CHANNEL, K.OTHER}
)
"""What may have a separator in it: words, two phones, and 1,500,000; no other number, no mark."""

_MUST_READ = frozenset(
    {K.NUMBER, K.NAME, K.BIRTH_DATE, K.BIRTH_PLACE_DATE, K.SEX, K.EMAIL, K.RT, K.INCOME, K.KK}
)
_ASKED = 200
"""Rows that are asked how many cells they have."""

_MOST = 0.9
"""The share of the people who must have as many cells, if these are more than the headings."""

_LONGEST_MARK = 3
_MOST_TRIED, _MOST_WAYS = 500, 50
"""Ways to put one row together that are tried, and kept to be compared."""


class Torn(NamedTuple):
    """What is told of a torn row: what was put together, or the whole row where that is unsure."""

    given: str
    certain: bool


class Whole(NamedTuple):
    """The rows below a heading as they were meant, and by their place those that were torn."""

    rows: Sequence[Row]
    torn: dict[int, Torn]


def made_whole(
    rows: Sequence[Row], title: Row, headings: Sequence[Heading | None], separator: str
) -> Whole:
    """Return the rows with no more cells than stand in ``title``, their heading.

    Where nearly all rows have as many cells more, and all else fits, the heading is short.
    """
    is_spaced = any(map(_is_led, title[1:]))
    kinds = [heading.kind if heading else K.OTHER for heading in headings[: len(title)]]
    kinds += [K.OTHER] * (_usual(rows, kinds, len(title), is_spaced=is_spaced) - len(kinds))
    led = None if is_spaced else _usually_led(rows, kinds)
    mended, told = list(rows), {}
    for at, row in enumerate(rows):
        is_long = len(row) > len(kinds)
        if (is_long or (led is not None and any(map(_is_led, row)))) and _is_somebody(row, kinds):
            if is_long:
                whole, torn = _made_whole(row, kinds, separator, is_spaced=is_spaced)
            else:
                whole, torn = _made_whole_where_the_last_lack(row, kinds, separator, led or ())
            if torn:
                mended[at], told[at] = whole, torn
    return Whole(mended if told else rows, told)


def _usual(rows: Sequence[Row], kinds: Sequence[ColumnKind], wide: int, *, is_spaced: bool) -> int:
    """Return how many cells a row has: as many as the heading, or more if nearly all fit so."""
    people = [row for row in rows[:_ASKED] if _is_somebody(row, kinds)]
    ((usual, times),) = Counter(map(len, people)).most_common(1) or [(0, 0)]
    same = [row for row in people if len(row) == usual > wide]
    fitting = sum(
        _fits(row[: len(kinds)], kinds) and (is_spaced or not any(map(_is_led, row)))
        for row in same
    )
    return usual if times >= _MOST * len(people) and 2 * fitting > times else wide


def _is_somebody(row: Row, kinds: Sequence[ColumnKind]) -> bool:
    """Tell whether a row has a NIK, or its number in front; who signs below has neither."""
    numbered = kinds[:1] == [K.NUMBER] and bool(row) and reads_as(K.NUMBER, row[0])
    return numbered or any(map(looks_like_nik, row))


def _fits(cells: Row, kinds: Sequence[ColumnKind]) -> bool:
    lacks_nik = not any(map(looks_like_nik, cells))
    return all(_may_hold(kind, cell, lacks_nik) for kind, cell in zip(kinds, cells, strict=True))


def _may_hold(kind: ColumnKind, cell: Cell, lacks_nik: bool) -> bool:
    text = filled(cell)
    if not text:
        return True
    if kind is K.NIK:
        return looks_like_nik(cell) or (lacks_nik and not any(map(str.isalpha, text)))
    if kind in (K.MALE_MARK, K.FEMALE_MARK):
        return len(text) <= _LONGEST_MARK
    if kind is K.PHONE:
        return not any(map(str.isalpha, text)) and not looks_like_nik(cell)
    if kind in _MUST_READ:
        return reads_as(kind, cell)
    return kind is K.OTHER or not (looks_like_nik(cell) or looks_like_phone(cell))


def _made_whole(
    row: Row, kinds: Sequence[ColumnKind], separator: str, *, is_spaced: bool
) -> tuple[Row, Torn | None]:
    """Return the cells of each column, and what is to be told; nothing if blanks were behind."""
    said = None if is_spaced else _as_blanks_say(row, kinds)
    ways = [said] if said else _ways(row, kinds)
    return _put_together(row, kinds, ways, separator)


def _usually_led(rows: Sequence[Row], kinds: Sequence[ColumnKind]) -> frozenset[int]:
    """Return the places at which cells mostly begin with a blank: there it says nothing."""
    people = [row for row in rows[:_ASKED] if _is_somebody(row, kinds)]
    led = Counter(at for row in people for at, cell in enumerate(row) if _is_led(cell))
    return frozenset(
        at for at, times in led.items() if 2 * times > sum(at < len(row) for row in people)
    )


def _made_whole_where_the_last_lack(
    row: Row, kinds: Sequence[ColumnKind], separator: str, led: Collection[int]
) -> tuple[Row, Torn | None]:
    """Return the cells of a row that is not too long, though one of its cells begins with a blank.

    So it is where a separator stands in a value and the last cells were not written: "Jl. A, No 3".
    """
    begins = [at for at, cell in enumerate(row) if not _is_led(cell) or at == 0]
    said = _as_blanks_say(row, kinds[: len(begins)])
    if said is None or any(at in led for at, cell in enumerate(row) if _is_led(cell)):
        return row, None
    ways: list[_Way] = [[*said, *[(len(row), 0)] * (len(kinds) - len(said))]]
    if _fits(row, kinds[: len(row)]):  # or somebody left a blank between two cells
        ways.append([(at, int(at < len(row))) for at in range(len(kinds))])
    return _put_together(row, kinds, ways, separator)


def _put_together(
    row: Row, kinds: Sequence[ColumnKind], ways: Sequence["_Way"], separator: str
) -> tuple[Row, Torn | None]:
    """Return the cells on which all ways agree, and what is to be told."""
    cells = [_joined(row, ways, at, separator) for at in range(len(kinds))]
    if len(ways) == 1:
        pieces = [cell for cell, (_first, count) in zip(cells, ways[0], strict=True) if count > 1]
        told = shorten(" · ".join(map(text_of, pieces)))
        return cells, Torn(told, certain=True) if pieces else None
    whole = shorten(separator.join(map(text_of, row)))
    return _with_nik(row, cells, kinds), Torn(whole, certain=False)


_Way = Sequence[tuple[int, int]]
"""For each column its first cell in the row, and how many there are."""


def _ways(row: Row, kinds: Sequence[ColumnKind]) -> list[_Way]:
    """Return how the cells of a row can fill its columns."""
    spare = len(row) - len(kinds)
    many = sum(kind in _BREAKABLE for kind in kinds)
    if not many or comb(spare + many - 1, spare) > _MOST_TRIED:
        return []
    lacks_nik = not any(map(looks_like_nik, row))
    ways: list[_Way] = list(islice(_further(row, kinds, 0, spare, lacks_nik), _MOST_WAYS))
    if len(ways) == _MOST_WAYS:
        return []
    if not any(map(filled, row[len(kinds) :])) and _fits(row[: len(kinds)], kinds):
        ways.append([(at, 1) for at in range(len(kinds))])  # blank cells behind the last
    return ways


def _further(
    row: Row, kinds: Sequence[ColumnKind], at: int, spare: int, lacks_nik: bool
) -> Iterator[list[tuple[int, int]]]:
    if not kinds:
        yield from [] if spare else [[]]
        return
    for more in range(spare + 1 if kinds[0] in _BREAKABLE else 1):
        cells = row[at : at + 1 + more]
        if _may_hold_all(kinds[0], cells, lacks_nik):
            for rest in _further(row, kinds[1:], at + 1 + more, spare - more, lacks_nik):
                yield [(at, 1 + more), *rest]


def _may_hold_all(kind: ColumnKind, cells: Row, lacks_nik: bool) -> bool:
    if len(cells) == 1:
        return _may_hold(kind, cells[0], lacks_nik)
    if kind is K.PHONE:
        return all(map(looks_like_phone, cells))
    parts = [K.OTHER if kind in _MUST_READ else kind] * len(cells)
    apart = all(_may_hold(part, cell, lacks_nik) for part, cell in zip(parts, cells, strict=True))
    return apart and _may_hold(kind, ",".join(map(text_of, cells)), lacks_nik)


def _is_led(cell: Cell) -> bool:
    return isinstance(cell, str) and cell[:1] == " " and bool(cell.strip())


def _as_blanks_say(row: Row, kinds: Sequence[ColumnKind]) -> _Way | None:
    """Return how the cells fill the columns if each that begins with a blank is no beginning.

    After a separator between cells nobody leaves a blank, within a value nearly everybody. What
    cannot be read in a cell of its own is told by whoever reads it; the NIK must be in its place.
    """
    begins = [at for at, cell in enumerate(row) if not _is_led(cell) or at == 0]
    if len(begins) != len(kinds):
        return None
    way = [(first, end - first) for first, end in pairwise([*begins, len(row)])]
    lacks_nik = not any(map(looks_like_nik, row))
    held = (
        _may_hold_all(kind, row[first : first + count], lacks_nik)
        and (count == 1 or kind in _BREAKABLE)
        for kind, (first, count) in zip(kinds, way, strict=True)
        if count > 1 or kind is K.NIK
    )
    return way if all(held) else None


def _joined(row: Row, ways: Sequence[_Way], column: int, separator: str) -> Cell:
    """Return the cell of a column if all ways agree on it."""
    said = {way[column] for way in ways}
    if len(said) != 1:
        return EMPTY
    first, count = said.pop()
    cells = row[first : first + count]
    return cells[0] if len(cells) == 1 else separator.join(map(str, cells)).strip()


def _with_nik(row: Row, cells: Row, kinds: Sequence[ColumnKind]) -> Row:
    """Return the cells with the NIK of the row, where there is only one to be it.

    Where it stands in its own column, what is before it is not torn either.
    """
    niks = [cell for cell in row if looks_like_nik(cell)]
    if len(niks) != 1 or kinds.count(K.NIK) != 1 or K.KK in kinds:
        return cells
    at = kinds.index(K.NIK)
    before = row[:at] if row[at] == niks[0] and _fits(row[:at], kinds[:at]) else cells[:at]
    return [*before, niks[0], *cells[at + 1 :]]
