"""Reads the cells of each kind of column; what cannot be read is told, and left out."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Generic, TypeVar

from models.enrolment.money import read_rupiah
from models.exchange.cells import Cell, filled, is_number, text_of
from models.exchange.doubts import with_day_first
from models.exchange.headings import ColumnKind
from models.exchange.planned import RowFault
from models.exchange.quick import Quick, quick_birth_dates, quick_phones
from models.exchange.sexes import read_sex, read_sex_code
from models.people.dates import OLDEST, read_date, read_place_and_date
from models.people.nik import LENGTH, clean_nik
from models.people.phones import read_phone
from models.people.tables import Sex

K = ColumnKind
T = TypeVar("T")
Said = tuple[T | None, RowFault | None]
"""What a cell says, and what is wrong with it."""

YOUNGEST = 15
"""Years; the century of a two-digit year is the one that makes a person at least so old."""

_MOST_REMEMBERED = 100_000
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,235}")
_BETWEEN_PHONES = re.compile(r"[/,;&|]|\b(?:dan|atau|or|and)\b|\n")
_MOBILE_WITHIN = re.compile(r"(?<![0-9])(?:\+?62|0)[ .-]?8[0-9](?:[ .-]?[0-9]){7,10}(?![0-9])")
_PHONE_LABEL = re.compile(
    r"(?:(?:no|nomor|hp|wa|whatsapp|telp?|handphone)\b[\W_]*)*", re.IGNORECASE
)
_DAY_IN_DIGITS = re.compile(r"[0-9]{1,2}([-/.])[0-9]{1,2}\1(?:19|20)[0-9]{2}")
_FEWEST_DIGITS = 1_000_000
"""A date run together and kept as a number, which has lost a 0 at its front: 6061987."""

_LEAST_INCOME = 10_000
"""Rupiah; nobody earns less in a month, the least contribution is as much (PP 44/2015)."""

_SERIAL = re.compile(r"[1-7][0-9]{4}")
"""A date as Excel counts its days, saved as text."""

_LONGEST = {K.ADDRESS: 500, K.RT: 32}
_LONGEST_OTHERWISE = 300
_IN_WORDS = frozenset({K.BIRTH_PLACE, K.VILLAGE, K.OCCUPATION})
"""What registers keep as a code in a column of the same name, and nobody can read."""


class Column(dict[Cell, T | None], Generic[T]):
    """Reads each different cell of a column once; ``faults`` says which were faulty and how."""

    def __init__(self, read: Callable[[Cell], Said[T]], quick: Quick[T] | None = None) -> None:
        super().__init__()
        self._read = read
        self._quick = quick
        self.faults: dict[Cell, RowFault] = {}

    def read_all(self, cells: Sequence[Cell]) -> list[T | None]:
        """Return what each cell says, None where it says nothing that can be read."""
        if self._quick is None:
            return [self[cell] for cell in cells]
        read = zip(self._quick(cells), cells, strict=True)
        return [self[cell] if said is None else said for said, cell in read]

    def __missing__(self, cell: Cell) -> T | None:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        value, fault = self._read(cell)
        self[cell] = value
        if fault:
            self.faults[cell] = fault
        return value


def text_column(kind: ColumnKind) -> Column[str]:
    """Return a reader of plain text that is no longer than the database keeps."""
    read = partial(_read_text, _LONGEST.get(kind, _LONGEST_OTHERWISE))
    return Column(partial(_read_words, read) if kind in _IN_WORDS else read)


def rt_column() -> Column[str]:
    """Return a reader of RT, or RT and RW."""
    return Column(_read_rt)


def birth_date_column(today: date) -> Column[date]:
    """Return a reader of birth dates; a date to come, or 110 years back, is none."""
    oldest = _oldest(today)
    quick = quick_birth_dates(today, oldest, YOUNGEST)
    return Column(partial(_read_birth_date, today, oldest), quick)


def month_first_column(today: date) -> Column[date]:
    """Return a reader of birth dates like that above, which has the month before the day."""
    oldest = _oldest(today)
    return Column(lambda cell: _read_birth_date(today, oldest, with_day_first(cell)))


def birth_place_date_column(today: date) -> Column[tuple[str, date | None]]:
    """Return a reader of birth place and date in one cell."""
    return Column(partial(_read_birth_place_date, today, _oldest(today)))


def sex_column() -> Column[Sex]:
    """Return a reader of the sex in any of its spellings."""
    return Column(lambda cell: _told(read_sex(cell), cell, RowFault.SEX))


def sex_code_column() -> Column[Sex]:
    """Return a reader of the sex in a column of its numbers."""
    return Column(lambda cell: _told(read_sex_code(cell), cell, RowFault.SEX))


def phone_column() -> Column[str]:
    """Return a reader of phone numbers; of several in a cell the first is taken."""
    return Column(_read_phone, quick_phones)


def email_column() -> Column[str]:
    """Return a reader of e-mail addresses."""
    return Column(_read_email)


def kk_column() -> Column[str]:
    """Return a reader of family card numbers; number-typed ones have been rounded."""
    return Column(_read_kk)


def income_column() -> Column[int]:
    """Return a reader of amounts in whole rupiah; "1500" was meant in thousands, or otherwise."""
    return Column(_read_income)


def _read_income(cell: Cell) -> Said[int]:
    income = read_rupiah(cell)
    if income and income < _LEAST_INCOME:
        return None, RowFault.INCOME_SMALL
    return _told(income, cell, RowFault.INCOME)


def _told(value: T | None, cell: Cell, fault: RowFault) -> Said[T]:
    return value, fault if value is None and filled(cell) else None


def _read_text(longest: int, cell: Cell) -> Said[str]:
    text = filled(cell).lstrip(": ")  # ": Jl. Mawar", as on forms behind a label
    if len(text) > longest:
        return text[:longest].rstrip(), RowFault.TOO_LONG
    return text or None, None


def _read_words(read: Callable[[Cell], Said[str]], cell: Cell) -> Said[str]:
    text, fault = read(cell)
    if text and not any(map(str.isalpha, text)):
        return None, RowFault.CODE
    return text, fault


def _read_rt(cell: Cell) -> Said[str]:
    if isinstance(cell, (date, datetime)):
        return None, RowFault.RT
    text = re.sub(r"^rt\b[\s.:]*", "", filled(cell), flags=re.IGNORECASE)
    return _read_text(_LONGEST[K.RT], text)


def _read_birth_date(today: date, oldest: date, cell: Cell) -> Said[date]:
    if isinstance(cell, str) and _SERIAL.fullmatch(cell.strip()):
        cell = float(cell)
    elif is_number(cell) and _FEWEST_DIGITS <= cell < 100 * _FEWEST_DIGITS:
        cell = f"{cell:08.0f}"
    born = read_date(cell, today=today, least_age=YOUNGEST)
    if born is not None and oldest <= born <= today:
        return born, None
    return None, RowFault.BIRTH_DATE if filled(cell) else None


def _read_birth_place_date(today: date, oldest: date, cell: Cell) -> Said[tuple[str, date | None]]:
    place, born = read_place_and_date(cell, today=today, least_age=YOUNGEST)
    place = text_of(place)[:_LONGEST_OTHERWISE]
    if born is not None and oldest <= born <= today:
        return (place, born), None
    return (place, None), RowFault.BIRTH_DATE if filled(cell) else None


def _oldest(today: date) -> date:
    """Return the first day of the year before which nobody alive was born."""
    return date(today.year - OLDEST - 1, 1, 1)


def _read_phone(cell: Cell) -> Said[str]:
    text = filled(cell)
    if not text or _DAY_IN_DIGITS.fullmatch(text):
        return None, RowFault.PHONE if text else None
    if phone := read_phone(cell):
        return phone, None
    parts = _BETWEEN_PHONES.split(cell) if isinstance(cell, str) else []
    within = _MOBILE_WITHIN.findall(text)
    first = next(filter(None, map(read_phone, [*parts, *within])), None)
    if first and len(within) == 1 and not _PHONE_LABEL.sub("", text.replace(within[0], "")):
        return first, None
    several = first and (len(within) != 1 or len(parts) > 1)
    return (first, RowFault.PHONE_SEVERAL) if several else (None, RowFault.PHONE)


def _read_email(cell: Cell) -> Said[str]:
    text = filled(cell)
    return _told(text if _EMAIL.fullmatch(text) else None, cell, RowFault.EMAIL)


def _read_kk(cell: Cell) -> Said[str]:
    digits = "" if is_number(cell) else clean_nik(filled(cell))
    is_whole = len(digits) == LENGTH and digits.isascii() and digits.isdecimal()
    return _told(digits if is_whole else None, cell, RowFault.KK)
