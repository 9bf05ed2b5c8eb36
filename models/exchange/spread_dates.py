"""Puts birth dates together that stand in three columns: the day, the month and the year."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from models.exchange.cells import EMPTY, Cell, Row, filled
from models.exchange.headings import ColumnKind, Heading
from models.people.dates import age_on, is_month, read_date

K = ColumnKind

_ASKED = 200
"""Rows that are asked whether they have a date in three columns."""

_MOST = 0.5
"""The share of the rows with anything in all three columns that must make a date."""

_GROWN = 5
"""Years; without a word of birth above them, most of the days must be so long ago."""

_PARTS = (
    (re.compile(r"(?:tanggal|tgl|tg|hari|hr|day|dd|h)"), "day"),
    (re.compile(r"(?:bulan|bln|bl|month|mm|b)"), "month"),
    (re.compile(r"(?:tahun|thn|th|year|yyyy|yy|t)"), "year"),
)
_BIRTH = re.compile(r"\b(?:lahir|kelahiran|lhr|birth|born|dob)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_IN_DIGITS = re.compile(r"[0-9]{1,2}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}|'?[0-9]{2}")
_WAYS = (("day", "month", "year"), ("year", "month", "day"), ("month", "day", "year"))

_Spread = tuple[int, ...]
"""The columns of day, month and year, in this order."""


class Joined(NamedTuple):
    """Rows below a heading, and what it says of their columns."""

    rows: Sequence[Row]
    titles: list[str]
    headings: list[Heading | None]


def dates_joined(rows: Sequence[Row], titles: list[str], headings: list[Heading | None]) -> Joined:
    """Return the rows with birth dates that stood in three columns in the first of the three.

    Nothing is changed where a column has whole birth dates already, or none are spread.
    """
    spread = _spread(rows[:_ASKED], titles, headings)
    if spread is None:
        return Joined(rows, titles, headings)
    first, *others = sorted(spread)
    said = " / ".join(filter(None, dict.fromkeys(titles[at] for at in sorted(spread))))
    titles = [said if at == first else title for at, title in enumerate(titles)]
    told = {first: Heading(K.BIRTH_DATE, 1.0), **dict.fromkeys(others, Heading(K.OTHER, 1.0))}
    headings = [told.get(at, heading) for at, heading in enumerate(headings)]
    return Joined([_with_one(row, spread, first) for row in rows], titles, headings)


def _spread(
    rows: Sequence[Row], titles: Sequence[str], headings: Sequence[Heading | None]
) -> _Spread | None:
    """Return the three neighbouring columns with parts of birth dates, or None."""
    for first in range(len(titles) - 2):
        three = range(first, first + 3)
        for way in _ways(three, titles, headings):
            spread = tuple(three[way.index(part)] for part in ("day", "month", "year"))
            if _are_dates(rows, spread, born=any(_BIRTH.search(titles[at]) for at in three)):
                return None if _has_whole_dates(rows, spread, headings) else spread
    return None


def _ways(
    three: Sequence[int], titles: Sequence[str], headings: Sequence[Heading | None]
) -> Iterator[Sequence[str]]:
    """Yield the orders of day, month and year that the words above three columns allow."""
    said = [_part(titles[at]) for at in three]
    if len(set(said)) == len(three) and None not in said:
        yield [part for part in said if part]
        return
    # One heading over all three, merged or not; or none at all.
    above = {titles[at] for at in three} - {""}
    own = {heading.kind for at in three if (heading := headings[at])}
    if len(above) < 2 and own <= {K.BIRTH_DATE, K.BIRTH_PLACE_DATE}:
        yield from _WAYS


def _part(title: str) -> str | None:
    """Return which part of a date the last word of a heading names that names one."""
    for word in reversed(_WORD.findall(title.casefold())):
        for pattern, part in _PARTS:
            if pattern.fullmatch(word):
                return part
    return None


def _are_dates(rows: Sequence[Row], spread: _Spread, *, born: bool) -> bool:
    today = datetime.now(UTC).date()
    asked = [parts for row in rows if all(parts := _parts(row, spread)) and not _are_words(parts)]
    days = [day for parts in asked if (day := _day(parts, today))]
    past = [day for day in days if age_on(day, today) >= _GROWN]
    return bool(days) and len(days) >= _MOST * len(asked) and (born or 2 * len(past) > len(days))


def _day(parts: Sequence[str], today: date) -> date | None:
    day, month, year = parts
    is_one = _IN_DIGITS.fullmatch(day) and (_IN_DIGITS.fullmatch(month) or is_month(month))
    return read_date(_together(parts), today=today) if is_one and _YEAR.fullmatch(year) else None


def _has_whole_dates(
    rows: Sequence[Row], spread: _Spread, headings: Sequence[Heading | None]
) -> bool:
    """Tell whether another column that is said to have birth dates has some."""
    today = datetime.now(UTC).date()
    return any(
        heading.kind in (K.BIRTH_DATE, K.BIRTH_PLACE_DATE)
        and at not in spread
        and any(read_date(_last_words(row, at), today=today) for row in rows)
        for at, heading in enumerate(headings)
        if heading
    )


def _last_words(row: Row, at: int) -> Cell:
    """Return a cell, of "Bulungan, 12-05-1980" what follows the comma."""
    cell = row[at] if at < len(row) else EMPTY
    return cell.rpartition(",")[2].strip() if isinstance(cell, str) else cell


def _with_one(row: Row, spread: _Spread, first: int) -> Row:
    parts = _parts(row, spread)
    if not any(parts) or _are_words(parts):
        return row
    row = [EMPTY if at in spread else cell for at, cell in enumerate(row)]
    row[first : first + 1] = [_together([part for part in parts if part])]
    return row


def _parts(row: Row, spread: _Spread) -> list[str]:
    return [filled(row[at]) if at < len(row) else "" for at in spread]


def _are_words(parts: Sequence[str]) -> bool:
    """Tell whether these are the lower row of a heading: "Tgl", "Bln", "Thn"."""
    return not any(map(str.isdigit, "".join(parts)))


def _together(parts: Sequence[str]) -> str:
    return "-".join(parts)
