"""A field for a small whole number: years of age, days ahead."""

import re

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.widgets.read_field import ReadField

_WHOLE = re.compile(r"[0-9]{1,6}")


class WholeField(ReadField[int]):
    """A number from nought to ``most``; more cannot be typed."""

    def __init__(self, hint: str, most: int, parent: QWidget | None = None) -> None:
        super().__init__(hint, parent)
        self._most = most
        self.setAccessibleName(hint)
        self.setMaxLength(len(str(most)))

    @override
    def read(self, text: str) -> int | None:
        plain = text.strip()
        if not plain.isascii() or _WHOLE.fullmatch(plain) is None:
            return None
        return min(int(plain), self._most)

    @override
    def write(self, value: int) -> str:
        return str(value)

    @override
    def complaint(self, text: str) -> str:
        return ""
