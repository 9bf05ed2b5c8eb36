"""Widgets below one another, with the gap that cards keep from each other."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.look import em


class Stack(QWidget):
    """Widgets below one another; those with a share above nought take the room that is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(self, 0.75))

    def add(self, widget: QWidget, share: int = 0) -> "Stack":
        """Put ``widget`` below what is there; return the stack."""
        self._column.addWidget(widget, share)
        return self
