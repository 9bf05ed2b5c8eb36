"""The right edge of a table: its last column keeps clear of the bar that lies over the rows."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyleOptionHeader,
    QTableView,
    QWidget,
)
from typing_extensions import override


def room_beside(view: QWidget | None, column: int) -> int:
    """Return how many pixels a column keeps free at its right for the scroll bar.

    Only the last that is shown does, where there is a bar and the style lays it over the rows.
    """
    if not isinstance(view, QTableView):
        return 0
    bar, header = view.verticalScrollBar(), view.horizontalHeader()
    if bar.maximum() <= bar.minimum():
        return 0
    beyond = range(header.visualIndex(column) + 1, header.count())
    if any(not header.isSectionHidden(header.logicalIndex(place)) for place in beyond):
        return 0
    lies_over = view.style().styleHint(QStyle.StyleHint.SH_ScrollBar_Transient, None, bar)
    return bar.sizeHint().width() if lies_over else 0


class EdgeHeader(QHeaderView):
    """Paints the title of the last column with the same room at its right as its cells have."""

    def __init__(self, view: QTableView) -> None:
        """Stand above ``view``."""
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self._bare = False
        self.setSectionsClickable(True)

    @override
    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logicalIndex: int) -> None:
        super().initStyleOptionForIndex(option, logicalIndex)
        if self._bare:
            option.text = ""
            option.sortIndicator = QStyleOptionHeader.SortIndicator.None_

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        room = room_beside(self._view, logicalIndex)
        if not room:
            super().paintSection(painter, rect, logicalIndex)
            return
        self._bare = True
        super().paintSection(painter, rect, logicalIndex)
        self._bare = False
        narrower = rect.adjusted(0, 0, -room, 0)
        painter.save()
        painter.setClipRect(narrower.adjusted(0, 0, -2, 0))  # without the line at its end
        super().paintSection(painter, narrower, logicalIndex)
        painter.restore()
