"""The line over all pages while the server of the office does not answer."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.store import Store
from models.words import _
from ui.look import Role, em
from ui.widgets.notice import Notice


class AwayBanner(QWidget):
    """Shown while the network is lost, and gone when it is back; it is not asked for that."""

    _told = Signal(bool)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice = Notice()
        column = QVBoxLayout(self)
        column.setContentsMargins(em(self), em(self, 0.5), em(self), 0)
        column.addWidget(self._notice)
        # The store tells on a thread of its own; a signal to a slot of this object crosses over.
        self._told.connect(self._show)
        store.watch(self._told.emit)
        self._show(store.reached)

    def text(self) -> str:
        """Return what is said; nothing while the server answers."""
        return "" if self.isHidden() else self._notice.text()

    @Slot(bool)
    def _show(self, reached: bool) -> None:
        self._notice.say(
            _(
                "The server does not answer. What you are typing stays here; "
                "save it when the network is back. This computer keeps trying."
            ),
            Role.WARNING,
        )
        self.setVisible(not reached)
