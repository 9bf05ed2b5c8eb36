"""Draws designs in a list: the card as it looks, its name, and what it is used for."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from models.designs.design import LANDSCAPE
from ui.look import FAINT, Size, Surface, font, surface
from ui.widgets.paint import paint_card, paint_ring

Index = QModelIndex | QPersistentModelIndex
IMAGE_ROLE = Qt.ItemDataRole.UserRole
WIDE, HIGH = 11.0, 7.4
"""The room of a picture, in text lines."""
MIDDLE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


class FaceDelegate(QStyledItemDelegate):
    """Paints the text before a line break strong, and what stands behind it faint."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = option.fontMetrics.height()
        return QSize(round(line * (WIDE + 2)), round(line * (HIGH + 4)))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = option.fontMetrics.height()
        painter.save()
        room = option.rect.adjusted(2, 2, -2, -2)
        self._paint_ground(painter, option, room)
        picture = QRect(0, 0, round(line * WIDE), round(line * HIGH))
        picture.moveCenter(QPoint(room.center().x(), 0))
        picture.moveTop(room.top() + line // 2)
        _paint_face(painter, index.data(IMAGE_ROLE), picture)
        title, _break, standing = str(index.data() or "").partition("\n")
        words = room.adjusted(line // 2, 0, -(line // 2), 0)
        words.setTop(picture.bottom() + line // 2)
        _write(painter, words, title, Size.STRONG, option.palette.color(QPalette.ColorRole.Text))
        words.setTop(words.top() + round(line * 1.2))
        _write(painter, words, standing, Size.CAPTION, option.palette.color(FAINT))
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, room: QRect) -> None:
        corner = option.fontMetrics.height() / 2
        if option.state & QStyle.StateFlag.State_Selected:
            tint = surface(Surface.SELECTION)
            paint_card(painter, room, corner, tint, tint)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            tint = surface(Surface.HOVER)
            paint_card(painter, room, corner, tint, tint)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, room, corner)


def _paint_face(painter: QPainter, image: object, room: QRect) -> None:
    shown = image if isinstance(image, QImage) and not image.isNull() else None
    size = QSizeF(shown.size()) if shown else QSizeF(*LANDSCAPE)
    place = QRect(room)
    place.setSize(size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio).toSize())
    place.moveCenter(room.center())
    if shown is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, shown)
    painter.setPen(surface(Surface.LINE))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(place.adjusted(-1, -1, 0, 0))


def _write(painter: QPainter, room: QRect, text: str, size: Size, ink: QColor) -> None:
    chosen = font(size)
    shown = QFontMetrics(chosen).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.setFont(chosen)
    painter.setPen(ink)
    painter.drawText(room, MIDDLE, shown)
