"""A field for the size of letters in points, with a comma or a point before its fractions."""

import re

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.words import _, shorten, spoken
from ui.widgets.read_field import ReadField

MOST = 200.0
"""Points beyond which no letter of a card is."""
_SIZE = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,2})?)\s*(?:pt)?")


class PointsField(ReadField[float]):
    """Reads ``8,5`` and ``8.5``, with ``pt`` behind it or not."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty field that a screen reader calls ``name``."""
        super().__init__("", parent)
        self.setAccessibleName(name)
        self.setMaxLength(12)

    @override
    def read(self, text: str) -> float | None:
        found = _SIZE.fullmatch(text.strip())
        size = float(found[1].replace(",", ".")) if found and found[1].isascii() else 0.0
        return size if 0 < size <= MOST else None

    @override
    def write(self, value: float) -> str:
        point = "," if spoken().language == "id" else "."
        return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", point)

    @override
    def complaint(self, text: str) -> str:
        return _("“{given}” is no size of letters. Type it like {example}.").format(
            given=shorten(text, 20), example=self.write(8.5)
        )
