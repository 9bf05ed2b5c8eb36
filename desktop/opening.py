"""Opening a database: its password asked for, and a way on where it cannot be opened."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.host import Host
from models.errors import UserError
from models.keys import WrongSecretError
from models.office.queries import is_set_up
from models.opening import PasswordNeededError, open_store
from models.progress import Progress, Work
from models.store import Store
from models.words import _
from ui.tasks import Tasks

if TYPE_CHECKING:
    from ui.forms.unlock_form import TroubleForm, UnlockForm


class NoOfficeError(UserError):
    """A database in which no office was ever set up."""


class Opening(QObject):
    """Leads from a file to its pages, or to a sentence on why not."""

    def __init__(self, host: Host, tasks: Tasks) -> None:
        super().__init__(tasks)
        self._host = host
        self._tasks = tasks

    def open(self, path: Path) -> None:
        """Open a database; one that is protected asks for its password first."""
        self._start(path, None, None)

    def _start(self, path: Path, secret: str | None, form: "UnlockForm | None") -> None:
        self._tasks.start(
            open_office(path, secret),
            succeeded=self._host.use,
            failed=partial(self._failed, path, form),
            owner=form or self,
        )

    def _failed(self, path: Path, form: "UnlockForm | None", error: Exception) -> None:
        if form is not None:
            form.busy(False)
        if isinstance(error, PasswordNeededError):
            self._host.show_alone(partial(self._password_form, path))
        elif isinstance(error, WrongSecretError) and form is not None:
            form.wrong(str(error))
        elif not isinstance(error, UserError):
            raise error
        elif not self._host.refuse(path, str(error)):
            # In another language it is tried again, for the sentence to be in that language.
            self._host.show_alone(
                partial(self._trouble_form, path, str(error)), partial(self.open, path)
            )

    def _password_form(self, path: Path) -> "UnlockForm":
        from ui.forms.unlock_form import UnlockForm

        form = UnlockForm(path)

        def submit(secret: str) -> None:
            form.busy(True)
            self._start(path, secret, form)

        form.submitted.connect(submit)
        form.open_other_asked.connect(self._host.open_another)
        form.set_up_asked.connect(self._host.welcome)
        return form

    def _trouble_form(self, path: Path, text: str) -> "TroubleForm":
        from ui.forms.unlock_form import TroubleForm

        form = TroubleForm(path, text)
        form.open_other_asked.connect(self._host.open_another)
        form.again_asked.connect(partial(self.open, path))
        form.set_up_asked.connect(self._host.welcome)
        return form


def open_office(path: Path, secret: str | None) -> Work[Store]:
    """Open a database with an office in it. Raises UserError."""
    yield Progress(0, 0)
    store = open_store(path, secret)
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
