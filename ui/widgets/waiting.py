"""A word that something is under way which cannot be stopped half-way and takes a moment."""

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui.look import FAINT, em
from ui.widgets.text import Text


class Waiting(QWidget):
    """Hidden while nothing is under way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = Text("", ink=FAINT, wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.3))
        column.addWidget(self._text)
        column.addWidget(self._bar)
        self.hide()

    def begin(self, text: str) -> None:
        """Say that ``text`` is under way."""
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        self._bar.setRange(0, 0)
        self.show()

    def end(self) -> None:
        """Hide it."""
        self._bar.setRange(0, 1)  # a bar that only moves would go on moving
        self.hide()

    def text(self) -> str:
        """Return what is under way; nothing if nothing is."""
        return "" if self.isHidden() else self._text.text()
