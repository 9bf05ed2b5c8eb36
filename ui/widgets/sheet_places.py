"""A small picture of a sheet of paper, on which one marks the places that are used already."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from models.words import _, ngettext
from ui.look import ACCENT, FAINT, Surface, em, surface
from ui.widgets.paint import paint_ring

Box = tuple[float, float, float, float]
STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
TOGGLING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SheetPlaces(QWidget):
    """Places are counted from 1, row by row. A click, or the space bar, marks one as used."""

    changed = Signal()

    def __init__(self, name: str, tall: float = 9, parent: QWidget | None = None) -> None:
        """Make an empty picture, ``tall`` text lines tall, that a screen reader calls ``name``."""
        super().__init__(parent)
        self._tall = tall
        self._page = (1.0, 1.0)
        self._boxes: Sequence[Box] = ()
        self._used: frozenset[int] = frozenset()
        self._at = 1
        self._marking: bool | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_sheet(self, page: tuple[float, float], boxes: Sequence[Box]) -> None:
        """Show another, unused sheet: its size, and each place's left, top, width and height."""
        self._page, self._boxes = page, boxes
        self._at = 1
        self.use(frozenset())
        self.updateGeometry()

    def used(self) -> frozenset[int]:
        """Return the places that are marked as used."""
        return self._used

    def use(self, places: frozenset[int]) -> None:
        """Mark exactly these places as used."""
        different = places != self._used
        self._used = places
        self._tell_place()
        self.update()
        if different:
            self.changed.emit()

    @override
    def sizeHint(self) -> QSize:
        tall = em(self, self._tall)
        return QSize(round(tall * self._page[0] / self._page[1]), tall)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS:
            self._step(*STEPS[key])
        elif key in TOGGLING:
            self.use(self._used ^ {self._at})
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._at = place
            self._marking = place not in self._used
            self._mark(place)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if place is not None and self._marking is not None:
            self._mark(place)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._marking = None

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell_place()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(surface(Surface.LINE), 1))
        painter.setBrush(self.palette().base())
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        for place in range(1, len(self._boxes) + 1):
            self._paint_place(painter, place)

    def _paint_place(self, painter: QPainter, place: int) -> None:
        box = self._box(place)
        used = place in self._used
        ink = self.palette().color(FAINT if used else ACCENT)
        painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine if used else Qt.PenStyle.SolidLine))
        painter.setBrush(surface(Surface.TRACK if used else Surface.TINT))
        painter.drawRoundedRect(box, 2, 2)
        if used:
            cross = QRectF(0, 0, box.height() / 2, box.height() / 2)
            cross.moveCenter(box.center())
            painter.setPen(QPen(ink, 1.4))
            painter.drawLine(cross.topLeft(), cross.bottomRight())
            painter.drawLine(cross.topRight(), cross.bottomLeft())
        if self.hasFocus() and place == self._at:
            paint_ring(painter, box.adjusted(-2, -2, 2, 2).toAlignedRect(), 3)

    def _box(self, place: int) -> QRectF:
        x, y = self.width() / self._page[0], self.height() / self._page[1]
        left, top, width, height = self._boxes[place - 1]
        return QRectF(left * x, top * y, width * x, height * y)

    def _place_at(self, where: QPointF) -> int | None:
        places = range(1, len(self._boxes) + 1)
        return next((place for place in places if self._box(place).contains(where)), None)

    def _mark(self, place: int) -> None:
        self._at = place
        self.use(self._used | {place} if self._marking else self._used - {place})

    def _step(self, across: int, down: int) -> None:
        """Go to the nearest place that lies that way."""
        here = self._box(self._at).center()

        def ahead(place: int) -> tuple[float, float]:
            way = self._box(place).center() - here
            forward, aside = (way.x(), way.y()) if across else (way.y(), way.x())
            return forward * (across or down), abs(aside)

        places = [p for p in range(1, len(self._boxes) + 1) if ahead(p)[0] > 1]
        if places:
            self._at = min(places, key=lambda place: (ahead(place)[1], ahead(place)[0]))
            self._tell_place()
            self.update()

    def _tell_place(self) -> None:
        """Let a screen reader say how the place stands on which the keyboard is."""
        said = _("Place {n}: used") if self._at in self._used else _("Place {n}: free")
        used = ngettext("{n} place used", "{n} places used", len(self._used))
        self.setAccessibleDescription(f"{said.format(n=self._at)}. {used}")
        self.setToolTip(_("Click the places that are used already"))
