"""The spans of time that are reported on: a week, a month, a quarter, a year."""

import enum
import re
from dataclasses import dataclass
from datetime import date, timedelta

from models.errors import UserError
from models.words import Words, _

_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?:(?P<month>[0-9]{2})|Q(?P<quarter>[1-4])|W(?P<week>[0-9]{2})))?"
)
QUARTER = 3
DECEMBER = 12


class PeriodKind(enum.StrEnum):
    """How long a period is. Weeks begin on Monday (ISO 8601)."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """A week, month, quarter or year that begins on ``first``."""

    kind: PeriodKind
    first: date

    @classmethod
    def of(cls, kind: PeriodKind, day: date) -> "Period":
        """Return the period of that kind in which ``day`` lies."""
        firsts = {
            PeriodKind.WEEK: day - timedelta(days=day.weekday()),
            PeriodKind.MONTH: day.replace(day=1),
            PeriodKind.QUARTER: date(day.year, day.month - (day.month - 1) % QUARTER, 1),
            PeriodKind.YEAR: date(day.year, 1, 1),
        }
        return cls(kind, firsts[kind])

    @classmethod
    def read(cls, written: str) -> "Period":
        """Return what was written: ``2022``, ``2022-06``, ``2022-Q2`` or ``2022-W26``.

        Raises UserError for anything else.
        """
        said = _("Write a period as 2022, 2022-06, 2022-Q2 or 2022-W26.")
        parts = _WRITTEN.fullmatch(written.strip().upper())
        if parts is None:
            raise UserError(said)
        try:
            return _read(*(int(one) if one else None for one in parts.groups()))
        except (ValueError, OverflowError) as error:  # a month 13, a year past the calendar
            raise UserError(said) from error

    @property
    def last(self) -> date:
        """Return its last day."""
        return self._end() - timedelta(days=1)

    @property
    def months(self) -> tuple[date, ...]:
        """Return the first days of its months; a week has none of its own."""
        count = {PeriodKind.WEEK: 0, PeriodKind.MONTH: 1, PeriodKind.QUARTER: QUARTER}
        return tuple(_months_on(self.first, n) for n in range(count.get(self.kind, DECEMBER)))

    def written(self) -> str:
        """Return it as ``read`` reads it."""
        if self.kind is PeriodKind.WEEK:
            year, week, _day = self.first.isocalendar()
            return f"{year:04}-W{week:02}"
        return {
            PeriodKind.MONTH: f"{self.first:%Y-%m}",
            PeriodKind.QUARTER: f"{self.first:%Y}-Q{(self.first.month + 2) // QUARTER}",
            PeriodKind.YEAR: f"{self.first:%Y}",
        }[self.kind]

    def said(self, words: Words) -> str:
        """Say which period it is."""
        match self.kind:
            case PeriodKind.WEEK:
                within = self.first.year == self.last.year
                first = words.short_day(self.first) if within else words.day(self.first)
                last = words.day(self.last)
                return words.say("Week {first} – {last}", first=first, last=last)
            case PeriodKind.MONTH:
                return words.month(self.first)
            case PeriodKind.QUARTER:
                number = (self.first.month + 2) // QUARTER
                return words.say("Quarter {n} of {year}", n=number, year=self.first.year)
        return str(self.first.year)

    def before(self) -> "Period":
        """Return the one before."""
        return Period.of(self.kind, self.first - timedelta(days=1))

    def after(self) -> "Period":
        """Return the one that follows."""
        return Period(self.kind, self._end())

    def _end(self) -> date:
        """Return the first day that no longer counts."""
        if self.kind is PeriodKind.WEEK:
            return self.first + timedelta(days=7)
        steps = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: QUARTER, PeriodKind.YEAR: DECEMBER}
        return _months_on(self.first, steps[self.kind])


def _read(year: int | None, month: int | None, quarter: int | None, week: int | None) -> Period:
    """Return the period of these numbers, after which the calendar must go on."""
    of = year or 0
    if week is not None:
        found = Period(PeriodKind.WEEK, date.fromisocalendar(of, week, 1))
    elif quarter is not None:
        found = Period(PeriodKind.QUARTER, date(of, quarter * QUARTER - 2, 1))
    else:
        kind = PeriodKind.YEAR if month is None else PeriodKind.MONTH
        found = Period(kind, date(of, 1 if month is None else month, 1))
    found.before()
    found.after()
    return found


def _months_on(first: date, months: int) -> date:
    count = first.year * DECEMBER + first.month - 1 + months
    return date(count // DECEMBER, count % DECEMBER + 1, 1)
