"""Undo and redo from the Edit menu and from notices, whatever was done."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from models.history.steps import next_steps, take_back
from models.history.undo import Undoable, UndoConflictError
from models.store import Store
from models.words import _
from ui.changes import Changes
from ui.look import Role
from ui.messages import Messages, Question
from ui.tasks import Tasks


class Undoing(QObject):
    """Knows what would be undone and redone next, and does it off the screen's thread."""

    named = Signal(str, str)
    """What undo and redo would do, empty for nothing; again after each commit."""

    def __init__(
        self,
        store: Store,
        changes: Changes,
        tasks: Tasks,
        messages: Messages,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._tasks = tasks
        self._messages = messages
        changes.committed.connect(self.refresh)

    def refresh(self) -> None:
        """Say anew what would be undone and redone."""
        back, again = next_steps(self._store)
        self.named.emit(back.title if back else "", again.title if again else "")

    def undo(self) -> None:
        """Take back this desk's last action."""
        back, _again = next_steps(self._store)
        if back is not None:
            self._start(back, _("Undone: {action}"))

    def redo(self) -> None:
        """Do again what was taken back last."""
        _back, again = next_steps(self._store)
        if again is not None:
            self._start(again, _("Done again: {action}"))

    def take_back(self, step: Undoable) -> None:
        """Take back one action, however long ago it was."""
        self._start(step, _("Undone: {action}"))

    def _start(self, step: Undoable, done: str, *, keep_changed: bool = False) -> None:
        self._tasks.start(
            take_back(self._store, step.action_id, keep_changed=keep_changed),
            succeeded=lambda _nothing: self._messages.tell(
                done.format(action=step.title), Role.SUCCESS
            ),
            failed=partial(self._failed, step, done),
            owner=self,
        )

    def _failed(self, step: Undoable, done: str, error: Exception) -> None:
        if not isinstance(error, UndoConflictError):
            self._messages.fail(error)
            return
        question = Question(
            str(error),
            _("Undo the rest"),
            _("What has been changed since stays as it is; the rest is taken back."),
            error.lines,
        )
        if self._messages.ask(question):
            self._start(step, done, keep_changed=True)
