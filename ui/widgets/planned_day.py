"""A field for a day that is planned, and so mostly lies ahead."""

from datetime import date, timedelta

from PySide6.QtCore import QSize
from typing_extensions import override

from models.people.dates import read_date
from models.words import _, shorten, spoken
from ui.look import em
from ui.widgets.date_field import DateField

FAR_AHEAD = timedelta(days=50 * 365)
"""A year of two digits lies at most so far ahead."""


class PlannedDay(DateField):
    """A day that may lie ahead; shown with its weekday."""

    @override
    def read(self, text: str) -> date | None:
        return read_date(text, today=self._today + FAR_AHEAD)

    @override
    def write(self, value: date) -> str:
        return spoken().weekday(value)

    @override
    def complaint(self, text: str) -> str:
        return _("“{given}” is no date. Type it like {example}.").format(
            given=shorten(text, 40), example=spoken().digits(self._today)
        )


class ShortDay(PlannedDay):
    """A planned day in a narrow field."""

    @override
    def write(self, value: date) -> str:
        words = spoken()
        return f"{words.short_weekday(value)}, {words.digits(value)}"

    @override
    def read(self, text: str) -> date | None:
        return super().read(text.partition(",")[2] if "," in text else text)

    @override
    def minimumSizeHint(self) -> QSize:
        widest = self.fontMetrics().horizontalAdvance(self.write(date(2022, 12, 28)))
        return QSize(widest + em(self, 2.5), super().minimumSizeHint().height())
