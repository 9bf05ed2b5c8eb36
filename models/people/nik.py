"""Reading a NIK, the 16-digit identity number: what it says, and what is wrong with it.

PPKKCC DDMMYY SSSS: province, regency and district of first registration; the birth date, 40 added
to the day for women; a serial from 0001 (PP 37/2007 art. 37). There is no check digit, and it never
changes, not even when a birth date is corrected (PP 40/2019 art. 30).
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from models.people.dates import OLDEST, age_on
from models.people.nik_problems import (
    NikFault,
    NikProblem,
    Problems,
    Severity,
    group_nik,
    problem,
)
from models.people.tables import Sex
from models.places.regions import district_known, province_known, regency_known

__all__ = [
    "LENGTH",
    "NikFault",
    "NikProblem",
    "NikReading",
    "Severity",
    "clean_nik",
    "group_nik",
    "mask_nik",
    "read_nik",
]

LENGTH = 16

_YOUNGEST = 15
_KEPT_BY_A_SPREADSHEET = 15
"""Digits that a number-typed cell keeps; it turns the sixteenth into 0."""

_TOO_LARGE = 10**20

_WOMEN = 40
_SPACERS = frozenset(".,-‐‑‒–—−_/:;='‘’‛ʼ´`\"“”")
_ALIKE = str.maketrans("OoIiLl|", "0011111")
_WORDS_AROUND = re.compile(r"[^0-9]*([0-9]{16})[^0-9]*")
"""As in "NIK. 6404012204669150" or "6404012204669150 (baru)"."""

_ONCE_A_NUMBER = re.compile(
    r"[0-9](?:[.,][0-9]+)?e\+?[0-9]{1,3}"  # 6,50103E+15
    r"|[0-9]{11,}[.,]0+"  # 6404012204669150.0
    r"|[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3}){3,}(?:[.,]0+)?",  # 6.404.012.204.669.150
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NikReading:
    """What a NIK says.

    ``nik`` has 16 digits when it is readable, else what is left of it: of a number-typed cell the
    15 digits that a spreadsheet keeps. ``birth_date``, ``sex`` and ``region_code`` are what the
    digits say, sound or not; None or "" where they say nothing.
    """

    given: str
    nik: str
    birth_date: date | None
    sex: Sex | None
    region_code: str
    problems: Problems

    @property
    def errors(self) -> Problems:
        """Return what keeps this NIK from being taken."""
        return tuple(each for each in self.problems if each.severity is Severity.ERROR)

    @property
    def warnings(self) -> Problems:
        """Return what asks for a look or a reason."""
        return tuple(each for each in self.problems if each.severity is Severity.WARNING)

    @property
    def sound(self) -> bool:
        """Tell whether this NIK can be taken."""
        return not self.errors


def read_nik(
    given: object, *, birth_date: date | None = None, sex: Sex | None = None, today: date
) -> NikReading:
    """Read a NIK as it was typed, or as it came from a cell of a list.

    ``birth_date`` and ``sex`` are what the KTP says beside it. The century is the one nearest to
    that birth date; without one, that which makes the person 15 to 110 years old on ``today``,
    and where neither does, the later one. A number, or what was once a number in a spreadsheet,
    is never trusted, whatever its digits.
    """
    if isinstance(given, str) and len(given) == LENGTH and given.isascii() and given.isdigit():
        nik = given
    else:
        nik, problems = _digits_of(given, today)
        if problems:
            text = "" if given is None else str(given)
            return NikReading(text, nik, None, None, "", problems)
    region_code, of_region = _read_region(nik[:6])
    born, said_sex, of_birth = _read_birth(nik[6:12], birth_date, today)
    problems = of_region + of_birth
    if nik[12:] == "0000":
        problems += (problem(NikFault.SERIAL),)
    if birth_date and born and born != birth_date:
        problems += (problem(NikFault.BIRTH_DATE, born, expected=birth_date),)
    if sex and said_sex and said_sex is not sex:
        problems += (problem(NikFault.SEX, said_sex),)
    return NikReading(str(given), nik, born, said_sex, region_code, problems)


def clean_nik(text: str) -> str:
    """Return ``text`` without blanks, separators and apostrophes, its digits plain ones."""
    if text.isascii() and text.isdigit():
        return text
    return "".join(map(_plain_sign, text))


def mask_nik(nik: str) -> str:
    """Hide who it is: ``650103••••••0001``; what is no whole NIK is hidden whole."""
    if len(nik) != LENGTH:
        return "•" * len(nik)
    return f"{nik[:6]}••••••{nik[12:]}"


def _digits_of(given: object, today: date) -> tuple[str, Problems]:
    """Return the digits of ``given``, and why they are not 16 that can be trusted."""
    if isinstance(given, int | float) and not isinstance(given, bool):
        kept = f"{given:.0f}" if 0 <= given < _TOO_LARGE else ""
        return kept[:_KEPT_BY_A_SPREADSHEET], (problem(NikFault.ROUNDED),)
    text = "" if given is None or isinstance(given, bool) else str(given)
    if _ONCE_A_NUMBER.fullmatch(text.strip(" '")):
        kept = re.sub("[^0-9]", "", re.split("[eE]", text, maxsplit=1)[0])
        return kept[:_KEPT_BY_A_SPREADSHEET], (problem(NikFault.ROUNDED),)
    nik = clean_nik(text)
    return nik, _faults_of_signs(nik, today)


def _faults_of_signs(nik: str, today: date) -> Problems:
    if not nik:
        return (problem(NikFault.EMPTY),)
    problems: Problems = ()
    strange = "".join(sign for sign in nik if sign not in "0123456789")
    if strange:
        shown = "".join(sign for sign in strange if sign.isprintable())
        shown = shown if len(shown) <= 10 else f"{shown[:10]}…"
        problems += (problem(NikFault.LETTER, shown, repair=_repair(nik, today)),)
    digits = len(nik) - len(strange)
    if digits and LENGTH not in (len(nik), digits):
        problems += (problem(NikFault.LENGTH, digits),)
    return problems


def _repair(nik: str, today: date) -> str | None:
    """Return a sound NIK with letters taken for the digits they look like, or for words around."""
    around = _WORDS_AROUND.fullmatch(nik)
    repaired = around[1] if around else nik.translate(_ALIKE)
    if len(repaired) != LENGTH or not (repaired.isascii() and repaired.isdigit()):
        return None
    return repaired if read_nik(repaired, today=today).sound else None


@lru_cache(maxsize=8192)
def _read_region(digits: str) -> tuple[str, Problems]:
    province = digits[:2]
    regency = f"{province}.{digits[2:4]}"
    district = f"{regency}.{digits[4:6]}"
    if district_known(district):
        return district, ()
    if not province_known(province):
        return district, (problem(NikFault.PROVINCE, province),)
    unknown = district if regency_known(regency) else regency
    return district, (problem(NikFault.REGION, unknown),)


@lru_cache(maxsize=65536)
def _read_birth(
    digits: str, given: date | None, today: date
) -> tuple[date | None, Sex | None, Problems]:
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    sex = Sex.MALE
    if day > _WOMEN:
        day, sex = day - _WOMEN, Sex.FEMALE
    if not 1 <= day <= 31:
        faults: Problems = (problem(NikFault.DAY, digits[:2]),)
        if not 1 <= month <= 12:
            faults += (problem(NikFault.MONTH, digits[2:4]),)
        return None, None, faults
    if not 1 <= month <= 12:
        return None, sex, (problem(NikFault.MONTH, digits[2:4]),)
    born = _birth_date(day, month, year, given, today)
    if born is None:
        return None, sex, (problem(NikFault.DATE, f"{day:02}-{month:02}-{digits[4:]}"),)
    return born, sex, ()


def _birth_date(day: int, month: int, year: int, given: date | None, today: date) -> date | None:
    """Return the date in the likelier century, or None if it is in neither's calendar."""
    later, earlier = _possible(2000 + year, month, day), _possible(1900 + year, month, day)
    if later is None or earlier is None:
        return later or earlier
    if given:
        return min(later, earlier, key=lambda born: abs(born - given))
    if later > today:
        return earlier
    if age_on(later, today) >= _YOUNGEST:
        return later
    return earlier if age_on(earlier, today) <= OLDEST else later


def _possible(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def _plain_sign(sign: str) -> str:
    """Return what a NIK keeps of one sign: its digit, nothing, or the strange sign itself."""
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    spacer = sign in _SPACERS or sign.isspace() or unicodedata.category(sign) in {"Cf", "Cc"}
    return "" if spacer else sign
