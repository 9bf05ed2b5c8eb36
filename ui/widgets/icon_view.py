"""A shipped icon by itself, as tall as the text beside it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.icons import Ink, icon
from ui.look import em


class IconView(QWidget):
    """An icon; decoration only, what it means must stand in words beside it."""

    def __init__(
        self,
        name: str,
        ink: Ink = QPalette.ColorRole.WindowText,
        lines: float = 1.25,
        parent: QWidget | None = None,
    ) -> None:
        """Show icon ``name``, ``lines`` text lines tall."""
        super().__init__(parent)
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_icon(name, ink)

    def show_icon(self, name: str, ink: Ink = QPalette.ColorRole.WindowText) -> None:
        """Show another icon."""
        self._icon = icon(name, ink)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = em(self, self._lines)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._icon.paint(QPainter(self), self.rect(), Qt.AlignmentFlag.AlignCenter)
