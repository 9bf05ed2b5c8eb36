"""A small line chart: a sum that grows step by step, and the target as a dashed line."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.look import FAINT, Role, Surface, color, em, surface


class LinePoint(NamedTuple):
    """A step: what it is called, how much there is by then, and the number in words."""

    label: str
    value: float
    text: str


class LineChart(QWidget):
    """Points joined from the left to the right, each with its number above it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty chart that a screen reader calls ``name``."""
        super().__init__(parent)
        self._points: Sequence[LinePoint] = ()
        self._target, self._target_text = 0.0, ""
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_points(
        self, points: Sequence[LinePoint], target: float = 0, target_text: str = ""
    ) -> None:
        """Show ``points`` and, if there is one, a line at ``target`` that ``target_text`` names."""
        self._points = points
        self._target, self._target_text = target, target_text if target else ""
        said = [f"{point.label}: {point.text}" for point in points]
        self.setAccessibleDescription("; ".join(filter(None, [*said, self._target_text])))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(em(self, 24), em(self, 12))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(em(self, 10), em(self, 5.5))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        ground = QRectF(self.rect()).adjusted(0, line * 1.6, 0, -line * 1.6)
        top = max(self._target, *(point.value for point in self._points)) or 1
        painter.setPen(QPen(surface(Surface.LINE), 1))
        painter.drawLine(ground.bottomLeft(), ground.bottomRight())
        if self._target:
            self._paint_target(
                painter, ground, ground.bottom() - ground.height() * self._target / top
            )
        step = ground.width() / len(self._points)
        places = [
            QPointF(
                ground.left() + (n + 0.5) * step, ground.bottom() - ground.height() * p.value / top
            )
            for n, p in enumerate(self._points)
        ]
        painter.setPen(QPen(color(Role.SUCCESS).fill, max(2.0, line * 0.13)))
        painter.drawPolyline(QPolygonF(places))
        for point, place in zip(self._points, places, strict=True):
            self._paint_point(painter, point, place, step, ground.bottom())

    def _paint_point(
        self, painter: QPainter, point: LinePoint, place: QPointF, step: float, bottom: float
    ) -> None:
        line = self.fontMetrics().height()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(Role.SUCCESS).fill)
        painter.drawEllipse(place, line * 0.22, line * 0.22)
        left = place.x() - step / 2
        painter.setPen(self.palette().windowText().color())
        number = QRectF(left, place.y() - line * 1.5, step, line * 1.2)
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, point.text)
        painter.setPen(self.palette().color(FAINT))
        shown = self.fontMetrics().elidedText(
            point.label, Qt.TextElideMode.ElideRight, int(step) - 4
        )
        name = QRectF(left, bottom + line * 0.4, step, line * 1.1)
        painter.drawText(name, Qt.AlignmentFlag.AlignCenter, shown)

    def _paint_target(self, painter: QPainter, ground: QRectF, height: float) -> None:
        painter.setPen(QPen(color(Role.WARNING).fill, 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(ground.left(), height), QPointF(ground.right(), height))
        painter.setPen(self.palette().color(FAINT))
        above = QRectF(ground.left(), height - self.fontMetrics().height() * 1.2, ground.width(), 0)
        above.setHeight(self.fontMetrics().height() * 1.1)
        painter.drawText(above, Qt.AlignmentFlag.AlignLeft, self._target_text)
