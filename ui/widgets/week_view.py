"""A week as a sheet of days and hours: gone through by keys, what is on dragged elsewhere."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from models.words import _, ngettext, spoken
from ui.icons import icon
from ui.look import em
from ui.plain import label, tip
from ui.widgets.month_cells import WEEK, Chip, DayCell
from ui.widgets.paint import paint_ring
from ui.widgets.week_crowd import Crowd, seen_blocks
from ui.widgets.week_grid import HOUR, STEP, WeekBlock, WeekGrid, WeekSheet, seen_hours
from ui.widgets.week_paint import WeekPaint

DAY, QUARTER = timedelta(days=1), timedelta(minutes=STEP)
SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
UPWARDS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
LEFT = Qt.MouseButton.LeftButton
FIRST_HOUR = 9


@dataclass(frozen=True, slots=True)
class _Grabbed:
    """What the mouse took hold of, and where."""

    at: QPoint
    chip: Chip
    day: int
    block: WeekBlock | None


class WeekView(QWidget):
    """Shows seven days. Arrows go from hour to hour and day to day, Space along what is on one."""

    opened = Signal(object)
    """Somebody wants to see the record with this id."""
    begun = Signal(object)
    """Somebody wants something new at this moment."""
    moved = Signal(object, object)
    """The record with this id is to be so much later."""
    left = Signal(object)
    """The keyboard goes to this moment, whose day is not shown."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty sheet that a screen reader calls ``name``."""
        super().__init__(parent)
        self._sheet = WeekSheet()
        self._day = 0
        self._hour = FIRST_HOUR
        self._chosen: int | None = None
        self._grabbed: _Grabbed | None = None
        self._dragged: QPoint | None = None
        self._menu = QMenu(self)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

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

    def chosen(self) -> int | None:
        """Return the id of what is chosen there, None where nothing is."""
        return self._chosen

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
    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

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
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        if self._grabbed is None:
            self._show_tip(where)
            return
        far = (where - self._grabbed.at).manhattanLength() >= QApplication.startDragDistance()
        if self._dragged is not None or far:
            self._dragged = where
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        grabbed, dragged = self._grabbed, self._dragged
        self._let_go()
        where = event.position().toPoint()
        crowd = self._crowd_at(where)
        if grabbed is None and crowd is not None and event.button() == LEFT:
            self._list_all(crowd)
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
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._settle()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

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

    def _list_all(self, crowd: Crowd) -> None:
        """Offer in a menu what there is no room for."""
        self._menu.clear()
        for block in crowd.hidden:
            chip = block.chip
            action = self._menu.addAction(icon(chip.glyph, chip.role), label(chip.text))
            action.triggered.connect(lambda _on=False, wanted=chip.id: self.opened.emit(wanted))
        self._menu.popup(self.mapToGlobal(self._grid().crowd_box(crowd.where).bottomLeft()))

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

    def _open(self) -> None:
        if self._chosen is None:
            self.begun.emit(self.moment())
        else:
            self.opened.emit(self._chosen)

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

    def _let_go(self) -> None:
        self._grabbed = self._dragged = None
        self.unsetCursor()
        self.update()

    def _show_tip(self, where: QPoint) -> None:
        held, crowd = self._at(where), self._crowd_at(where)
        day = self._grid().day_at(where)
        said = self._sheet.cells[day].holiday if day is not None else ""
        if crowd is not None:
            said = crowd.tip
        self.setToolTip(tip(held.chip.tip if held else said))

    def _settle(self, *, keep_nothing: bool = False) -> None:
        """Choose what is on at the hour where nothing of the day is, and let a voice say it."""
        if not self._sheet.cells:
            return
        cell = self._sheet.cells[self._day]
        if self._chosen not in self._of_day():
            hourly = () if keep_nothing else self._of_hour()
            self._chosen = next(iter(hourly), None)
        said = [spoken().weekday(cell.day), spoken().clock(self.moment())]
        if self._is_today(cell):
            said.append(_("Today"))
        said += [cell.holiday] if cell.holiday else []
        said.append(ngettext("{n} event", "{n} events", len(cell.chips)))
        said += [chip.tip for chip in cell.chips if chip.id == self._chosen]
        self.setAccessibleDescription(". ".join(said))
        self.update()
