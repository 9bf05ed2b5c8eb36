"""Opening an office on a server: its password from the keyring or asked for, and a way on."""

import platform
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.host import Host, NoOfficeError
from desktop.paths import default_database
from models.engines.postgres import Server, ServerAddress
from models.errors import UserError
from models.moved import MovedError
from models.office.queries import is_set_up
from models.progress import Progress, Work
from models.server.aside_file import aside_file
from models.server.credentials import (
    forget_key,
    forget_password,
    read_server,
    remember_password,
    said_of,
    with_key,
    with_password,
)
from models.server.joining import is_desk, join
from models.server.known_office import check_known, remember_known
from models.server.leftover import FIRST
from models.server.office_words import WordsError, check_words, key_of
from models.server.opening import open_server
from models.server.reaching import NotReachedError, Part, look_at
from models.store import Store
from models.unsaved import bring_home
from models.words import _
from ui.messages import Messages
from ui.tasks import Tasks

if TYPE_CHECKING:
    from ui.forms.join_form import JoinForm
    from ui.forms.server_form import ServerForm

    Form = JoinForm | ServerForm


class NoDeskError(UserError):
    """This computer is no desk of the office on the server."""


class AtServer(QObject):
    """Leads from the line that names a server to the pages, or to a sentence on why not."""

    def __init__(self, host: Host, tasks: Tasks) -> None:
        super().__init__(tasks)
        self._host = host
        self._tasks = tasks

    def open(self, line: str) -> None:
        """Open the office that ``line`` names; a server that wants a password is asked with it."""
        self._start(line, None, None)

    def ask(self, messages: Messages) -> None:
        """Ask where the server is, and join it as one desk more."""
        self._host.show_alone(partial(self._asked, messages))

    def _start(
        self,
        line: str,
        password: str | None,
        form: "Form | None",
        keep: bool = False,
        words: str = "",
    ) -> None:
        self._tasks.start(
            open_there(line, password, words, keep=keep),
            succeeded=self._host.use,
            failed=partial(self._failed, line, form),
            owner=form or self,
        )

    def _failed(self, line: str, form: "Form | None", error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        password = isinstance(error, NotReachedError) and error.part is Part.PASSWORD
        asked = password or isinstance(error, WordsError)
        if form is not None:
            form.fail(error)
        elif asked or not self._host.refuse(Path(line), str(error)):
            said = None if password else error
            self._host.show_alone(partial(self._form, line, said), partial(self.open, line))

    def _asked(self, messages: Messages) -> "JoinForm":
        from ui.forms.join_form import JoinForm

        form = JoinForm(messages)

        def submit(line: str, password: str, words: str, keep: bool) -> None:
            form.busy(True)
            self._start(line, password, form, keep, words)

        form.submitted.connect(submit)
        form.left.connect(self._host.welcome)
        return form

    def _form(self, line: str, error: UserError | None) -> "ServerForm":
        from ui.forms.server_form import ServerForm

        form = ServerForm(read_server(line).address)
        if error is not None:
            form.fail(error)

        def submit(password: str, words: str, keep: bool) -> None:
            form.busy(True)
            self._start(line, password, form, keep, words)

        form.submitted.connect(submit)
        form.open_other_asked.connect(self._host.open_another)
        return form


def open_there(
    line: str, password: str | None = None, words: str = "", *, keep: bool = False
) -> Work[Store]:
    """Open the office that ``line`` names; a line without a desk joins as a new one.

    Without a ``password`` the keyring's is taken, and without the office's ``words`` its key, but
    for joining. Raises UserError.
    """
    yield Progress(0, 0)
    server = read_server(line)
    bare = server.address
    address = replace(bare, password=password) if password else with_password(bare) or bare
    if words.strip():
        address = replace(address, seal=key_of(words))
    elif server.desk_number is not None:  # who joins says them
        address = with_key(address)
    _check(server, address)
    if keep:
        remember_password(address)
    else:
        _forget_typed(bare, password, words)
    if server.desk_number is None:
        return take_for_ours(join(address, platform.node()))
    store = open_server(address, server.desk_number)
    with store.reading() as session:
        found = is_set_up(session) and is_desk(store)
    if not found:
        store.close()
        raise NoDeskError(
            _("This computer is no desk of the office: open {server} to join it.").format(
                server=said_of(replace(server, desk_number=None))
            )
        )
    return take_for_ours(store)


def _check(server: Server, address: ServerAddress) -> None:
    """Look what is there before anything is done. Raises UserError."""
    facts = look_at(address)
    if not facts.may_read:
        raise NotReachedError(Part.USER, _("This user may not read what is in the database."))
    if facts.current and facts.office is None:
        raise NoOfficeError(
            _("There is no office in the database {database}.").format(database=address.database)
        )
    if facts.left_for is not None:
        raise MovedError(address.database, facts.left_for)
    if server.desk_number is not None:  # a line without one may lead to any office
        check_known(server, default_database().parent, facts.first)
    check_words(address, facts.seal, office=facts.office is not None)


def take_for_ours(store: Store) -> Store:
    """Take the office that is open for the one of this computer, and keep aside as below."""
    place = store.place
    if isinstance(place, Server):
        with store.reading() as session:
            first = session.scalar(FIRST)
        known = None if first is None else bytes(first).hex()
        remember_known(place, default_database().parent, known)
    return keep_aside(store)


def _forget_typed(address: ServerAddress, password: str | None, words: str) -> None:
    """Let the keyring hold no more what was typed and is not to be remembered."""
    if password:
        forget_password(address)
    if words.strip():
        forget_key(address)


def keep_aside(store: Store) -> Store:
    """Have what is typed while the server is away survive the program, where that is safe.

    What was typed before is brought to the server, now and whenever it answers again.
    """
    if isinstance(store.place, Server) and store.aside is not None:
        file = aside_file(store.place, default_database().parent)
        if file is not None:
            store.aside.keep_in(file)
        bring_home(store)
        store.watch(partial(_bring_home, store))
    return store


def _bring_home(store: Store, reached: bool) -> None:
    if reached:
        bring_home(store)
