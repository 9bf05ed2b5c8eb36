"""The turn of the day at the office, for a program that is left open over night."""

from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from models.base import every_kind
from models.office.queries import time_zone, today
from models.store import Store
from ui.changes import Changes

AGAIN = 60_000
"""Milliseconds after which the clock is looked at again: our own choice."""


class DayTurn(QObject):
    """Has everything shown read anew once the office's clock is past midnight.

    The office's zone is read once, so that no server is asked each minute.
    """

    def __init__(self, store: Store, changes: Changes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._changes = changes
        with store.reading() as session:
            self._zone, self._day = time_zone(session), today(session)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(AGAIN)

    def look(self) -> None:
        """Tell of a new day, if it is one: also one before, where the clock was put right."""
        day = datetime.now(self._zone).date()
        if day != self._day:
            self._day = day
            self._changes.turn_day(every_kind())
