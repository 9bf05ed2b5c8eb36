"""Opening a database: its password asked for, and a way on where it cannot be opened."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.host import Host, NoOfficeError
from desktop.paths import default_database
from desktop.tries import Tries
from models.backups.known import known_backups
from models.errors import UserError
from models.keys import SlotsMissingError, WrongSecretError
from models.office.queries import is_set_up
from models.office.rights import NotAllowedError
from models.opening import DamagedError, DatabaseMissingError, PasswordNeededError, open_store
from models.progress import Progress, Work
from models.server.credentials import NoAddressError, is_server, read_server
from models.store import Store
from models.words import _
from ui.settings import Settings
from ui.tasks import Tasks

if TYPE_CHECKING:
    from ui.forms.unlock_form import TroubleForm, UnlockForm


class Opening(QObject):
    """Leads from a file to its pages, or to a sentence on why not."""

    def __init__(self, host: Host, tasks: Tasks, settings: Settings) -> None:
        super().__init__(tasks)
        self._host = host
        self._tasks = tasks
        self._settings = settings

    def open(self, path: Path) -> None:
        """Open a database; one that is protected asks for its password first."""
        self._start(path, None, None)

    def open_server(self, line: str) -> None:
        """Open the office on the server that ``line`` names."""
        from desktop.at_server import AtServer  # few starts have to wait for it

        try:
            read_server(line)
        except NoAddressError as error:
            self.tell(Path(line), error)
        else:
            AtServer(self._host, self._tasks).open(line)

    def tell(self, path: Path, error: UserError) -> None:
        """Say why a database is not shown, with a way on."""
        self._failed(path, None, error)

    def _start(self, path: Path, secret: str | None, form: "UnlockForm | None") -> None:
        officer_id = form.officer_id() if form is not None else None
        self._tasks.start(
            open_office(path, secret, officer_id, self._known()),
            succeeded=partial(self._opened, path, typed=secret is not None),
            failed=partial(self._failed, path, form),
            owner=form or self,
        )

    def _known(self) -> list[Path]:
        """Return the databases in files that this computer knows."""
        recent = [Path(one) for one in self._settings.recent_databases if not is_server(one)]
        return [default_database(), *recent]

    def _opened(self, path: Path, store: Store, *, typed: bool) -> None:
        if typed:
            Tries(self._settings, path).forget()
        if store.signed_in:
            self._settings.last_officer = str(store.officer_id)
        self._host.use(store)

    def _failed(self, path: Path, form: "UnlockForm | None", error: Exception) -> None:
        if form is not None:
            form.busy(False)
        if isinstance(error, PasswordNeededError):
            self._host.show_alone(partial(self._password_form, path))
        elif isinstance(error, WrongSecretError) and form is not None:
            seconds = Tries(self._settings, path).note_wrong()
            form.wrong(str(error))
            if seconds:
                form.wait(seconds)
        elif isinstance(error, NotAllowedError) and form is not None:
            form.wrong(str(error))
        elif not isinstance(error, UserError):
            raise error
        elif not self._host.refuse(path, str(error)):
            hurt = isinstance(error, DamagedError | SlotsMissingError) or _was_lost(path, error)
            # In another language it is tried again, for the sentence to be in that language.
            self._host.show_alone(
                partial(self._trouble_form, path, str(error), hurt=hurt),
                partial(self.open, path),
            )

    def _password_form(self, path: Path) -> "UnlockForm":
        from models.protecting import users
        from ui.forms.unlock_form import Door, UnlockForm

        last = self._settings.last_officer
        names = {user.officer_id: user.name for user in users(path)}
        form = UnlockForm(path, door=Door(names, int(last) if last.isdecimal() else None))

        def submit(secret: str) -> None:
            form.busy(True)
            self._start(path, secret, form)

        form.submitted.connect(submit)
        form.open_other_asked.connect(self._host.open_another)
        form.set_up_asked.connect(self._host.welcome)
        left = Tries(self._settings, path).left()
        if left:
            form.wait(left)
        return form

    def _trouble_form(self, path: Path, text: str, *, hurt: bool) -> "TroubleForm":
        from ui.forms.unlock_form import TroubleForm

        form = TroubleForm(path, text, hurt=hurt)
        form.restore_asked.connect(partial(self._host.restore, path, text))
        form.open_other_asked.connect(self._host.open_another)
        form.again_asked.connect(partial(self.open, path))
        form.set_up_asked.connect(self._host.welcome)
        return form


def _was_lost(path: Path, error: Exception) -> bool:
    """Tell whether a database is gone of which there still are backups."""
    return isinstance(error, DatabaseMissingError) and bool(known_backups(path))


def open_office(
    path: Path, secret: str | None, officer_id: int | None = None, known: Sequence[Path] = ()
) -> Work[Store]:
    """Open a database with an office in it, by itself where the keyring may. Raises UserError.

    ``known`` are the databases this computer knows (``models.opening.open_store``).
    """
    yield Progress(0, 0)
    if secret is None:
        store = _remembered(path, known)
    else:
        store = open_store(path, secret, officer_id, known)
    with store.reading() as session:
        found = is_set_up(session)
    if not found:
        store.close()
        raise NoOfficeError(
            _("{name} holds no office. Choose another file, or set up a new office.").format(
                name=path.name
            )
        )
    return store


def _remembered(path: Path, known: Sequence[Path]) -> Store:
    """Open a plain database, or one whose secret the system's keyring holds."""
    try:
        return open_store(path, known=known)
    except PasswordNeededError as needed:
        from models.remembering import remembered_here

        secret = remembered_here(path)
        if secret is None:
            raise
        try:
            return open_store(path, secret, known=known)
        except (WrongSecretError, NotAllowedError):
            raise needed from None
