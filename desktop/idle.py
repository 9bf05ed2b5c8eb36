"""Locks the screen when nobody has touched key or mouse for a while."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from typing_extensions import override

TOUCHES = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)
MINUTE = 60_000
MOST = 7 * 24 * 60
"""Minutes after which it locks at the latest, whatever the settings say: what a timer holds."""


class IdleLock(QObject):
    """Calls ``lock`` after so many minutes without a touch; 0 minutes means never."""

    def __init__(self, app: QApplication, lock: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lock)
        self._app = app

    def watch(self, minutes: int) -> None:
        """Begin to watch, or stop watching with 0."""
        self._timer.stop()
        self._app.removeEventFilter(self)
        if minutes > 0:
            self._timer.start(min(minutes, MOST) * MINUTE)
            self._app.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self._timer.start()
        return False
