"""Making and opening an office's database on a server, and what to say when that fails."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DBAPIError

from models import migrations
from models.cards.tables import OfficeKey
from models.engines.dialects import put
from models.engines.postgres import OFFICE, Server, ServerAddress, desk_schema
from models.errors import UserError
from models.history.rows import CHAIN_BITS, DESK_BITS, chain_range
from models.history.tables import Action, Change
from models.moved import refuse_moved
from models.office.tables import Role, local
from models.opening import AlreadyThereError, NewerDatabaseError, NotOursError
from models.people.names import FOLDING
from models.people.search import FOLDED_BY, refold
from models.server.office_words import check_words, has_office, keep_seal, seal_of
from models.server.roles import desk_here, keep_roles, loosen_roles, owns, role_here
from models.store import Store
from models.words import _


class ServerError(UserError):
    """The server is not reached, or is not set up for this program."""


class TooOldServerError(ServerError):
    """The server's PostgreSQL lacks what this program asks of it."""


LEAST_VERSION = 13
"""The oldest PostgreSQL that knows all that is asked of it here.

PostgreSQL 13 brought ``xid8`` and ``pg_current_xact_id_if_assigned`` (``guarding``), and
extensions that the owner of a database makes without being a superuser (``pg_trgm``).
"""


class OtherOfficeError(UserError):
    """The server keeps the records of another office."""


def create_server(address: ServerAddress, desk_number: int = 0) -> Store:
    """Make the tables of an office in an empty database of a server, and sit down at a desk.

    The database must be there, in UTF-8 and sorting by the letters' own codes as files do. With the
    key of ``address`` files and private keys are sealed from the beginning. Raises ServerError,
    AlreadyThereError.
    """
    with office_of(address) as connection:
        check_kind(connection, address)
        if migrations.present_step(connection) is not None:
            raise AlreadyThereError(
                _("The database {database} has an office in it already.").format(
                    database=address.database
                )
            )
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {OFFICE}"))
        # Among the office's own, so that every computer finds what it searches by.
        connection.execute(text(f"CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA {OFFICE}"))
        migrations.upgrade(connection)
        put(connection, local.c.key, FOLDED_BY, str(FOLDING))
        if address.seal is not None:
            keep_seal(connection, address.seal)
        keep_roles(connection)
        sit_down(connection, desk_number)
    return Store(Server(address, desk_number))


def open_server(address: ServerAddress, desk_number: int, office_key: bytes | None = None) -> Store:
    """Open an office's database on a server as the computer of the desk with this number.

    ``office_key`` is a public key with which the office signed its cards: a server that knows
    nothing of it keeps another office's records. Older tables are brought up to date by the owner
    of the database; the store of another login is bound by that login's role. Raises WordsError and
    the errors of ``make_ready``.
    """
    role = make_ready(address, desk_number, office_key, by_words=True)
    return Store(Server(address, desk_number, role))


def make_ready(
    address: ServerAddress,
    desk_number: int,
    office_key: bytes | None = None,
    *,
    by_words: bool = False,
) -> Role | None:
    """Have an office's database ready for a desk; return the role of the login that asks.

    Nothing that is sealed there is read: only ``by_words`` the office's key is asked for. Raises
    ServerError, NotOursError, NewerDatabaseError, MovedError, OtherOfficeError, WordsError.
    """
    with office_of(address) as connection:
        check_kind(connection, address)
        role = role_here(connection)
        step = migrations.present_step(connection)
        _check_step(step, address)
        refuse_moved(connection, address.database)
        if by_words:
            _check_words(connection, address, role)
        if role is None:
            bring_up(connection, step)
        else:
            _check_ready(connection, step)
            _check_desk(connection, desk_number)
        _check_office(connection, office_key)
        if role is None:
            sit_down(connection, desk_number)
    return role


def _check_words(connection: Connection, address: ServerAddress, role: Role | None) -> None:
    """Raise WordsError unless the office's key is known; tables without an office take it."""
    kept, office = seal_of(connection), has_office(connection)
    check_words(address, kept, office=office)
    if kept is None and address.seal is not None and role is None:
        keep_seal(connection, address.seal)


def bring_up(connection: Connection, step: str | None) -> None:
    """Bring the tables, their index of names and what guards them up to date."""
    owned = owns(connection)
    if step != migrations.HEAD:
        if owned:
            loosen_roles(connection)
        migrations.upgrade(connection)
    refold(connection)
    if owned:
        keep_roles(connection)


