"""A tile for each village by district, where no map is at hand: shade, name and number."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from models.reporting.tiles import District, Shade, Tile
from models.words import _, spoken
from ui.look import FAINT, Role, Surface, color, em, surface
from ui.plain import tip
from ui.widgets.paint import paint_ring

WIDE, HIGH, GAP, BAND = 9.0, 2.9, 0.4, 0.8
"""Of a tile and of what lies between two, in text lines; its band carries the shade."""
PATTERNS = {
    Shade.MISSED: Qt.BrushStyle.NoBrush,
    Shade.VISITED: Qt.BrushStyle.Dense6Pattern,
    Shade.BEGUN: Qt.BrushStyle.BDiagPattern,
    Shade.PART: Qt.BrushStyle.Dense3Pattern,
    Shade.WELL: Qt.BrushStyle.SolidPattern,
}
"""What tells the shades apart without colour."""


class TileGrid(QWidget):
    """Arrow keys go from village to village, Enter or a click opens one."""

    opened = Signal(object)
    """The code of the village that was opened."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty grid that a screen reader calls ``name``."""
        super().__init__(parent)
        self._name = name
        self._districts: Sequence[District] = ()
        self._places: list[tuple[QRect, Tile]] = []
        self._heads: list[tuple[QRect, str]] = []
        self._at = 0
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_districts(self, districts: Sequence[District]) -> None:
        """Show the villages of ``districts``."""
        self._districts = districts
        told = [tile_said(tile) for one in districts for tile in one.tiles]
        self._at = min(self._at, max(len(told) - 1, 0))
        self.setAccessibleDescription("; ".join(told))
        self._arrange()

    def tile_at(self, x: int, y: int) -> Tile | None:
        """Return the tile at a point of the grid."""
        return next((tile for room, tile in self._places if room.contains(x, y)), None)

    def tiles(self) -> list[Tile]:
        """Return the tiles in the order the keyboard goes through them."""
        return [tile for _room, tile in self._places]

    @override
    def sizeHint(self) -> QSize:
        return QSize(em(self, 24), self.minimumHeight())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        tile = self.tile_at(at.x(), at.y())
        if tile is not None:
            self.opened.emit(tile.village.code)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._in_a_row()
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -row,
            Qt.Key.Key_Down: row,
        }
        if self._places and event.key() in steps:
            self._go(self._at + steps[Qt.Key(event.key())])
        elif self._places and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self._places[self._at][1].village.code)
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            tile = self.tile_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), tip(tile_said(tile)) if tile else "", self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for room, said in self._heads:
            painter.setPen(self.palette().windowText().color())
            shown = self.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, shown)
        for number, (room, tile) in enumerate(self._places):
            self._paint_tile(painter, room, tile)
            if self.hasFocus() and number == self._at:
                paint_ring(painter, room.adjusted(-2, -2, 2, 2), em(self, 0.3))

    def _go(self, number: int) -> None:
        self._at = min(max(number, 0), len(self._places) - 1)
        tile = self._places[self._at][1]
        self.setAccessibleName(": ".join((self._name, tile_said(tile))))
        self.update()

    def _in_a_row(self) -> int:
        return max(1, (self.width() + em(self, GAP)) // (em(self, WIDE) + em(self, GAP)))

    def _arrange(self) -> None:
        """Find the room of each district's head and of each tile."""
        wide, high, gap, line = em(self, WIDE), em(self, HIGH), em(self, GAP), em(self, 1.5)
        in_row = self._in_a_row()
        self._places, self._heads, top = [], [], 0
        for one in self._districts:
            self._heads.append((QRect(0, top, self.width(), line), district_said(one)))
            top += line + gap
            for number, tile in enumerate(one.tiles):
                row, column = divmod(number, in_row)
                left = column * (wide + gap)
                self._places.append((QRect(left, top + row * (high + gap), wide, high), tile))
            top += -(-len(one.tiles) // in_row) * (high + gap)
        self.setMinimumHeight(top + gap)
        self.update()

    def _paint_tile(self, painter: QPainter, room: QRect, tile: Tile) -> None:
        dashed = tile.shade is Shade.MISSED
        edge = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        line = self.palette().color(FAINT) if dashed else surface(Surface.LINE)
        painter.setPen(QPen(line, 1, edge))
        painter.setBrush(self.palette().base())
        painter.drawRect(QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5))
        band = room.adjusted(1, 1, 0, -1)
        band.setWidth(em(self, BAND))
        painter.fillRect(band, QBrush(color(Role.SUCCESS).fill, PATTERNS[tile.shade]))
        text = room.adjusted(em(self, BAND + 0.4), em(self, 0.15), -em(self, 0.2), -em(self, 0.15))
        painter.setPen(self.palette().text().color())
        name = self.fontMetrics().elidedText(tile.name, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, name)
        painter.setPen(self.palette().color(FAINT))
        low = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(text, low, tile_number(tile))


def tile_number(tile: Tile) -> str:
    """Say in a few letters how far a village is reached: its coverage, else its members."""
    words, one = spoken(), tile.village
    if tile.shade is Shade.MISSED and not one.members:
        return _("not visited")
    if one.coverage is not None:
        return words.percent(one.coverage)
    return words.number(one.members)


def tile_said(tile: Tile) -> str:
    """Say how far a village is reached."""
    words, one = spoken(), tile.village
    known = _("not known") if one.coverage is None else words.percent(one.coverage)
    said = _("{village}: {members} members, coverage {coverage}, {visits} visits")
    return said.format(
        village=one.line or one.code,
        members=words.number(one.members),
        coverage=known,
        visits=words.number(one.visits),
    )


def district_said(one: District) -> str:
    """Say a district, and how many of its villages were visited."""
    words = spoken()
    return _("{district}: {visited} of {villages} villages visited").format(
        district=one.name,
        visited=words.number(one.visited),
        villages=words.number(len(one.tiles)),
    )
