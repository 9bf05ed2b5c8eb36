"""An office on its way to another place: how far it is, and nothing else meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget
from typing_extensions import override

from models.progress import Work
from models.server.changing import Back, There
from models.words import _
from ui.tasks import Result, Task, Tasks
from ui.widgets.alone import Alone, heading, in_dialog
from ui.widgets.progress_strip import ProgressStrip

WIDTH = 32
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Ways:
    """What moving asks of the program, whatever became of the page meanwhile."""

    may_go: Callable[[], bool]
    """Whether the place may be left: what is typed elsewhere would be lost."""
    there: Callable[[There], object]
    back: Callable[[Back], object]


class MovingForm(Alone):
    """Keeps the window busy, so that nobody types into a place that is being left.

    It stays until the work ended: Cancel asks it to, and what was done by then counts. Enter does
    nothing, also where the keyboard is on Cancel, the only button there is: who pressed it once too
    often on the way here would stop the work.
    """

    def __init__(self, title: str, detail: str, parent: QWidget | None = None) -> None:
        super().__init__(WIDTH, mark=False, parent=parent)
        self.strip = ProgressStrip()
        self._task: Task[Any] | None = None
        self.column.addLayout(heading(title, detail))
        self.column.addWidget(self.strip)
        self.setFocusProxy(self.strip)
        self.strip.cancelled.connect(self._stop)
        self.strip.cancel_button.setAutoDefault(False)
        self.strip.cancel_button.installEventFilter(self)

    def watch(
        self,
        tasks: Tasks,
        work: Work[Result],
        succeeded: Callable[[Result], object],
        failed: Callable[[Exception], object],
        window: QWidget,
    ) -> QDialog:
        """Do ``work`` in a dialog before ``window``; it closes before anybody is told."""
        dialog = in_dialog(self, _("Moving"), window)
        outcome: list[Callable[[], object]] = []

        def ended() -> None:
            self._task = None
            dialog.accept()
            for tell in outcome:
                tell()

        self.strip.begin(_("Copying"))
        self._task = tasks.start(
            work,
            succeeded=lambda result: outcome.append(partial(succeeded, result)),
            failed=lambda error: outcome.append(partial(failed, error)),
            progressed=self.strip.watch,
            ended=ended,
            owner=self,
        )
        dialog.open()
        return dialog

    @override
    def is_busy(self) -> bool:
        return self._task is not None

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        closing = event.type() == QEvent.Type.Close and watched is self.window()
        if closing and self.is_busy():
            self._stop()
            event.ignore()
            return True
        if isinstance(event, QKeyEvent) and event.key() in ENTER:
            return True
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:  # it would close the dialog around this
            self._stop()
        elif event.key() not in ENTER:
            super().keyPressEvent(event)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.stop()
