"""Codes on the screen for a scanner to read: black on white, whatever the theme."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from reports.bars import code128
from reports.qr import QUIET, symbol
from ui.look import em

QUIET_BARS = 10
"""Modules that stay white at both ends of a Code 128 (ISO/IEC 15417)."""


class ScanCode(QWidget):
    """Paints rows of modules, each as large as there is room for, and a whole number of pixels."""

    def __init__(
        self, rows: Sequence[Sequence[bool]], name: str, lines: tuple[float, float]
    ) -> None:
        """Show ``rows``, True being black; ``lines`` is the size in lines of text."""
        super().__init__()
        self._rows = rows
        self._size = lines
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(em(self, self._size[0]), em(self, self._size[1]))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        ratio = self.devicePixelRatioF()
        across, down = len(self._rows[0]), len(self._rows)
        wide = max(int(self.width() * ratio / across), 1) / ratio
        high = wide if down > 1 else self.height()
        left, top = (self.width() - wide * across) / 2, (self.height() - high * down) / 2
        for y, row in enumerate(self._rows):
            for x, black in enumerate(row):
                if black:
                    place = QRectF(left + x * wide, top + y * high, wide, high)
                    painter.fillRect(place, Qt.GlobalColor.black)


def qr_view(text: str, name: str) -> ScanCode:
    """Return ``text`` as a QR code."""
    drawn = symbol(text)
    width = (drawn.size + 7) // 8
    blank = [False] * (drawn.size + 2 * QUIET)
    rows = [blank] * QUIET
    for y in range(drawn.size):
        bits = int.from_bytes(drawn.rows[y * width : (y + 1) * width])
        black = [not bits >> (8 * width - 1 - x) & 1 for x in range(drawn.size)]
        rows.append([False] * QUIET + black + [False] * QUIET)
    return ScanCode([*rows, *[blank] * QUIET], name, (12, 12))


def bars_view(text: str, name: str) -> ScanCode:
    """Return ``text`` as a Code 128."""
    modules = [place % 2 == 0 for place, width in enumerate(code128(text)) for _ in range(width)]
    quiet = [False] * QUIET_BARS
    return ScanCode([[*quiet, *modules, *quiet]], name, (22, 5))
