"""Cells of two lines: what it is, and below it, fainter, what tells more of it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from typing_extensions import override

from ui.look import FAINT, em
from ui.tables.badge_delegate import BadgeDelegate, room_of
from ui.tables.rows_model import BADGE_ROLE
from ui.tables.rows_view import RowsView

Index = QModelIndex | QPersistentModelIndex
LINES = 3.1
"""How tall a row is, in text lines."""


class TwoLines(BadgeDelegate):
    """Paints what stands behind a line break fainter, on a line of its own; badges as ever."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), round(option.fontMetrics.height() * LINES))

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.text = ""  # how tall the row is follows from the lines, not from the break

    @override
    def text(self, option: QStyleOptionViewItem, index: Index) -> str:
        return ""  # the lines are painted here, upon the ground painted there

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.data(BADGE_ROLE):
            return
        height = option.fontMetrics.height()
        room = room_of(option, index)
        first, _break, second = str(index.data() or "").partition("\n")
        above = room.adjusted(0, round(height * 0.4), 0, 0)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        for text, line, ink in (
            (first, above, QPalette.ColorRole.Text),
            (second, above.translated(0, round(height * 1.12)), FAINT),
        ):
            font = QFont(option.font)
            if chosen and line is above:
                font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(option.palette.color(ink))
            shown = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, room.width()
            )
            side = index.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
            painter.drawText(line, Qt.AlignmentFlag.AlignTop | (side or LEFT), shown)
        painter.restore()


LEFT = Qt.AlignmentFlag.AlignLeft


def show_two_lines(view: RowsView) -> None:
    """Give ``view`` rows of two lines."""
    view.setItemDelegate(TwoLines(view))
    view.verticalHeader().setDefaultSectionSize(em(view, LINES))
