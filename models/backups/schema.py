"""Bringing back what says which tables a damaged file has, and where they begin.

Where a page of it is lost the file is copied, another put in its place, and what stood on it taken
from the newest backup in which all begins at the same place. The copy is as encrypted as the file.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from models.backups.erased import read_erased
from models.backups.known import known_backups
from models.backups.pages import LOST, PAGE, Pages, stand_in
from models.backups.placing import incoming_path
from models.backups.reading import SIDE_FILES, beside, keyed, looking, opens
from models.migrations import HEAD

Entry = tuple[str, str, str, int, str]
"""What is kept of a table, an index or the like: kind, name, table, first page, how it was made."""
ENTRIES = "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master WHERE sql IS NOT NULL"
WRITTEN_ANEW = timedelta(hours=1)
"""So long after an erasure the file has surely been written anew."""


@contextmanager
def readable(database: Path, file_key: bytes | None) -> Iterator[Path]:
    """Lend ``database``, or where its list of tables is damaged a copy that begins. Raises OSError.

    The copy goes when it is given back.
    """
    lost = Pages(database, file_key).lost_of_schema() if file_key is not None else None
    if not lost or file_key is None:
        yield database
        return
    copy = beside(incoming_path(database), ".mended")
    try:
        _copy(database, copy)
        _fill(copy, Pages(database, file_key), lost)
        _bring_back(database, copy, file_key)
        yield copy
    finally:
        for end in ("", *SIDE_FILES):
            beside(copy, end).unlink(missing_ok=True)


def whole_schema(database: Path, file_key: bytes | None) -> list[Entry]:
    """Return what a new database of today's program is made of. Raises NotKeptError."""
    from sqlalchemy.exc import DBAPIError

    from models.engines.sqlite import File  # which loads much, and is wanted for a damaged file
    from models.migrations import upgrade

    fresh = beside(incoming_path(database), ".fresh")
    place = File(fresh, file_key)
    engine = place.engine()
    try:
        with place.rebuilding(engine) as connection:
            upgrade(connection)
        with engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(ENTRIES)]
    except DBAPIError as error:
        plain = place.plainly(error)
        if plain is None:
            raise
        raise plain from error
    finally:
        engine.dispose()
        for end in ("", *SIDE_FILES):
            beside(fresh, end).unlink(missing_ok=True)


def step_of(database: Path) -> str:
    """Return the edition of the tables, as the newest backup says it."""
    found = next((one for one in known_backups(database) if one.counts), None)
    return found.manifest.contents.step if found else HEAD


def _copy(database: Path, copy: Path) -> None:
    shutil.copyfile(database, copy)
    log = beside(database, "-wal")
    if log.exists() and log.stat().st_size:
        shutil.copyfile(log, beside(copy, "-wal"))


def _fill(copy: Path, pages: Pages, lost: Mapping[int, int]) -> None:
    with copy.open("r+b") as file:
        for number, row in lost.items():
            file.seek((number - 1) * PAGE)
            file.write(pages.sealed(number, stand_in(number, row)))


def _bring_back(database: Path, copy: Path, file_key: bytes) -> None:
    """Write into the copy where tables begin whose lines were lost, as a backup knows it."""
    import sqlcipher3.dbapi2

    with suppress(sqlcipher3.dbapi2.Error), closing(keyed(copy, file_key)) as mended:
        mended.execute("PRAGMA writable_schema = ON")
        known = {entry[1]: entry for entry in mended.execute(ENTRIES)}
        for entry in _of_backup(database, file_key, known):
            if entry[1] not in known:
                mended.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", entry)


def _of_backup(database: Path, file_key: bytes, known: Mapping[str, Entry]) -> list[Entry]:
    """Return what the newest backup is made of where each table begins in it as in the database.

    So it is since the last erasure, which writes the file anew, where all that can still be read
    agrees.
    """
    import sqlcipher3.dbapi2

    erased = max((one.at + WRITTEN_ANEW for one in read_erased(database)), default=None)
    for one in known_backups(database):
        alike = one.manifest.contents.step == HEAD and (erased is None or one.moment > erased)
        if one.counts and alike and opens(one.path, file_key):
            with suppress(sqlcipher3.dbapi2.Error), looking(one.path, file_key) as connection:
                found: dict[str, Entry] = {row[1]: row for row in connection.execute(ENTRIES)}
                ours = {name: row for name, row in known.items() if not name.startswith(LOST)}
                if ours.items() <= found.items():
                    return list(found.values())
    return []
