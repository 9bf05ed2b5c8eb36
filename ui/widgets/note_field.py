"""A field for some lines of plain text."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override

from ui.look import em


class NoteField(QPlainTextEdit):
    """Several lines of text; Tab leaves it, markup in it is only letters."""

    def __init__(self, lines: float = 3, parent: QWidget | None = None) -> None:
        """Make an empty field that shows ``lines`` lines and grows with the room there is."""
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.setMinimumHeight(em(self, lines * 1.15 + 1))

    def text(self) -> str:
        """Return what is written, without white space around it."""
        return self.toPlainText().strip()

    def show_text(self, text: str) -> None:
        """Show ``text``."""
        self.setPlainText(text)

    @override
    def sizeHint(self) -> QSize:
        # One line: a form puts the label beside the first line, not in the middle of them all.
        return QSize(em(self, 12), em(self, 1.9))
