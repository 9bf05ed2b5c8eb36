"""A card by itself in the middle of the window: what is shown before a database is open."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.look import ACCENT, Size, em
from ui.widgets.icon_view import IconView
from ui.widgets.panel import Card
from ui.widgets.text import Text

NAME = "Jangkau"


class Alone(QWidget):
    """A card under the program's mark; ``column`` takes what lies on it. All of it scrolls."""

    def __init__(
        self, width: float = 34, *, mark: bool = True, parent: QWidget | None = None
    ) -> None:
        """Make a card at most ``width`` text lines wide; ``mark`` shows whose program this is."""
        super().__init__(parent)
        card = Card()
        self.column = card.column
        edge = em(self, 1.5)
        self.column.setContentsMargins(edge, em(self, 1.25), edge, edge)
        self.column.setSpacing(em(self, 0.75))
        self._middle = middle = QWidget()
        middle.setMaximumWidth(em(self, width))
        self._stacked = stacked = QVBoxLayout(middle)
        stacked.setContentsMargins(0, em(self), 0, em(self))
        stacked.setSpacing(em(self))
        stacked.addStretch(2)
        if mark:
            stacked.addLayout(_mark(self))
        stacked.addWidget(card)
        stacked.addStretch(3)
        self._scroll = _centred(middle)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._scroll)

    def scroll_up(self) -> None:
        """Show the top of the card again, as after what lies on it was changed."""
        self._scroll.verticalScrollBar().setValue(0)

    def whole_size(self) -> QSize:
        """Return the size in which all of the card is seen, with room for a message."""
        width = self._middle.maximumWidth()
        self._stacked.invalidate()  # what was laid on the card since is not known to it yet
        height = self._stacked.totalHeightForWidth(width)
        return QSize(width + em(self, 3), height + em(self, 5))

    def enter(self) -> None:
        """Do what Enter means where the keyboard is on no button."""

    def may_leave(self) -> bool:
        """Whether something else may be shown now; what would be lost asks."""
        return True

    def is_busy(self) -> bool:
        """Whether something is under way that what stands here waits for."""
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focus = self.focusWidget()
        if isinstance(focus, QAbstractButton):
            focus.click()
        else:
            self.enter()


class _Sheet(QWidget):
    """Is as tall as what lies on it needs at its width, not as tall as where it is narrowest."""

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


def heading(text: str, detail: str = "") -> QVBoxLayout:
    """Return a heading and, fainter below it, what it is about."""
    lines = QVBoxLayout()
    title = Text(text, Size.TITLE, wrap=True)
    lines.addWidget(title)
    if detail:
        lines.addWidget(Text(detail, wrap=True))
    return lines


def in_dialog(alone: Alone, title: str, window: QWidget) -> QDialog:
    """Return ``alone`` in a dialog before ``window``, not shown yet."""
    dialog = QDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(alone)
    dialog.resize(alone.whole_size().boundedTo(window.size()))
    alone.setFocus()
    return dialog


def _mark(on: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(em(on, 0.4))
    row.addStretch(1)
    row.addWidget(IconView("radio-tower", ACCENT, 2))
    row.addWidget(Text(NAME, Size.TITLE))
    row.addStretch(1)
    return row


def _centred(middle: QWidget) -> QScrollArea:
    """Return ``middle`` in the middle of what scrolls."""
    sheet = _Sheet()
    row = QHBoxLayout(sheet)
    row.setContentsMargins(em(sheet), 0, em(sheet), 0)
    row.addStretch(1)
    row.addWidget(middle, 1000)  # all the room there is, up to its greatest width
    row.addStretch(1)
    scroll = QScrollArea()
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(sheet)
    return scroll
