"""A field for a date, typed in any spelling or picked from a calendar."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from models.people.dates import read_date
from models.words import _, shorten, spoken
from ui.icons import icon
from ui.look import FAINT
from ui.widgets.read_field import ReadField


class DateField(ReadField[date]):
    """A date such as ``28/6/1980``, ``28 Juni 1980`` or ``28061980``; Alt+Down shows a calendar.

    A year of two digits is the latest that is not after ``today``, ``least_age`` years before it
    at the latest.
    """

    def __init__(
        self, today: date | None = None, least_age: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("dd/mm/yyyy"), parent)
        self._today = today or datetime.now().astimezone().date()
        self._least_age = least_age
        self._calendar: CalendarPopup | None = None
        self._open = self.addAction(
            icon("calendar-days", FAINT), QLineEdit.ActionPosition.TrailingPosition
        )
        self._open.setText(_("Choose the date in a calendar"))
        self._open.setToolTip(self._open.text())
        self._open.triggered.connect(self.open_calendar)

    def calendar_action(self) -> QAction:
        """Return the action that opens the calendar."""
        return self._open

    def open_calendar(self) -> None:
        """Show the calendar below the field, at its date or at a likely one."""
        if self._calendar is None:
            self._calendar = CalendarPopup(self)
            self._calendar.picked.connect(self._pick)
        self._calendar.show_at(self.value() or self._likely(), self)

    def calendar(self) -> "CalendarPopup | None":
        """Return the calendar once it was opened."""
        return self._calendar

    @override
    def read(self, text: str) -> date | None:
        return read_date(text, today=self._today, least_age=self._least_age)

    @override
    def write(self, value: date) -> str:
        return spoken().digits(value)

    @override
    def complaint(self, text: str) -> str:
        return _("“{given}” is no date. Type it like 28/06/1980.").format(given=shorten(text, 40))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt_down = event.key() == Qt.Key.Key_Down and (
            event.modifiers() & Qt.KeyboardModifier.AltModifier
        )
        if alt_down or event.key() == Qt.Key.Key_F4:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def _likely(self) -> date:
        """Return the day the calendar begins at: where years were asked back, so many back."""
        day = min(self._today.day, 28)
        return self._today.replace(year=self._today.year - 2 * self._least_age, day=day)

    def _pick(self, day: date) -> None:
        self.set_value(day)
        self.setFocus()
        self.changed.emit()


class CalendarPopup(QFrame):
    """A month to pick a day from; Enter or a click picks, Esc closes."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.month = QCalendarWidget()
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setAccessibleName(_("Calendar"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.month)
        self.month.clicked.connect(self._take)
        self.month.activated.connect(self._take)

    def show_at(self, day: date, field: QWidget) -> None:
        """Show the month of ``day`` below ``field``, above it where there is no room."""
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        below = field.mapToGlobal(QPoint(0, field.height()))
        room = field.screen().availableGeometry()
        if below.y() + self.height() > room.bottom():
            below.setY(max(room.top(), below.y() - field.height() - self.height()))
        below.setX(max(room.left(), min(below.x(), room.right() - self.width())))
        self.move(below)
        self.show()
        self.month.setFocus()

    def _take(self, day: QDate) -> None:
        if not self.isVisible():  # a double click tells twice
            return
        self.hide()
        self.picked.emit(date(day.year(), day.month(), day.day()))
