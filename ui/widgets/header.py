"""The top of a page: title, what it is about, search of everything, and its main actions."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from models.words import _
from ui.icons import icon
from ui.look import FAINT, Size, em
from ui.plain import label
from ui.widgets.text import Text
from ui.widgets.type_ahead import Find, TypeAhead

SEARCH_KEY = "Ctrl+K"
TITLE_ROOM = 15
"""How many text lines wide a title may be at least before the tools go below it."""


def action_button(text: str, glyph: str = "", *, primary: bool = False) -> QPushButton:
    """Return a button with an icon; the page's ``primary`` one stands out."""
    button = QPushButton(label(text))
    if glyph:
        button.setIcon(icon(glyph))
    button.setDefault(primary)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return button


class PageHeader(QWidget):
    """Title and subtitle at the left; search field and actions at the right."""

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        actions: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = Text(title, Size.TITLE, elide=True)
        self._subtitle = Text(subtitle, ink=FAINT, elide=True)
        self._hint = _("Search anything…  Ctrl+K")
        self.search = TypeAhead(self._hint, glyph="search", parent=self)
        self.search.installEventFilter(self)
        self.search.setMinimumWidth(em(self, 8))
        self.search.setMaximumWidth(em(self, 18))
        self.search.hide()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._row = QHBoxLayout()
        self._row.setSpacing(em(self, 0.75))
        self._row.addWidget(self.search, 1, Qt.AlignmentFlag.AlignVCenter)
        for action in actions:
            self._row.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(em(self, 0.75))
        self._box.addLayout(words, 4)
        self._box.addLayout(self._row, 3)

    @override
    def minimumSizeHint(self) -> QSize:
        # With less room the tools go below the title, so that it need not be cut short.
        return QSize(self._row.minimumSize().width(), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self._row.minimumSize().width() + em(self, TITLE_ROOM)
        below = self.width() < needed
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != way:
            self._box.setDirection(way)
            self._box.activate()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the hint of a narrow search field say its key alone."""
        if watched is self.search and event.type() == QEvent.Type.Resize:
            field = self.search
            room = field.width() - field.cursorRect().center().x() - em(field, 0.5)
            fits = field.fontMetrics().horizontalAdvance(self._hint) <= room
            field.setPlaceholderText(self._hint if fits else SEARCH_KEY)
        return super().eventFilter(watched, event)

    def add_action(self, action: QWidget) -> None:
        """Put ``action`` before the last one, which is what is done most."""
        place = max(self._row.count() - 1, 0)
        self._row.insertWidget(place, action, 0, Qt.AlignmentFlag.AlignVCenter)

    def title(self) -> str:
        """Return the title."""
        return self._title.text()

    def show_title(self, title: str, subtitle: str = "") -> None:
        """Change title and subtitle."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)

    def search_with(self, find: Find) -> None:
        """Show the search field and fill its list by ``find``."""
        self.search.find_with(find)
        self.search.show()
