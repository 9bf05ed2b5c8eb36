"""A week as a sheet of days and hours: gone through by keys, what is on dragged elsewhere."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.words import spoken
from ui.look import em
from ui.widgets.calendar_sheet import LEFT, OPENING, CalendarSheet, Grabbed
from ui.widgets.month_cells import WEEK, Chip, DayCell
from ui.widgets.paint import paint_ring
from ui.widgets.week_crowd import Crowd, seen_blocks
from ui.widgets.week_grid import HOUR, STEP, WeekBlock, WeekGrid, WeekSheet, seen_hours
from ui.widgets.week_paint import WeekPaint

DAY, QUARTER = timedelta(days=1), timedelta(minutes=STEP)
SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
UPWARDS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
FIRST_HOUR = 9


@dataclass(frozen=True, slots=True)
class _Grabbed(Grabbed):
    """What the mouse took hold of; without a ``block`` it has no hour of its own."""

    block: WeekBlock | None


class WeekView(CalendarSheet):
    """Shows seven days. Arrows go from hour to hour and day to day, Space along what is on one.

    New things begin at a moment; what is moved is later by a ``timedelta``.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._sheet = WeekSheet()
        self._day = 0
        self._hour = FIRST_HOUR
        self._grabbed: _Grabbed | None = None

    def show_week(self, sheet: WeekSheet) -> None:
        """Show a week; the keyboard stays on the same day of it."""
        self._sheet = sheet
        self._let_go()
        self._settle()
        self.updateGeometry()

    def day(self) -> date:
        """Return the day the keyboard is on."""
        return self._sheet.cells[self._day].day

    def hour(self) -> int:
        """Return the hour the keyboard is on."""
        return self._hour

    def moment(self) -> datetime:
        """Return the beginning of the hour the keyboard is on."""
        return datetime.combine(self.day(), time(self._hour))

    def go_to(self, moment: datetime, chosen: int | None = None) -> None:
        """Put the keyboard on an hour, and on what is ``chosen`` then; ask to be shown its day."""
        place = (moment.date() - self._sheet.cells[0].day).days
        self._hour, self._chosen = moment.hour, chosen
        if 0 <= place < WEEK:
            self._day = place
            self._settle()
            self.updateGeometry()
        else:
            self.left.emit(moment)

    @override
    def minimumSizeHint(self) -> QSize:
        grid = self._grid()
        return QSize(grid.gutter + em(self, 4) * WEEK, grid.height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Escape and self._dragged is not None:
            self._let_go()
        elif key in SIDEWAYS:
            self._step(SIDEWAYS[key] * DAY, SIDEWAYS[key] * DAY, moving=control)
        elif key in UPWARDS:
            self._step(UPWARDS[key] * timedelta(hours=1), UPWARDS[key] * QUARTER, moving=control)
        elif key == Qt.Key.Key_Space:
            self._choose_next()
        elif key in OPENING:
            self._open()
        elif key == Qt.Key.Key_F2:
            self.begun.emit(self.moment())
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        day = self._grid().day_at(where)
        if day is None or event.button() != LEFT:
            return
        held = self._at(where)
        self._day, self._chosen = day, held.chip.id if held else None
        minute = self._grid().minute_at(where)
        self._hour = self._hour if minute is None else minute // HOUR
        self._grabbed = held
        self._settle(keep_nothing=held is None)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        grabbed, dragged = self._grabbed, self._dragged
        self._let_go()
        where = event.position().toPoint()
        crowd = self._crowd_at(where)
        if grabbed is None and crowd is not None and event.button() == LEFT:
            below = self._grid().crowd_box(crowd.where).bottomLeft()
            self._offer((block.chip for block in crowd.hidden), below)
        if grabbed is None or dragged is None or event.button() != LEFT:
            return
        shift = self._shift(grabbed, where)
        if shift:
            self.moved.emit(grabbed.chip.id, shift)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        day, held = self._grid().day_at(where), self._at(where)
        if event.button() != LEFT or day is None or self._crowd_at(where) is not None:
            return
        if held is not None:
            self.opened.emit(held.chip.id)
            return
        minute = self._grid().minute_at(where)
        hour = self._hour if minute is None else minute // HOUR
        self.begun.emit(datetime.combine(self._sheet.cells[day].day, time(hour)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        sheet, grid = self._sheet, self._grid()
        painter = QPainter(self)
        paint = WeekPaint(painter, grid, self.palette())
        target = grid.day_at(self._dragged) if self._dragged is not None else None
        for place, (cell, name) in enumerate(zip(sheet.cells, sheet.heads, strict=True)):
            today = self._is_today(cell)
            paint.day(place, cell, name, today=today, target=place == target)
        clocks = [spoken().clock(datetime.combine(date.min, time(hour))) for hour in grid.hours]
        paint.hours(self.width(), clocks)
        for strip in sheet.strips:
            paint.chip(grid.strip_box(strip), strip.chip, chosen=self._is_on(strip.chip))
        seen, crowds = self._seen()
        for block in seen:
            paint.block(grid.block_box(block), block.chip, chosen=self._is_on(block.chip))
        for crowd in crowds:
            paint.crowd(grid.crowd_box(crowd.where), len(crowd.hidden), clash=crowd.clash)
        self._paint_now(paint, grid)
        if self.hasFocus() and sheet.cells:
            paint_ring(painter, grid.hour_box(self._day, self._hour), 4)
        self._paint_dragged(paint, grid)

    def _paint_now(self, paint: WeekPaint, grid: WeekGrid) -> None:
        now = self._sheet.now
        for place, cell in enumerate(self._sheet.cells):
            if now is not None and self._is_today(cell) and now.hour in grid.hours:
                paint.now(place, now.hour * HOUR + now.minute)

    def _is_today(self, cell: DayCell) -> bool:
        return self._sheet.now is not None and cell.day == self._sheet.now.date()

    def _paint_dragged(self, paint: WeekPaint, grid: WeekGrid) -> None:
        if self._dragged is None or self._grabbed is None:
            return
        box = QRect(self._dragged, QSize(grid.column(0).width() - 6, grid.chip))
        paint.chip(box, self._grabbed.chip, chosen=True)

    def _is_on(self, chip: Chip) -> bool:
        return self.hasFocus() and chip.id == self._chosen

    def _grid(self) -> WeekGrid:
        rows = max((strip.row + 1 for strip in self._sheet.strips), default=0)
        return WeekGrid(self.rect(), seen_hours(self._sheet.blocks, self._hour), rows)

    def _seen(self) -> tuple[list[WeekBlock], list[Crowd]]:
        return seen_blocks(self._sheet.blocks, self._grid().lanes, self._chosen)

    def _crowd_at(self, where: QPoint) -> Crowd | None:
        """Return those there is no room for, whose number lies there."""
        grid = self._grid()
        _blocks, crowds = self._seen()
        return next((one for one in crowds if grid.crowd_box(one.where).contains(where)), None)

    def _at(self, where: QPoint) -> _Grabbed | None:
        """Return what lies there."""
        grid = self._grid()
        day = grid.day_at(where)
        if day is None:
            return None
        for block in self._seen()[0]:
            if grid.block_box(block).contains(where):
                return _Grabbed(where, block.chip, day, block)
        for strip in self._sheet.strips:
            if grid.strip_box(strip).contains(where):
                return _Grabbed(where, strip.chip, day, None)
        return None

    def _shift(self, grabbed: _Grabbed, where: QPoint) -> timedelta:
        """Return how much later something is that was dragged there; within the day it stays."""
        grid = self._grid()
        day = grid.day_at(where)
        if day is None or not self.rect().contains(where):
            return timedelta()
        shift = (day - grabbed.day) * DAY
        if grabbed.block is None:
            return shift
        wanted = grid.minutes(where.y() - grabbed.at.y())
        begins, ends = grabbed.block.begins, grabbed.block.ends
        fits = max(-begins, min(wanted, 24 * HOUR - ends))
        return shift + timedelta(minutes=fits)

    def _step(self, step: timedelta, shift: timedelta, *, moving: bool) -> None:
        """Go a ``step`` on, or move what is chosen by a ``shift``."""
        if not moving:
            self.go_to(self.moment() + step)
        elif self._chosen is not None:
            self.moved.emit(self._chosen, shift)

    def _choose_next(self) -> None:
        """Go on to what is next on the day, and to the hour it begins in."""
        ids = self._of_day()
        if not ids:
            return
        at = ids.index(self._chosen) + 1 if self._chosen in ids else 0
        self._chosen = ids[at % len(ids)]
        for block in self._sheet.blocks:
            if block.chip.id == self._chosen:
                self._hour = block.begins // HOUR
        self._settle()

    def _of_day(self) -> list[int]:
        return [chip.id for chip in self._sheet.cells[self._day].chips]

    def _of_hour(self) -> list[int]:
        begins, ends = self._hour * HOUR, (self._hour + 1) * HOUR
        return [
            block.chip.id
            for block in self._sheet.blocks
            if block.day == self._day and block.begins < ends and block.ends > begins
        ]

    @override
    def _place(self) -> datetime:
        return self.moment()

    @override
    def _held(self) -> Grabbed | None:
        return self._grabbed

    @override
    def _said_at(self, where: QPoint) -> str:
        held, crowd = self._at(where), self._crowd_at(where)
        if held is not None:
            return held.chip.tip
        if crowd is not None:
            return crowd.tip
        day = self._grid().day_at(where)
        return self._sheet.cells[day].holiday if day is not None else ""

    @override
    def _let_go(self) -> None:
        self._grabbed = None
        super()._let_go()

    @override
    def _settle(self, *, keep_nothing: bool = False) -> None:
        if not self._sheet.cells:
            return
        cell = self._sheet.cells[self._day]
        if self._chosen not in self._of_day():
            hourly = () if keep_nothing else self._of_hour()
            self._chosen = next(iter(hourly), None)
        here = [spoken().weekday(cell.day), spoken().clock(self.moment())]
        self._say(here, cell, today=self._is_today(cell))
