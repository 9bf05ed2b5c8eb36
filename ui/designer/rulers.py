"""Rulers in millimetres along the edges of the canvas."""

from PySide6.QtCore import QLineF, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.designs.design import Box
from models.words import spoken
from ui.look import FAINT, Size, Surface, em, font, surface

STEPS = (1, 2, 5, 10, 20, 50, 100)
"""Millimetres between the numbers, of which the first with room enough is taken."""


class Rulers:
    """The rulers above and at the left of a canvas, and the corner between them."""

    def __init__(self, canvas: QWidget) -> None:
        self._above = Ruler(Qt.Orientation.Horizontal, canvas)
        self._left = Ruler(Qt.Orientation.Vertical, canvas)
        self._corner = QWidget(canvas)
        self._corner.setBackgroundRole(QPalette.ColorRole.Base)
        self._corner.setAutoFillBackground(True)

    def thickness(self) -> int:
        """Return how many pixels a ruler takes from the canvas."""
        return em(self._above, 1.4)

    def lay_out(self, room: QRect) -> None:
        """Lie along ``room``, which is the canvas without the rulers."""
        thick = self.thickness()
        self._above.setGeometry(room.left(), room.top() - thick, room.width(), thick)
        self._left.setGeometry(room.left() - thick, room.top(), thick, room.height())
        self._corner.setGeometry(room.left() - thick, room.top() - thick, thick, thick)

    def show_scale(self, zero: QPoint, millimetre: float) -> None:
        """Let the corner of the card be at ``zero``, and a millimetre so many pixels long."""
        self._above.show_scale(zero.x(), millimetre)
        self._left.show_scale(zero.y(), millimetre)

    def show_span(self, box: Box | None) -> None:
        """Mark how far a box reaches."""
        self._above.show_span((box.x, box.x + box.width) if box else None)
        self._left.show_span((box.y, box.y + box.height) if box else None)

    def show_pointer(self, at: QPointF | None) -> None:
        """Mark where the pointer is, in millimetres."""
        self._above.show_pointer(at.x() if at else None)
        self._left.show_pointer(at.y() if at else None)


class Ruler(QWidget):
    """Shows where millimetres lie, how far what is chosen reaches, and where the pointer is."""

    def __init__(self, way: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(parent)
        self._level = way == Qt.Orientation.Horizontal
        self._zero, self._millimetre = 0.0, 1.0
        self._span: tuple[float, float] | None = None
        self._pointer: float | None = None
        self.setFont(font(Size.CAPTION))

    def show_scale(self, zero: float, millimetre: float) -> None:
        """Let ``zero`` be at a pixel of the ruler, and each ``millimetre`` so many pixels long."""
        if (zero, millimetre) != (self._zero, self._millimetre):
            self._zero, self._millimetre = zero, millimetre
            self.update()

    def show_span(self, span: tuple[float, float] | None) -> None:
        """Mark from where to where something reaches, in millimetres."""
        if span != self._span:
            self._span = span
            self.update()

    def show_pointer(self, at: float | None) -> None:
        """Mark where the pointer is, in millimetres."""
        if at != self._pointer:
            self._pointer = at
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().base())
        self._paint_span(painter)
        painter.setPen(QPen(self.palette().color(FAINT), 1))
        step = self._step()
        tick = next((part for part in (1, 2, 5, 10) if part * self._millimetre >= 4), step)
        first = int(-self._zero / self._millimetre / step) - 1
        last = int((self._length() - self._zero) / self._millimetre / step) + 1
        numbers = range(first * step, (last + 1) * step, min(tick, step))
        painter.drawLines([self._tick(number, 0.8 if number % step else 0.5) for number in numbers])
        for number in range(first * step, (last + 1) * step, step):
            self._paint_number(painter, number, step * self._millimetre)
        painter.setPen(QPen(surface(Surface.LINE), 1))
        far = self._deep() - 1
        painter.drawLine(self._at(0, far), self._at(self._length(), far))
        if self._pointer is not None:
            painter.setPen(QPen(self.palette().color(FAINT), 1, Qt.PenStyle.DotLine))
            place = self._place(self._pointer)
            painter.drawLine(self._at(place, 0), self._at(place, self._deep()))

    def _paint_span(self, painter: QPainter) -> None:
        if self._span is not None:
            begins, ends = (self._place(at) for at in self._span)
            room = QRectF(self._at(begins, 0), self._at(ends, self._deep()))
            painter.fillRect(room.normalized(), surface(Surface.SELECTION))

    def _tick(self, number: int, begins: float) -> QLineF:
        place, deep = self._place(number), self._deep()
        return QLineF(self._at(place, deep * begins), self._at(place, deep))

    def _paint_number(self, painter: QPainter, number: int, room: float) -> None:
        place, said = self._place(number), spoken().number(number)
        if place < 0 or place + self.fontMetrics().horizontalAdvance(said) + 2 > self._length():
            return  # what is left of a number that is cut off is another one
        painter.save()
        painter.translate(self._at(place, 0))
        if not self._level:
            painter.rotate(-90)
            painter.translate(-room, 0)
        way = Qt.AlignmentFlag.AlignLeft if self._level else Qt.AlignmentFlag.AlignRight
        box = QRectF(2, 0, room - 4, self._deep() * 0.8)
        painter.drawText(box, way | Qt.AlignmentFlag.AlignTop, said)
        painter.restore()

    def _step(self) -> int:
        widest = self.fontMetrics().horizontalAdvance("−000") + 8
        return next((step for step in STEPS if step * self._millimetre >= widest), STEPS[-1])

    def _length(self) -> int:
        return self.width() if self._level else self.height()

    def _deep(self) -> int:
        return self.height() if self._level else self.width()

    def _place(self, millimetres: float) -> float:
        return self._zero + millimetres * self._millimetre

    def _at(self, along: float, across: float) -> QPointF:
        return QPointF(along, across) if self._level else QPointF(across, along)
