"""Reaching a server for the first time: what is wrong, told beside the field where it is wrong."""

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DBAPIError

from models import migrations
from models.engines.postgres import OFFICE, Server, ServerAddress
from models.engines.refusals import Refusal, refusal
from models.events.tables import Event
from models.history.tables import Action
from models.moved import moved_to
from models.office.rights import BY_ROLE
from models.office.tables import Desk, Office, Role
from models.people.tables import Person
from models.server.leftover import FIRST
from models.server.office_words import seal_of
from models.server.opening import ServerError, TooOldServerError, check_kind
from models.server.roles import role_here
from models.words import _


class Part(enum.StrEnum):
    """Which part of an address, or of what it leads to, is wrong."""

    HOST = "host"
    DATABASE = "database"
    USER = "user"
    PASSWORD = "password"
    CERTIFICATE = "certificate"
    WORDS = "words"


class NotReachedError(ServerError):
    """A server that cannot be worked with; ``part`` says what of its address to look at."""

    def __init__(self, part: Part, text: str) -> None:
        super().__init__(text)
        self.part = part


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """How a server's database stands.

    ``tls`` is the protocol that encrypts what is said to it, empty where nothing does; ``step``
    that of its tables, None where there are none; ``office`` the name of the office it keeps.
    ``role`` is that of a login that was made for a computer: it may read and change what the role
    does. None is the owner's, or a stranger's.
    """

    version: str
    tls: str
    near: bool
    trigram: bool
    step: str | None
    office: str | None
    people: int
    events: int
    actions: int
    desks: int
    may_read: bool
    may_change: bool
    may_alter: bool
    role: Role | None = None
    seal: str | None = field(default=None, repr=False)
    """By what the office there knows its words; None where its files and keys are not sealed."""
    first: str | None = field(default=None, repr=False)
    """The fingerprint of the office's first action, by which it is known; None where none is."""
    left_for: str | None = None
    """Where the office's records are kept now; None where they are here."""

    @property
    def current(self) -> bool:
        """Whether the tables are those of this version of the program."""
        return self.step == migrations.HEAD


def look_at(address: ServerAddress) -> ServerFacts:
    """Return how a server's database stands; nothing is changed there. Raises NotReachedError."""
    with _reached(address) as connection:
        check_kind(connection, address)
        trigram = _one(
            connection, "SELECT true FROM pg_available_extensions WHERE name = 'pg_trgm'"
        )
        role = role_here(connection)
        may_read = role is not None or _may(connection, "SELECT")
        step = migrations.present_step(connection) if may_read else None
        counted = step == migrations.HEAD
        return ServerFacts(
            version=str(_one(connection, "SHOW server_version")),
            tls=str(_one(connection, _TLS) or ""),
            near=address.near,
            trigram=bool(trigram),
            step=step,
            office=connection.scalar(select(Office.name)) if counted else None,
            people=_count(connection, Person) if counted else 0,
            events=_count(connection, Event) if counted else 0,
            actions=_count(connection, Action) if counted else 0,
            desks=_count(connection, Desk) if counted else 0,
            may_read=may_read,
            may_change=bool(BY_ROLE[role]) if role else _may(connection, "INSERT, UPDATE"),
            may_alter=role is None and bool(_one(connection, _OWNED)),
            role=role,
            seal=seal_of(connection) if step is not None else None,
            first=_first(connection, step),
            left_for=moved_to(connection) if step is not None else None,
        )


def check_usable(facts: ServerFacts) -> None:
    """Return if an office can be moved to a database that stands so. Raises NotReachedError."""
    if not facts.trigram:
        raise NotReachedError(
            Part.HOST,
            _("The server lacks pg_trgm: install the additional modules of PostgreSQL there."),
        )
    if facts.left_for is not None:
        raise NotReachedError(
            Part.DATABASE,
            _(
                "The database keeps the older state of an office that moved to {where}: it is "
                "replaced only if that is agreed to."
            ).format(where=facts.left_for),
        )
    if facts.office is not None:
        raise NotReachedError(
            Part.DATABASE,
            _("The database keeps the records of an office already: {office}.").format(
                office=facts.office
            ),
        )
    if not facts.may_alter:
        raise NotReachedError(
            Part.USER, _("This user may not make tables in the database: it must own it.")
        )


_TLS = "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl"
_OWNED = (
    "SELECT has_database_privilege(current_database(), 'CREATE') AND NOT EXISTS ("
    "SELECT FROM pg_namespace WHERE nspname = 'jangkau'"
    " AND NOT pg_has_role(nspowner, 'USAGE'))"
)


def _first(connection: Connection, step: str | None) -> str | None:
    if step is None or step > migrations.HEAD:
        return None
    first = connection.scalar(FIRST)
    return None if first is None else bytes(first).hex()


def _one(connection: Connection, statement: str) -> object:
    return connection.execute(text(statement)).scalar()


def _count(connection: Connection, kind: type[Person | Event | Action | Desk]) -> int:
    return connection.scalar(select(func.count()).select_from(kind)) or 0


def _may(connection: Connection, deed: str) -> bool:
    """Tell whether a deed is allowed on all of the office's tables; yes where there are none."""
    wanted = text(
        "SELECT coalesce(bool_and(has_table_privilege(c.oid, d.deed)), true)"
        " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,"
        " unnest(string_to_array(:deeds, ', ')) AS d(deed)"
        " WHERE n.nspname = :schema AND c.relkind = 'r'"
    )
    return bool(connection.execute(wanted, {"deeds": deed, "schema": OFFICE}).scalar())


@contextmanager
def _reached(address: ServerAddress) -> Iterator[Connection]:
    engine = Server(address, None).engine()
    try:
        with engine.connect() as connection:
            connection.dialect.default_schema_name = OFFICE
            yield connection
    except TooOldServerError as error:
        raise NotReachedError(Part.HOST, str(error)) from error
    except ServerError as error:
        raise NotReachedError(Part.DATABASE, str(error)) from error
    except DBAPIError as error:
        raise _trouble(str(error.orig), address) from error
    finally:
        engine.dispose()


def _trouble(said: str, address: ServerAddress) -> NotReachedError:
    """Say which part is wrong by what the driver says."""
    match refusal(said, address.user, address.database):
        case Refusal.CERTIFICATE:
            return NotReachedError(Part.CERTIFICATE, _no_tls(address))
        case Refusal.PASSWORD:
            told = _("The server does not take this user with this password.")
            return NotReachedError(Part.PASSWORD, told)
        case Refusal.COMPUTER:
            told = _("The server does not let this user in from this computer.")
            return NotReachedError(Part.USER, told)
        case Refusal.USER:
            return NotReachedError(Part.USER, _("The server does not know this user."))
        case Refusal.DATABASE:
            told = _("There is no such database on the server.")
            return NotReachedError(Part.DATABASE, told)
    return NotReachedError(
        Part.HOST,
        _("The server {server} does not answer. Look whether the network is there.").format(
            server=address.host
        ),
    )


def _no_tls(address: ServerAddress) -> str:
    return _(
        "The server {server} does not prove by a certificate to be this one, "
        "so nothing is said to it. Name the file of the authority that signed its certificate."
    ).format(server=address.host)
