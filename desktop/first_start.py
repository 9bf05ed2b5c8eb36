"""The first start: making an office, with or without protection, or a demonstration."""

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from shiboken6 import isValid

from desktop.host import Host
from desktop.paths import default_database
from models import opening
from models.errors import UserError
from models.keys import slots_path
from models.office.operations import set_up_office
from models.progress import Progress, Work
from models.protecting import new_protection, own_slot
from models.store import Store
from models.words import _, spoken
from resources import resource
from ui.forms.recovery_form import RecoveryForm, write_sheet
from ui.forms.welcome_form import WelcomeChoice, WelcomeForm, free_path
from ui.messages import Messages
from ui.tasks import Tasks

DEMO_LIST = "daftar-petani-pimping.xlsx"


@dataclass(frozen=True, slots=True)
class Made:
    """A new office's database, and its recovery code if it is protected."""

    store: Store
    office: str
    code: str | None


class FirstStart(QObject):
    """Leads somebody new to an open database."""

    def __init__(self, host: Host, tasks: Tasks, messages: Messages) -> None:
        super().__init__(tasks)
        self._host = host
        self._tasks = tasks
        self._messages = messages
        self._form: WelcomeForm | None = None

    def begin(self) -> None:
        """Show the welcome."""
        self._host.show_alone(self._welcome)

    def _welcome(self) -> WelcomeForm:
        """Return the welcome, with what was typed into the one before in another language."""
        form = WelcomeForm(default_database(), self._messages)
        if self._form is not None and isValid(self._form):
            form.restore(self._form.state())
        self._form = form
        form.language_chosen.connect(self._host.speak)
        form.open_asked.connect(self._host.open_another)
        form.packet_asked.connect(lambda: self._host.unpack())
        form.server_asked.connect(self._join)
        form.restore_asked.connect(self._restore)
        form.demo_asked.connect(partial(self._make_demo, form))
        form.finished.connect(partial(self._make_office, form))
        return form

    def _restore(self) -> None:
        """Restore to where a new office would lie; a backup is chosen there."""
        self._host.restore(free_path(default_database()), "")

    def _join(self) -> None:
        """Work with a server that keeps the office already."""
        from desktop.at_server import AtServer  # few starts have to wait for it

        AtServer(self._host, self._tasks).ask(self._messages)

    def _make_office(self, form: WelcomeForm, choice: WelcomeChoice) -> None:
        form.busy(_("Making the office's database…"))
        self._tasks.start(
            make_office(choice),
            succeeded=self._made,
            failed=partial(self._failed, form),
            owner=form,
        )

    def _make_demo(self, form: WelcomeForm) -> None:
        form.busy(_("Making the demonstration…"))
        self._tasks.start(
            make_demo(free_path(default_database().with_name("demo.jangkau"))),
            succeeded=self._host.use,
            failed=partial(self._failed, form),
            owner=form,
        )

    def _made(self, made: Made) -> None:
        if made.code is None:
            self._host.use(made.store)
        else:
            self._host.show_alone(partial(self._recovery, made, made.code))

    def _recovery(self, made: Made, code: str) -> RecoveryForm:
        day = datetime.now(UTC).astimezone().date()
        save = partial(write_sheet, made.office, code, day, spoken())
        form = RecoveryForm(made.office, code, self._messages, save)
        form.finished.connect(partial(self._host.use, made.store))
        return form

    def _failed(self, form: WelcomeForm, error: Exception) -> None:
        if isinstance(error, OSError):
            reason = error.strerror or str(error)
            error = UserError(_("The file could not be written: {reason}").format(reason=reason))
        if isinstance(error, UserError):
            form.fail(str(error))
        else:
            form.fail(_("It did not succeed. The particulars are in the log."))
            raise error


def make_office(choice: WelcomeChoice) -> Work[Made]:
    """Make the database that was chosen and the office in it; failing, leave nothing behind."""
    yield Progress(0, 0)
    if slots_path(choice.path).exists():
        # It may be all that opens a database that was moved elsewhere without it.
        raise opening.AlreadyThereError(
            _("{path} is there already.").format(path=slots_path(choice.path))
        )
    choice.path.parent.mkdir(parents=True, exist_ok=True)
    protection, code = new_protection(choice.password) if choice.password else (None, None)
    with ExitStack() as failing:
        failing.callback(_clear_away, choice.path)
        try:
            store = opening.create(choice.path, protection)
        except opening.AlreadyThereError:
            failing.pop_all()  # what is there is somebody's
            raise
        failing.callback(store.close)
        with store.writing() as session:
            first = set_up_office(session, choice.office, choice.officer)
            session.flush()
            officer_id, name = first.id, first.name
        if choice.password:
            own_slot(choice.path, choice.password, officer_id, name)
            store.admit(officer_id)
        failing.pop_all()
    return Made(store, choice.office.name, code)


def make_demo(path: Path) -> Work[Store]:
    """Make the demonstration at ``path``; what is planned in it lies ahead of today."""
    yield Progress(0, 0)
    from desktop.story import tell_story  # much of the program, loaded on the worker's thread

    path.parent.mkdir(parents=True, exist_ok=True)
    today = datetime.now(UTC).astimezone().date()
    told = yield from tell_story(path, Path(str(resource("demo", DEMO_LIST))), today)
    return told.store


def _clear_away(path: Path) -> None:
    for left in (path, *(path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm"))):
        left.unlink(missing_ok=True)
    slots_path(path).unlink(missing_ok=True)
