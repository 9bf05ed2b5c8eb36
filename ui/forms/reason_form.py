"""Asks why, in a line on the page: an event is cancelled or postponed for a reason."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from shiboken6 import isValid
from typing_extensions import override

from models.words import _
from ui.look import Size
from ui.plain import label
from ui.widgets.header import action_button
from ui.widgets.panel import Card
from ui.widgets.reflow import Columns
from ui.widgets.text import Text

SIDE_BY_SIDE = 52
"""The width in text lines from which the answers stand beside the question."""
IN_A_LINE = 38
"""The width in text lines from which the reason is typed behind the question, not below it."""


class ReasonForm(Card):
    """A question, a line for the answer, and the buttons to go on or not; hidden until asked."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: QWidget | None = None
        self._question = Text("", Size.STRONG)
        self.field = QLineEdit()
        self.agree = action_button("", primary=True)
        self._never_mind = action_button(_("Never mind"))
        asked = Columns([(self._question, 0), (self.field, 1)], IN_A_LINE)
        answers = _row([(QWidget(), 1), (self._never_mind, 0), (self.agree, 0)])
        self.column.addWidget(Columns([(asked, 1), (answers, 0)], SIDE_BY_SIDE))
        self.field.textChanged.connect(self._judge)
        self.field.returnPressed.connect(self._give)
        self.agree.clicked.connect(self._give)
        self._never_mind.clicked.connect(self._end)
        self.hide()

    def ask(self, question: str, verb: str) -> None:
        """Ask ``question``; the button to go on says ``verb``.

        Answered or not, the keyboard goes back to where it was.
        """
        before = self.window().focusWidget()
        if not self.isAncestorOf(before):
            self._before = before
        self._question.setText(question)
        self.field.setAccessibleName(question)
        self.field.clear()
        self.agree.setText(label(verb))
        self._judge()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._end()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # it was meant for the answer, and for nothing around it
        else:
            super().keyPressEvent(event)

    def _end(self) -> None:
        """Hide; else Qt would take the keyboard to whatever comes next in the window."""
        before, self._before = self._before, None
        held = self.isAncestorOf(self.window().focusWidget())
        if held and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def _judge(self) -> None:
        self.agree.setEnabled(bool(self.field.text().strip()))

    def _give(self) -> None:
        if self.agree.isEnabled():
            self._end()
            self.given.emit(self.field.text().strip())


def _row(widgets: Sequence[tuple[QWidget, int]]) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    for widget, share in widgets:
        row.addWidget(widget, share)
    return holder
