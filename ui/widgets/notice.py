"""A message in its place: icon, words and perhaps a thing to do, in the colour of its role."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from models.words import _
from ui.icons import icon
from ui.look import Role, color, em, let_tab_reach
from ui.plain import label
from ui.widgets.icon_view import IconView
from ui.widgets.paint import paint_card
from ui.widgets.text import Text

ICONS = {
    Role.NEUTRAL: "info",
    Role.INFO: "info",
    Role.SUCCESS: "circle-check",
    Role.WARNING: "triangle-alert",
    Role.DANGER: "circle-alert",
}


class Notice(QWidget):
    """A message inside a page or form; hidden until it has something to say."""

    closed = Signal()
    """The person put it aside."""

    def __init__(self, parent: QWidget | None = None, *, closable: bool = False) -> None:
        super().__init__(parent)
        self._role = Role.INFO
        self._icon = IconView("info", Role.INFO)
        self._words = Text(wrap=True)
        self._action = QPushButton(self)
        self._do: Callable[[], object] = _nothing
        self._close = QToolButton(self)
        self._close.setIcon(icon("x"))
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(_("Close this message"))
        self._close.setVisible(closable)
        let_tab_reach(self._close)
        self._row = row = QHBoxLayout(self)
        edge = em(self, 0.6)
        row.setContentsMargins(edge, edge, edge, edge)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._action.clicked.connect(self._act)
        self._close.clicked.connect(self.hide)
        self._close.clicked.connect(self.closed)
        self.hide()

    def say(
        self,
        text: str,
        role: Role = Role.INFO,
        action: str = "",
        do: Callable[[], object] | None = None,
    ) -> None:
        """Show ``text``, with a button ``action`` that calls ``do``; a voice says it too."""
        self._role = role
        self._do = do or _nothing
        self._icon.show_icon(ICONS[role], role)
        self._words.setText(text)
        self._words.set_ink(role)
        self._action.setText(label(action))
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        self._fit()
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def text(self) -> str:
        """Return what it says; empty if it says nothing."""
        return "" if self.isHidden() else self._words.text()

    def acts(self) -> bool:
        """Whether it offers something to do."""
        return not self._action.isHidden()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        shade = color(self._role)
        paint_card(QPainter(self), self.rect(), em(self, 0.4), shade.background, shade.fill)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as tall as all lines of the words: the hint knows them only at another width."""
        height = self.heightForWidth(self.width())
        if height >= 0:  # else it is not laid out yet
            self.setMaximumHeight(height)
            self._row.setGeometry(self.rect())  # it may have been laid out taller than that

    def _act(self) -> None:
        self.hide()
        self._do()


def _nothing() -> None:
    """Do nothing."""
