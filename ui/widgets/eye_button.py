"""The button that shows and hides what the public must not read over one's shoulder."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QToolButton, QWidget
from typing_extensions import override

from models.words import _
from ui.icons import icon
from ui.look import let_tab_reach

OPEN_FOR = 120_000
"""Milliseconds after which an eye that was forgotten closes by itself."""


class EyeButton(QToolButton):
    """Pressed, it lets NIKs be seen whole; at first they are masked.

    It closes by itself after a while, and when it is not to be seen any more: as another page is
    shown, or the lock.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoRaise(True)
        let_tab_reach(self)
        self._forgotten = QTimer(self, singleShot=True)
        self._forgotten.timeout.connect(lambda: self.setChecked(False))
        self.toggled.connect(self._turn)
        self._turn(shown=False)

    def allow(self, *, allowed: bool) -> None:
        """Be there only for who may see NIKs whole; whom it is not for, it shows none."""
        if not allowed:
            self.setChecked(False)
            self.setEnabled(False)
            self.setToolTip(_("Your role does not allow to see NIKs whole."))

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.setChecked(False)

    def _turn(self, shown: bool) -> None:
        self.setIcon(icon("eye-off" if shown else "eye"))
        self.setToolTip(_("Hide the NIKs") if shown else _("Show the NIKs whole"))
        self.setAccessibleName(self.toolTip())
        if shown:
            self._forgotten.start(OPEN_FOR)
        else:
            self._forgotten.stop()
