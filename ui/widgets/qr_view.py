"""A QR code on the screen, to be scanned from it: dark on white in either theme."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.look import em

QUIET = 4
"""Modules that stay white on every side (ISO/IEC 18004)."""


class QrView(QWidget):
    """Shows a symbol as large as whole dots of the screen for each module allow."""

    def __init__(self, name: str, lines: float = 11, parent: QWidget | None = None) -> None:
        """Make an empty one that a screen reader calls ``name``, ``lines`` text lines large."""
        super().__init__(parent)
        self._lines = lines
        self._symbol = QImage()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_symbol(self, size: int, rows: bytes) -> None:
        """Show a square of ``size`` modules: rows of whole bytes, a set bit is white."""
        across = -(-size // 8)
        drawn = QImage(size, size, QImage.Format.Format_Grayscale8)
        for y in range(size):
            for x in range(size):
                white = rows[y * across + x // 8] >> (7 - x % 8) & 1
                drawn.setPixel(x, y, 0xFFFFFFFF if white else 0xFF000000)
        self._symbol = drawn
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._symbol = QImage()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = em(self, self._lines)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._symbol.isNull():
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        modules = self._symbol.width() + 2 * QUIET
        ratio = self.devicePixelRatioF()
        dots = max(int(self.width() * ratio) // modules, 1) * self._symbol.width()
        side = round(dots / ratio)
        room = QRect(0, 0, side, side)
        room.moveCenter(self.rect().center())
        painter.drawImage(room, self._symbol)
