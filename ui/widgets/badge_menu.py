"""A badge that opens a menu: how something stands, and what it may be changed to."""

from collections.abc import Mapping
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.look import em, rings_buttons
from ui.plain import label
from ui.widgets.badge import Badge, badge_size, paint_badge
from ui.widgets.paint import paint_ring

Value = TypeVar("Value")

ROOM = "    "
"""Room for the arrow behind the words, in blanks."""
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


class BadgeMenu(QAbstractButton, Generic[Value]):
    """Shows one of several badges; its menu chooses another, with the present one ticked."""

    chosen = Signal(object)
    """Another value was chosen; the badge itself changes only by ``show_value``."""

    def __init__(
        self, name: str, badges: Mapping[Value, Badge], parent: QWidget | None = None
    ) -> None:
        """Offer ``badges`` by their values; a screen reader calls the button ``name``."""
        super().__init__(parent)
        self._badges = badges
        self._badge = Badge("")
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.menu = QMenu(self)
        self.menu.setAccessibleName(name)
        group = QActionGroup(self)
        self._actions = {
            value: group.addAction(label(badge.text)) for value, badge in badges.items()
        }
        for value, action in self._actions.items():
            action.setCheckable(True)
            action.triggered.connect(partial(self._choose, value))
        self.menu.addActions(list(self._actions.values()))
        self.clicked.connect(self.open)

    def show_value(self, value: Value) -> None:
        """Show the badge of ``value``."""
        self._value = value
        self._badge = self._badges[value]
        self._actions[value].setChecked(True)
        self.setAccessibleDescription(self._badge.text)
        self.updateGeometry()
        self.update()

    def said(self) -> str:
        """Return what the badge says."""
        return self._badge.text

    def open(self) -> None:
        """Show the menu below the badge."""
        self.menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    @override
    def sizeHint(self) -> QSize:
        return badge_size(self._badge.text + ROOM)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENING:
            self.open()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, self.rect(), Badge(self._badge.text + ROOM, self._badge.role))
        side = em(self, 0.85)
        arrow = QRect(self.width() - side - em(self, 0.35), 0, side, self.height())
        icon("chevron-down", self._badge.role).paint(painter, arrow)
        if self.underMouse() or (self.hasFocus() and not rings_buttons()):
            paint_ring(painter, self.rect(), self.height() / 2)

    def _choose(self, value: Value) -> None:
        self._actions[self._value].setChecked(True)  # until whoever is told shows another
        if value != self._value:
            self.chosen.emit(value)
