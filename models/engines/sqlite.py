"""One file of SQLite's, encrypted by SQLCipher where there is a key."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from models.engines import WRITING
from models.engines.hearing import Heard, Hearing, Reached
from models.errors import UserError
from models.history.recording import canonical
from models.people.name_index import add_functions
from models.troubles import NotKeptError, missing, plainly
from models.words import _

FILE = "jangkau_file"
BUSY_SECONDS = 10


@dataclass(frozen=True, slots=True)
class File:
    """A database in a file; ``key`` is what it is encrypted with, if it is."""

    path: Path
    key: bytes | None = field(default=None, repr=False)

    @property
    def role(self) -> None:
        """Nothing is refused by a file: what opens it reads and writes all of it."""
        return

    def engine(self) -> Engine:
        """Return what connections to the file come from."""
        return make_engine(self.path, self.key)

    def look(self) -> None:
        """Raise NotKeptError if there is no such file: SQLite would begin an empty one."""
        if not self.path.exists():
            raise missing(self.path)

    def still_there(self, connection: Connection) -> None:
        """Raise NotKeptError if the file was taken away or replaced since it was opened.

        Some systems let a program go on writing into a file that nobody will find again.
        """
        if connection.info[FILE] != _identity(self.path):
            raise missing(self.path)

    def announce(self, _connection: Connection, _tables: frozenset[str], _teller: str) -> None:
        """Tell nobody: a file is open in one program only."""

    def mark(self, _connection: Connection) -> None:
        """Give no mark: what a file answers is not lost on the way."""

    def was_kept(self, _mark: str) -> bool:
        """Tell of nothing: no transaction of a file's has a mark."""
        return False

    def hear(self, _teller: str, _heard: Heard, _reached: Reached) -> Hearing | None:
        """Hear nobody, for the same reason."""
        return None

    def plainly(self, error: DBAPIError) -> NotKeptError | None:
        """Return what to say of an error of the file or its disk."""
        return plainly(error, self.path)

    @contextmanager
    def rebuilding(self, engine: Engine) -> Iterator[Connection]:
        """Lend a connection in a transaction that may make tables anew; for migrations.

        Foreign keys rest meanwhile and are looked through before the commit: SQLite alters a table
        by putting a new one in its place. Raises UserError if a key leads nowhere.
        """
        with engine.execution_options(**{WRITING: True}).connect() as connection:
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
    def snapshot(self, engine: Engine) -> Iterator[Any]:
        """Lend a connection of the driver's own that sees the file as it is now.

        Whatever others write meanwhile, it goes on seeing that; nobody waits for it. For backups.
        """
        lent = engine.raw_connection()
        try:
            driver: Any = lent.driver_connection
            driver.execute("BEGIN")
            try:
                driver.execute("SELECT count(*) FROM sqlite_master").fetchone()
                yield driver
            finally:
                driver.execute("ROLLBACK")
        finally:
            lent.close()

    def settle(self, engine: Engine) -> None:
        """Bring everything that was committed from the log into the file itself."""
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()

    def write_anew(self, engine: Engine) -> bool:
        """Write the file anew without what was deleted; return whether nothing old is left of it.

        Not so where the disk is full, or somebody reads so long that the log cannot be emptied.
        """
        import sqlcipher3.dbapi2

        connection = engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("VACUUM")
            left = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlcipher3.dbapi2.Error:
            return False
        finally:
            connection.close()
        return all(busy == 0 for busy, *_frames in left)


def make_engine(path: Path, file_key: bytes | None) -> Engine:
    """Return an engine on a SQLite file, encrypted if there is a key."""
    import sqlcipher3.dbapi2

    engine = create_engine(
        f"sqlite+pysqlite:///{path}",
        module=sqlcipher3.dbapi2,
        json_serializer=canonical,
        hide_parameters=True,  # an error that is logged names nobody
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
