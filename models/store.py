"""The open database: where sessions come from and where commits are heard of."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.exc import DatabaseError, DBAPIError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from models import tables
from models.base import Base
from models.errors import UserError
from models.history.recording import RECORDER, Recorder, canonical
from models.office.tables import Desk, local
from models.people.search import add_functions, refresh_people
from models.troubles import NotKeptError, missing, plainly
from models.words import _

Changed = frozenset[type[Base]]
WRITING = "jangkau_writing"
FILE = "jangkau_file"
BUSY_SECONDS = 10

KINDS: dict[str, type[Base]] = {
    mapper.class_.__tablename__: mapper.class_ for mapper in tables.Base.registry.mappers
}


class Store:
    """One open database.

    Read inside ``reading()``, change inside ``writing()``; a block is one user action and one
    transaction. After a commit every listener is told which classes of record were touched, on
    the thread that committed. ``models.opening`` makes stores.
    """

    def __init__(self, path: Path, file_key: bytes | None = None) -> None:
        self.path = path
        self.encrypted = file_key is not None
        self.officer_id: int | None = None
        self._file_key = file_key
        self._engine = make_engine(path, file_key)
        self._sessions = sessionmaker(expire_on_commit=False)
        self._listeners: list[Callable[[Changed], None]] = []
        self._desk_id: int | None = None

    def listen(self, listener: Callable[[Changed], None]) -> None:
        """Have ``listener`` called after each commit that changed something."""
        self._listeners.append(listener)

    def forget(self, listener: Callable[[Changed], None]) -> None:
        """No longer call ``listener``."""
        self._listeners.remove(listener)

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend a bare connection in a transaction; for migrations and for measuring."""
        with self._engine.execution_options(**{WRITING: True}).begin() as connection:
            yield connection

    @contextmanager
    def rebuilding(self) -> Iterator[Connection]:
        """Lend a bare connection in a transaction that may make tables anew; for migrations.

        Foreign keys rest meanwhile and are looked through before the commit: SQLite alters a table
        by putting a new one in its place. Raises UserError if a key leads nowhere.
        """
        with self._engine.execution_options(**{WRITING: True}).connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA foreign_keys = OFF")
            try:
                with connection.begin():
                    yield connection
                    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                    if lost is not None:
                        raise UserError(
                            _("A record of {table} leads nowhere.").format(table=lost[0])
                        )
            finally:
                driver.execute("PRAGMA foreign_keys = ON")

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Lend a session to look with; what it changes is not kept. Raises NotKeptError."""
        with self._plainly(), self._sessions(bind=self._engine) as session:
            yield session

    @contextmanager
    def writing(self, name: str = "") -> Iterator[Session]:
        """Lend a session to change with: committed at the end, or rolled back whole.

        ``name`` says what the user is doing where no operation inside does (``history.named``).
        Raises NotKeptError where the file cannot be written: then nothing was kept.
        """
        recorder = Recorder(name, officer_id=self.officer_id)
        bind = self._engine.execution_options(**{WRITING: True})
        with self._plainly(), self._sessions(bind=bind) as session:
            session.info[RECORDER] = recorder
            with session.begin():
                recorder.desk_id = self._desk(session)
                yield session
                session.flush()
                refresh_people(session, recorder.touched(tables.Person))
                recorder.write(session)
                self._still_there(session)
        self._tell(frozenset(KINDS[table] for table in recorder.tables()))

    def settle(self) -> None:
        """Bring everything that was committed from the log into the file itself."""
        connection = self._engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()

    def prove(self, copy: Path) -> None:
        """Open a copy of this database with its key and look through it. Raises UserError."""
        engine = make_engine(copy, self._file_key)
        try:
            with engine.connect() as connection:
                found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        except DatabaseError as error:
            found = str(error.orig)
        finally:
            engine.dispose()
        if found != "ok":
            raise UserError(
                _("The copy {path} does not open: {reason}").format(path=copy, reason=found)
            )

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """Say in a sentence what the file suffers from; the next attempt opens it anew."""
        try:
            if not self.path.exists():  # or SQLite would begin an empty one in its place
                raise missing(self.path)
            yield
        except NotKeptError:
            self._engine.dispose()
            raise
        except DBAPIError as error:
            plain = plainly(error, self.path)
            if plain is None:
                raise
            self._engine.dispose()
            raise plain from error

    def _still_there(self, session: Session) -> None:
        """Raise NotKeptError if the file was taken away or replaced since it was opened.

        Some systems let a program go on writing into a file that nobody will find again.
        """
        if session.connection().info[FILE] != _identity(self.path):
            raise missing(self.path)

    def _desk(self, session: Session) -> int | None:
        if self._desk_id is None:
            number = session.scalar(select(local.c.value).where(local.c.key == "desk_number"))
            if number is not None:
                self._desk_id = session.scalar(select(Desk.id).where(Desk.number == int(number)))
        return self._desk_id

    def _tell(self, changed: Changed) -> None:
        if changed:
            for listener in list(self._listeners):
                listener(changed)


def make_engine(path: Path, file_key: bytes | None) -> Engine:
    """Return an engine on a SQLite file, encrypted if there is a key."""
    import sqlcipher3.dbapi2

    engine = create_engine(
        f"sqlite+pysqlite:///{path}",
        module=sqlcipher3.dbapi2,
        json_serializer=canonical,
        connect_args={"timeout": BUSY_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def _on_connect(
        connection: Any,  # noqa: ANN401 - the driver's own
        record: ConnectionPoolEntry,
    ) -> None:
        _prepare(connection, file_key)
        record.info[FILE] = _identity(path)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(WRITING)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from any other of the same name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _prepare(connection: Any, file_key: bytes | None) -> None:  # noqa: ANN401 - the driver's own
    """Set up a connection: the key first, then what this program relies on."""
    connection.isolation_level = None
    if file_key is not None:
        connection.execute(f"PRAGMA key = \"x'{file_key.hex()}'\"")
    for pragma in (
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
        "temp_store = MEMORY",
        "cache_size = -16000",
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")
    add_functions(connection)
