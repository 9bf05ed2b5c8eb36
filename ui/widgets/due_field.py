"""A field for the day of a task: so many days before or after the event's first one."""

import re
from datetime import date, timedelta

from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QSpinBox, QWidget
from typing_extensions import override

from models.events.checklist import due_name
from models.events.drafts import DUE_MOST
from models.words import spoken

_DAYS = re.compile(r"\s*[hd]?\s*(?P<days>[+-]?\s*\d{1,3})?\s*(·.*)?", re.IGNORECASE)


class DueField(QSpinBox):
    """Shows ``H-3 · 25 Jun``; one types ``-3``, ``H-3``, or takes the arrow keys.

    The wheel, which would scroll the page, changes nothing.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self._first_day: date | None = None
        super().__init__(parent)
        self.setRange(-DUE_MOST, DUE_MOST)
        self.setKeyboardTracking(False)

    def count_from(self, first_day: date) -> None:
        """Count the days from this one."""
        self._first_day = first_day
        self.setValue(self.value())
        self.lineEdit().setText(self.textFromValue(self.value()))

    @override
    def textFromValue(self, val: int) -> str:
        if self._first_day is None:
            return due_name(val)
        day = self._first_day + timedelta(days=val)
        return f"{due_name(val)} · {spoken().short_day(day)}"

    @override
    def valueFromText(self, text: str) -> int:
        found = _DAYS.fullmatch(text)
        return int((found["days"] or "0").replace(" ", "")) if found else self.value()

    @override
    def validate(self, input: str, pos: int) -> object:
        found = _DAYS.fullmatch(input)
        if found is None:
            half = re.fullmatch(r"\s*[hd]?\s*[+-]\s*", input, re.IGNORECASE)
            state = QValidator.State.Intermediate if half else QValidator.State.Invalid
        elif abs(self.valueFromText(input)) > DUE_MOST:
            state = QValidator.State.Invalid
        else:
            state = QValidator.State.Acceptable
        return state, input, pos

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
