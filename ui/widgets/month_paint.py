"""Paints the days of a month and what is on them."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen

from models.words import ngettext
from ui.icons import icon
from ui.look import FAINT, Role, Size, Surface, color, font, surface
from ui.widgets.month_cells import WEEK, Chip, DayCell, MonthGrid

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
CENTRE = Qt.AlignmentFlag.AlignCenter
DOT = 3
"""The room between an icon and words, in pixels."""


class MonthPaint:
    """Paints onto one widget, in the colours of its palette."""

    def __init__(self, painter: QPainter, grid: MonthGrid, palette: QPalette) -> None:
        self._painter = painter
        self._grid = grid
        self._palette = palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def heads(self, names: Sequence[str]) -> None:
        """Write the names of the weekdays above their columns."""
        for column, name in enumerate(names):
            self._write(
                self._grid.head_box(column), name, font(Size.CAPTION), self._ink(FAINT), CENTRE
            )

    def day(self, place: int, cell: DayCell, *, today: bool, target: bool) -> None:
        """Paint a day without what is on; ``target`` is where something would be dropped."""
        box = self._grid.box(place)
        if target:
            self._painter.fillRect(box, surface(Surface.SELECTION))
        elif cell.rest or cell.holiday:
            self._painter.fillRect(box, self._palette.color(QPalette.ColorRole.AlternateBase))
        self._painter.setPen(QPen(surface(Surface.LINE), 1))
        self._painter.drawLine(box.topLeft(), box.topRight())
        if place % WEEK:
            self._painter.drawLine(box.topLeft(), box.bottomLeft())
        room = self._grid.number_box(place)
        used = self._number(room, cell, today=today)
        if cell.holiday:
            ink = color(Role.DANGER).ink if cell.inside else self._ink(FAINT)
            self._write(room.adjusted(used, 0, 0, 0), cell.holiday, font(Size.CAPTION), ink)

    def chip(self, box: QRect, chip: Chip, *, chosen: bool) -> None:
        """Paint something that is on; ``chosen`` is what the keyboard is on."""
        shade = color(chip.role)
        self._painter.setPen(QPen(shade.ink, 2) if chosen else Qt.PenStyle.NoPen)
        self._painter.setBrush(shade.background)
        self._painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)
        side = round(box.height() * 0.62)
        sign = QRect(box.left() + 5, box.center().y() - side // 2, side, side)
        icon(chip.glyph, chip.role).paint(self._painter, sign)
        room = box.adjusted(sign.right() - box.left() + DOT, 0, -3, 0)
        small = font(Size.CAPTION)
        small.setStrikeOut(chip.off)
        self._write(room, chip.text, small, shade.ink)

    def more(self, box: QRect, count: int) -> None:
        """Say how many there is no room for."""
        said = ngettext("+{n} more", "+{n} more", count)
        self._write(box.adjusted(6, 0, 0, 0), said, font(Size.CAPTION), self._ink(FAINT))

    def _number(self, room: QRect, cell: DayCell, *, today: bool) -> int:
        """Write the day's number; return the width it took."""
        text = str(cell.day.day)
        bold = font(Size.CAPTION)
        bold.setWeight(QFont.Weight.Bold if today else QFont.Weight.DemiBold)
        self._painter.setFont(bold)
        wide = self._painter.fontMetrics().horizontalAdvance("00") + 10
        ink = self._ink(QPalette.ColorRole.WindowText if cell.inside else FAINT)
        if cell.holiday and cell.inside:
            ink = color(Role.DANGER).ink
        box = QRect(room.left() - 3, room.top(), wide, room.height())
        if today:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(self._palette.color(QPalette.ColorRole.Highlight))
            pill = QRectF(box).adjusted(0, 2, 0, -2)
            self._painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
            ink = self._ink(QPalette.ColorRole.HighlightedText)
        self._painter.setPen(ink)
        self._painter.drawText(box, CENTRE, text)
        return wide + DOT

    def _ink(self, role: QPalette.ColorRole) -> QColor:
        return self._palette.color(role)

    def _write(
        self,
        box: QRect,
        text: str,
        letters: QFont,
        ink: QColor,
        where: Qt.AlignmentFlag = LEFT,
    ) -> None:
        """Write one line, shortened where there is no room."""
        self._painter.setFont(letters)
        self._painter.setPen(ink)
        shown = self._painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, box.width()
        )
        self._painter.drawText(box, where | Qt.TextFlag.TextSingleLine, shown)
