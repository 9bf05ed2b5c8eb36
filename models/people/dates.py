"""Reading dates as lists and people write them: the day before the month, always."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache

from models.people.plain import plain

OLDEST = 110
"""Years; nobody on a list is older."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_SERIAL_ZERO = date(1899, 12, 30)
_FIRST_SERIAL, _AFTER_LAST_SERIAL = 3654, 73051
"""Days counted by a spreadsheet, 1910 to 2099; a bare year such as 1980 is not among them."""

_MONTHS = (
    ("januari", "january"),
    ("februari", "february", "pebruari"),
    ("maret", "march", "mrt"),
    ("april",),
    ("mei", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("agustus", "august", "agt", "ags", "agst"),
    ("september",),
    ("oktober", "october"),
    ("november", "nopember"),
    ("desember", "december"),
)
_LEAD = re.compile(
    r"(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)[ ,.]+)?(?:(?:tanggal|tgl)[ .:]*)?"
)
_TIME = re.compile(
    r"(?<=[0-9])[t ]+[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:\.[0-9]+)?)?"
    r"(?:z|[+-][0-9]{2}:?[0-9]{2})?$"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_IN_DIGITS = re.compile(
    r"([0-9]{1,2}) ?[-/. ,|\\]-? ?([0-9]{1,2}) ?[-/. ,|\\]-? ?'?([0-9]{4}|[0-9]{2})"
)
_IN_WORDS = re.compile(r"([0-9]{1,2})(?:th|st|nd|rd)?[-/. ]*([a-z]+)[-/., ]*'?([0-9]{4}|[0-9]{2})")
_MONTH_FIRST = re.compile(r"([a-z]+)\.? ([0-9]{1,2}),? ([0-9]{4})")
_RUN_TOGETHER = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_LONGEST = 40
"""Letters in the longest date in words, weekday and all, and some to spare."""

_BEHIND_PLACE = " ,/;:(-–"
"""What is put between a place and the day: "Tarakan - 12-05-1980"."""

_BREAK = re.compile(r"[\s,/;:]+")


def read_date(given: object, *, today: date, least_age: int = 0) -> date | None:
    """Return the date meant by a cell or a typed text, or None if it is none.

    A spreadsheet's day number counts as a date. Of a two-digit year the latest one that is not
    after ``today`` is taken; for a birth date, ``least_age`` years ago at the latest, unless that
    would make the person older than 110.
    """
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    if isinstance(given, bool):
        return None
    if isinstance(given, int | float):
        return _from_serial(given)
    if not isinstance(given, str):
        return None
    return _from_text(_without_lead(given), today, least_age)


def read_place_and_date(
    given: object, *, today: date, least_age: int = 0
) -> tuple[str, date | None]:
    """Return the place and the date of a cell such as "Bulungan, 12-05-1980".

    The place is "" where there is only a date, the date None where there is none that can be.
    """
    whole = read_date(given, today=today, least_age=least_age)
    if whole or not isinstance(given, str):
        return "", whole
    text = " ".join(given.split())
    for gap in _BREAK.finditer(text, max(0, len(text) - _LONGEST)):
        found = read_date(text[gap.end() :].strip("()"), today=today, least_age=least_age)
        if found:
            return text[: gap.start()].rstrip(_BEHIND_PLACE), found
    return re.split(r"[0-9]", text, maxsplit=1)[0].rstrip(_BEHIND_PLACE), None


def age_on(birth: date, day: date) -> int:
    """Return the age in whole years on ``day``; below 0 before birth.

    Who is born on 29 February has their birthday on 1 March in a common year.
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _without_lead(text: str) -> str:
    """Return ``text`` in small plain characters, without weekday and time of day."""
    return _TIME.sub("", _LEAD.sub("", plain(text).casefold(), count=1)).rstrip(".")


def _from_serial(number: float) -> date | None:
    if not _FIRST_SERIAL <= number < _AFTER_LAST_SERIAL:
        return None
    return _SERIAL_ZERO + timedelta(days=int(number))


def _from_text(text: str, today: date, least_age: int) -> date | None:
    for year, month, day in _readings(text):
        found = _dated(year, month, day, today, least_age)
        if found:
            return found
    return None


def _readings(text: str) -> Iterator[tuple[str, int, str]]:
    """Yield year, month and day of each way to read ``text``."""
    if found := _YEAR_FIRST.fullmatch(text):
        yield found[1], int(found[2]), found[3]
    elif found := _IN_DIGITS.fullmatch(text):
        yield found[3], int(found[2]), found[1]
    elif found := _IN_WORDS.fullmatch(text):
        yield found[3], _months().get(found[2], 0), found[1]
    elif found := _MONTH_FIRST.fullmatch(text):
        yield found[3], _months().get(found[1], 0), found[2]
    elif found := _RUN_TOGETHER.fullmatch(text):
        yield found[3], int(found[2]), found[1]
        yield text[:4], int(text[4:6]), text[6:]


def _dated(year: str, month: int, day: str, today: date, least_age: int) -> date | None:
    if len(year) == 4:
        return _possible(int(year), month, int(day))
    born = [_possible(century + int(year), month, int(day)) for century in (2000, 1900)]
    past = [candidate for candidate in born if candidate and candidate <= today]
    old_enough = (one for one in past if least_age <= age_on(one, today) <= OLDEST)
    return next(old_enough, past[0] if past else None)


def _possible(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_month(text: str) -> bool:
    """Tell whether a text is the name of a month, or its beginning."""
    return text.casefold().rstrip(".") in _months()


@cache
def _months() -> dict[str, int]:
    """Return the month meant by each name and each of its beginnings of three letters or more."""
    return {
        name[:length]: number
        for number, names in enumerate(_MONTHS, start=1)
        for name in names
        for length in range(3, len(name) + 1)
    }
