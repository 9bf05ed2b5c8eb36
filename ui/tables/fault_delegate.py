"""Cells that are typed into: the one that is wrong is marked, and the one the keyboard is on."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from typing_extensions import override

from ui.look import Surface, color, surface
from ui.tables.badge_delegate import BadgeDelegate
from ui.tables.rows_model import FAULT_ROLE

Index = QModelIndex | QPersistentModelIndex


class FaultDelegate(BadgeDelegate):
    """Draws a frame round either, in the colour of the fault or of the focus."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        fault = index.data(FAULT_ROLE)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if fault is None and not focused:
            return
        ink = surface(Surface.FOCUS) if focused else color(fault).fill
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, 2 if focused else 1.2))
        painter.drawRoundedRect(option.rect.adjusted(1, 2, -2, -3), 4, 4)
        painter.restore()
