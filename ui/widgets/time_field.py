"""A field for a time of day."""

import re
from datetime import date, datetime, time

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.words import _, shorten, spoken
from ui.widgets.read_field import ReadField

_TIME = re.compile(r"([0-9]{1,2})(?:[.:, ]?([0-9]{2}))?")


class TimeField(ReadField[time]):
    """A time such as ``9``, ``9.30``, ``0930`` or ``09:30``; shown as the language writes it."""

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint, parent)

    @override
    def read(self, text: str) -> time | None:
        found = _TIME.fullmatch(text.strip())
        if found is None:
            return None
        hour, minute = int(found[1]), int(found[2] or 0)
        return time(hour, minute) if hour < 24 and minute < 60 else None

    @override
    def write(self, value: time) -> str:
        return spoken().clock(datetime.combine(date.min, value))

    @override
    def complaint(self, text: str) -> str:
        return _("“{given}” is no time of day. Type it like {example}.").format(
            given=shorten(text, 40), example=self.write(time(9, 30))
        )
