"""Reads the sex of a person in the spellings of lists."""

import re

from models.exchange.cells import Cell, text_of
from models.people.tables import Sex

_MEN = (
    "l lk lki laki lakilaki laki2 lk2 lelaki pria cowok m male man men putra lanang jaler lalaki pa"
)
_WOMEN = (
    "p pr prp perempuan prempuan wanita w wnt cewek f female woman women putri wadon estri awewe pi"
)
_SEXES = dict.fromkeys(_MEN.split(), Sex.MALE) | dict.fromkeys(_WOMEN.split(), Sex.FEMALE)
_CODES = {"1": Sex.MALE, "2": Sex.FEMALE}
_SYMBOLS = {"♂": Sex.MALE, "♀": Sex.FEMALE}
_SIGNS = re.compile(r"[\W_]+")
_CODE_BEFORE = re.compile(r"^[12]\s*[.):=-]\s*(?=\D)")
_BETWEEN = re.compile(r"[/()]+")
_LONGEST = 30
"""Letters of a sex said twice, as in "1. Laki-laki (L)"."""


def read_sex(given: Cell) -> Sex | None:
    """Return the sex that a cell names, or None if it names none."""
    text = text_of(given).casefold()
    found = _named(text)
    if found is not None or len(text) > _LONGEST or not isinstance(given, str):
        return found
    said = {_named(part) for part in _BETWEEN.split(_CODE_BEFORE.sub("", text)) if part.strip()}
    return said.pop() if len(said) == 1 else None


def read_sex_code(given: Cell) -> Sex | None:
    """Return the sex that a number stands for, as in registers and surveys: 1 men, 2 women.

    Only where a whole column is of these two: a number alone says nothing.
    """
    return _CODES.get(text_of(given).strip(" ."))


def _named(text: str) -> Sex | None:
    if text.strip() in _SYMBOLS:
        return _SYMBOLS[text.strip()]
    letters = _SIGNS.sub("", text)
    return _SEXES.get(letters) or _SEXES.get(re.sub(r"^(\D+)\1$", r"\1", letters))


def is_mark(given: Cell) -> bool:
    """Tell whether a cell of a column to be ticked is ticked: any sign but a zero."""
    return text_of(given).strip(" -0.") not in {"", "False"}
