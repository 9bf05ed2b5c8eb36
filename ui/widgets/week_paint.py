"""Paints the days of a week, their hours and what is on."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen, QTextOption

from models.words import ngettext
from ui.icons import icon
from ui.look import FAINT, Role, Size, Surface, color, font, surface
from ui.widgets.calendar_paint import DOT, CalendarPaint, chip_font
from ui.widgets.month_cells import Chip, DayCell
from ui.widgets.week_grid import HOUR, WeekGrid

TOP_RIGHT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
SLIM = 8
"""Signs: in a block narrower than so many, words stand below the signs."""


class WeekPaint(CalendarPaint):
    """Paints onto one widget, in the colours of its palette."""

    def __init__(self, painter: QPainter, grid: WeekGrid, palette: QPalette) -> None:
        super().__init__(painter, palette)
        self._grid = grid

    def day(self, place: int, cell: DayCell, name: str, *, today: bool, target: bool) -> None:
        """Paint a day without what is on; ``target`` is where something would be dropped."""
        box, head = self._grid.column(place), self._grid.head_box(place)
        if target:
            self.painter.fillRect(box, surface(Surface.SELECTION))
        elif cell.rest or cell.holiday:
            self.painter.fillRect(box, self.ink(QPalette.ColorRole.AlternateBase))
        self.painter.setPen(QPen(surface(Surface.LINE), 1))
        self.painter.drawLine(box.topLeft(), box.bottomLeft())
        upper = QRect(head.left() + 6, head.top() + 2, head.width() - 10, head.height() // 2)
        used = self.number(upper, cell, today=today)
        self.write(upper.adjusted(used, 0, 0, 0), name, font(Size.CAPTION), self.ink(FAINT))
        if cell.holiday:
            lower = upper.translated(0, upper.height())
            self.write(lower, cell.holiday, font(Size.CAPTION), color(Role.DANGER).ink)

    def hours(self, width: int, clocks: list[str]) -> None:
        """Draw a line at each hour and say at its left which it is."""
        grid = self._grid
        for hour, clock in zip(grid.hours, clocks, strict=True):
            y = grid.y(hour * HOUR)
            self.painter.setPen(QPen(surface(Surface.LINE), 1))
            self.painter.drawLine(grid.gutter - 4, y, width, y)
            room = QRect(0, y + 1, grid.gutter - 6, grid.least_hour)
            self.write(room, clock, font(Size.CAPTION), self.ink(FAINT), TOP_RIGHT)

    def now(self, place: int, minute: int) -> None:
        """Draw where in today it is now."""
        box, y = self._grid.column(place), self._grid.y(minute)
        self.painter.setPen(QPen(color(Role.DANGER).ink, 2))
        self.painter.drawLine(box.left(), y, box.right(), y)
        self.painter.setBrush(color(Role.DANGER).ink)
        self.painter.drawEllipse(box.left() - 3, y - 3, 6, 6)

    def block(self, box: QRect, chip: Chip, *, chosen: bool) -> None:
        """Paint something within a day, its words in as many lines as there is room for."""
        shade = color(chip.role)
        self.ground(box, chip, chosen=chosen)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(shade.fill)
        self.painter.drawRoundedRect(
            QRect(box.left() + 2, box.top() + 3, 3, box.height() - 6), 1, 1
        )
        side = round(self._grid.chip * 0.62)
        sign = QRect(box.left() + 8, box.top() + 4, side, side)
        if not chip.clash or box.width() > 3 * side:  # else there is room for the warning alone
            icon(chip.glyph, chip.role).paint(self.painter, sign)
        room = box.adjusted(sign.right() - box.left() + DOT, 2, -3, -2)
        if chip.clash:
            self.warn(QRect(box.right() - side - 3, sign.top(), side, side))
            room.adjust(0, 0, -side - DOT, 0)
        if box.width() < SLIM * side:  # the signs above, so that the words have the whole width
            room = box.adjusted(8, sign.bottom() - box.top() + DOT, -2, -2)
        self.painter.setPen(shade.ink)
        self.painter.setFont(chip_font(chip))
        line = self.painter.fontMetrics().lineSpacing()
        room.setHeight(max(1, room.height() // line) * line)  # no line is seen in part
        self.painter.setClipRect(room)
        self.painter.drawText(QRectF(room), chip.text, _wrapped())
        self.painter.setClipping(False)

    def crowd(self, box: QRect, count: int, *, clash: bool) -> None:
        """Say how many more there are than can be seen, with a sign where any of them clashes."""
        self.painter.setPen(QPen(surface(Surface.LINE), 1))
        self.painter.setBrush(self.ink(QPalette.ColorRole.Base))
        self.painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)
        room = box.adjusted(4, 3, -3, -2)
        if clash:
            side = round(self._grid.chip * 0.62)
            self.warn(QRect(room.left(), room.top(), side, side))
            room.adjust(0, side, 0, 0)
        self.painter.setPen(self.ink(FAINT))
        self.painter.setFont(font(Size.CAPTION))
        said = ngettext("+{n} more", "+{n} more", count)
        self.painter.drawText(QRectF(room), said, _wrapped())


def _wrapped() -> QTextOption:
    """Return how words stand in a block: a word wider than it goes on in the next line."""
    option = QTextOption(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
