"""Words of screen and paper: text through gettext, dates and numbers through Babel.

The screen and the command line speak one language at a time: ``speak`` chooses it, ``_`` and
``ngettext`` use it. A document has a language of its own: it is handed a ``Words``.
"""

from datetime import date, datetime
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations

from resources import resource

DOMAIN = "jangkau"
LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


@cache
def translations(language: str) -> NullTranslations:
    """Return the catalogue of ``language``; the sources themselves are English."""
    file = resource("languages", language, "LC_MESSAGES", f"{DOMAIN}.mo")
    if not file.is_file():
        return NullTranslations()
    with file.open("rb") as catalogue:
        return GNUTranslations(catalogue)


@lru_cache(maxsize=4096)
def _decimal(value: float, locale: str) -> str:
    """Write a number. The same few come again and again, and each takes a while."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=locale)


class Words:
    """One language for one document or one screen: its text, dates, numbers and money."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = {"id": "id_ID"}.get(language, "en_GB")
        self._catalogue = translations(language)

    def say(self, message: str, **parts: object) -> str:
        """Return ``message`` in this language, ``{names}`` filled in from ``parts``."""
        text = self._catalogue.gettext(message)
        return text.format(**parts) if parts else text

    def count(self, one: str, many: str, number: int, **parts: object) -> str:
        """Return the form that fits ``number``, which is written as ``{n}``.

        ``n`` among ``parts`` stands in its place.
        """
        text = self._catalogue.ngettext(one, many, number)
        return text.format(**{"n": self.number(number), **parts})

    def number(self, value: float) -> str:
        """Write a number with this language's separators."""
        return _decimal(value + 0, self._locale)  # no minus before a zero

    def rupiah(self, amount: int) -> str:
        """Write whole rupiah without a space: ``Rp16.800``."""
        return f"{'-' if amount < 0 else ''}Rp{self.number(abs(amount))}"

    def short_rupiah(self, amount: int) -> str:
        """Write money for a narrow place, to a tenth of its unit: ``Rp9,5 jt``."""
        from babel.numbers import format_compact_decimal

        short = format_compact_decimal(abs(amount), locale=self._locale, fraction_digits=1)
        return f"{'-' if amount < 0 else ''}Rp{short}"

    def percent(self, share: float) -> str:
        """Write a share of one as whole percent: ``90%``."""
        return f"{self.number(round(share * 100))}%"

    def day(self, day: date) -> str:
        """Write a date in full: ``28 Juni 2022``."""
        return self._date(day, "d MMMM y")

    def weekday(self, day: date) -> str:
        """Write a date with its weekday: ``Selasa, 28 Juni 2022``."""
        return self._date(day, "EEEE, d MMMM y")

    def short_weekday(self, day: date) -> str:
        """Write a weekday above a narrow column: ``Sel``."""
        return self._date(day, "EEE")

    @property
    def first_weekday(self) -> int:
        """The day a calendar's week begins with, Monday being 0: Sunday in Indonesian."""
        from babel import Locale

        return Locale.parse(self._locale).first_week_day

    def short_day(self, day: date) -> str:
        """Write a date for a narrow column: ``28 Jun``."""
        return self._date(day, "d MMM")

    def digits(self, day: date) -> str:
        """Write a date in digits: ``28/06/2022``."""
        return self._date(day, "dd/MM/y")

    def month(self, month: date) -> str:
        """Write a month: ``Juni 2022``."""
        return self._date(month, "MMMM y")

    def month_name(self, month: date) -> str:
        """Write a month's name alone, as it heads a row: ``Juni``."""
        return self._date(month, "LLLL")

    def short_month_year(self, month: date) -> str:
        """Write a month and its year for a narrow column: ``Des 2023``."""
        return self._date(month, "MMM y")

    def short_month(self, month: date) -> str:
        """Write a month below a bar: ``Jun``."""
        return self._date(month, "MMM")

    def clock(self, moment: datetime) -> str:
        """Write a time of day: ``09.00`` in Indonesian, ``09:00`` in English."""
        return f"{moment:%H.%M}" if self.language == "id" else f"{moment:%H:%M}"

    def span(self, start: datetime, end: datetime, zone: str = "") -> str:
        """Write from when to when, with the zone's Indonesian name: ``09.00–12.30 WITA``."""
        name = ZONE_NAMES.get(zone, zone)
        return f"{self.clock(start)}–{self.clock(end)} {name}".rstrip()

    def _date(self, day: date, pattern: str) -> str:
        from babel.dates import format_date

        return format_date(day, pattern, locale=self._locale)


class _Screen:
    words: Words | None = None


def speak(language: str) -> Words:
    """Make ``language`` the one of the screen and return its words."""
    _Screen.words = Words(language)
    return _Screen.words


def spoken() -> Words:
    """Return the words of the screen's language; Indonesian if nobody chose."""
    return _Screen.words or speak("id")


def _(message: str) -> str:
    """Return ``message`` in the screen's language."""
    return spoken().say(message)


def ngettext(one: str, many: str, number: int, **parts: object) -> str:
    """Return the form that fits ``number`` in the screen's language; ``{n}`` is the number."""
    return spoken().count(one, many, number, **parts)


def shorten(text: str, length: int = 80) -> str:
    """Cut ``text`` to ``length`` letters for a message."""
    return text if len(text) <= length else text[: length - 1] + "…"


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark ``message`` for the catalogue; it is said later, in whatever language is spoken then."""
    return message
