"""Leads from a damaged or unwanted database to a restored one, or back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.host import Host
from models.backups.known import known_backups
from models.backups.manifests import read_manifest
from models.backups.placing import place_incoming
from models.backups.restoring import (
    Preview,
    SecretNeededError,
    Unlocked,
    get_ready,
    keys_for,
    look_into,
    restore,
    unlock_backup,
)
from models.backups.salvage import Saved, salvage
from models.errors import UserError
from models.in_use import hold
from models.keys import WrongSecretError, read_slots, slots_path, unseal
from models.opening import SUFFIX, is_encrypted
from models.progress import Progress, Work
from models.words import _
from ui.forms.restore_form import Offer, RestoreForm
from ui.look import Role
from ui.messages import FileKind, Messages
from ui.tasks import Result, Tasks


class Restoring(QObject):
    """One way from the backups of a database to an open one; nothing is changed before the end."""

    def __init__(
        self,
        host: Host,
        tasks: Tasks,
        messages: Messages,
        database: Path,
        file_key: bytes | None = None,
    ) -> None:
        """Restore over ``database``; ``file_key`` is its key as far as it is known."""
        super().__init__(tasks)
        self._host = host
        self._tasks = tasks
        self._messages = messages
        self._database = database
        self._key = file_key
        self._backup: Path | None = None
        self._unlocked: Unlocked | None = None
        self._form: RestoreForm | None = None

    def begin(self, problem: str = "", chosen: Path | None = None) -> None:
        """Show the backups; ``problem`` says why the database does not open, if it does not."""
        self._host.show_alone(partial(self._made, problem))
        if chosen is not None:
            self._choose(chosen)

    def _made(self, problem: str) -> RestoreForm:
        hurt = bool(problem) and self._database.exists() and self._database.stat().st_size > 0
        found = known_backups(self._database)
        self._form = form = RestoreForm(Offer(self._database, found, problem, salvage=hurt))
        form.chosen.connect(self._choose)
        form.file_asked.connect(self._ask_file)
        form.salvage_asked.connect(self._ask_salvage)
        form.secret_given.connect(self._open_with)
        form.agreed.connect(self._agree)
        form.left.connect(self._leave)
        return form

    def _leave(self) -> None:
        if self._database.exists():
            self._host.open(self._database)
        else:
            self._host.welcome()

    def _ask_file(self) -> None:
        kinds = [FileKind(_("Databases of Jangkau"), f"*{SUFFIX}")]
        chosen = self._messages.open_file(_("Choose a backup"), kinds)
        if chosen is not None:
            self._choose(chosen)

    def _choose(self, backup: Path) -> None:
        self._backup = backup
        self._do(_looked_into(self._database, backup, self._key), _("Looking into it…"), self._show)

    def _open_with(self, secret: str) -> None:
        if self._backup is not None:
            work = _looked_into(self._database, self._backup, self._key, secret)
            self._do(work, _("Opening…"), self._show)
        else:
            self._do(_salvaged(self._database, secret), _("Reading what can be read…"), self._tell)

    def _show(self, found: tuple[Unlocked, Preview]) -> None:
        self._unlocked, preview = found
        made = read_manifest(self._unlocked.path)
        if self._form is not None:
            self._form.show_preview(preview, made.moment if made else None)

    def _ask_salvage(self) -> None:
        self._backup = None
        if is_encrypted(self._database) and self._form is not None:
            self._form.ask_secret()
        else:
            self._do(_salvaged(self._database, None), _("Reading what can be read…"), self._tell)

    def _tell(self, found: tuple[Unlocked, list[Saved]]) -> None:
        self._unlocked, saved = found
        if self._form is not None:
            self._form.show_saved(saved)

    def _agree(self) -> None:
        if self._unlocked is not None:
            salvaged = self._backup is None
            work = _replaced(self._database, self._unlocked, self._key, salvaged=salvaged)
            self._do(work, _("Restoring…"), self._replaced)

    def _replaced(self, _aside: Path | None) -> None:
        self._host.open(self._database)
        self._messages.tell(
            _("Restored. What was there before is kept; Settings can put it back."), Role.SUCCESS
        )

    def _do(self, work: Work[Result], what: str, succeeded: Callable[[Result], object]) -> None:
        form = self._form
        if form is None or form.is_busy():
            return
        form.busy(what)

        def done(result: Result) -> None:
            form.rest()
            succeeded(result)

        self._tasks.start(work, succeeded=done, failed=self._failed, owner=form)

    def _failed(self, error: Exception) -> None:
        form = self._form
        if form is None or not isinstance(error, UserError | OSError):
            raise error
        form.rest()
        if isinstance(error, SecretNeededError):
            form.ask_secret()
        else:
            form.fail(str(error))


def _looked_into(
    database: Path, backup: Path, key: bytes | None, secret: str | None = None
) -> Work[tuple[Unlocked, Preview]]:
    unlocked = yield from unlock_backup(database, backup, key, secret)
    preview = yield from look_into(database, unlocked, key or unlocked.file_key)
    return unlocked, preview


def _salvaged(database: Path, secret: str | None) -> Work[tuple[Unlocked, list[Saved]]]:
    """Get what can be read ready; with the slots of a backup where its own are missing."""
    key = None
    if secret is not None:
        yield Progress(0, 0)
        if not slots_path(database).exists() and (yield from keys_for(database, secret)) is None:
            raise WrongSecretError(_("No key file is known that opens it."))
        key = unseal(read_slots(database), secret)
    saved = yield from salvage(database, key)
    return Unlocked(database, key), saved


def _replaced(
    database: Path, unlocked: Unlocked, key: bytes | None, *, salvaged: bool
) -> Work[Path | None]:
    held = hold(database) if database.exists() else None
    try:
        if salvaged:
            encrypted = unlocked.file_key is not None
            return (
                yield from place_incoming(database, encrypted=encrypted, file_key=unlocked.file_key)
            )
        yield from get_ready(database, unlocked)
        return (yield from restore(database, unlocked, key))
    finally:
        if held is not None:
            held.let_go()
