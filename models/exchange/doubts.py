"""What makes a whole column of a list doubtful, as only many of its rows together show."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from models.exchange.beside import column_letters
from models.exchange.cells import EMPTY, Cell, filled
from models.exchange.columns import ColumnMapping, looks_like_nik
from models.exchange.headers import SheetList
from models.exchange.headings import ColumnKind, read_heading
from models.exchange.sexes import read_sex_code
from models.people.nik import LENGTH, clean_nik
from models.people.tables import Sex

K = ColumnKind

_ASKED, _ENOUGH_TO_TELL, _SHARE_TO_TELL = 500, 8, 0.9

_IN_ONE_PIECE = 1000
"""Rows at the top that are asked for families: these stand together."""

_FEWEST_PEOPLE, _MOST_NIKS, _FEWEST_CARDS = 6, 0.8, 0.98
"""People to tell by, and how many different numbers each of two exchanged columns has of them."""

_FEWEST_OF_OTHERS = 2
_SAYS_NIK = re.compile(r"\b(?:nik|e?-?ktp)\b", re.IGNORECASE)
"""NIKs beside those of the people, by which they are known without a word above them."""

_IN_DIGITS = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})\b.*")
_LAST_MONTH, _TO_TELL_MONTHS = 12, 2


class Doubts(NamedTuple):
    """What is doubtful about whole columns of a list.

    ``rounded``: its NIKs end in 0; ``exchanged``: the column of NIKs holds the numbers of families;
    ``month_first``: its birth dates are written as in 5/13/1965; ``sex_codes``: its sexes as 1
    and 2.
    """

    rounded: bool = False
    exchanged: bool = False
    month_first: bool = False
    sex_codes: bool = False

    def without(self, typed: Collection[ColumnKind]) -> "Doubts":
        """Return what is doubtful where some kinds were ``typed`` in place of the cells."""
        of_niks = K.NIK not in typed
        return Doubts(
            self.rounded and of_niks,
            self.exchanged and of_niks,
            self.month_first and K.BIRTH_DATE not in typed,
            self.sex_codes and K.SEX not in typed,
        )


NO_DOUBTS = Doubts()


def doubts_of(found: SheetList, mapping: ColumnMapping) -> Doubts:
    """Return what is doubtful about the columns of a list."""
    sexes = filter(filled, set(_some(found, mapping, K.SEX)))
    return Doubts(
        _seem_rounded(_some(found, mapping, K.NIK)),
        _seem_exchanged(found, mapping),
        _are_month_first(_some(found, mapping, K.BIRTH_DATE)),
        {read_sex_code(cell) for cell in sexes} == set(Sex),
    )


def niks_left_out(found: SheetList, mapping: ColumnMapping) -> list[str]:
    """Return the headings of columns that hold NIKs and are left out, as those of wives.

    A family card number looks alike: it stands in a column of its own, or repeats itself.
    """
    headings = []
    for place, (heading, kind) in enumerate(zip(found.headings, mapping.kinds, strict=True)):
        cells = [row[place] for row in found.rows[:_IN_ONE_PIECE] if place < len(row)]
        if kind is not K.OTHER or not any(map(looks_like_nik, cells[:_ASKED])):
            continue
        numbers = [number for cell in cells if (number := _number(cell))]
        said = read_heading(heading)
        if said and said.kind is K.KK:
            continue
        fewest = 1 if _SAYS_NIK.search(heading) else _FEWEST_OF_OTHERS
        if len(numbers) >= fewest and len(set(numbers)) >= _FEWEST_CARDS * len(numbers):
            headings.append(heading or column_letters(place + found.first_column))
    return headings


def with_day_first(cell: Cell) -> Cell:
    """Return a date in digits that has its month first as the others are written."""
    found = _IN_DIGITS.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return f"{found[3]}/{found[1]}/{found[4]}" if found else cell


def _some(found: SheetList, mapping: ColumnMapping, kind: ColumnKind) -> list[Cell]:
    """Return some cells of a kind, from all the way down; none where no column holds it."""
    place = mapping.place(kind)
    asked = found.rows[:: max(1, len(found.rows) // _ASKED)]
    return [row[place] for row in asked if place is not None and place < len(row)]


def _seem_rounded(cells: Sequence[Cell]) -> bool:
    """Tell whether a spreadsheet rounded the NIKs before they were saved as text: all end in 0.

    One person's NIK may end so, however many rows are theirs: each NIK counts once.
    """
    texts = {cell for cell in cells if isinstance(cell, str) and len(cell) >= LENGTH}
    zeros = sum(cell.endswith("0") for cell in texts)
    return len(texts) >= _ENOUGH_TO_TELL and zeros >= _SHARE_TO_TELL * len(texts)


def _seem_exchanged(found: SheetList, mapping: ColumnMapping) -> bool:
    """Tell whether the NIKs repeat among people of other names while the family cards do not."""
    places = [mapping.place(kind) for kind in (K.NIK, K.KK, K.NAME)]
    at_nik, at_card, at_name = (-1 if place is None else place for place in places)
    if min(at_nik, at_card, at_name) < 0:
        return False
    niks, cards, people = [], set(), set()
    for row in found.rows[:_IN_ONE_PIECE]:
        if max(at_nik, at_card, at_name) >= len(row):
            continue
        nik, card = _number(row[at_nik]), _number(row[at_card])
        if nik and card:
            niks.append(nik)
            cards.add(card)
            people.add((nik, filled(row[at_name]).casefold()))
    return (
        len(niks) >= _FEWEST_PEOPLE
        and len(set(niks)) <= _MOST_NIKS * len(niks)
        and len(cards) >= _FEWEST_CARDS * len(niks)
        and len(people) >= _FEWEST_CARDS * len(niks)
    )


def _number(cell: Cell) -> str:
    """Return the 16 digits of a cell, or nothing."""
    digits = clean_nik(cell) if isinstance(cell, str) else EMPTY
    return digits if len(digits) == LENGTH and digits.isdecimal() else EMPTY


def _are_month_first(cells: Sequence[Cell]) -> bool:
    """Tell whether dates in digits can only be read with the month first, and none without."""
    found = [_IN_DIGITS.fullmatch(cell.strip()) for cell in cells if isinstance(cell, str)]
    pairs = [(int(each[1]), int(each[3])) for each in found if each]
    american = sum(first <= _LAST_MONTH < second for first, second in pairs)
    return american >= _TO_TELL_MONTHS and all(first <= _LAST_MONTH for first, _second in pairs)
