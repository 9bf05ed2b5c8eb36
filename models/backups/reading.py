"""Looking into a database file that is not the one being worked on: a backup, a damaged file."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from models.people.name_index import add_functions

SIDE_FILES = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file that is open, or was when the power went."""


def beside(path: Path, end: str) -> Path:
    """Return the file that lies beside ``path`` under its name and ``end``."""
    return path.with_name(f"{path.name}{end}")


def keyed(path: Path, file_key: bytes | None, how: str = "mode=rwc") -> Any:  # noqa: ANN401
    """Return a connection of the driver's own to ``path``; ``how`` is the query of SQLite's URI."""
    import sqlcipher3.dbapi2

    connection = sqlcipher3.dbapi2.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA cipher_log_level = NONE")  # a damaged page is told, not logged
    if file_key is not None:
        connection.execute(f"PRAGMA key = \"x'{file_key.hex()}'\"")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA trusted_schema = OFF")
    add_functions(connection)
    return connection


@contextmanager
def looking(path: Path, file_key: bytes | None) -> Iterator[Any]:
    """Lend a connection that reads ``path`` and leaves it and its folder as they are.

    A log beside the file, as a copied folder may have one, is read as well.
    """
    log = beside(path, "-wal")
    how = "mode=ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"
    with closing(keyed(path, file_key, how)) as connection:
        yield connection


def opens(path: Path, file_key: bytes | None) -> bool:
    """Tell whether the first page of ``path`` can be read with this key."""
    import sqlcipher3.dbapi2

    try:
        with looking(path, file_key) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except (sqlcipher3.dbapi2.DatabaseError, OSError):
        return False
    return True


def flush(path: Path) -> None:
    """Have the system bring a file, or the names in a folder, to the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows keeps the names in order by itself
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
