"""A field for a measure in millimetres, with a comma or a point before its fractions."""

import re

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.words import _, shorten, spoken
from ui.widgets.read_field import ReadField

_MEASURE = re.compile(r"-?[0-9]{1,4}(?:[.,][0-9]{1,4})?")
_UNIT = re.compile(r"\s*mm$")


class MillimetreField(ReadField[float]):
    """Reads ``85,6`` and ``85.6``, with ``mm`` behind it or not."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty field that a screen reader calls ``name``."""
        super().__init__("", parent)
        self.setAccessibleName(name)
        self.setMaxLength(16)

    @override
    def read(self, text: str) -> float | None:
        plain = _UNIT.sub("", text.strip())
        if not plain.isascii() or _MEASURE.fullmatch(plain) is None:
            return None
        return float(plain.replace(",", "."))

    @override
    def write(self, value: float) -> str:
        return _written(value)

    @override
    def complaint(self, text: str) -> str:
        return _("“{given}” is no measure in millimetres. Type it like {example}.").format(
            given=shorten(text, 20), example=self.write(85.6)
        )


def _written(value: float) -> str:
    """Write all the digits a measure has, without separators of thousands: it is read again."""
    point = "," if spoken().language == "id" else "."
    return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", point)
