"""How much of a supply an event really took, asked below its packing list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.events.packing import PackingRow
from models.words import _
from ui.look import FAINT, Role, Size, mark_problem
from ui.widgets.header import action_button
from ui.widgets.pieces_field import PiecesField
from ui.widgets.text import Text


class PackingUse(QWidget):
    """Hidden until it asks; Enter gives the number, Esc leaves."""

    given = Signal(object, int)
    """The line, and how many pieces in all."""
    left = Signal(object)
    """The id of the line that was asked about."""
    closed = Signal()
    """It asks no longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: PackingRow | None = None
        self._about = Text("", Size.STRONG, wrap=True)
        self._why = Text("", Size.CAPTION, FAINT, wrap=True)
        self._problem = Text("", ink=Role.DANGER, wrap=True)
        self.used = PiecesField()
        self.keep = action_button(_("Take out of stock"), "check")
        self.never_mind = action_button(_("Never mind"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.never_mind)
        buttons.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._about, self._why):
            column.addWidget(widget)
        column.addWidget(self.used)
        column.addWidget(self._problem)
        column.addLayout(buttons)
        self.used.textChanged.connect(self._judge)
        self.keep.clicked.connect(self._give)
        self.never_mind.clicked.connect(self._leave)
        self.hide()

    @property
    def line_id(self) -> int | None:
        """The id of the line that is asked about."""
        return None if self._row is None else self._row.id

    def ask(self, row: PackingRow) -> None:
        """Ask how much of this line's supply the event took; what one can tell is proposed."""
        if row.holding is None:
            return
        self._row = row
        said = _("How many of {supply} did this event take in all?")
        self._about.setText(said.format(supply=row.holding.supply))
        self.used.setAccessibleName(self._about.text())
        self._why.setText(
            _("Proposed: as many as its cards took, spoilt ones included.")
            if row.holding.used
            else _("Proposed: as many as it needs. Set it right after the event.")
        )
        self.used.set_value(row.holding.proposed)
        self.show()
        self.used.selectAll()
        self.used.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_up(self) -> None:
        """Ask no longer."""
        self._row = None
        self.hide()
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        line_id = self.line_id
        self.close_up()
        if line_id is not None:
            self.left.emit(line_id)

    def _judge(self) -> None:
        said = self.used.problem()
        self._problem.setText(said)
        self._problem.setVisible(bool(said))
        self.used.setAccessibleDescription(said)
        mark_problem(self.used, Role.DANGER if said else None)
        self.keep.setEnabled(self.used.value() is not None)

    def _give(self) -> None:
        if self._row is not None and self.keep.isEnabled():
            self.given.emit(self._row, self.used.value())
