"""The cards of one column of a board: as many as are looked at, painted and not built."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ui.icons import icon
from ui.look import FAINT, Role, Size, Surface, color, em, font, surface
from ui.plain import tip
from ui.widgets.paint import paint_card, paint_ring

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
CARD_ROLE = Qt.ItemDataRole.UserRole
PAGE = 50
LINES = 3
"""How many lines of a title are read on a card."""
APART = 8
"""Pixels between two signs."""
MIME = "application/x-jangkau-card"


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: when, what, where; and signs below, each with its role.

    ``said`` is all of it for a voice; ``off`` strikes the title out.
    """

    when: str
    title: str
    place: str
    role: Role
    signs: tuple[tuple[str, str, Role], ...] = ()
    """Icon, words and role of what is to be noticed."""
    said: str = ""
    off: bool = False


class CardsModel(QAbstractListModel):
    """Shows the cards behind ids; ``load`` fetches some, ``more`` the ids up to a number."""

    def __init__(
        self,
        load: Callable[[Sequence[int]], Mapping[int, Card]],
        more: Callable[[int], Sequence[int]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._load = load
        self._more = more
        self._ids: list[int] = []
        self._whole = 0
        self._cards: dict[int, Mapping[int, Card]] = {}

    @property
    def ids(self) -> Sequence[int]:
        """The ids fetched so far, in order."""
        return self._ids

    @property
    def whole(self) -> int:
        """How many there are, fetched or not."""
        return self._whole

    def show(self, ids: Sequence[int], whole: int) -> None:
        """Show these of ``whole`` records, read anew; if they are the same, selection stays."""
        self._cards.clear()
        self._whole = whole
        if ids and list(ids) == self._ids:
            self.repaint()
            return
        self.beginResetModel()
        self._ids = list(ids)
        self.endResetModel()

    def repaint(self) -> None:
        """Read what is shown anew."""
        self._cards.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def place(self, record_id: int) -> int:
        """Return the place of ``record_id``; -1 if it was not fetched."""
        return self._ids.index(record_id) if record_id in self._ids else -1

    def card(self, place: int) -> Card | None:
        """Return the card at ``place``, or None if its record is gone."""
        page = place // PAGE
        if page not in self._cards:
            self._cards[page] = self._load(self._ids[page * PAGE : (page + 1) * PAGE])
        return self._cards[page].get(self._ids[place])

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def fetch(self) -> None:
        """Fetch a page more, if there is one.

        Qt's own ``fetchMore`` would be called on and on before the list has been laid out.
        """
        there = len(self._ids)
        if there >= self._whole:
            return
        fresh = [one for one in self._more(there + PAGE)[there:] if one not in self._ids]
        if not fresh:
            self._whole = there
            return
        self.beginInsertRows(NOWHERE, there, there + len(fresh) - 1)
        self._cards.pop(there // PAGE, None)
        self._ids += fresh
        self.endInsertRows()

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        card = self.card(index.row()) if index.isValid() else None
        if card is None:
            return None
        if role == CARD_ROLE:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return card.said
        return tip(card.said) if role == Qt.ItemDataRole.ToolTipRole else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag
        return flags.ItemIsEnabled | flags.ItemIsSelectable | flags.ItemIsDragEnabled

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(MIME, str(self._ids[indexes[0].row()]).encode() if indexes else b"")
        return data

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction


class CardDelegate(QStyledItemDelegate):
    """Paints a card: when, what, where, and its signs."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        small, body = _heights()
        return QSize(em(option.widget, 8), 3 * small + LINES * body + em(option.widget, 1.6))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: Card | None = index.data(CARD_ROLE)
        if card is None:
            return
        box = option.rect.adjusted(2, 3, -2, -3)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        fill = surface(Surface.SELECTION) if chosen else option.palette.base().color()
        painter.save()
        paint_card(painter, box, 6, fill, surface(Surface.LINE))
        edge = QRect(box.left() + 1, box.top() + 6, 3, box.height() - 12)
        painter.fillRect(edge, color(card.role).fill)
        _paint_words(painter, box.adjusted(11, 5, -8, -5), card, option.palette)
        if focused:
            paint_ring(painter, box, 6)
        painter.restore()


def _paint_words(painter: QPainter, room: QRect, card: Card, colors: QPalette) -> None:
    small, body = _heights()
    lines = QRect(room.left(), room.top(), room.width(), small)
    _write(painter, lines, card.when, font(Size.CAPTION), colors.color(FAINT))
    title = QRect(room.left(), lines.bottom() + 2, room.width(), LINES * body)
    letters = font(Size.STRONG)
    letters.setStrikeOut(card.off)
    painter.setFont(letters)
    painter.setPen(colors.color(QPalette.ColorRole.Text))
    painter.drawText(title, WRAPPED, _fitting(card.title, letters, room.width()))
    place = QRect(room.left(), title.bottom() + 2, room.width(), small)
    _write(painter, place, card.place, font(Size.CAPTION), colors.color(FAINT))
    _paint_signs(painter, place.translated(0, small + 3), card)


def _paint_signs(painter: QPainter, room: QRect, card: Card) -> None:
    """Paint the signs side by side; words give way, so that each icon is there whole."""
    left, side = room.left(), round(room.height() * 0.8)
    letters = font(Size.CAPTION)
    metrics = QFontMetrics(letters)
    for number, (glyph, words, role) in enumerate(card.signs, 1):
        icon(glyph, role).paint(painter, QRect(left, room.top() + 1, side, side))
        left += side + 4
        end = room.right() - (len(card.signs) - number) * (side + APART)
        wide = min(metrics.horizontalAdvance(words) + 2, end - left)
        if wide > side:
            box = QRect(left, room.top(), wide, room.height())
            _write(painter, box, words, letters, color(role).ink)
            left = box.right() + APART


def _write(painter: QPainter, box: QRect, text: str, letters: Any, ink: Any) -> None:  # noqa: ANN401
    painter.setFont(letters)
    painter.setPen(ink)
    shown = QFontMetrics(letters).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, LEFT, shown)


def _fitting(text: str, letters: Any, width: int) -> str:  # noqa: ANN401 - a font
    """Return as much of a title as its lines hold, with room for words that do not break."""
    metrics = QFontMetrics(letters)
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(width * (LINES - 0.4)))


def _heights() -> tuple[int, int]:
    return QFontMetrics(font(Size.CAPTION)).height(), QFontMetrics(font(Size.STRONG)).height()


LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
WRAPPED = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
