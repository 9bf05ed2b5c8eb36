"""The line over all pages while the server of the office does not answer, or lets nobody in."""

from functools import partial

from PySide6.QtCore import Signal, SignalInstance, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.store import Store
from models.words import _
from ui.look import Role, em
from ui.widgets.notice import Notice


class AwayBanner(QWidget):
    """Shown while the network is lost, and gone when it is back; it is not asked for that."""

    packet_asked = Signal()
    """Somebody wants to go on with the packet that this desk was given."""
    password_asked = Signal()
    """Somebody wants to type the login's new password."""

    def __init__(
        self, store: Store, reached: SignalInstance, parent: QWidget | None = None
    ) -> None:
        """Listen to ``reached``, which tells of the store's server and outlives this."""
        super().__init__(parent)
        self._store = store
        self._notice = Notice()
        column = QVBoxLayout(self)
        edge = em(self, 1.5)  # as that of a page
        column.setContentsMargins(edge, em(self, 0.75), edge, 0)
        column.addWidget(self._notice)
        # The store tells on a thread of its own; a signal to a slot of this object crosses over.
        reached.connect(self._show)
        self._show(store.reached)

    def text(self) -> str:
        """Return what is said; nothing while the server answers."""
        return "" if self.isHidden() else self._notice.text()

    @Slot(bool)
    def _show(self, reached: bool) -> None:
        self.setVisible(not reached)
        if reached:
            return
        if self._store.refused:
            doing, ask = _("Type the new password…"), self.password_asked
        else:
            doing, ask = _("Go on with a packet…"), self.packet_asked
        self._notice.say(self._words(), Role.WARNING, doing, partial(self._ask, ask))

    def _words(self) -> str:
        aside = self._store.aside
        lasting = aside is not None and aside.lasting
        if self._store.refused:
            return _refused(lasting=lasting)
        if lasting:
            return _(
                "The server does not answer. What you are typing stays here and is kept encrypted "
                "on this computer, even if the program is closed; save it when the network is "
                "back. This computer keeps trying."
            )
        return _(
            "The server does not answer. What you are typing stays here as long as the program "
            "stays open; save it when the network is back. This computer keeps trying."
        )

    def _ask(self, asked: SignalInstance) -> None:
        asked.emit()
        self._show(self._store.reached)  # a notice is put aside with its button


def _refused(*, lasting: bool) -> str:
    if lasting:
        return _(
            "The server does not accept this computer's login any more: its password was changed, "
            "or it was taken away. What you are typing stays here and is kept encrypted on this "
            "computer, even if the program is closed; save it when the new password is typed."
        )
    return _(
        "The server does not accept this computer's login any more: its password was changed, or "
        "it was taken away. What you are typing stays here as long as the program stays open."
    )
