"""A field for an amount of rupiah."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.enrolment.money import read_rupiah
from models.words import _, shorten, spoken
from ui.widgets.read_field import ReadField


class MoneyField(ReadField[int]):
    """Whole rupiah, typed as ``1500000``, ``1,5 jt`` or ``500rb``; shown as ``Rp1.500.000``."""

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint, parent)

    @override
    def read(self, text: str) -> int | None:
        return read_rupiah(text)

    @override
    def write(self, value: int) -> str:
        return spoken().rupiah(value)

    @override
    def complaint(self, text: str) -> str:
        return _("“{given}” is no amount of money. Type it like 1.500.000 or 1,5 jt.").format(
            given=shorten(text, 40)
        )
