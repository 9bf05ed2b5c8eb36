"""Receipts and cash box in the place of the desk's entry, asked for by a key."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from models.enrolment.scanned import Meant
from models.words import _
from ui.bench import Bench
from ui.desk_keys import hinted
from ui.icons import icon
from ui.look import Role, Size, em, let_tab_reach
from ui.widgets.header import action_button
from ui.widgets.notice import Notice
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.panes.money_parts import MoneyParts


class MoneyPlace(QWidget):
    """Hidden, and empty, until it is first asked for; Esc leads back to the entry."""

    left = Signal()

    def __init__(self, bench: Bench, ask: Callable[[], object]) -> None:
        """Have a button that calls ``ask``."""
        super().__init__()
        self._bench = bench
        self._event_id: int | None = None
        self._parts: MoneyParts | None = None
        self.button = QToolButton()
        self.button.setIcon(icon("wallet"))
        self.button.setToolTip(hinted("money"))
        self.button.setAccessibleName(hinted("money"))
        self.button.setAutoRaise(True)
        self.button.clicked.connect(ask)
        let_tab_reach(self.button)
        self.back = action_button(_("Back (Esc)"), "arrow-left")
        self.notice = Notice(closable=True)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addWidget(Text(_("Money"), Size.HEADING, elide=True), 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(self, 0.6))
        self._column.addLayout(top)
        self._column.addWidget(self.notice)
        self.back.clicked.connect(self.leave)
        self.hide()

    def show_event(self, event_id: int) -> None:
        """Show the money of an event, where the keyboard begins."""
        self._event_id = event_id
        self.notice.hide()
        self.show()
        self.parts()
        self._tell_event()
        self.begin()

    def parts(self) -> "MoneyParts":
        """Return receipts and cash box; made when first wanted."""
        if self._parts is None:
            from ui.panes.money_parts import MoneyParts  # loads much, and not every desk needs it

            self._parts = MoneyParts(self._bench)
            self._column.addWidget(self._parts.switch, 1)
            self._parts.switch.chosen.connect(lambda _key: self._tell_event())
        return self._parts

    def begin(self) -> None:
        """Put the keyboard where the part shown begins."""
        self.parts().shown().begin()

    def takes(self, whom: Meant) -> bool:
        """Show the receipt that was scanned while this place is open; return whether it was."""
        if self.isHidden() or whom.receipt is None or not self.may_leave():
            return False
        parts = self.parts()
        parts.switch.choose(parts.RECEIPTS)
        parts.receipts.show_receipt(whom.receipt)
        return True

    def makes_way(self) -> bool:
        """Give way to what was scanned, unless something is typed: then say that it comes first."""
        if self.may_leave():
            return True
        self.notice.say(_("Save or leave what was typed first, then scan again."), Role.WARNING)
        return False

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost."""
        return self.isHidden() or self._parts is None or self._parts.shown().may_leave()

    def leave(self) -> None:
        """Go back to the entry, unless something is typed."""
        if self.makes_way():
            self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _tell_event(self) -> None:
        if self._event_id is not None:
            self.parts().shown().show_event(self._event_id)
