"""Covers an open database when one asks for it, or when nobody has been there for a while."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop.idle import IdleLock
from desktop.tries import Tries
from models.errors import UserError
from models.keys import LEAST_PASSWORD, WrongSecretError
from models.office.pins import (
    TRIES,
    WrongPinError,
    check_pin,
    has_pin,
    may_be_pin,
)
from models.office.queries import office_draft, officers
from models.progress import Progress, Work
from models.server.credentials import place_said
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
    the password unlocks; where there is none, one has to wait ever longer, as after wrong
    passwords. What was tried counts on until somebody succeeds, whatever cover it was typed into.
    Another officer signs in here with a PIN or password of their own.
    """

    def __init__(
        self,
        app: QApplication,
        shell: Shell,
        tasks: Tasks,
        settings: Settings,
        receive: Callable[[], object] = lambda: None,
    ) -> None:
        """Guard what ``shell`` shows; ``receive`` is called after another officer signed in."""
        super().__init__(shell)
        self._receive = receive
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
        from ui.forms.unlock_form import Cover, Door, UnlockForm  # no start has to wait for it

        over = Cover(_who(store), store.encrypted, self._takes_pin(store), leaving)
        door = Door(_names(store), store.officer_id)
        cover = UnlockForm(_where(store), over, door)
        cover.submitted.connect(partial(self._try, cover, store, then))
        cover.stayed.connect(self._unlock)
        self._cover = cover
        self._shell.lock(cover)
        left = self._tries(store).left()
        if left:
            cover.wait(left)

    def _takes_pin(self, store: Store) -> bool:
        return not self._is_spent(store) and has_pin(store, store.officer_id)

    def _is_spent(self, store: Store) -> bool:
        """Whether so many were wrong that only a password unlocks."""
        return store.encrypted and self._tries(store).wrong >= TRIES

    def _tries(self, store: Store) -> Tries:
        """Return what was tried in vain on this computer, also before it was started anew."""
        return Tries(self._settings, _where(store))

    def _try(
        self, cover: "UnlockForm", store: Store, then: Callable[[], object], secret: str
    ) -> None:
        pin = self._takes_pin(store)
        if not store.encrypted and not pin:
            self._succeed(store, then)
            return
        cover.busy(True)
        chosen = cover.officer_id()
        other = chosen if chosen != store.officer_id else None

        def failed(error: Exception) -> None:
            cover.busy(False)
            if isinstance(error, WrongPinError | WrongSecretError):
                self._count_wrong(cover, store, error)
            elif isinstance(error, UserError):
                cover.wrong(str(error))
            else:
                raise error

        self._tasks.start(
            _verifying(store, secret, pin=pin, other=other, spent=self._is_spent(store)),
            succeeded=partial(self._answered, store, then),
            failed=failed,
            owner=cover,
        )

    def _count_wrong(self, cover: "UnlockForm", store: Store, error: UserError) -> None:
        took_pins = self._takes_pin(store)
        seconds = self._tries(store).note_wrong()
        if took_pins and not self._takes_pin(store):
            cover.ask_password(_("Too many wrong PINs. Please type the password."))
            return
        cover.wrong(str(error))
        if seconds:
            cover.wait(seconds)

    def _answered(self, store: Store, then: Callable[[], object], officer_id: int | None) -> None:
        """Let in who proved to be one: who was here, or another officer in their place."""
        before = store.officer_id, store.signed_in
        if officer_id is not None:
            store.admit(officer_id)
        self._succeed(store, then)
        if (store.officer_id, store.signed_in) != before:
            self._receive()

    def _succeed(self, store: Store, then: Callable[[], object]) -> None:
        self._tries(store).forget()
        self._unlock()
        then()

    def _unlock(self) -> None:
        self._cover = None
        self._shell.unlock()


def _where(store: Store) -> Path:
    """Return what tells this database from others: its file, or the line of its server."""
    return Path(place_said(store))


def _who(store: Store) -> str:
    """Return whose screen it is: the officer at this desk, and the office."""
    with store.reading() as session:
        here = [one.name for one in officers(session) if one.id == store.officer_id]
        return " · ".join([*here, office_draft(session).name])


def _names(store: Store) -> dict[int, str]:
    """Return who can sign in at the lock, by name; nobody where only one is there to."""
    from models.office.signing_in import has_password

    with store.reading() as session:
        rows = officers(session)
    found = {
        one.id: one.name
        for one in rows
        if one.id == store.officer_id or has_pin(store, one.id) or has_password(store, one.id)
    }
    return found if len(found) > 1 else {}


def _verifying(
    store: Store, secret: str, *, pin: bool, other: int | None, spent: bool
) -> Work[int | None]:
    """Return who is to be let in anew; None where it is who was here, or a shared secret.

    A password may look like a PIN, so it is tried as both. Raises UserError if it fits nobody.
    """
    yield Progress(0, 0)
    from models.office.signing_in import check_secret
    from models.protecting import verify  # loaded on the worker's thread

    if other is not None:
        check_secret(store, other, secret, pins=not spent)
        return other
    officer = store.officer_id if pin else None
    if officer is not None and (may_be_pin(secret) or not store.encrypted):
        try:
            check_pin(store, officer, secret)
        except WrongPinError as wrong:
            if not store.encrypted or len(secret) < LEAST_PASSWORD:
                raise
            try:
                whose = verify(store.path, secret, store.officer_id)
            except WrongSecretError:
                raise wrong from None
        else:
            return None
    else:
        whose = verify(store.path, secret, store.officer_id)
    return whose if whose != store.officer_id or not store.signed_in else None
