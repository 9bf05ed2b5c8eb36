"""The top of a page: title, what it is about, search of everything, and its main actions."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from models.words import _
from ui.icons import icon
from ui.look import FAINT, Size, em
from ui.plain import label
from ui.widgets.reflow import NARROW
from ui.widgets.text import Text
from ui.widgets.type_ahead import Find, TypeAhead

SEARCH_KEY = "Ctrl+K"
TITLE_ROOM = 15
"""How many text lines wide a title may be at least before the tools go below it."""
TITLE_SHARE, TOOLS_SHARE = 4, 3
"""The shares of the width that the title and the tools beside it have."""
SEARCH_ROOM = 18
"""How many text lines wide the search field becomes beside the actions."""
QWIDGETSIZE_MAX = 16_777_215
"""What Qt takes for no limit of a width."""


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
        self.search.setMaximumWidth(em(self, SEARCH_ROOM))
        self.search.hide()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._actions = QHBoxLayout()
        self._tools = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for row in (self._actions, self._tools):
            row.setSpacing(em(self, 0.75))
        self._tools.addSpacerItem(QSpacerItem(0, 0))  # beside the title, what is left over
        self._tools.addWidget(self.search, 99, Qt.AlignmentFlag.AlignVCenter)
        self._tools.addLayout(self._actions)
        self._tools.setAlignment(self._actions, Qt.AlignmentFlag.AlignLeft)
        for action in actions:
            self._actions.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(em(self, 0.75))
        self._box.addLayout(words, TITLE_SHARE)
        self._box.addLayout(self._tools, TOOLS_SHARE)

    @override
    def minimumSizeHint(self) -> QSize:
        # With less room the tools go below the title, so that it need not be cut short, and with
        # even less the actions below the search.
        return QSize(max(self._tool_widths()), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()  # an action may have been shown or hidden
        return done

    def _fit(self) -> None:
        """Put the tools where they and the title find room."""
        widths = self._tool_widths()
        beside = sum(widths) + self._tools.spacing() * (len(widths) - 1)
        below = self.width() < beside + em(self, TITLE_ROOM) or self._cuts_title(beside)
        apart = self.width() < beside
        self.search.setMaximumWidth(QWIDGETSIZE_MAX if below else em(self, SEARCH_ROOM))
        self._tools.setStretch(0, 0 if below else 1)
        _turn(self._tools, below=apart)
        _turn(self._box, below=below)

    def _cuts_title(self, beside: int) -> bool:
        """Whether tools so wide would cut short, in a narrow window, a title that has a line."""
        left = self.width() - self._box.spacing()
        room = min(left - beside, left * TITLE_SHARE // (TITLE_SHARE + TOOLS_SHARE))
        narrow = self.width() < em(self, NARROW)
        return narrow and room < self._title.sizeHint().width() <= self.width()

    def _tool_widths(self) -> list[int]:
        """Return the least widths of the actions and, where it is shown, of the search field."""
        actions = self._actions.minimumSize().width()
        return [actions] if self.search.isHidden() else [actions, self.search.minimumWidth()]

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
        place = max(self._actions.count() - 1, 0)
        self._actions.insertWidget(place, action, 0, Qt.AlignmentFlag.AlignVCenter)

    def title(self) -> str:
        """Return the title."""
        return self._title.text()

    def show_title(self, title: str, subtitle: str = "") -> None:
        """Change title and subtitle."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)

    def _begin_search(self) -> None:
        """Have the field begin empty when one is here again: what was chosen is shown elsewhere."""
        self.search.show_value(None, "")

    def search_with(self, find: Find) -> None:
        """Show the search field and fill its list by ``find``."""
        self.search.find_with(find)
        self.search.chosen.connect(self._begin_search)
        self.search.show()


def _turn(box: QBoxLayout, *, below: bool) -> None:
    """Let what is in ``box`` stand below one another, or side by side."""
    way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
    if box.direction() != way:
        box.setDirection(way)
        box.activate()
