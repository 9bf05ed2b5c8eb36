"""A line to click on: its ground shows where the mouse is, a ring where the keyboard is."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.look import Surface, em, surface
from ui.widgets.paint import paint_ring


class HoverLine(QWidget):
    """The keyboard reaches it, too; what keys do there is its own."""

    def __init__(self, *, ruled: bool = False, parent: QWidget | None = None) -> None:
        """Make a line; one that is ``ruled`` is parted from the next by a thin stroke."""
        super().__init__(parent)
        self._ruled = ruled
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def press(self) -> None:
        """Do what a click means."""
        raise NotImplementedError

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.press()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), surface(Surface.HOVER))
        if self._ruled:
            painter.setPen(QPen(surface(Surface.TRACK), 1))
            painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        if self.hasFocus():
            paint_ring(painter, self.rect(), em(self, 0.3))
