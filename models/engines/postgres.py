"""A database of a PostgreSQL server's, in which several computers work at once.

The office's tables lie in one schema; what each computer keeps for itself (``local``) lies in a
schema of its own, which is looked through first, so that the models need not know.

Who writes holds one lock until the end of the transaction, as SQLite has it: what an operation has
read stays true until it is committed, and of two who change the same thing the second sees what
the first did. Who reads holds nothing, waits for nobody and sees one moment.
"""

import os
import select
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

from models.engines import WRITING
from models.engines.confirming import XID, unsure, was_kept
from models.engines.hearing import Heard, Hearing, Reached, news
from models.engines.refusals import LOGIN, not_let_in, refusal
from models.engines.sealing import SEALED_WITH
from models.engines.server_errors import never_reached, not_allowed, said, without_values
from models.history.recording import canonical
from models.office.tables import Role
from models.troubles import NotKeptError

if TYPE_CHECKING:
    import psycopg

OFFICE = "jangkau"
"""The schema of the office's tables."""
GUARD = "jangkau_guard"
"""The schema of what the database needs to keep roles apart (``server.guarding``)."""
WRITERS = 0x6A616E676B6175
"""The number of the lock that writers hold; any would do that nobody else uses."""
BEGIN_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ"
BEGIN_WRITING = (
    f"BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock({WRITERS}), {XID}"
)
"""Each statement of a writer sees what others committed before it was given the lock."""
BEGIN_ALTERING = BEGIN_WRITING.replace(";", " READ WRITE;")
"""Also where an office left its database, so that nobody else writes there any more."""
ALTERING = "jangkau_altering"
"""The option of a connection that alters the office's tables, or takes their place."""
_TOGETHER: dict[str, Any] = {"execution_options": {"no_parameters": True}}
"""How several statements are said of which none is given values: ``_say_unprepared`` hears it."""
POOL, HEARD, NEWS, BEGUN = "jangkau_pool", "jangkau_heard", "jangkau_news", "jangkau_begun"
SURE_SECONDS = 1
"""So long after it was last used a connection is taken to be there if nothing came over it."""
UNKNOWN_TABLE = "42P01"
"""What a server says of its tables to a login that may not look into their schema any more."""
BUSY_SECONDS = 10
CONNECT_SECONDS = 10
_SILENT = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "user_timeout": 1000 * BUSY_SECONDS,
}
"""After how much silence a connection counts as gone, on either side; seconds, the last in ms."""
PROGRAM = "Jangkau"
"""What the server knows connections to an office by; the number of the process follows."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where a server is, and as whom it is spoken to.

    ``host`` may be the folder of a socket. Beyond this computer the server must prove by a
    certificate to be the one named; ``root`` is the file of the authority that signed it, where
    that is not one the system knows. ``seal`` is the office's key that is never on the server: with
    it files and private keys are sealed before they leave (``engines.sealing``), where they are.
    """

    host: str
    database: str
    user: str
    password: str = field(default="", repr=False)
    port: int = 5432
    root: Path | None = None
    seal: bytes | None = field(default=None, repr=False)

    @property
    def near(self) -> bool:
        """Whether what is said to the server never leaves this computer."""
        return self.host in _LOOPBACK or self.host.startswith("/")

    def url(self) -> URL:
        """Return the address as the driver takes it."""
        return URL.create(
            "postgresql+psycopg", self.user, self.password or None, None, self.port, self.database
        ).update_query_dict({"host": self.host})

    def safety(self) -> dict[str, str]:
        """Return what the driver is told of encryption."""
        if self.near:
            return {"sslmode": "prefer"}
        return {"sslmode": "verify-full", "sslrootcert": str(self.root or "system")}


