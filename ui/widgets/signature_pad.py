"""A place to sign, with a pen, a finger or the mouse; what was signed is kept as a picture."""

from itertools import pairwise
from math import hypot

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.words import _
from ui.look import FAINT, Surface, em, surface
from ui.widgets.paint import paint_card, paint_ring

LEAST_EXTENT, LEAST_LENGTH = 2.0, 3.0
"""How far a signature reaches at least, and how long its strokes are, in text lines."""
WIDEST, HIGHEST = 900.0, 300.0
"""The pixels a signature is kept in at most."""
EDGE, STROKE = 12.0, 4.0
"""The white edge round a kept signature and the breadth of its strokes, in pixels."""


class SignaturePad(QWidget):
    """Takes strokes; Delete wipes them away. With the keyboard nobody can sign: other ways are."""

    changed = Signal()
    """A stroke was ended, or all were wiped away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[QPointF]] = []
        self._drawing = False
        self._png: bytes | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumHeight(em(self, 5))
        self.setAccessibleName(_("Signature"))
        self.setAccessibleDescription(
            _("Signed with a pen, a finger or the mouse; Delete wipes it away.")
        )

    def value(self) -> bytes | None:
        """Return the signature as PNG; None where there is none, or no more than a dot."""
        return self._png

    def problem(self) -> str:
        """Say why what was drawn is no signature; nothing if it is one, or nothing was drawn."""
        if not self._strokes or self._drawing or self._is_signature():
            return ""
        return _("That is hardly more than a dot. Please sign again.")

    def is_empty(self) -> bool:
        """Whether nothing was drawn."""
        return not self._strokes

    def clear(self) -> None:
        """Wipe everything away."""
        self._drawing = False
        if self._strokes:
            self._strokes.clear()
            self._png = None
            self.update()
            self.changed.emit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(em(self, 24), em(self, 8))

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            self._touch(event)
            return True
        return super().event(event)

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        # Taken here, the pen is not heard once more as a mouse.
        if event.type() == QEvent.Type.TabletPress:
            self._begin(event.position())
        elif event.type() == QEvent.Type.TabletMove:
            self._go_on(event.position())
        elif event.type() == QEvent.Type.TabletRelease:
            self._end()
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_on(event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_card(
            painter,
            self.rect(),
            em(self, 0.5),
            self.palette().base().color(),
            surface(Surface.LINE),
        )
        margin, line = em(self, 1), self.height() - em(self, 1.6)
        painter.setPen(QPen(self.palette().color(FAINT), 1, Qt.PenStyle.DashLine))
        painter.drawLine(margin, line, self.width() - margin, line)
        _draw(painter, self._strokes, QPen(self.palette().text().color(), em(self, 0.15)))
        if self.hasFocus():
            paint_ring(painter, self.rect(), em(self, 0.5))

    def _touch(self, event: QTouchEvent) -> None:
        """Follow the first finger; a hand that rests on the screen beside it draws nothing."""
        place = event.points()[0].position() if event.points() else None
        if event.type() == QEvent.Type.TouchBegin and place is not None:
            self._begin(place)
        elif event.type() == QEvent.Type.TouchUpdate and place is not None:
            self._go_on(place)
        else:
            self._end()
        event.accept()

    def _begin(self, place: QPointF) -> None:
        self._drawing = True
        self._strokes.append([QPointF(place)])
        self.update()

    def _go_on(self, place: QPointF) -> None:
        if self._drawing and place != self._strokes[-1][-1]:
            self._strokes[-1].append(QPointF(place))
            self.update()

    def _end(self) -> None:
        if self._drawing:
            self._drawing = False
            self._png = _png(self._strokes) if self._is_signature() else None
            self.changed.emit()

    def _is_signature(self) -> bool:
        around = _around(self._strokes)
        length = sum(
            hypot(after.x() - before.x(), after.y() - before.y())
            for stroke in self._strokes
            for before, after in pairwise(stroke)
        )
        extent = max(around.width(), around.height())
        return extent >= em(self, LEAST_EXTENT) and length >= em(self, LEAST_LENGTH)


def _around(strokes: list[list[QPointF]]) -> QRectF:
    across = [place.x() for stroke in strokes for place in stroke]
    down = [place.y() for stroke in strokes for place in stroke]
    if not across:
        return QRectF()
    return QRectF(QPointF(min(across), min(down)), QPointF(max(across), max(down)))


def _png(strokes: list[list[QPointF]]) -> bytes:
    """Draw the strokes black on white, no larger than they are kept."""
    around = _around(strokes)
    scale = min(WIDEST / max(around.width(), 1.0), HIGHEST / max(around.height(), 1.0))
    size = (around.size() * scale + QSizeF(2 * EDGE, 2 * EDGE)).toSize()
    image = QImage(size, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.translate(EDGE, EDGE)
    painter.scale(scale, scale)
    painter.translate(-around.topLeft())
    _draw(painter, strokes, QPen(Qt.GlobalColor.black, STROKE / scale))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know names of files only
    return bytes(buffer.data().data())


def _draw(painter: QPainter, strokes: list[list[QPointF]], pen: QPen) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in strokes:
        if len(stroke) == 1:
            painter.drawPoint(stroke[0])
            continue
        path = QPainterPath(stroke[0])
        for place in stroke[1:]:
            path.lineTo(place)
        painter.drawPath(path)
