"""Puts together what stands in several columns: a NIK in pieces, a name, the phones of one person.

Each goes into the first of its columns, and is read there like any other.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime

from models.exchange.cells import EMPTY, Cell, Row, filled, is_number, text_of
from models.exchange.columns import looks_like_name, looks_like_nik, looks_like_phone
from models.exchange.headings import ColumnKind, Heading, read_heading
from models.exchange.spread_dates import Joined
from models.people.nik import LENGTH, read_nik

K = ColumnKind

_ASKED = 200
"""Rows that are asked whether they have a number in several columns."""

_FEWEST = 2
_PIECES = (2, 3, 4, 5, LENGTH)
"""In how many cells a number of 16 digits is written; the last are boxes on a form."""

_MOST = 0.5
"""The share of the rows with anything in all columns that must make a number."""

_PIECE = re.compile(r"[0-9OoIl]{1,14}")
_MOBILE = re.compile(r"(?:\+?62|0)?8")


def cells_joined(joined: Joined, spread: Collection[int]) -> Joined:
    """Return the rows with each NIK in one cell, and so each name, and the phones of one person.

    ``spread`` are the columns whose heading is that of their neighbour to the left, merged.
    """
    return _phones_joined(_names_joined(_niks_joined(joined), spread))


def _names_joined(joined: Joined, spread: Collection[int]) -> Joined:
    """Put together names in several cells under one merged heading: "Budi" and "Karim"."""
    rows, titles, headings = joined
    for first, heading in enumerate(headings):
        if heading is None or heading.kind is not K.NAME or first in spread:
            continue
        last = first
        while last + 1 in spread and headings[last + 1] == heading:
            last += 1
        others = [row[first + 1 : last + 1] for row in rows[:_ASKED]]
        cells = [cell for each in others for cell in each if filled(cell)]
        if cells and 2 * sum(map(looks_like_name, cells)) > len(cells):
            rows = [_with_one_name(row, first, last) for row in rows]
    return Joined(rows, titles, headings)


def _with_one_name(row: Row, first: int, last: int) -> Row:
    parts = row[first : last + 1]
    if sum(map(bool, map(filled, parts))) < _FEWEST or any(map(read_heading, map(filled, parts))):
        return row
    name = " ".join(filter(None, map(filled, parts)))
    return [*row[:first], name, *[EMPTY] * (last - first), *row[last + 1 :]]


def _niks_joined(joined: Joined) -> Joined:
    """Put together NIKs in neighbouring cells under one heading: 650103 130565 0001; so KKs."""
    rows, titles, headings = joined
    for first, widths in list(_spread_niks(rows[:_ASKED], headings)):
        for at in range(first + 1, first + len(widths)):
            headings = [*headings[:at], Heading(K.OTHER, 1.0), *headings[at + 1 :]]
        rows = [_with_one_nik(row, first, widths) for row in rows]
    return Joined(rows, titles, headings)


def _spread_niks(
    rows: Sequence[Row], headings: Sequence[Heading | None]
) -> Iterator[tuple[int, Sequence[int]]]:
    """Yield the first column of NIKs in pieces, and how many digits stand in each of them."""
    for first, heading in enumerate(headings):
        if heading is None or heading.kind not in (K.NIK, K.KK):
            continue
        for count in _PIECES:
            beside = headings[first : first + count]
            if len(beside) < count or any(each not in (None, heading) for each in beside):
                break
            pieces = [found for row in rows if (found := _pieces(row, first, count))]
            widths = _widths(pieces)
            if widths and _are_niks(pieces, widths):
                yield first, widths


def _pieces(row: Row, first: int, count: int) -> Sequence[Cell] | None:
    """Return the cells of a NIK if digits stand in each of them, else None."""
    cells = row[first : first + count]
    is_whole = len(cells) == count and all(map(_is_piece, cells))
    return cells if is_whole else None


def _is_piece(cell: Cell) -> bool:
    return bool(_PIECE.fullmatch(text_of(cell)))


def _widths(pieces: Sequence[Sequence[Cell]]) -> Sequence[int]:
    """Return the digits of each piece, 16 together; none if they are fewer or more.

    As a number, a piece has lost each 0 at its front: the last, the serial, all of them.
    """
    widths = [max(len(text_of(cell)) for cell in column) for column in zip(*pieces, strict=True)]
    if pieces and all(is_number(cells[-1]) for cells in pieces):
        widths[-1] = max(widths[-1], LENGTH - sum(widths[:-1]))
    return widths if sum(widths) == LENGTH else ()


def _are_niks(pieces: Sequence[Sequence[Cell]], widths: Sequence[int]) -> bool:
    today = datetime.now(UTC).date()
    readings = [read_nik(_together(cells, widths), today=today) for cells in pieces]
    return sum(each.birth_date is not None for each in readings) >= _MOST * len(readings)


def _together(cells: Sequence[Cell], widths: Sequence[int]) -> str:
    return "".join(
        text_of(cell).zfill(width) if is_number(cell) else text_of(cell)
        for cell, width in zip(cells, widths, strict=True)
    )


def _with_one_nik(row: Row, first: int, widths: Sequence[int]) -> Row:
    """Return the row with its NIK in one cell; what lacks a piece stays short, and is told so."""
    cells = [*row[first : first + len(widths)], *[EMPTY] * (first + len(widths) - len(row))]
    written = [filled(cell) for cell in cells]
    if sum(map(bool, written)) < _FEWEST or not all(_is_piece(each) for each in written if each):
        return row
    nik = _together([cell if filled(cell) else EMPTY for cell in cells], widths)
    return [*row[:first], nik, *[EMPTY] * (len(widths) - 1), *row[first + len(widths) :]]


def _phones_joined(joined: Joined) -> Joined:
    """Put the phones of each person into the first of their columns, a mobile one before others.

    One is kept of each person: that there were several is told beside the row.
    """
    rows, titles, headings = joined
    places = _phone_columns(rows[:_ASKED], titles, headings)
    if len(places) < _FEWEST:
        return joined
    first, *others = places
    said = " / ".join(filter(None, dict.fromkeys(titles[at] for at in places)))
    titles = [said if at == first else title for at, title in enumerate(titles)]
    told = {first: Heading(K.PHONE, 1.0), **dict.fromkeys(others, Heading(K.OTHER, 1.0))}
    headings = [told.get(at, heading) for at, heading in enumerate(headings)]
    return Joined([_with_phones(row, places) for row in rows], titles, headings)


def _phone_columns(
    rows: Sequence[Row], titles: Sequence[str], headings: Sequence[Heading | None]
) -> list[int]:
    """Return the columns with phones that are said to be such; and those beside without a word."""
    found: list[int] = []
    for at, heading in enumerate(headings):
        is_said = heading is not None and heading.kind is K.PHONE
        is_beside = bool(found) and found[-1] == at - 1 and not titles[at]
        if is_said or is_beside:
            cells = [row[at] for row in rows if at < len(row) and filled(row[at])]
            phones = sum(map(_is_phone, cells))
            if phones and (is_said or 2 * phones > len(cells)):
                found.append(at)
    return found


def _is_phone(cell: Cell) -> bool:
    return looks_like_phone(cell) and not looks_like_nik(cell)


def _is_mobile(cell: Cell) -> bool:
    return _is_phone(cell) and bool(_MOBILE.match(filled(cell)))


def _with_phones(row: Row, places: Sequence[int]) -> Row:
    """Return the row with all its phones in the first place; "ya" under "WA" is none."""
    first = places[0]
    cells: dict[str, Cell] = {}
    for at in places:
        number = _bare(row[at]) if at < len(row) else ""
        if not any(number in known for known in cells) and number:
            cells[number] = row[at]
    if not cells:
        return row
    mobiles_first = sorted(cells.values(), key=lambda cell: not _is_mobile(cell))
    said = " / ".join(map(text_of, mobiles_first)) if len(cells) > 1 else mobiles_first[0]
    return [*row[:first], *[EMPTY] * (first - len(row)), said, *row[first + 1 :]]


def _bare(cell: Cell) -> str:
    """Return the digits that tell one number from another, however it is written."""
    digits = "".join(filter(str.isdecimal, filled(cell)))
    return re.sub(r"^(?:62|0+)", "", digits)
