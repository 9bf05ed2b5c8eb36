"""A box to choose one of a few values from."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

Value = TypeVar("Value")


class Choice(QComboBox, Generic[Value]):
    """Offers values by their names. The wheel, which would scroll the page, changes nothing."""

    picked = Signal()
    """The person chose; not after ``show_value``."""

    def __init__(self, names: Mapping[Value, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[Value] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.offer(names)
        self.activated.connect(self.picked)

    def offer(self, names: Mapping[Value, str]) -> None:
        """Offer these values instead, the first of them shown."""
        # Kept here and not as the items' data, from which Qt gives an enum back as plain text.
        self._values = list(names)
        self.clear()
        self.addItems(list(names.values()))

    def shrink_to(self, letters: int) -> None:
        """Let the closed box be as narrow as so many letters; opened, it shows all."""
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)

    def value(self) -> Value:
        """Return the value shown."""
        return self._values[self.currentIndex()]

    def show_value(self, value: Value) -> None:
        """Show ``value``. Raises ValueError if it is not offered."""
        self.setCurrentIndex(self._values.index(value))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
