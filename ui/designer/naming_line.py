"""A line in its place that asks for a name: Enter takes it, Esc leaves everything as it was."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from models.designs.reading import NAME_LENGTH
from models.words import _
from ui.look import Role, em
from ui.widgets.header import action_button
from ui.widgets.text import Text


class NamingLine(QWidget):
    """Hidden until it asks."""

    named = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setAccessibleName(_("New name"))
        self.line.setMaxLength(NAME_LENGTH)
        self.take = action_button(_("Rename"), "check", primary=True)
        self.give_up = action_button(_("Cancel"))
        self.told = Text("", ink=Role.DANGER, wrap=True)
        self.told.hide()
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(self.give_up)
        row.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.3))
        column.addLayout(row)
        column.addWidget(self.told)
        self.take.clicked.connect(lambda: self.named.emit(self.line.text()))
        self.give_up.clicked.connect(self._leave)
        self.hide()

    def ask(self, name: str) -> None:
        """Ask for another name than ``name``."""
        self.line.setText(name)
        self.line.selectAll()
        self.told.hide()
        self.show()
        self.line.setFocus()

    def refuse(self, said: str) -> None:
        """Say why the name cannot be."""
        self.told.setText(said)
        self.told.show()
        self.line.setAccessibleDescription(said)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.named.emit(self.line.text())
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()