@dataclass(frozen=True, slots=True)
class Server:
    """A server's database as the desk of this number sees it; None looks at the office only.

    ``role`` is what the database lets this login do, whoever works here; None of the owner's, whom
    it lets do everything.
    """

    address: ServerAddress
    desk_number: int | None
    role: Role | None = None

    def engine(self) -> Engine:
        """Return what connections to the server come from."""
        return make_engine(self.address, self.desk_number)

    def look(self) -> None:
        """See nothing beforehand: only speaking to a server tells whether it is there."""

    def still_there(self, _connection: Connection) -> None:
        """See nothing: a commit that the server confirms is kept."""

    def announce(self, connection: Connection, tables: frozenset[str], teller: str) -> None:
        """Have the other computers told of these tables once this transaction is committed."""
        if tables:
            connection.info[NEWS] = news(tables, teller)

    def mark(self, connection: Connection) -> str | None:
        """Return by what the server knows this transaction again."""
        begun: str | None = connection.info.get(BEGUN)
        return begun

    def was_kept(self, mark: str) -> bool:
        """Tell whether a transaction was committed whose connection was lost meanwhile."""
        kept = was_kept(partial(_connect, self.address), mark)
        if kept is None:
            raise unsure(self.address.host)
        return kept

    def hear(self, teller: str, heard: Heard, reached: Reached) -> Hearing | None:
        """Begin to tell of what others commit, and whether the server answers."""
        return Hearing(partial(_connect, self.address), teller, heard, reached, self._is_refused)

    def plainly(self, error: DBAPIError) -> NotKeptError | None:
        """Return what to say of an error of the server or the network."""
        code = getattr(error.orig, "sqlstate", None)
        refused = code == "42501" or (self.role is not None and code == UNKNOWN_TABLE)
        if self._is_refused(error.orig):
            text = not_let_in()
        else:
            text = not_allowed() if refused else said(error)
        return NotKeptError(text.format(server=self.address.host)) if text else None

    def _is_refused(self, error: BaseException | None) -> bool:
        """Tell whether the server answers and does not take the login: its password was changed."""
        if not never_reached(error):
            return False
        return refusal(str(error), self.address.user, self.address.database) in LOGIN

    def write_anew(self, engine: Engine) -> bool:
        """Give the room of deleted rows free; return whether that was done.

        Nobody waits for it. What stood there is gone for everybody who asks the server; its bytes
        are overwritten as the room is used, and stay in the server's own backups as long as those
        are kept. Only the owner of the database may ask for it; of another login's the server does
        it by itself as it comes to it (autovacuum), and nothing is left to be done here.
        """
        if self.role is not None:
            return True
        import psycopg

        try:
            with closing(engine.raw_connection()) as connection:  # which begins no transaction
                connection.cursor().execute("VACUUM")
        except (DBAPIError, psycopg.Error):
            return False
        return True

    @contextmanager
    def rebuilding(self, engine: Engine) -> Iterator[Connection]:
        """Lend a connection in a transaction that may alter the office's tables."""
        altering = {WRITING: True, ALTERING: True}
        with engine.execution_options(**altering).begin() as connection:
            connection.exec_driver_sql(f"SET LOCAL search_path = {OFFICE}")
            connection.dialect.default_schema_name = OFFICE  # where tables are looked for
            yield connection


def desk_schema(number: int) -> str:
    """Return the name of the schema in which the computer of this desk keeps what is its own."""
    return f"desk_{number}"


def _manners(address: ServerAddress) -> dict[str, Any]:
    """Return what the driver is told of every connection to a server.

    A network that goes silent counts as gone after some seconds: nobody waits for it for hours.
    """
    return {
        "application_name": f"{PROGRAM} {os.getpid()}",
        "gssencmode": "disable",
        "connect_timeout": CONNECT_SECONDS,
        "keepalives_idle": _SILENT["keepalives_idle"],
        "keepalives_interval": _SILENT["keepalives_interval"],
        "keepalives_count": _SILENT["keepalives_count"],
        "tcp_user_timeout": _SILENT["user_timeout"],
        **address.safety(),
    }


