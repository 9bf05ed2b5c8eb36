"""A field to search or filter with: magnifying glass, hint, a cross to clear it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.look import FAINT


class SearchField(QLineEdit):
    """A line to search with; Esc clears it first, and only then goes further up.

    So does undoing: with no typing to take back the keys take back the last step of the program.
    The keyboard is here whenever a list is shown, just after it was imported for one.
    """

    def __init__(self, hint: str, glyph: str = "search", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.addAction(icon(glyph, FAINT), QLineEdit.ActionPosition.LeadingPosition)

    @override
    def event(self, event: QEvent) -> bool:
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and self._leaves(event):
            event.ignore()  # a line of text would keep the key for itself
            return False
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _leaves(self, event: QKeyEvent) -> bool:
        """Tell whether keys that undo or redo are the program's; never those that are held down."""
        undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
        redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
        return (undo or redo) and not event.isAutoRepeat()
