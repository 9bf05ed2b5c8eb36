"""The few shapes that several widgets paint: a card, and the ring of the keyboard's focus."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.look import Surface, surface


def paint_card(painter: QPainter, room: QRect, radius: float, fill: QColor, line: QColor) -> None:
    """Paint a rounded card with a thin edge, just inside ``room``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, 1))
    painter.setBrush(fill)
    painter.drawRoundedRect(QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.restore()


def paint_ring(painter: QPainter, room: QRect, radius: float) -> None:
    """Paint the ring that shows where the keyboard is, just inside ``room``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(surface(Surface.FOCUS), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(room).adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()
