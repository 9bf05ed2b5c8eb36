"""What month and week paint alike: chips, the number of a day, a line of text."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen

from ui.icons import icon
from ui.look import FAINT, Role, Size, color, font
from ui.widgets.month_cells import Chip, DayCell

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
CENTRE = Qt.AlignmentFlag.AlignCenter
DOT = 3
"""The room between an icon and words, in pixels."""


class CalendarPaint:
    """Paints onto one widget, in the colours of its palette."""

    def __init__(self, painter: QPainter, palette: QPalette) -> None:
        self.painter = painter
        self._palette = palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def chip(self, box: QRect, chip: Chip, *, chosen: bool) -> None:
        """Paint something that is on; ``chosen`` is what the keyboard is on."""
        self.ground(box, chip, chosen=chosen)
        side = round(box.height() * 0.62)
        sign = QRect(box.left() + 5, box.center().y() - side // 2, side, side)
        icon(chip.glyph, chip.role).paint(self.painter, sign)
        room = box.adjusted(sign.right() - box.left() + DOT, 0, -3, 0)
        if chip.clash:
            self.warn(QRect(room.right() - side, sign.top(), side, side))
            room.adjust(0, 0, -side - DOT, 0)
        self.write(room, chip.text, chip_font(chip), color(chip.role).ink)

    def ground(self, box: QRect, chip: Chip, *, chosen: bool) -> None:
        """Paint what a chip's words stand on."""
        shade = color(chip.role)
        self.painter.setPen(QPen(shade.ink, 2) if chosen else Qt.PenStyle.NoPen)
        self.painter.setBrush(shade.background)
        self.painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)

    def warn(self, box: QRect) -> None:
        """Paint the sign of a clash."""
        icon("triangle-alert", Role.DANGER).paint(self.painter, box)

    def number(self, room: QRect, cell: DayCell, *, today: bool) -> int:
        """Write the day's number; return the width it took."""
        text = str(cell.day.day)
        bold = font(Size.CAPTION)
        bold.setWeight(QFont.Weight.Bold if today else QFont.Weight.DemiBold)
        self.painter.setFont(bold)
        wide = self.painter.fontMetrics().horizontalAdvance("00") + 10
        ink = self.ink(QPalette.ColorRole.WindowText if cell.inside else FAINT)
        if cell.holiday and cell.inside:
            ink = color(Role.DANGER).ink
        box = QRect(room.left() - 3, room.top(), wide, room.height())
        if today:
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(self._palette.color(QPalette.ColorRole.Highlight))
            pill = QRectF(box).adjusted(0, 2, 0, -2)
            self.painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
            ink = self.ink(QPalette.ColorRole.HighlightedText)
        self.painter.setPen(ink)
        self.painter.drawText(box, CENTRE, text)
        return wide + DOT

    def ink(self, role: QPalette.ColorRole) -> QColor:
        """Return a colour of the widget's palette."""
        return self._palette.color(role)

    def write(
        self,
        box: QRect,
        text: str,
        letters: QFont,
        ink: QColor,
        where: Qt.AlignmentFlag = LEFT,
    ) -> None:
        """Write one line, shortened where there is no room."""
        self.painter.setFont(letters)
        self.painter.setPen(ink)
        shown = self.painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, box.width()
        )
        self.painter.drawText(box, where | Qt.TextFlag.TextSingleLine, shown)


def chip_font(chip: Chip) -> QFont:
    """Return the font of a chip's words, struck out where it is off."""
    small = font(Size.CAPTION)
    small.setStrikeOut(chip.off)
    return small
