"""Draws the cells of a table in the house look: text with room around it, badges as pills."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ui.look import Surface, surface
from ui.tables.edge_header import room_beside
from ui.tables.rows_model import BADGE_ROLE
from ui.widgets.badge import badge_size, paint_badge

Index = QModelIndex | QPersistentModelIndex


class BadgeDelegate(QStyledItemDelegate):
    """Paints text and badges on a row's ground; the chosen row is tinted, its text bold.

    The style's own item painting would put badges on a strong colour, where they cannot be read.
    """

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = option.fontMetrics.height()
        badge = index.data(BADGE_ROLE)
        width = badge_size(badge.text).width() if badge else super().sizeHint(option, index).width()
        return QSize(width + height, round(height * 2.3))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # Not by initStyleOption: it asks the model for eight roles of a cell, most of them none.
        painter.save()
        _paint_ground(painter, option)
        room = room_of(option, index)
        badge = index.data(BADGE_ROLE)
        if badge:
            paint_badge(painter, room, badge)
        else:
            side = index.data(Qt.ItemDataRole.TextAlignmentRole)
            option.displayAlignment = side or option.displayAlignment
            _paint_text(painter, option, room, self.text(option, index))
        painter.restore()

    def text(self, option: QStyleOptionViewItem, index: Index) -> str:
        """Return what is painted of a cell that is no badge."""
        return self.displayText(index.data(), option.locale)


def room_of(option: QStyleOptionViewItem, index: Index) -> QRect:
    """Return where in a cell something may stand."""
    half = option.fontMetrics.height() // 2
    return option.rect.adjusted(half, 0, -half - room_beside(option.widget, index.column()), 0)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect, surface(Surface.SELECTION))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, surface(Surface.HOVER))
    painter.setPen(surface(Surface.TRACK))
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


def _paint_text(painter: QPainter, option: QStyleOptionViewItem, room: QRect, text: str) -> None:
    font = option.font
    if option.state & QStyle.StateFlag.State_Selected:
        font = QFont(font)
        font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    enabled = option.state & QStyle.StateFlag.State_Enabled
    group = QPalette.ColorGroup.Active if enabled else QPalette.ColorGroup.Disabled
    painter.setPen(option.palette.color(group, QPalette.ColorRole.Text))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, option.displayAlignment, shown)
