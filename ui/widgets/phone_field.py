"""A field for a telephone number."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.people.phones import read_phone, show_phone
from models.words import _, shorten
from ui.widgets.read_field import ReadField


class PhoneField(ReadField[str]):
    """A number in any spelling, kept as ``+6281234567890`` and shown as ``0812-3456-7890``."""

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint or "0812-3456-7890", parent)

    @override
    def value(self) -> str:
        return self._value or ""

    @override
    def set_value(self, value: str | None) -> None:
        super().set_value(value or None)

    @override
    def read(self, text: str) -> str | None:
        return read_phone(text)

    @override
    def write(self, value: str) -> str:
        return show_phone(value)

    @override
    def complaint(self, text: str) -> str:
        return _("“{given}” is no phone number. Type it like 0812-3456-7890.").format(
            given=shorten(text, 40)
        )