def _check_ready(connection: Connection, step: str | None) -> None:
    """Raise ServerError where only the owner of the database could bring it up to date."""
    folded = connection.execute(select(local.c.value).where(local.c.key == FOLDED_BY)).scalar()
    if step != migrations.HEAD or folded != str(FOLDING):
        raise ServerError(
            _(
                "This version of the program needs other tables: open the office first on the "
                "computer that works as the owner of the database."
            )
        )


def _check_desk(connection: Connection, number: int) -> None:
    """Raise ServerError where a login would be another desk than its own."""
    if desk_here(connection) != number:
        raise ServerError(
            _(
                "This login is that of another desk. Open the server without a desk number: "
                "then this computer is the desk of its login."
            )
        )


@contextmanager
def office_of(address: ServerAddress) -> Iterator[Connection]:
    """Lend a transaction that may alter the office's tables. Raises ServerError."""
    office = Store(Server(address, None))
    try:
        with office.rebuilding() as connection:
            yield connection
    except DBAPIError as error:
        plain = office.place.plainly(error)
        raise ServerError(str(plain) if plain else _refused(address)) from error
    finally:
        office.close()


def _refused(address: ServerAddress) -> str:
    return _(
        "The server {server} does not let you in or does not do what is asked of it. "
        "Tell whoever looks after it."
    ).format(server=address.host)


_KIND = text(
    "SELECT pg_encoding_to_char(encoding), datcollate, datctype,"
    " CASE coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') WHEN 'c' THEN 'C'"
    " WHEN 'b' THEN to_jsonb(d) ->> 'datlocale' END"
    " FROM pg_database AS d WHERE datname = current_database()"
)
"""Encoding and locale; since PostgreSQL 15 others than the system's may sort in its place."""


def check_kind(connection: Connection, address: ServerAddress) -> None:
    """Raise TooOldServerError, or ServerError where texts sort or fold other than in files."""
    version = connection.execute(text("SHOW server_version")).scalar_one()
    number = connection.execute(text("SHOW server_version_num")).scalar_one()
    if int(number) // 10000 < LEAST_VERSION:
        raise TooOldServerError(
            _(
                "The server {server} runs PostgreSQL {version}; this program needs {least} or "
                "newer. Tell whoever looks after it."
            ).format(server=address.host, version=version, least=LEAST_VERSION)
        )
    if tuple(connection.execute(_KIND).one()) != ("UTF8", "C", "C", "C"):
        raise ServerError(
            _(
                "The database {database} was not made for this program: "
                "it needs the encoding UTF8 and the locale C."
            ).format(database=address.database)
        )


def _check_step(step: str | None, address: ServerAddress) -> None:
    if step is None:
        raise NotOursError(
            _("There is no office in the database {database}.").format(database=address.database)
        )
    if step not in migrations.known_steps():
        raise NewerDatabaseError(
            _(
                "{name} was last used by a newer version of this program. "
                "Please install that version here, too."
            ).format(name=address.database)
        )


def _check_office(connection: Connection, office_key: bytes | None) -> None:
    known = select(OfficeKey.id).where(OfficeKey.public == office_key)
    if office_key is not None and connection.execute(known).first() is None:
        raise OtherOfficeError(_("This server keeps the records of another office."))


def sit_down(connection: Connection, number: int) -> None:
    """Make the schema in which the computer of a desk keeps what is its own, if it is new."""
    schema = desk_schema(number)
    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema}"))
    connection.execute(
        text(f"CREATE TABLE IF NOT EXISTS {schema}.local (LIKE {OFFICE}.local INCLUDING ALL)")
    )
    begun = connection.execute(text(f"SELECT value FROM {schema}.local WHERE key = 'next_id'"))
    next_id = begun.scalar()
    if next_id is None:
        next_id = str(_ids_given(connection, number))
    for key, value in (("desk_number", str(number)), ("next_id", next_id)):
        connection.execute(
            text(
                f"INSERT INTO {schema}.local (key, value) VALUES (:key, :value)"
                " ON CONFLICT (key) DO NOTHING"
            ),
            {"key": key, "value": value},
        )


def _ids_given(connection: Connection, number: int) -> int:
    """Return how many ids a desk gave that comes to a database new to it, as after a move.

    The history names them all, also those of records that are gone; later chains are laptops'.
    """
    first, last = chain_range(number << (DESK_BITS - CHAIN_BITS))
    greatest = [
        connection.execute(select(func.max(one)).where(one.between(first, last))).scalar() or first
        for one in (Action.id, Change.id, Change.record_id)
    ]
    return max(greatest) - first
