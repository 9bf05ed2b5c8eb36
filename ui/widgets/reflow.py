"""Layouts that give way in a narrow window: tiles take more rows, columns go below one another."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget
from typing_extensions import override

from ui.look import em

TILE = 13
"""The least width of a tile, in text lines."""
NARROW = 44
"""The width in text lines below which columns go below one another."""


class Tiles(QWidget):
    """Widgets of like width, as many in a row as there is room for; a fuller one gets more.

    With ``fill`` the last of them takes what its row has left, so that no corner stays empty.
    """

    def __init__(
        self,
        tiles: Sequence[QWidget],
        least: float = TILE,
        parent: QWidget | None = None,
        *,
        fill: bool = False,
    ) -> None:
        super().__init__(parent)
        self._tiles = tiles
        self._least = least
        self._fill = fill
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(em(self, 0.75))
        # Arranged before it has a parent, it would be kept as wide as all tiles in one row.
        self._grid.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)
        self._arrange(len(tiles))

    @override
    def minimumSizeHint(self) -> QSize:
        widest = max(self._least_widths(), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def height_at(self, width: int) -> int:
        """Return the height of all tiles, as tall as the tallest, where there is so much width."""
        rows = self._rows(self._most(width))
        tallest = max((tile.sizeHint().height() for tile in self._tiles), default=0)
        return rows * tallest + (rows - 1) * self._grid.spacing()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self._most(self.width()))

    def _most(self, width: int) -> int:
        """Return how many columns there is room for."""
        counts = range(len(self._tiles), 1, -1)
        return next((n for n in counts if self._needed(n) <= width), 1)

    def _rows(self, columns: int) -> int:
        return -(-len(self._tiles) // columns)

    def _least_widths(self) -> list[int]:
        least = em(self, self._least)
        return [max(least, tile.minimumSizeHint().width()) for tile in self._tiles]

    def _needed(self, columns: int) -> int:
        """Return the width that ``columns`` columns need, each for its widest tile."""
        widths = self._least_widths()
        gaps = self._grid.spacing() * (columns - 1)
        return sum(max(widths[column::columns]) for column in range(columns)) + gaps

    def _arrange(self, columns: int) -> None:
        rows = self._rows(columns)
        even = -(-len(self._tiles) // rows)  # four tiles where three fit: two and two
        if even == self._columns:
            return
        for number, tile in enumerate(self._tiles):
            row, column = divmod(number, even)
            over = even - column if self._fill and number == len(self._tiles) - 1 else 1
            self._grid.addWidget(tile, row, column, 1, over)
        self._columns = even
        self._grid.activate()


class Columns(QWidget):
    """Widgets side by side, each with its share of the width; below one another where narrow."""

    def __init__(
        self,
        columns: Sequence[tuple[QWidget, int]],
        narrow: float = NARROW,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._narrow = narrow
        self._widgets = [widget for widget, _share in columns]
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(em(self, 0.75))
        for widget, share in columns:
            self._box.addWidget(widget, share)

    @override
    def minimumSizeHint(self) -> QSize:
        # The least width is that of one column: with less room they go below one another.
        widest = max((widget.minimumSizeHint().width() for widget in self._widgets), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        below = self.width() < em(self, self._narrow)
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != way:
            self._box.setDirection(way)
            self._box.activate()
