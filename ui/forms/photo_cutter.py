"""A picture with a frame on it: what lies in the frame is kept as somebody's photo."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.people.photo import LEAST_SIDE, Cut
from models.words import _
from ui.look import Surface, em, surface
from ui.widgets.paint import paint_ring

SHAPE = 3 / 4
"""Width by height of the photo, as on cards."""
STEP, GROWTH = 0.02, 1.08
"""How far an arrow key moves the frame, as a share of it, and how much larger a step makes it."""
SHADE = QColor(0, 0, 0, 150)
EDGE = QColor("#ffffff")
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PhotoCutter(QWidget):
    """Arrows move the frame, + and - size it, L and R turn the picture; so does the mouse.

    The mouse drags the frame, its wheel sizes it.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turns = 0
        self._image, self._turned = QImage(), QImage()
        self._frame = QRectF()
        self._held: QPointF | None = None
        self._touched = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(em(self, 14), em(self, 14))
        self.setAccessibleName(_("What is kept of the picture"))
        self.setAccessibleDescription(
            _("Arrow keys move the frame, plus and minus size it, L and R turn the picture.")
        )

    def show_picture(self, data: bytes) -> None:
        """Show a picture, the largest frame in its middle."""
        self._image = QImage.fromData(data)
        self._turns = 0
        self._touched = False
        self._turn_picture()

    def picture(self) -> QImage:
        """Return the picture as it came, not turned."""
        return self._image

    def propose(self, frame: QRectF) -> bool:
        """Put the frame here, in pixels of the picture, unless somebody has placed it already.

        Return whether it lies there now.
        """
        if not self._touched:
            self._place(QRectF(frame), frame.center())
        return not self._touched

    def cut(self) -> Cut:
        """Return what the frame keeps."""
        wide, high = self._turned.width() or 1, self._turned.height() or 1
        frame = self._frame
        return Cut(
            self._turns,
            frame.left() / wide,
            frame.top() / high,
            frame.right() / wide,
            frame.bottom() / high,
        )

    def turn(self, quarters: int) -> None:
        """Turn the picture clockwise by so many quarters; the frame is the largest again."""
        self._touched = True
        self._turns = (self._turns + quarters) % 4
        self._turn_picture()

    def grow(self, steps: int) -> None:
        """Make the frame larger, or smaller with fewer than no steps, about its middle."""
        self._touched = True
        middle = self._frame.center()
        wide = self._frame.width() * GROWTH**steps
        wide = min(max(wide, float(LEAST_SIDE) * 2), self._widest())
        self._place(QRectF(0, 0, wide, wide / SHAPE), middle)

    def move_frame(self, across: float, down: float) -> None:
        """Move the frame by so many of its own widths and heights."""
        self._touched = True
        by = QPointF(across * self._frame.width(), down * self._frame.height())
        self._place(QRectF(self._frame), self._frame.center() + by)

    @override
    def sizeHint(self) -> QSize:
        return QSize(em(self, 22), em(self, 20))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            across, down = _ARROWS[key]
            self.move_frame(across * STEP, down * STEP)
        elif key in self._keys():
            self._keys()[key]()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._touched = True
            self._held = event.position()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None and self._scale():
            by = event.position() - self._held
            self._held = event.position()
            middle = self._frame.center() + QPointF(by.x(), by.y()) * (1 / self._scale())
            self._place(QRectF(self._frame), middle)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self.grow(1 if event.angleDelta().y() > 0 else -1)
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), surface(Surface.TRACK))
        room = self._room()
        if room.isEmpty():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(room, self._turned)
        frame = self._on_screen()
        painter.save()
        painter.setClipRegion(QRegion(room).subtracted(QRegion(frame)))
        painter.fillRect(room, SHADE)
        painter.restore()
        painter.setPen(QPen(EDGE, 2))
        painter.drawRect(frame)
        if self.hasFocus():
            paint_ring(painter, self.rect(), em(self, 0.3))

    def _keys(self) -> dict[Qt.Key, Callable[[], None]]:
        return {
            Qt.Key.Key_Plus: lambda: self.grow(1),
            Qt.Key.Key_Equal: lambda: self.grow(1),  # the plus without Shift
            Qt.Key.Key_Minus: lambda: self.grow(-1),
            Qt.Key.Key_R: lambda: self.turn(1),
            Qt.Key.Key_L: lambda: self.turn(-1),
        }

    def _turn_picture(self) -> None:
        self._turned = self._image.transformed(QTransform().rotate(90 * self._turns))
        wide = self._widest()
        middle = QPointF(self._turned.width() / 2, self._turned.height() / 2)
        self._place(QRectF(0, 0, wide, wide / SHAPE), middle)

    def _widest(self) -> float:
        return min(float(self._turned.width()), self._turned.height() * SHAPE)

    def _place(self, frame: QRectF, middle: QPointF) -> None:
        """Put the frame round ``middle``, or as near as the picture's edges let it."""
        frame.moveCenter(middle)
        right, bottom = self._turned.width() - frame.width(), self._turned.height() - frame.height()
        frame.moveLeft(min(max(frame.left(), 0.0), max(right, 0.0)))
        frame.moveTop(min(max(frame.top(), 0.0), max(bottom, 0.0)))
        self._frame = frame
        self.changed.emit()
        self.update()

    def _room(self) -> QRect:
        """Return where the picture lies on the widget."""
        size = self._turned.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        room = QRect(0, 0, size.width(), size.height())
        room.moveCenter(self.rect().center())
        return room

    def _scale(self) -> float:
        return self._room().width() / self._turned.width() if self._turned.width() else 0.0

    def _on_screen(self) -> QRect:
        scale, corner = self._scale(), QPointF(self._room().topLeft())
        frame = self._frame
        return QRectF(frame.topLeft() * scale + corner, frame.size() * scale).toRect()
