"""Commits, heard on the screen's thread."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot

Changed = frozenset[type[Any]]
"""Which kinds of record a commit touched."""


class NewDay:
    """Among the kinds: nothing was committed, but the office's day is another one."""


class Commits(Protocol):
    """What tells of commits; the store does."""

    def listen(self, listener: Callable[[Changed], None]) -> None:
        """Have ``listener`` called after each commit, on the thread that committed."""


class Changes(QObject):
    """Relays what was committed; ``committed`` is emitted on the screen's thread only."""

    committed = Signal(frozenset)
    _heard = Signal(frozenset)

    def __init__(self, commits: Commits, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # A signal to a slot of this object crosses threads; one to a plain function need not.
        self._heard.connect(self._relay)
        commits.listen(self._heard.emit)

    def turn_day(self, kinds: Changed) -> None:
        """Have all that shows ``kinds`` of record read anew, for what is due or late is another."""
        self.committed.emit(kinds | {NewDay})

    @Slot(frozenset)
    def _relay(self, changed: Changed) -> None:
        self.committed.emit(changed)
