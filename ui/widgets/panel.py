"""White cards: a panel with a title, and a card with one big number."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.look import FAINT, Size, Surface, em, surface
from ui.widgets.badge import Badge, BadgeLabel
from ui.widgets.paint import paint_card, paint_ring
from ui.widgets.text import Text


class Card(QFrame):
    """A rounded card on the page; ``column`` takes what lies on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        edge = em(self)
        self.column.setContentsMargins(edge, round(edge * 0.85), edge, edge)
        self.column.setSpacing(em(self, 0.6))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_card(painter, self.rect(), em(self, 0.5), self._fill(), surface(Surface.LINE))
        if self.hasFocus() and self.focusProxy() is None:  # else a field on it has the keyboard
            paint_ring(painter, self.rect(), em(self, 0.5))

    def _fill(self) -> QColor:
        return self.palette().base().color()


class Panel(Card):
    """A card with a title and, at the right of it, an optional small widget."""

    def __init__(
        self, title: str, trailing: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = Text(title, Size.HEADING, elide=True)
        self.setAccessibleName(title)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        if trailing is not None:
            head.addWidget(trailing)
        self.column.addLayout(head)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def hide_title(self) -> None:
        """Show no title, where what stands above says it; a screen reader still does."""
        self._title.hide()

    def add(self, what: QWidget | QLayout, stretch: int = 0) -> None:
        """Put ``what`` below what is there."""
        if isinstance(what, QWidget):
            self.column.addWidget(what, stretch)
        else:
            self.column.addLayout(what, stretch)


class StatCard(Card):
    """A big number, what it counts, and a badge beside it; with ``opens`` it can be chosen."""

    chosen = Signal()

    def __init__(
        self,
        caption: str,
        number: str = "–",
        badge: Badge | None = None,
        *,
        opens: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._opens = opens
        self._number = Text(number, Size.NUMBER)
        self._caption = Text(caption, ink=FAINT, elide=True)
        self._badge = BadgeLabel(badge, self)
        top = QHBoxLayout()
        top.addWidget(self._number, 1)
        top.addWidget(self._badge)
        self.column.addLayout(top)
        self.column.addWidget(self._caption)
        self.column.setSpacing(em(self, 0.25))
        if opens:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_number(number, badge)

    def show_number(self, number: str, badge: Badge | None = None) -> None:
        """Show another number and badge."""
        self._number.setText(number)
        self._badge.show_badge(badge)
        said = f"{number}, {badge.text}" if badge else number
        self.setAccessibleName(self._caption.text())
        self.setAccessibleDescription(said)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if self._opens and enter:
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._opens and self.rect().contains(event.position().toPoint()):
            self.chosen.emit()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    @override
    def _fill(self) -> QColor:
        hovered = self._opens and self.underMouse()
        return surface(Surface.HOVER) if hovered else super()._fill()


class TurningCard(StatCard):
    """A number whose badge stands below it where there is no room for it beside the number."""

    @override
    def show_number(self, number: str, badge: Badge | None = None) -> None:
        super().show_number(number, badge)
        self._turn()

    @override
    def sizeHint(self) -> QSize:
        # Whichever way it stands now: it would not turn back to the side otherwise.
        return QSize(self._side_by_side() + self._edges(), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        texts = max(self._number.sizeHint().width(), self._caption.sizeHint().width())
        needed = max(texts, self._badge_width()) + self._edges()
        return QSize(needed, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        below = self._side_by_side() > self.width() - self._edges()
        ways = QBoxLayout.Direction
        way = ways.TopToBottom if below else ways.LeftToRight
        if self._top().direction() != way:
            self._top().setDirection(way)
            self.column.activate()

    def _side_by_side(self) -> int:
        return self._number.sizeHint().width() + self._top().spacing() + self._badge_width()

    def _badge_width(self) -> int:
        return 0 if self._badge.isHidden() else self._badge.sizeHint().width()

    def _edges(self) -> int:
        margins = self.column.contentsMargins()
        return margins.left() + margins.right()

    def _top(self) -> QBoxLayout:
        """Return the layout of number and badge."""
        return self.column.findChildren(QHBoxLayout)[0]
