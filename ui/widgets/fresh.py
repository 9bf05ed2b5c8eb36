"""Keeps what a widget shows true to the records: read anew after a commit, but only when seen."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, SignalInstance
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class Fresh(QObject):
    """Calls ``refresh`` when records of some kinds were committed.

    That is at once where ``widget`` is seen, otherwise when it is next shown; however much has
    been committed meanwhile, it is called once.
    """

    def __init__(
        self,
        widget: QWidget,
        committed: SignalInstance,
        kinds: frozenset[type[Any]],
        refresh: Callable[[], object],
    ) -> None:
        """Watch over ``widget``; ``committed`` is emitted with the kinds of record touched."""
        super().__init__(widget)
        self._widget = widget
        self._kinds = kinds
        self._refresh = refresh
        self._stale = False
        widget.installEventFilter(self)
        committed.connect(self._note)

    def call_now(self) -> None:
        """Read anew at once, whatever is seen."""
        self._stale = False
        self._refresh()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._stale:
            self.call_now()
        return super().eventFilter(watched, event)

    def _note(self, changed: frozenset[type[Any]]) -> None:
        if not changed & self._kinds:
            return
        self._stale = True
        if self._widget.isVisible():
            self.call_now()
