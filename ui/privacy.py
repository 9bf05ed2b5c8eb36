"""What the public must not read over one's shoulder: masked, but while a key is held."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid
from typing_extensions import override

HELD_KEY = Qt.Key.Key_F12
"""It types nothing, no system's window takes it, and no hand rests on it by accident."""
AWAY = frozenset({QEvent.Type.ApplicationDeactivate, QEvent.Type.WindowDeactivate})
KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease})


class Privacy(QObject):
    """Whether the key is held that lets NIKs and incomes be seen.

    It is heard of wherever the keyboard is, while one of the widgets watched is to be seen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._held = False
        self._allowed: Callable[[], bool] = lambda: True
        self._seen: set[int] = set()
        self._key = _HeldKey(self)

    @property
    def held(self) -> bool:
        """Whether the key is held now."""
        return self._held

    def ask(self, allowed: Callable[[], bool]) -> None:
        """Hear of the key only while ``allowed`` says so."""
        self._allowed = allowed

    def watch(self, widget: QWidget) -> None:
        """Hear of the key whenever ``widget`` is to be seen."""
        widget.installEventFilter(self)
        number = id(widget)
        widget.destroyed.connect(lambda: self._unsee(number))
        if widget.isVisible():
            self._see(number)

    def hold(self, *, on: bool) -> None:
        """Note that the key went down, or was let go; for whom it is not, it never is down."""
        on = on and self._allowed()
        if on != self._held:
            self._held = on
            self.changed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._see(id(watched))
        elif event.type() == QEvent.Type.Hide:
            self._unsee(id(watched))
        return False

    def _see(self, number: int) -> None:
        if not self._seen:
            self._key.listen(on=True)
        self._seen.add(number)

    def _unsee(self, number: int) -> None:
        if number in self._seen:
            self._seen.remove(number)
            if not self._seen and isValid(self._key):  # else the program ends
                self._key.listen(on=False)
                self.hold(on=False)


class _HeldKey(QObject):
    """Hears of the key in the whole program, and keeps it from whatever has the keyboard.

    Who goes to another window with the key down has let go of it: nobody would tell us later.
    """

    def __init__(self, privacy: Privacy) -> None:
        super().__init__(privacy)
        self._privacy = privacy

    def listen(self, *, on: bool) -> None:
        app = QCoreApplication.instance()
        if app is not None and on:
            app.installEventFilter(self)
        elif app is not None:
            app.removeEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in KEYS and isinstance(event, QKeyEvent) and event.key() == HELD_KEY:
            if not event.isAutoRepeat():
                self._privacy.hold(on=kind == QEvent.Type.KeyPress)
            return True
        if kind in AWAY:
            self._privacy.hold(on=False)
        return False
