"""Reads whole columns at once where the cells are of the common kind; the others go the long way.

A list is read as fast as its file allows only if the plain cases, nearly all, cost next to nothing.
Each function here says just what the full one says, or nothing; the tests hold them together.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import TypeAlias, TypeVar

from models.exchange.cells import Cell
from models.people.dates import read_date
from models.people.names import LONGEST
from models.people.nik import read_nik
from models.people.tables import Sex

T = TypeVar("T")
Quick: TypeAlias = Callable[[Sequence[Cell]], Sequence[T | None]]
"""Returns for each cell what it says, or None for the long way."""

# Each line is matched from where the one before ended, and without ever going back.
_PLAIN_NAMES = re.compile(r"(?:[A-Za-z][!->@-~]*+(?: [!->@-~]++)*+\n)*+")
_MOBILE = re.compile(r"(?:\+62|62|0|)(8[0-9]{8,11}+)\n|.*+\n")
_USUAL_SPACERS = str.maketrans("", "", " -")
_DATE = re.compile(r"([0-9]{1,2}+)([-/.])([0-9]{1,2}+)\2([0-9]{4}|[0-9]{2})\n|.*+\n")
_NIK = re.compile(r"([0-9]{6})([0-9]{6})(?!0000)[0-9]{4}\n|.*+\n")
_NUMBERS = {text: number for number in range(1, 32) for text in (str(number), f"{number:02}")}
_LARGEST_PHONE = 10**15
_ADDED_FOR_WOMEN = 400_000
"""40 days, in the six digits of a NIK that are the birth date."""

_EARLIEST, _TOO_LATE = 1900, 2100
"""The years that the two digits of a NIK can mean, and the first that they cannot."""


def quick_phones(cells: Sequence[Cell]) -> Sequence[str | None]:
    """Return the mobile numbers among ``cells``, as they are kept."""
    text = _lines([cell if isinstance(cell, str) else _whole(cell) for cell in cells])
    found = _MOBILE.findall(text.translate(_USUAL_SPACERS))
    if len(found) != len(cells):  # there are line breaks within cells
        return [None] * len(cells)
    return ["+62" + digits if digits else None for digits in found]


def quick_birth_dates(today: date, oldest: date, youngest: int) -> Quick[date]:
    """Return what reads date cells and dates in digits, from ``oldest`` to ``today``.

    ``youngest`` is the least age in years when the century of a two-digit year is chosen.
    """
    years = _clear_years(today, youngest)

    def kept(born: Cell) -> date | None:
        return born if type(born) is date and oldest <= born <= today else None

    def read(cells: Sequence[Cell]) -> Sequence[date | None]:
        texts = [cell if isinstance(cell, str) else "" for cell in cells]
        if not any(texts):
            return [kept(cell) for cell in cells]
        found = _DATE.findall(_lines(texts))
        if len(found) != len(cells):
            return [None] * len(cells)
        dates: list[date | None] = []
        for cell, (day, _sign, month, year) in zip(cells, found, strict=True):
            born = cell
            if year:
                try:
                    born = date(years[year], _NUMBERS[month], _NUMBERS[day])
                except (KeyError, ValueError):
                    born = ""
            dates.append(kept(born))
        return dates

    return read


def quick_names(cells: Sequence[Cell]) -> Sequence[str] | None:
    """Return ``cells`` if they are names that can be kept as they stand, else None."""
    names = [cell for cell in cells if isinstance(cell, str)]
    text = _lines(names)
    if not text.count("\n") == len(names) == len(cells):
        return None
    if max(map(len, names), default=0) > LONGEST:
        return None
    return names if _PLAIN_NAMES.fullmatch(text) else None


def quick_niks(
    cells: Sequence[Cell], births: Sequence[date | None], sexes: Sequence[Sex | None]
) -> Sequence[str | None]:
    """Return those NIKs with which nothing is wrong, and which say just this birth date and sex."""
    texts = [cell if isinstance(cell, str) else "" for cell in cells]
    parts = _NIK.findall(_lines(texts))
    if len(parts) != len(texts):  # there are line breaks within cells
        return [None] * len(texts)
    niks: list[str | None] = []
    woman, added, is_known = Sex.FEMALE, _ADDED_FOR_WOMEN, _is_known
    for text, (region, birth), born, sex in zip(texts, parts, births, sexes, strict=True):
        sound = None
        if region and born and sex:
            year = born.year
            said = born.day * 10_000 + born.month * 100 + year % 100
            if sex is woman:
                said += added
            if int(birth) == said and _EARLIEST <= year < _TOO_LATE and is_known(region):
                sound = text
        niks.append(sound)
    return niks


@lru_cache(maxsize=65536)
def _is_known(region: str) -> bool:
    """Tell whether a NIK of this region has nothing wrong with it."""
    return not read_nik(f"{region}0101000001", today=date(2020, 1, 1)).problems


@lru_cache(maxsize=8)
def _clear_years(today: date, youngest: int) -> dict[str, int]:
    """Return each year by its four digits, and by two where the whole year has one century."""
    years = {str(year): year for year in range(1900, today.year + 1)}
    for short in (f"{year:02}" for year in range(100)):
        first = read_date(f"01-01-{short}", today=today, least_age=youngest)
        last = read_date(f"31-12-{short}", today=today, least_age=youngest)
        if first and last and first.year == last.year:
            years[short] = first.year
    return years


def _whole(cell: Cell) -> str:
    if type(cell) is float and abs(cell) < _LARGEST_PHONE:
        return str(int(cell))
    return ""


def _lines(texts: Sequence[str]) -> str:
    """Return ``texts`` each on a line of its own, the last one ended too."""
    return "\n".join([*texts, ""])
