"""Looks for garbage on the screen's thread alone.

Python's collector runs on whatever thread makes the next value, such as the one that works beside
the screen. What it finds there may be a widget, and while Qt takes one away it holds a lock that
the screen may be waiting for, with Python's own lock in hand: both would then wait for ever.
"""

import gc

from PySide6.QtCore import QObject, QTimer

FIRST = 5_000
"""Milliseconds until the first look: by then the program is loaded (``desktop.window``)."""
PAUSE = 1_000
"""Milliseconds between two looks; one takes a few, through everything some twenty."""


class Collector(QObject):
    """Takes the place of Python's collector for as long as something works beside the screen."""

    def __init__(self, parent: QObject, first: int = FIRST) -> None:
        """Look on the thread of ``parent``, after ``first`` milliseconds and again and again."""
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(collect_due)
        QTimer.singleShot(first, self._timer, self._timer.start)


def collect_due() -> None:
    """Look through the oldest values that it is time for, as Python would by itself."""
    counts, most = gc.get_count(), gc.get_threshold()
    due = [age for age in range(len(counts)) if counts[age] > most[age]]
    if due:
        gc.collect(due[-1])
