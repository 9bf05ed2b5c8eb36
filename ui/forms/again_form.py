"""Cards that were printed already: said large, and a reason asked, before they are once more."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from models.cards.copies import REASON_LENGTH
from models.words import _, ngettext
from ui.look import Role
from ui.plain import label
from ui.widgets.header import action_button
from ui.widgets.panel import Card
from ui.widgets.sign_view import SignView
from ui.widgets.text import Text


class AgainForm(Card):
    """Hidden until it asks; a reason is wanted where a card in use is to be replaced."""

    agreed = Signal(str)
    """All of them are printed, for this reason; it is empty where none was asked."""
    others_wanted = Signal()
    """Only those that were never printed are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sign = SignView(large=True)
        self.reason = QLineEdit()
        self.reason.setMaxLength(REASON_LENGTH)
        self.reason.setAccessibleName(_("Why once more?"))
        self._why = Text(_("Why once more?"))
        self.never_mind = action_button(_("Never mind"))
        self.others = action_button("")
        self.agree = action_button("", "printer", primary=True)
        asked = QHBoxLayout()
        asked.addWidget(self._why)
        asked.addWidget(self.reason, 1)
        answers = QHBoxLayout()
        answers.addStretch(1)
        for button in (self.never_mind, self.others, self.agree):
            answers.addWidget(button)
        self.column.addWidget(self.sign)
        self.column.addLayout(asked)
        self.column.addLayout(answers)
        self.reason.textChanged.connect(self._judge)
        self.reason.returnPressed.connect(self._give)
        self.never_mind.clicked.connect(self.hide)
        self.others.clicked.connect(self._give_others)
        self.agree.clicked.connect(self._give)
        self.hide()

    def ask(self, told: Sequence[str], *, before: int, new: int, reason_wanted: bool) -> None:
        """Ask about ``before`` cards that were printed, among ``new`` ones that were not.

        ``told`` says of some of them when, by whom and where.
        """
        title = ngettext("{n} card was printed already", "{n} cards were printed already", before)
        self.sign.show_sign(title, Role.WARNING, "triangle-alert", "\n".join(told))
        self.reason.clear()
        for widget in (self._why, self.reason):
            widget.setVisible(reason_wanted)
        self.others.setText(label(ngettext("Only the {n} new one", "Only the {n} new ones", new)))
        self.others.setVisible(bool(new))
        every = before + new
        self.agree.setText(label(ngettext("Print it again", "Print all {n}", every)))
        self._judge()
        self.show()
        first = self.reason if reason_wanted else self.agree
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # it was meant for the answer, and for nothing around it
        else:
            super().keyPressEvent(event)

    def _judge(self) -> None:
        self.agree.setEnabled(self.reason.isHidden() or bool(self.reason.text().strip()))

    def _give(self) -> None:
        if self.agree.isEnabled():
            self.hide()
            self.agreed.emit(self.reason.text().strip())

    def _give_others(self) -> None:
        self.hide()
        self.others_wanted.emit()
