"""A month as a sheet of days: gone through by keys, what is on dragged to other days."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from models.words import _, ngettext, spoken
from ui.icons import icon
from ui.look import em
from ui.plain import label, tip
from ui.widgets.month_cells import WEEK, Chip, DayCell, MonthGrid, seen_chips
from ui.widgets.month_paint import MonthPaint
from ui.widgets.paint import paint_ring

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -WEEK, Qt.Key.Key_Down: WEEK}
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
LEAST_CHIPS = 2
LEFT = Qt.MouseButton.LeftButton


class MonthView(QWidget):
    """Shows whole weeks. Arrows go from day to day, Space along what is on one."""

    opened = Signal(object)
    """Somebody wants to see the record with this id."""
    begun = Signal(object)
    """Somebody wants something new on this day."""
    moved = Signal(object, object)
    """The record with this id is to be so many days later."""
    left = Signal(object)
    """The keyboard goes to this day, which is not shown."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty sheet that a screen reader calls ``name``."""
        super().__init__(parent)
        self._cells: Sequence[DayCell] = ()
        self._heads: Sequence[str] = ()
        self._today = date.min
        self._at = 0
        self._chosen: int | None = None
        self._grabbed: tuple[QPoint, Chip, int] | None = None
        self._dragged: QPoint | None = None
        self._menu = QMenu(self)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

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

    def chosen(self) -> int | None:
        """Return the id of what is chosen on that day, None where nothing is on."""
        return self._chosen

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
    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

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
        self._grabbed = (where, chip, place) if chip else None
        self._settle()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        if self._grabbed is None:
            self._show_tip(where)
            return
        far = (where - self._grabbed[0]).manhattanLength() >= QApplication.startDragDistance()
        if self._dragged is not None or far:
            self._dragged = where
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        grabbed, dragged = self._grabbed, self._dragged
        self._let_go()
        target = self._place_at(event.position().toPoint())
        if target is None or event.button() != LEFT:
            return
        if grabbed is not None and dragged is not None:
            self._move(grabbed[1].id, target - grabbed[2])
        elif self._more_box(target).contains(event.position().toPoint()):
            self._list_all(target)

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
            paint.chip(box, self._grabbed[1], chosen=True)

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

    def _open(self) -> None:
        if self._chosen is None:
            self.begun.emit(self.day())
        else:
            self.opened.emit(self._chosen)

    def _choose_next(self) -> None:
        ids = [chip.id for chip in self._cells[self._at].chips]
        if self._chosen in ids:
            self._chosen = ids[(ids.index(self._chosen) + 1) % len(ids)]
            self._settle()

    def _list_all(self, place: int) -> None:
        """Offer everything that is on a day in a menu."""
        self._let_go()
        self._menu.clear()
        for chip in self._cells[place].chips:
            action = self._menu.addAction(icon(chip.glyph, chip.role), label(chip.text))
            action.triggered.connect(lambda _on=False, wanted=chip.id: self.opened.emit(wanted))
        self._menu.popup(self.mapToGlobal(self._more_box(place).bottomLeft()))

    def _let_go(self) -> None:
        self._grabbed = self._dragged = None
        self.unsetCursor()
        self.update()

    def _show_tip(self, where: QPoint) -> None:
        chip, place = self._chip_at(where), self._place_at(where)
        holiday = self._cells[place].holiday if place is not None else ""
        self.setToolTip(tip(chip.tip if chip else holiday))

    def _settle(self) -> None:
        """Choose something that is on where nothing there is chosen, and let a voice say it."""
        if not self._cells:
            return
        cell = self._cells[self._at]
        ids = [chip.id for chip in cell.chips]
        if self._chosen not in ids:
            self._chosen = ids[0] if ids else None
        said = [spoken().weekday(cell.day)]
        if cell.day == self._today:
            said.append(_("Today"))
        said += [cell.holiday] if cell.holiday else []
        said.append(ngettext("{n} event", "{n} events", len(ids)))
        said += [chip.tip for chip in cell.chips if chip.id == self._chosen]
        self.setAccessibleDescription(". ".join(said))
        self.update()
