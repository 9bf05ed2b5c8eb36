"""A month as a sheet of days: gone through by keys, what is on dragged to other days."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.words import spoken
from ui.look import em
from ui.widgets.calendar_sheet import LEFT, OPENING, CalendarSheet, Grabbed
from ui.widgets.month_cells import WEEK, Chip, DayCell, MonthGrid, seen_chips
from ui.widgets.month_paint import MonthPaint
from ui.widgets.paint import paint_ring

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -WEEK, Qt.Key.Key_Down: WEEK}
LEAST_CHIPS = 2


class MonthView(CalendarSheet):
    """Shows whole weeks. Arrows go from day to day, Space along what is on one.

    New things begin on a day; what is moved is so many days later.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._cells: Sequence[DayCell] = ()
        self._heads: Sequence[str] = ()
        self._today = date.min
        self._at = 0
        self._grabbed: Grabbed | None = None

    def show_days(self, cells: Sequence[DayCell], heads: Sequence[str], today: date) -> None:
        """Show whole weeks, day by day, below the names of the weekdays."""
        self._cells, self._heads, self._today = cells, heads, today
        self._at = min(self._at, len(cells) - 1)
        self._let_go()
        self._settle()
        self.updateGeometry()

    def day(self) -> date:
        """Return the day the keyboard is on."""
        return self._cells[self._at].day

    def go_to(self, day: date, chosen: int | None = None) -> None:
        """Put the keyboard on a day, and on what is ``chosen`` there; ask to be shown the day."""
        place = (day - self._cells[0].day).days
        self._chosen = chosen
        if 0 <= place < len(self._cells):
            self._at = place
            self._settle()
        else:
            self.left.emit(day)

    @override
    def minimumSizeHint(self) -> QSize:
        weeks = max(1, len(self._cells) // WEEK)
        return QSize(em(self, 4) * WEEK, self._grid().heights(weeks, LEAST_CHIPS))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Escape and self._dragged is not None:
            self._let_go()
        elif key in STEPS and control:
            self._move(self._chosen, STEPS[key])
        elif key in STEPS:
            self.go_to(self.day() + timedelta(days=STEPS[key]))
        elif key == Qt.Key.Key_Space:
            self._choose_next()
        elif key in OPENING:
            self._open()
        elif key == Qt.Key.Key_F2:
            self.begun.emit(self.day())
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        place = self._place_at(where)
        if place is None or event.button() != LEFT:
            return
        chip = self._chip_at(where)
        self._at, self._chosen = place, chip.id if chip else None
        self._grabbed = Grabbed(where, chip, place) if chip else None
        self._settle()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        grabbed, dragged = self._grabbed, self._dragged
        self._let_go()
        target = self._place_at(event.position().toPoint())
        if target is None or event.button() != LEFT:
            return
        if grabbed is not None and dragged is not None:
            self._move(grabbed.chip.id, target - grabbed.day)
        elif self._more_box(target).contains(event.position().toPoint()):
            self._offer(self._cells[target].chips, self._more_box(target).bottomLeft())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        place = self._place_at(where)
        if place is None or event.button() != LEFT or self._more_box(place).contains(where):
            return
        chip = self._chip_at(where)
        if chip is None:
            self.begun.emit(self._cells[place].day)
        else:
            self.opened.emit(chip.id)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint = MonthPaint(painter, self._grid(), self.palette())
        paint.heads(self._heads)
        target = self._place_at(self._dragged) if self._dragged is not None else None
        for place, cell in enumerate(self._cells):
            paint.day(place, cell, today=cell.day == self._today, target=place == target)
            for box, chip in self._lines(place):
                here = self.hasFocus() and place == self._at and chip.id == self._chosen
                paint.chip(box, chip, chosen=here)
            hidden = self._hidden(place)
            if hidden:
                paint.more(self._more_box(place), hidden)
        if self.hasFocus() and self._cells:
            paint_ring(painter, self._grid().box(self._at), 4)
        if self._dragged is not None and self._grabbed is not None:
            box = QRect(self._dragged, QSize(self.width() // WEEK - 6, self._grid().chip))
            paint.chip(box, self._grabbed.chip, chosen=True)

    def _grid(self) -> MonthGrid:
        return MonthGrid(self.rect(), self._cells)

    def _seen(self, place: int) -> tuple[Sequence[Chip], int]:
        chosen = self._chosen if place == self._at else None
        return seen_chips(self._cells[place], self._grid().fitting(place), chosen)

    def _lines(self, place: int) -> list[tuple[QRect, Chip]]:
        grid = self._grid()
        return [(grid.line(place, n), chip) for n, chip in enumerate(self._seen(place)[0])]

    def _hidden(self, place: int) -> int:
        return self._seen(place)[1]

    def _more_box(self, place: int) -> QRect:
        """Return where it says how many more there are; nowhere if all are shown."""
        chips, hidden = self._seen(place)
        return self._grid().line(place, len(chips)) if hidden else QRect()

    def _place_at(self, where: QPoint) -> int | None:
        grid = self._grid()
        places = range(len(self._cells))
        return next((place for place in places if grid.box(place).contains(where)), None)

    def _chip_at(self, where: QPoint) -> Chip | None:
        place = self._place_at(where)
        lines = self._lines(place) if place is not None else []
        return next((chip for box, chip in lines if box.contains(where)), None)

    def _move(self, chosen: int | None, days: int) -> None:
        if chosen is not None and days:
            self.moved.emit(chosen, days)

    def _choose_next(self) -> None:
        ids = [chip.id for chip in self._cells[self._at].chips]
        if self._chosen in ids:
            self._chosen = ids[(ids.index(self._chosen) + 1) % len(ids)]
            self._settle()

    @override
    def _place(self) -> date:
        return self.day()

    @override
    def _held(self) -> Grabbed | None:
        return self._grabbed

    @override
    def _said_at(self, where: QPoint) -> str:
        chip, place = self._chip_at(where), self._place_at(where)
        holiday = self._cells[place].holiday if place is not None else ""
        return chip.tip if chip else holiday

    @override
    def _let_go(self) -> None:
        self._grabbed = None
        super()._let_go()

    @override
    def _settle(self) -> None:
        if not self._cells:
            return
        cell = self._cells[self._at]
        ids = [chip.id for chip in cell.chips]
        if self._chosen not in ids:
            self._chosen = ids[0] if ids else None
        self._say([spoken().weekday(cell.day)], cell, today=cell.day == self._today)
