"""Covers an open database when one asks for it, or when nobody has been there for a while."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop.idle import IdleLock
from models.errors import UserError
from models.office.queries import office_draft, officers
from models.progress import Progress, Work
from models.store import Store
from ui.settings import Settings
from ui.shell import Shell
from ui.tasks import Tasks

if TYPE_CHECKING:
    from ui.forms.unlock_form import UnlockForm


class Locking(QObject):
    """Locks the window; the password or the recovery code unlocks it."""

    def __init__(self, app: QApplication, shell: Shell, tasks: Tasks, settings: Settings) -> None:
        super().__init__(shell)
        self._shell = shell
        self._tasks = tasks
        self._settings = settings
        self._store: Store | None = None
        self._cover: UnlockForm | None = None
        self._idle = IdleLock(app, self.lock, self)

    @property
    def locked(self) -> bool:
        """Whether the window is covered."""
        return self._cover is not None

    def guard(self, store: Store | None) -> None:
        """Guard the database that is open now; None when none is."""
        self._store, self._cover = store, None
        self.watch()

    def watch(self) -> None:
        """Lock by itself after the minutes of the settings; what has no password stays open."""
        guarded = self._store is not None and self._store.encrypted
        self._idle.watch(self._settings.lock_minutes if guarded else 0)

    def lock(self) -> None:
        """Cover the window until the password is typed again."""
        store = self._store
        if store is None or self.locked:
            return
        from ui.forms.unlock_form import UnlockForm  # no start has to wait for it

        cover = UnlockForm(store.path, locked=True, who=_who(store), protected=store.encrypted)
        cover.submitted.connect(partial(self._try, cover, store))
        self._cover = cover
        self._shell.lock(cover)

    def _try(self, cover: "UnlockForm", store: Store, secret: str) -> None:
        if not store.encrypted:
            self._unlock()
            return
        cover.busy(True)

        def failed(error: Exception) -> None:
            cover.busy(False)
            if not isinstance(error, UserError):
                raise error
            cover.wrong(str(error))

        self._tasks.start(
            _verifying(store.path, secret),
            succeeded=lambda _nothing: self._unlock(),
            failed=failed,
            owner=cover,
        )

    def _unlock(self) -> None:
        self._cover = None
        self._shell.unlock()


def _who(store: Store) -> str:
    """Return whose screen it is: the officer at this desk, and the office."""
    with store.reading() as session:
        here = [one.name for one in officers(session) if one.id == store.officer_id]
        return " · ".join([*here, office_draft(session).name])


def _verifying(path: Path, secret: str) -> Work[None]:
    yield Progress(0, 0)
    from models.protecting import verify  # loaded on the worker's thread

    verify(path, secret)
