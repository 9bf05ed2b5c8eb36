"""Which period is reported on: its kind, and buttons to the one before and after."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from models.reporting.periods import Period, PeriodKind
from models.words import _, spoken
from ui.look import Size, em
from ui.widgets.choice import Choice
from ui.widgets.header import action_button
from ui.widgets.text import Text

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Between them periods can be gone through; no office has records beyond."""


class PeriodBar(QWidget):
    """Shows a period; it begins with the month in which today, as it is asked for, lies."""

    changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._period = Period.of(PeriodKind.MONTH, today())
        self.kind: Choice[PeriodKind] = Choice(_kinds())
        self.kind.setAccessibleName(_("Length of the period"))
        self.kind.show_value(self._period.kind)
        self.before = _arrow("chevron-left", _("Period before"))
        self.after = _arrow("chevron-right", _("Period after"))
        self._said = Text("", Size.HEADING, elide=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em(self, 0.5))
        for widget in (self.kind, self.before, self.after):
            row.addWidget(widget)
        row.addWidget(self._said, 1)
        self.kind.picked.connect(self._change_kind)
        self.before.clicked.connect(lambda: self.show_period(self._period.before()))
        self.after.clicked.connect(lambda: self.show_period(self._period.after()))
        self._show()

    def period(self) -> Period:
        """Return the period shown."""
        return self._period

    def _change_kind(self) -> None:
        """Go to the period of another length that holds today, or else the last day shown."""
        shown, today = self._period, self._today()
        day = today if shown.first <= today <= shown.last else shown.last
        self.show_period(Period.of(self.kind.value(), day))

    def show_period(self, period: Period) -> None:
        """Show another period."""
        self._period = period
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.kind.show_value(self._period.kind)
        self._said.setText(self._period.said(spoken()))
        self.before.setEnabled(self._period.first.year > FIRST_YEAR)
        self.after.setEnabled(self._period.last.year < LAST_YEAR)


def _arrow(glyph: str, name: str) -> QPushButton:
    button = action_button("", glyph)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button


def _kinds() -> dict[PeriodKind, str]:
    return {
        PeriodKind.WEEK: _("Week"),
        PeriodKind.MONTH: _("Month"),
        PeriodKind.QUARTER: _("Quarter"),
        PeriodKind.YEAR: _("Year"),
    }
