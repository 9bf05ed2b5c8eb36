"""Pieces of a supply that came in, went out or were counted: how many, and why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from models.supplies.drafts import NOTE_LENGTH, MoveDraft
from models.words import _
from ui.look import Role, em, mark_problem
from ui.widgets.header import action_button
from ui.widgets.pieces_field import PiecesField
from ui.widgets.segments import Segments
from ui.widgets.text import Text


class SupplyMoveForm(QWidget):
    """Enter keeps what is typed, Esc empties it."""

    given = Signal(str, object)
    """``in``, ``out`` or ``count``, and the draft."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.way = Segments(_("What happened to the stock"))
        self.way.add("in", _("Came in"))
        self.way.add("out", _("Went out"))
        self.way.add("count", _("Counted"))
        self.count, self.note = PiecesField(_("How many")), QLineEdit()
        self.count.setAccessibleName(_("How many"))
        self.note.setPlaceholderText(_("Note"))
        self.note.setAccessibleName(_("Note"))
        self.note.setMaxLength(NOTE_LENGTH)
        self.keep = action_button(_("Note it"), "check")
        self._problem = Text("", ink=Role.DANGER, wrap=True)
        fields = QHBoxLayout()
        fields.addWidget(self.count, 1)
        fields.addWidget(self.note, 2)
        fields.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.4))
        column.addWidget(self.way)
        column.addLayout(fields)
        column.addWidget(self._problem)
        self.count.textChanged.connect(self._judge)
        self.keep.clicked.connect(self._give)
        self.clear()

    def clear(self) -> None:
        """Let go of what was typed."""
        self.count.set_value(None)
        self.note.clear()
        self._judge()

    def draft(self) -> MoveDraft:
        """Return what is in the fields."""
        return MoveDraft(self.count.value(), self.note.text())

    def is_changed(self) -> bool:
        """Whether something is typed."""
        return bool(self.count.text().strip() or self.note.text().strip())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_changed():
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give()
        else:
            super().keyPressEvent(event)

    def _judge(self) -> None:
        said = self.count.problem()
        self._problem.setText(said)
        self._problem.setVisible(bool(said))
        self.count.setAccessibleDescription(said)
        mark_problem(self.count, Role.DANGER if said else None)
        self.keep.setEnabled(not self.draft().problems() and not said)

    def _give(self) -> None:
        if self.keep.isEnabled():
            self.given.emit(self.way.name(), self.draft())
