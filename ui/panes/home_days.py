"""Days that are not closed, on the first page: said above it, and closed in its place."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.closing.queries import OpenDay, unclosed_days
from models.closing.tables import DayClose
from models.enrolment.tables import Enrolment, Payment
from models.events.tables import Attendance
from models.money.tables import CashBox
from models.office.queries import today
from models.words import _
from ui.bench import Bench
from ui.look import Role, em
from ui.looking import ask
from ui.panes.day_said import days_said
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from ui.panes.day_close_panel import DayClosePanel

WORK = frozenset({Attendance, Enrolment, Payment, CashBox, DayClose})


class HomeDays(QWidget):
    """A line while a day with work is not closed; its button shows where days are closed."""

    opened = Signal(bool)
    """Days are being closed now, or no longer: the rest of the page makes room."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self.panel: DayClosePanel | None = None
        self.notice = Notice()
        self.back = action_button(_("Back (Esc)"), "arrow-left")
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.back)
        head.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(self, 0.6))
        self._column.addWidget(self.notice)
        self._column.addWidget(self._head)
        self._head.hide()
        self.notice.hide()
        self.back.clicked.connect(self.leave)
        Fresh(self, bench.changes.committed, WORK, self.refresh)

    def refresh(self) -> None:
        """Look anew which days are not closed."""
        ask(self._bench, _look, self._found, self)

    def show_days(self) -> None:
        """Show where days are closed, in the place of the rest of the page."""
        panel = self._panel()
        panel.show()
        self._head.show()
        self.back.setFocus()  # until it is known what is counted
        self.notice.hide()
        panel.show_day()
        panel.begin()
        self.opened.emit(True)

    def is_open(self) -> bool:
        """Whether days are being closed."""
        return self.panel is not None and not self.panel.isHidden()

    def may_leave(self) -> bool:
        """Whether nothing counted would be lost, or the person agrees to lose it."""
        return self.panel is None or not self.is_open() or self.panel.may_leave()

    def leave(self) -> None:
        """Show the rest of the page again, unless something counted would be lost."""
        if self.panel is None or not self.is_open() or not self.panel.may_leave():
            return
        self.panel.hide()
        self._head.hide()
        self.refresh()
        self.opened.emit(False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_open():
            self.leave()
        else:
            super().keyPressEvent(event)

    def _panel(self) -> "DayClosePanel":
        if self.panel is None:
            from ui.panes.day_close_panel import DayClosePanel  # loads much, and is wanted seldom

            self.panel = DayClosePanel(self._bench)
            self._column.addWidget(self.panel, 1)
        return self.panel

    def _found(self, found: tuple[Sequence[OpenDay], date]) -> None:
        days, now = found
        earlier = [one for one in days if one.day < now]
        if self.is_open() or not days:
            self.notice.hide()
        elif earlier:
            self.notice.say(days_said(earlier), Role.WARNING, _("Close them"), self.show_days)
        else:
            said = _("Today has not been closed yet.")
            self.notice.say(said, Role.INFO, _("Close the day"), self.show_days)


def _look(session: Any) -> tuple[Sequence[OpenDay], date]:  # noqa: ANN401 - see ask
    return unclosed_days(session), today(session)
