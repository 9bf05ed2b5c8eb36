"""Long work off the screen's thread: watched, stopped, its outcome brought back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from threading import Event, Lock
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from models.progress import Progress, Work, advance
from ui.collecting import Collector

Result = TypeVar("Result")


def _nothing(*_told: object) -> None:
    """Take notice of nothing."""


@dataclass(eq=False)
class Task(Generic[Result]):
    """One piece of work, under way or waiting for its turn."""

    work: Work[Result]
    succeeded: Callable[[Result], object]
    failed: Callable[[Exception], object]
    progressed: Callable[[Progress], object]
    ended: Callable[[], object]
    owner: QObject | None
    _stop: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)
    _untold: Progress | None = None

    def stop(self) -> None:
        """Ask the work to end after its present step; it then neither succeeds nor fails."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Whether it was asked to end."""
        return self._stop.is_set()

    @property
    def heard(self) -> bool:
        """Whether whoever started it is still there to be told."""
        return self.owner is None or isValid(self.owner)

    def note(self, step: Progress) -> bool:
        """Keep ``step`` as the latest; return whether the screen must be called for it."""
        with self._lock:
            first = self._untold is None
            self._untold = step
        return first

    def show_latest(self) -> None:
        """Show the latest step; those before it that nobody had time for are left out."""
        with self._lock:
            step, self._untold = self._untold, None
        if step is not None:
            self.progressed(step)

    def let_go(self) -> None:
        """Forget all that is on the screen, once everything is told.

        The thread that worked may be the last that knows this task, and must not then be the one
        that takes a widget away.
        """
        self.succeeded = self.failed = self.progressed = self.ended = _nothing
        self.owner = None


class Tasks(QObject):
    """Runs work one piece after another, as one SQLite file has one writer."""

    _landed = Signal(object, object)
    """A task, and what is to be told of it on the screen's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="work")
        self._running: set[Task[Any]] = set()
        self._over = False
        self._landed.connect(self._land)
        Collector(self)

    @property
    def busy(self) -> bool:
        """Whether any work is under way or waiting."""
        return bool(self._running)

    def start(
        self,
        work: Work[Result],
        *,
        succeeded: Callable[[Result], object],
        failed: Callable[[Exception], object],
        progressed: Callable[[Progress], object] = _nothing,
        ended: Callable[[], object] = _nothing,
        owner: QObject | None = None,
    ) -> Task[Result]:
        """Begin ``work``. The callbacks are called on the screen's thread.

        ``ended`` comes last and always: after success, failure or a stop. When ``owner`` is
        destroyed the work is stopped and nobody is called. Once the program ends nothing begins.
        """
        task = Task(work, succeeded, failed, progressed, ended, owner)
        if self._over:  # a timer that was still running
            task.stop()
            return task
        self._running.add(task)
        if owner is not None:
            owner.destroyed.connect(task.stop)
        self._worker.submit(self._drive, task)
        return task

    def finish(self) -> None:
        """Stop everything and wait for it, as the program ends."""
        self._over = True
        for task in self._running:
            task.stop()
        self._worker.shutdown()

    def _drive(self, task: Task[Any]) -> None:
        try:
            self._take_steps(task)
        except Exception as error:  # noqa: BLE001 - whoever started it decides
            self._landed.emit(task, partial(_fail, error))
        finally:
            self._landed.emit(task, _end)

    def _take_steps(self, task: Task[Any]) -> None:
        try:
            while not task.stopped:
                if task.note(advance(task.work)):
                    self._landed.emit(task, Task.show_latest)
        except StopIteration as finish:
            self._landed.emit(task, partial(_succeed, finish.value))
        finally:
            task.work.close()

    @Slot(object, object)
    def _land(self, task: Task[Any], tell: Callable[[Task[Any]], object]) -> None:
        over = tell is _end
        if over:
            self._running.discard(task)
        try:
            if task.heard:
                tell(task)
        finally:
            if over:
                task.let_go()


def _succeed(result: object, task: Task[Any]) -> None:
    task.succeeded(result)


def _fail(error: Exception, task: Task[Any]) -> None:
    task.failed(error)


def _end(task: Task[Any]) -> None:
    task.ended()
