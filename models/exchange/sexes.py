"""Reads the sex of a person in the spellings of lists."""

import re

from models.exchange.cells import Cell, text_of
from models.people.tables import Sex

_MEN = "l lk lki laki lakilaki laki2 lk2 lelaki pria cowok m male man men putra"
_WOMEN = "p pr prp perempuan prempuan wanita w wnt cewek f female woman women putri"
_SEXES = dict.fromkeys(_MEN.split(), Sex.MALE) | dict.fromkeys(_WOMEN.split(), Sex.FEMALE)
_SIGNS = re.compile(r"[\W_]+")


def read_sex(given: Cell) -> Sex | None:
    """Return the sex that a cell names, or None if it names none."""
    letters = _SIGNS.sub("", text_of(given).casefold())
    return _SEXES.get(letters) or _SEXES.get(re.sub(r"^(\D+)\1$", r"\1", letters))


def is_mark(given: Cell) -> bool:
    """Tell whether a cell of a column to be ticked is ticked: any sign but a zero."""
    return text_of(given).strip(" -0.") not in {"", "False"}
