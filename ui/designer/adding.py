"""What can be put on a card: a button for each kind of element."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from models.designs.design import (
    AnyElement,
    Bars,
    Box,
    Line,
    Photo,
    Picture,
    Qr,
    Rectangle,
    Signature,
    Text,
)
from models.designs.reading import MOST
from models.words import _, ngettext
from ui.designer.naming import kind_name
from ui.designer.state import DesignState
from ui.icons import icon
from ui.look import Size, em, font, let_tab_reach
from ui.plain import label
from ui.widgets.notice import Notice
from ui.widgets.reflow import Tiles

GLYPHS: dict[type[AnyElement], str] = {
    Text: "type",
    Photo: "square-user-round",
    Picture: "image",
    Line: "minus",
    Rectangle: "square",
    Qr: "qr-code",
    Bars: "barcode",
    Signature: "signature",
}
"""The icon of each kind of element."""
LEAST = 4.4
"""The least width of a button, in text lines."""


class Adding(QWidget):
    """Adds an element in the middle of the side that is worked on, and chooses it."""

    added = Signal()

    def __init__(self, state: DesignState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._notice = Notice()
        self.buttons = {kind: self._button(kind) for kind in GLYPHS}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Tiles(list(self.buttons.values()), LEAST))
        column.addWidget(self._notice)
        self.setFocusProxy(self.buttons[Text])

    def add(self, kind: type[AnyElement]) -> None:
        """Add an element of a kind, unless the side is full."""
        if len(self._state.elements) >= MOST:
            said = ngettext(
                "A side has room for {n} element.", "A side has room for {n} elements.", MOST
            )
            self._notice.say(said)
            return
        self._notice.hide()
        element = new_element(kind, self._state.design.size)
        self._state.add([element], _("Add: {kind}").format(kind=kind_name(kind)))
        self.added.emit()

    def _button(self, kind: type[AnyElement]) -> QToolButton:
        button = QToolButton()
        button.setText(label(kind_name(kind)))
        button.setAccessibleName(_("Add: {kind}").format(kind=kind_name(kind)))
        button.setIcon(icon(GLYPHS[kind]))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(em(self, 1.2), em(self, 1.2)))
        button.setFont(font(Size.CAPTION))
        button.setAutoRaise(True)
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        let_tab_reach(button)
        button.clicked.connect(partial(self.add, kind))
        return button


def new_element(kind: type[AnyElement], size: tuple[float, float]) -> AnyElement:
    """Return an element of a kind as it begins, in the middle of a card of this size."""
    makers: dict[type[AnyElement], Callable[[], AnyElement]] = {
        Text: lambda: Text(box=_middle(size, 40, 6), text=_("Text")),
        Photo: lambda: Photo(box=_middle(size, 18, 24)),
        Picture: lambda: Picture(box=_middle(size, 12, 12)),
        Line: lambda: Line(box=_middle(size, 40, 1)),
        Rectangle: lambda: Rectangle(box=_middle(size, 30, 12)),
        Qr: lambda: Qr(box=_middle(size, 20, 20)),
        Bars: lambda: Bars(box=_middle(size, 44, 10)),
        Signature: lambda: Signature(box=_middle(size, 30, 10), caption="{label_signature}"),
    }
    return makers[kind]()


def _middle(size: tuple[float, float], width: float, height: float) -> Box:
    width = min(width, size[0] - 4)
    return Box(round((size[0] - width) / 2, 1), round((size[1] - height) / 2, 1), width, height)
