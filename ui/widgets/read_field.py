"""A line one types a thing into, in any spelling; left, it shows the thing in the house's own."""

from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

Value = TypeVar("Value")


class ReadField(QLineEdit, Generic[Value]):
    """Reads what is typed as a value. What cannot be read stays as it was typed, and is told.

    A field of this kind says how a text is read, how a value is written, and what to say of a
    text that is none.
    """

    changed = Signal()
    """The person typed, pasted or picked something; not after ``set_value``."""

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: Value | None = None
        self.setPlaceholderText(hint)
        self.textChanged.connect(self._note)
        self.textEdited.connect(self._take)
        self.editingFinished.connect(self.tidy)

    def value(self) -> Value | None:
        """Return what was typed as a value; None for nothing and for what cannot be read."""
        return self._value

    def set_value(self, value: Value | None) -> None:
        """Show ``value``; None empties the field."""
        self.setText("" if value is None else self.write(value))
        self._value = value
        self.setCursorPosition(0)

    def problem(self) -> str:
        """Return what to say of a text that cannot be read; nothing if it can, or is empty."""
        text = self.text().strip()
        return self.complaint(text) if text and self._value is None else ""

    def tidy(self) -> None:
        """Write the value as the house does; a text that cannot be read stays."""
        if self._value is not None:
            self.set_value(self._value)

    def on_typed(self) -> None:
        """Tell that the person changed something."""
        self.changed.emit()

    def read(self, text: str) -> Value | None:
        """Return the value that ``text`` means, or None."""
        raise NotImplementedError

    def write(self, value: Value) -> str:
        """Return ``value`` as the house writes it."""
        raise NotImplementedError

    def complaint(self, text: str) -> str:
        """Say what is wrong with ``text``, and what to do."""
        raise NotImplementedError

    def _note(self, text: str) -> None:
        self._value = self.read(text) if text.strip() else None

    def _take(self, text: str) -> None:
        self._note(text)  # Qt tells of an edit before it tells of a change
        self.on_typed()
