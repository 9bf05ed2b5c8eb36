"""Small work beside the screen's thread, the latest only: what nobody waits for is left out."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

Asked = Callable[[], object]


class Aside(QObject):
    """Does one piece of work at a time; of those offered meanwhile only the last is done."""

    done = Signal(object)
    """What the work returned, told on the screen's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="aside")
        self._courier = _Courier()
        self._courier.landed.connect(self._land)
        self._next: Asked | None = None
        self.busy = False

    def offer(self, work: Asked) -> None:
        """Do ``work`` once there is time, unless another piece is offered before."""
        if self.busy:
            self._next = work
            return
        self.busy = True
        # The thread holds the courier, so that it is there even when nobody waits any more.
        self._worker.submit(work).add_done_callback(partial(_send, self._courier))

    @Slot(object)
    def _land(self, outcome: "Future[Any]") -> None:
        self.busy = False
        work, self._next = self._next, None
        if work is not None:
            self.offer(work)
        self.done.emit(outcome.result())


class _Courier(QObject):
    landed = Signal(object)


def _send(courier: _Courier, outcome: "Future[Any]") -> None:
    courier.landed.emit(outcome)
