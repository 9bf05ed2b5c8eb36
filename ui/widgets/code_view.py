"""A code to be read off the screen: its groups of letters or its words, large, each in a box."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.look import Size, Surface, em, surface
from ui.widgets.paint import paint_card
from ui.widgets.reflow import Tiles
from ui.widgets.text import Text


class CodeView(QWidget):
    """Shows a code whose groups are parted by dashes, or whose words by spaces."""

    def __init__(self, code: str, name: str, parent: QWidget | None = None) -> None:
        """Show ``code``; a screen reader calls it ``name`` and spells it, but for words."""
        super().__init__(parent)
        words = code.split()
        groups = words if len(words) > 1 else code.split("-")
        said = words if len(words) > 1 else [" ".join(group) for group in groups]
        self.setAccessibleName(f"{name}: {', '.join(said)}")
        self._tiles = Tiles([_Group(group) for group in groups], 6, self)

    @override
    def hasHeightForWidth(self) -> bool:
        return True  # or a dialog around it would be made for a single row

    @override
    def heightForWidth(self, width: int) -> int:
        return self._tiles.height_at(width)

    @override
    def sizeHint(self) -> QSize:
        return self._tiles.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self._tiles.minimumSizeHint()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._tiles.resize(event.size())


class _Group(Text):
    def __init__(self, letters: str) -> None:
        super().__init__(letters, Size.TITLE)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        edge = em(self, 0.3)
        self.setContentsMargins(edge, edge, edge, edge)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        fill, line = surface(Surface.RAIL), surface(Surface.LINE)
        paint_card(QPainter(self), self.rect(), em(self, 0.2), fill, line)
        super().paintEvent(event)
