"""A sheet of paper drawn to scale: its cards, its crop marks, and what of them runs over."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.look import ACCENT, FAINT, Role, Surface, color, em, surface

Box = tuple[float, float, float, float]
ROUND = 0.05
"""Millimetres that an edge may lie over the paper's without running over."""


class SheetDrawing(QWidget):
    """Shows the paper as large as there is room for, what lies beside it included."""

    def __init__(self, name: str, tall: float = 17, parent: QWidget | None = None) -> None:
        """Make an empty drawing, ``tall`` text lines tall, that a screen reader calls ``name``."""
        super().__init__(parent)
        self._tall = tall
        self._page = (0.0, 0.0)
        self._boxes: Sequence[Box] = ()
        self._marks: Sequence[Box] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_drawing(
        self, page: tuple[float, float], boxes: Sequence[Box], marks: Sequence[Box]
    ) -> None:
        """Draw a page in mm, its cards by left, top, width, height, its marks by their ends."""
        self._page, self._boxes, self._marks = page, boxes, marks
        self.update()

    def running_over(self) -> list[int]:
        """Return the cards that do not lie wholly on the paper, counted from 1."""
        wide, high = self._page
        paper = QRectF(0, 0, wide, high).adjusted(-ROUND, -ROUND, ROUND, ROUND)
        return [n for n, box in enumerate(self._boxes, 1) if not paper.contains(QRectF(*box))]

    @override
    def sizeHint(self) -> QSize:
        return QSize(em(self, self._tall * 0.8), em(self, self._tall))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(em(self, 8), em(self, self._tall))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not all(self._page):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._scale(painter)
        pen = QPen(surface(Surface.LINE), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(self.palette().base())
        painter.drawRect(QRectF(0, 0, *self._page))
        over = set(self.running_over())
        for number, box in enumerate(self._boxes, 1):
            self._draw_card(painter, QRectF(*box), over=number in over)
        pen.setColor(self.palette().color(FAINT))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(0, 0, *self._page))  # again: seen through what runs over it
        painter.drawLines([QLineF(*mark) for mark in self._marks])

    def _scale(self, painter: QPainter) -> None:
        """Let the painter draw in millimetres, all of it in the middle of the widget."""
        whole = QRectF(0, 0, *self._page)
        for box in self._boxes:
            whole = whole.united(QRectF(*box))
        room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        scale = min(room.width() / whole.width(), room.height() / whole.height())
        painter.translate(room.center())
        painter.scale(scale, scale)
        painter.translate(-whole.center())

    def _draw_card(self, painter: QPainter, box: QRectF, *, over: bool) -> None:
        pen = QPen(color(Role.DANGER).ink if over else self.palette().color(ACCENT), 1)
        pen.setCosmetic(True)
        pen.setStyle(Qt.PenStyle.DashLine if over else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        fill = QColor(color(Role.DANGER).background if over else surface(Surface.TINT))
        fill.setAlphaF(0.6)  # cards on top of one another show through
        painter.setBrush(fill)
        painter.drawRect(box)
