"""Going over to a server with a whole office, and coming back to a file; one place goes on."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from models.backups.making import make_backup
from models.backups.manifests import Reason
from models.engines.postgres import OFFICE, PROGRAM, Server, ServerAddress
from models.errors import UserError
from models.keys import slots_path
from models.local_notes import noted
from models.moved import MOVED_TO
from models.office.rights import Right, need
from models.opening import AlreadyThereError, Protection, create
from models.packets.here import packet_here
from models.progress import Work
from models.server.credentials import said_of
from models.server.leftover import make_room, refuse_newer, take_writers
from models.server.moving import Moved, copy_office
from models.server.office_words import check_words
from models.server.opening import create_server, open_server
from models.server.reaching import check_usable, look_at
from models.server.sayings import standing_said
from models.server.standing import find
from models.store import Store
from models.troubles import plainly
from models.words import _

DESK_NUMBER = "desk_number"
"""The note that says which of the office's desks this computer is."""


class NotMovedError(UserError):
    """The office stays where it is; why."""


def go_to_server(source: Store, address: ServerAddress, *, again: bool = False) -> Work[Moved]:
    """Copy an office from its file to an empty database of a server, and leave the file behind.

    ``again`` it may be one that this office left before: what stands there is replaced, if the file
    has all of it (``leftover.make_room``).

    The file stays as a backup that is not opened any more and says where its records went; a backup
    that can be opened is made first. With the key of ``address`` files and private keys are sealed
    before they leave. Needs the right to administer. Raises NotAllowedError, NotMovedError,
    ServerError, WordsError and the errors of ``make_backup`` and ``copy_office``; then the file
    goes on as it was.
    """
    with source.reading() as session:
        need(session, Right.ADMINISTER)
        if packet_here(session) is not None:
            raise NotMovedError(
                _("This is a desk's database, which came with a packet: merge it at home first.")
            )
    number = int(noted(source, DESK_NUMBER) or 0)
    facts = look_at(address)
    replacing = again and facts.left_for is not None
    if replacing:
        found = find(source, replace(address, seal=None))  # it may get other words
        if found.left is None:
            raise NotMovedError(standing_said(found))
        refuse_newer(found.left)
    else:
        check_usable(facts)
        check_words(address, facts.seal, office=False)
    yield from make_backup(source, Reason.BY_HAND)
    line = said_of(Server(address, number))
    with plainly_done(address, source.path):
        if replacing:
            with closing(Store(Server(address, number))) as target:
                room = partial(make_room, address, number)
                return (yield from copy_office(source, target, line, room))
        make = create_server if facts.step is None else open_server
        with closing(make(address, number)) as target:
            return (yield from copy_office(source, target, line))


def come_back(source: Store, path: Path, protection: Protection) -> Work[Moved]:
    """Copy an office from its server to a new encrypted file, and leave the server behind.

    Nobody else works on the server meanwhile; it keeps its records, but nothing is saved there any
    more. Needs the right to administer. Raises NotAllowedError, NotMovedError and the errors of
    ``create`` and ``copy_office``; then there is no file, and the server goes on as it was.
    """
    place = source.place
    if not isinstance(place, Server):
        raise NotMovedError(_("This office is kept in a file already."))
    if place.role is not None:
        raise NotMovedError(
            _("Only the owner of the database can leave the server: open it with that user.")
        )
    with source.reading() as session:
        need(session, Right.ADMINISTER)
    for one in (path, slots_path(path)):  # a key file may be all that opens a file elsewhere
        if one.exists():
            raise AlreadyThereError(_("{path} is there already.").format(path=one))
    try:
        with plainly_done(place.address, path):
            with source.connection() as connection:
                refuse_others(connection)
            with closing(create(path, protection, place.desk_number or 0)) as target:
                moved = yield from copy_office(source, target)
                target.settle()
            _leave_server(source, place, path)
    except BaseException:
        _take_away(path)
        raise
    return moved


@contextmanager
def plainly_done(address: ServerAddress, path: Path | None = None) -> Iterator[None]:
    """Say in a sentence what server or file suffered in the middle. Raises NotMovedError."""
    import psycopg

    try:
        yield
    except (DBAPIError, psycopg.Error) as error:
        told = error if isinstance(error, DBAPIError) else DBAPIError(None, None, error)
        said = Server(address, None).plainly(told) or (plainly(told, path) if path else None)
        if said is None:
            raise
        if not _is_away(told):
            text = _("{reason} The office stays where it is.").format(reason=said)
            raise NotMovedError(text) from error
        raise NotMovedError(
            _(
                "The server {server} stopped answering, so nothing was moved. "
                "Look whether the network is there, then try once more."
            ).format(server=address.host)
        ) from error


def _is_away(error: DBAPIError) -> bool:
    """Tell whether the server is gone, and not full or forbidding; a file never is."""
    import psycopg

    code = getattr(error.orig, "sqlstate", None) or ""
    cut = isinstance(error.orig, psycopg.OperationalError) and not code
    return error.connection_invalidated or cut or code[:2] in ("08", "57")


_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity AS one, pg_stat_activity AS mine"
    " WHERE mine.pid = pg_backend_pid() AND one.datname = mine.datname"
    " AND starts_with(one.application_name, :name)"
    " AND (one.application_name, one.client_addr)"
    " IS DISTINCT FROM (mine.application_name, mine.client_addr)"
)


def refuse_others(connection: Connection) -> None:
    """Raise NotMovedError while another program has the office open."""
    if connection.execute(_OTHERS, {"name": PROGRAM}).scalar():
        raise NotMovedError(
            _("Other computers work with the server: close the program there, then try again.")
        )


def _leave_server(source: Store, place: Server, path: Path) -> None:
    """Have a server say where its records went, and take no more of them."""
    with source.connection() as connection:
        connection.execute(
            text(f"INSERT INTO {OFFICE}.local (key, value) VALUES (:key, :value)"),
            {"key": MOVED_TO, "value": str(path)},
        )
        take_writers(connection, place.address, on=False)


def _take_away(path: Path) -> None:
    for one in (path, slots_path(path), *(Path(f"{path}{end}") for end in ("-wal", "-shm"))):
        one.unlink(missing_ok=True)
