"""A field for how many: people aimed at, people wanted."""

import re

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.words import _, shorten, spoken
from ui.widgets.read_field import ReadField

MOST = 9_999_999
_COUNT = re.compile(r"[0-9]{1,7}|[0-9]{1,3}(?:[ .,][0-9]{3})+")


class CountField(ReadField[int]):
    """A whole number from nought up, typed as ``1284`` or ``1.284``."""

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint, parent)

    @override
    def read(self, text: str) -> int | None:
        plain = text.strip()
        if not plain.isascii() or _COUNT.fullmatch(plain) is None:
            return None
        count = int(re.sub("[^0-9]", "", plain))
        return count if count <= MOST else None

    @override
    def write(self, value: int) -> str:
        return spoken().number(value)

    @override
    def complaint(self, text: str) -> str:
        return _("“{given}” is no number of people. Type it like {example}.").format(
            given=shorten(text, 40), example=self.write(1_250)
        )
