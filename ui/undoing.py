"""Undo and redo from the Edit menu and from notices, whatever was done."""

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from models.history.conflicts import Key
from models.history.steps import next_steps, others_did, take_back
from models.history.undo import Undoable, UndoConflictError
from models.office.queries import time_zone
from models.progress import Progress, Work
from models.store import Store
from models.words import _
from ui.changes import Changes
from ui.look import Role
from ui.messages import Messages
from ui.tasks import Tasks

if TYPE_CHECKING:  # loaded only where something stands in the way of undoing
    from models.history.since import RecordSince
    from ui.panes.undo_choices import UndoChoices


class Undoing(QObject):
    """Knows what would be undone and redone next, and does it off the screen's thread."""

    named = Signal(str, str, bool)
    """What undo and redo would do, empty for nothing, and whether others did what is left.

    It is said again after each commit.
    """

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
        self.choices: UndoChoices | None = None
        """What asks which of the records changed since are to be kept, while it asks."""
        changes.committed.connect(self.refresh)

    def refresh(self) -> None:
        """Say anew what would be undone and redone."""
        back, again = next_steps(self._store)
        theirs = back is None and others_did(self._store)
        self.named.emit(back.title if back else "", again.title if again else "", theirs)

    def undo(self) -> None:
        """Take back what who works here did last; say so where only others did something."""
        back, _again = next_steps(self._store)
        if back is not None:
            self._start(back, _("Undone: {action}"))
        elif others_did(self._store):
            told = _(
                "Nothing of your own is left to undo at this desk. What others did can be undone "
                "in the history of a record."
            )
            self._messages.tell(told)

    def redo(self) -> None:
        """Do again what was taken back last."""
        _back, again = next_steps(self._store)
        if again is not None:
            self._start(again, _("Done again: {action}"))

    def take_back(self, step: Undoable) -> None:
        """Take back one action, however long ago it was."""
        self._start(step, _("Undone: {action}"))

    def _start(
        self,
        step: Undoable,
        done: str,
        *,
        keep_changed: bool = False,
        also: Collection[Key] = frozenset(),
    ) -> None:
        self._tasks.start(
            take_back(self._store, step.action_id, keep_changed=keep_changed, also=also),
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
        self._tasks.start(
            _look(self._store, step.action_id),
            succeeded=lambda found: self._choose(step, done, str(error), *found),
            failed=self._messages.fail,
            owner=self,
        )

    def _choose(
        self,
        step: Undoable,
        done: str,
        text: str,
        records: "list[RecordSince]",
        zone: ZoneInfo,
    ) -> None:
        """Ask what is to be kept, and undo what is not."""
        from ui.panes.undo_choices import UndoChoices

        self.choices = UndoChoices(text, records, zone, QApplication.activeWindow())
        self.choices.chosen.connect(
            lambda taken: self._start(step, done, keep_changed=True, also=taken)
        )
        self.choices.finished.connect(self._asked)
        self.choices.open()

    def _asked(self) -> None:
        self.choices = None


def _look(store: Store, action_id: int) -> Work["tuple[list[RecordSince], ZoneInfo]"]:
    yield Progress(0, 0)
    from models.history.since import changed_since  # loaded on the worker's thread

    with store.reading() as session:
        return changed_since(session, action_id), time_zone(session)
