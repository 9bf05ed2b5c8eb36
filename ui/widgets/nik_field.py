"""A field for a NIK, its digits in groups of four as one compares them with the KTP."""

import re
from datetime import UTC, datetime

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.people.nik import LENGTH, clean_nik, group_nik, read_nik
from ui.widgets.read_field import ReadField

_GROUPED = re.compile(r"[0-9A-Za-z| ]{0,24}")
"""What is put in groups while it is typed; anything else is left until it can be read."""


class NikField(ReadField[str]):
    """A NIK, typed, scanned or pasted with any separators.

    ``value`` is its 16 digits when it can be taken, else the text as it stands, so that whoever
    reads it can say what is wrong: digits that a spreadsheet rounded must not pass for a NIK.
    """

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint or "0000 0000 0000 0000", parent)

    @override
    def value(self) -> str:
        return self._value or ""

    @override
    def set_value(self, value: str | None) -> None:
        super().set_value(value or None)

    @override
    def problem(self) -> str:
        """Return what is wrong with the NIK; nothing while its first digits are being typed."""
        if not self._value or (self._is_short() and self.hasFocus()):
            return ""
        # On which day it is read decides the century only, never whether it can be taken.
        errors = read_nik(self._value, today=datetime.now(UTC).date()).errors
        return errors[0].message() if errors else ""

    @override
    def read(self, text: str) -> str | None:
        sound = read_nik(text, today=datetime.now(UTC).date()).sound
        return clean_nik(text) if sound else text.replace(" ", "").strip()

    @override
    def write(self, value: str) -> str:
        return group_nik(value) if _GROUPED.fullmatch(value) else value

    @override
    def on_typed(self) -> None:
        self._group()
        super().on_typed()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._is_short():
            self.changed.emit()  # left unfinished, it has its problem from now on

    def _is_short(self) -> bool:
        digits = self._value or ""
        return digits.isdigit() and len(digits) < LENGTH

    def _group(self) -> None:
        """Put the digits in groups; the cursor stays behind the digit it was behind."""
        grouped = self.write(self._value or "")
        if grouped == self.text():
            return
        before = len(self.text()[: self.cursorPosition()].replace(" ", ""))
        self.setText(grouped)
        self.setCursorPosition(_place_behind(grouped, before))


def _place_behind(text: str, signs: int) -> int:
    """Return the place in ``text`` behind its first ``signs`` signs, blanks not counted."""
    place = 0
    while signs and place < len(text):
        signs -= text[place] != " "
        place += 1
    return place
