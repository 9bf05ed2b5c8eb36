"""Paints the days of a month and what is on them."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPalette, QPen

from models.words import ngettext
from ui.look import FAINT, Role, Size, Surface, color, font, surface
from ui.widgets.calendar_paint import CENTRE, CalendarPaint
from ui.widgets.month_cells import WEEK, DayCell, MonthGrid


class MonthPaint(CalendarPaint):
    """Paints onto one widget, in the colours of its palette."""

    def __init__(self, painter: QPainter, grid: MonthGrid, palette: QPalette) -> None:
        super().__init__(painter, palette)
        self._grid = grid

    def heads(self, names: Sequence[str]) -> None:
        """Write the names of the weekdays above their columns."""
        for column, name in enumerate(names):
            self.write(
                self._grid.head_box(column), name, font(Size.CAPTION), self.ink(FAINT), CENTRE
            )

    def day(self, place: int, cell: DayCell, *, today: bool, target: bool) -> None:
        """Paint a day without what is on; ``target`` is where something would be dropped."""
        box = self._grid.box(place)
        if target:
            self.painter.fillRect(box, surface(Surface.SELECTION))
        elif cell.rest or cell.holiday:
            self.painter.fillRect(box, self.ink(QPalette.ColorRole.AlternateBase))
        self.painter.setPen(QPen(surface(Surface.LINE), 1))
        self.painter.drawLine(box.topLeft(), box.topRight())
        if place % WEEK:
            self.painter.drawLine(box.topLeft(), box.bottomLeft())
        room = self._grid.number_box(place)
        used = self.number(room, cell, today=today)
        if cell.holiday:
            ink = color(Role.DANGER).ink if cell.inside else self.ink(FAINT)
            self.write(room.adjusted(used, 0, 0, 0), cell.holiday, font(Size.CAPTION), ink)

    def more(self, box: QRect, count: int) -> None:
        """Say how many there is no room for."""
        said = ngettext("+{n} more", "+{n} more", count)
        self.write(box.adjusted(6, 0, 0, 0), said, font(Size.CAPTION), self.ink(FAINT))
