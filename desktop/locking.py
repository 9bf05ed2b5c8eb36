"""Covers an open database when one asks for it, or when nobody has been there for a while."""

from collections.abc import Callable
from functools import partial
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop.idle import IdleLock
from models.errors import UserError
from models.keys import LEAST_PASSWORD, WrongSecretError
from models.office.pins import (
    TRIES,
    WrongPinError,
    check_pin,
    has_pin,
    may_be_pin,
    wait_after,
)
from models.office.queries import office_draft, officers
from models.progress import Progress, Work
from models.store import Store
from models.words import _
from ui.settings import Settings
from ui.shell import Shell
from ui.tasks import Tasks

if TYPE_CHECKING:
    from ui.forms.unlock_form import UnlockForm


class Locking(QObject):
    """Locks the window; the password, the recovery code or the officer's PIN unlocks it.

    What is below the lock stays as it is, half-typed forms too. After so many wrong PINs only
    the password unlocks; where there is none, one has to wait ever longer. What was tried counts
    on until somebody succeeds, whatever cover it was typed into.
    """

    def __init__(self, app: QApplication, shell: Shell, tasks: Tasks, settings: Settings) -> None:
        super().__init__(shell)
        self._shell = shell
        self._tasks = tasks
        self._settings = settings
        self._store: Store | None = None
        self._cover: UnlockForm | None = None
        self._wrong = 0
        self._free_at = 0.0
        self._idle = IdleLock(app, self.lock, self)

    @property
    def locked(self) -> bool:
        """Whether the window is covered."""
        return self._cover is not None

    def guard(self, store: Store | None) -> None:
        """Guard the database that is open now; None when none is."""
        self._store, self._cover, self._wrong, self._free_at = store, None, 0, 0.0
        self.watch()

    def watch(self) -> None:
        """Lock by itself after the minutes of the settings; what nothing unlocks stays open."""
        store = self._store
        guarded = store is not None and (store.encrypted or has_pin(store, store.officer_id))
        self._idle.watch(self._settings.lock_minutes if guarded else 0)

    def lock(self) -> None:
        """Cover the window until the password or PIN is typed again."""
        if not self.locked:
            self._put_over(leaving=False, then=lambda: None)

    def ask(self, then: Callable[[], object]) -> None:
        """Do ``then`` once the password or PIN was typed; one may also go back instead."""
        if not self.locked:
            self._put_over(leaving=True, then=then)

    def _put_over(self, *, leaving: bool, then: Callable[[], object]) -> None:
        store = self._store
        if store is None:
            return
        from ui.forms.unlock_form import Cover, UnlockForm  # no start has to wait for it

        over = Cover(_who(store), store.encrypted, self._takes_pin(store), leaving)
        cover = UnlockForm(store.path, over)
        cover.submitted.connect(partial(self._try, cover, store, then))
        cover.stayed.connect(self._unlock)
        self._cover = cover
        self._shell.lock(cover)
        left = ceil(self._free_at - monotonic())
        if left > 0:
            cover.wait(left)

    def _takes_pin(self, store: Store) -> bool:
        spent = store.encrypted and self._wrong >= TRIES
        return not spent and has_pin(store, store.officer_id)

    def _try(
        self, cover: "UnlockForm", store: Store, then: Callable[[], object], secret: str
    ) -> None:
        pin = self._takes_pin(store)
        if not store.encrypted and not pin:
            self._succeed(then)
            return
        cover.busy(True)

        def failed(error: Exception) -> None:
            cover.busy(False)
            if isinstance(error, WrongPinError):
                self._count_wrong(cover, store, error)
            elif isinstance(error, UserError):
                cover.wrong(str(error))
            else:
                raise error

        self._tasks.start(
            _verifying(store, secret, pin=pin),
            succeeded=lambda _nothing: self._succeed(then),
            failed=failed,
            owner=cover,
        )

    def _count_wrong(self, cover: "UnlockForm", store: Store, error: WrongPinError) -> None:
        self._wrong += 1
        seconds = wait_after(self._wrong)
        if not self._takes_pin(store):
            cover.ask_password(_("Too many wrong PINs. Please type the password."))
        elif seconds:
            self._free_at = monotonic() + seconds
            cover.wait(seconds)
        else:
            cover.wrong(str(error))

    def _succeed(self, then: Callable[[], object]) -> None:
        self._wrong = 0
        self._unlock()
        then()

    def _unlock(self) -> None:
        self._cover = None
        self._shell.unlock()


def _who(store: Store) -> str:
    """Return whose screen it is: the officer at this desk, and the office."""
    with store.reading() as session:
        here = [one.name for one in officers(session) if one.id == store.officer_id]
        return " · ".join([*here, office_draft(session).name])


def _verifying(store: Store, secret: str, *, pin: bool) -> Work[None]:
    """Return if ``secret`` unlocks; a password may look like a PIN, so it is tried as both."""
    yield Progress(0, 0)
    from models.protecting import verify  # loaded on the worker's thread

    officer = store.officer_id if pin else None
    if officer is not None and (may_be_pin(secret) or not store.encrypted):
        try:
            check_pin(store, officer, secret)
        except WrongPinError as wrong:
            if not store.encrypted or len(secret) < LEAST_PASSWORD:
                raise
            try:
                verify(store.path, secret)
            except WrongSecretError:
                raise wrong from None
    else:
        verify(store.path, secret)
