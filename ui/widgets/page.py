"""What every page of the window is: a header, and below it what scrolls when room is short."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QFrame,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.look import em
from ui.widgets.header import PageHeader

PAGE_KEYS: dict[int, QAbstractSlider.SliderAction] = {
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
}


class Page(QWidget):
    """A page with a header and a column of contents. The whole of it scrolls when it must."""

    filling = Signal(bool)
    """Whether the page wants the whole window for itself from now on, or gives it back."""
    full_asked = Signal()
    """The page asks to be given the whole screen, or to be let out of it."""
    keys_asked = Signal()
    """The list of the keys is asked for."""

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        actions: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._beginning: QWidget | None = None
        self.header = PageHeader(title, subtitle, actions)
        sheet = QWidget()
        self.column = QVBoxLayout(sheet)
        edge = em(self, 1.5)
        self.column.setContentsMargins(edge, em(self), edge, em(self, 0.75))
        self.column.setSpacing(em(self, 0.75))
        self.column.addWidget(self.header)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(sheet)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._scroll)

    def add(self, what: QWidget | QLayout, stretch: int = 0) -> None:
        """Put ``what`` below what is there."""
        if isinstance(what, QWidget):
            self.column.addWidget(what, stretch)
        else:
            self.column.addLayout(what, stretch)

    def begin_at(self, widget: QWidget) -> None:
        """Put the keyboard into ``widget`` whenever the page is gone to."""
        self._beginning = widget

    def begin(self) -> None:
        """Put the keyboard where the page begins."""
        if self._beginning is not None:
            self._beginning.setFocus()

    def go(self, **where: object) -> None:
        """Show the place ``where`` names: an event, a person, a part. Called at each visit."""

    def turn_full(self) -> bool:
        """Take the whole screen, or give it back; return whether this page can."""
        return False

    def give_back(self) -> None:
        """Give the whole screen back, as another page is shown."""

    def may_leave(self) -> bool:
        """Whether the window may show another page now; a page with unsaved work asks."""
        return True

    def may_close(self) -> bool:
        """Whether the window may close now; a page that keeps what is unsaved need not ask."""
        return self.may_leave()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        turned = PAGE_KEYS.get(event.key())
        if turned is None:
            super().keyPressEvent(event)
        else:
            self._scroll.verticalScrollBar().triggerAction(turned)