def make_engine(address: ServerAddress, desk_number: int | None) -> Engine:
    """Return an engine on a server's database."""
    engine = create_engine(
        address.url(),
        json_serializer=canonical,
        hide_parameters=True,  # an error that is logged names nobody
        execution_options={SEALED_WITH: address.seal},
        connect_args={
            "autocommit": True,  # each transaction is begun by words of its own, ``_begin``
            "options": _settings(desk_number),
            **_manners(address),
        },
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "commit", _commit)
    event.listen(engine, "do_execute_no_params", _say_unprepared)
    event.listen(engine, "handle_error", without_values)
    _mind_connections(engine)
    return engine


def _settings(desk_number: int | None) -> str:
    """Return what a connection tells the server of how it is to be spoken with."""
    settings = {
        "search_path": OFFICE if desk_number is None else f"{desk_schema(desk_number)},{OFFICE}",
        "timezone": "UTC",
        "lock_timeout": f"{BUSY_SECONDS}s",
        # Of a computer that went silent the server lets go as soon, and of the lock it may hold.
        **{f"tcp_{name}": str(value) for name, value in _SILENT.items()},
        "client_encoding": "UTF8",
        "jit": "off",  # what is asked here is sooner answered than compiled
    }
    return " ".join(f"-c {name}={value}" for name, value in settings.items())


def _begin(connection: Connection) -> None:
    """Begin a transaction, that of a writer together with its lock: the server is asked once."""
    options = connection.get_execution_options()
    begun = BEGIN_WRITING if options.get(WRITING) else BEGIN_READING
    if options.get(ALTERING):
        begun = BEGIN_ALTERING
    connection.info.pop(NEWS, None)  # of one that was taken back
    connection.exec_driver_sql(begun, **_TOGETHER).close()


def _commit(connection: Connection) -> None:
    """Commit together with the news of it; where there are none, the driver does."""
    if said := connection.info.pop(NEWS, None):
        connection.exec_driver_sql(f"{said}; COMMIT", **_TOGETHER)


def _say_unprepared(cursor: "psycopg.Cursor[Any]", statement: str, context: Any) -> bool:  # noqa: ANN401
    """Say several statements together, which the server does not prepare; keep what begins them."""
    cursor.execute(statement.encode(), prepare=False)
    while cursor.nextset():
        pass
    if cursor.description is not None:  # of a writer's beginning alone
        context.root_connection.info[BEGUN] = (cursor.fetchone() or [None])[-1]
    return True


def _mind_connections(engine: Engine) -> None:
    """Lend no connection that is gone, and take none back that the store let go of meanwhile."""

    @event.listens_for(engine, "connect")
    def _on_new(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info[POOL] = engine.pool
        record.info[HEARD] = monotonic()

    @event.listens_for(engine, "checkout")
    def _on_lending(
        connection: "psycopg.Connection[Any]", record: ConnectionPoolEntry, _lent: object
    ) -> None:
        if monotonic() - record.info[HEARD] > SURE_SECONDS or _has_come(connection):
            _ping(connection)

    @event.listens_for(engine, "checkin")
    def _on_return(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info[HEARD] = monotonic()
        # One that was still lent when the store let go of the server is let go of now.
        if record.info.get(POOL) is not engine.pool:
            record.invalidate()


def _has_come(connection: "psycopg.Connection[Any]") -> bool:
    """Tell whether the server said anything unasked: nearly always that it goes."""
    return bool(select.select([connection.fileno()], [], [], 0)[0])


def _ping(connection: "psycopg.Connection[Any]") -> None:
    """Return if the server answers. Raises InvalidatePoolError: then it is connected to anew."""
    import psycopg

    try:
        connection.execute("")
    except psycopg.Error as error:
        raise InvalidatePoolError from error


def _connect(address: ServerAddress) -> "psycopg.Connection[Any]":
    """Return a connection of the driver's own, in which each statement is kept at once."""
    import psycopg

    return psycopg.connect(
        host=address.host,
        port=address.port,
        dbname=address.database,
        user=address.user,
        password=address.password or None,
        autocommit=True,
        **_manners(address),
    )
