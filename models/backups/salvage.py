"""Saving what can still be read of a damaged database, table by table, into a fresh file.

SQLite stops at the first page it cannot read. Here the search goes on behind it: row by row from a
key beyond the gap, on a connection opened anew, for SQLCipher answers nothing more after an error.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.backups.pages import LOST
from models.backups.placing import discard_incoming, incoming_path
from models.backups.proving import NotProvenError, prove
from models.backups.reading import beside, keyed
from models.backups.schema import Entry, readable, step_of, whole_schema
from models.errors import UserError
from models.files import replace_file
from models.history.rows import DESK_BITS
from models.keys import slots_path
from models.migrations import HEAD
from models.people.name_index import TABLE
from models.people.search import FOLDED_BY
from models.progress import Progress, Work
from models.words import _

ROWS = 200
"""How many rows are read at a time."""
LAST_ID = 2**63 - 1
STEP = "SELECT version_num FROM alembic_version"


@dataclass(frozen=True, slots=True)
class Saved:
    """What was read of one table, and how much of it is known to be lost."""

    table: str
    rows: int
    lost: int
    gaps: int
    """Places where something could not be read; more may be lost there than is known."""


@dataclass(slots=True)
class _Source:
    """A damaged file, read on connections that are opened anew after each error."""

    path: Path
    file_key: bytes | None
    how: str = "mode=ro&immutable=1"
    connection: Any = None

    def __post_init__(self) -> None:
        """Read the log too if it can be: it has what was kept last."""
        log = beside(self.path, "-wal")
        if log.exists() and log.stat().st_size:
            bare, self.how = self.how, "mode=ro"
            if self.rows("SELECT count(*) FROM sqlite_master") is None:
                self.how = bare

    def rows(self, statement: str, *given: object) -> list[tuple[Any, ...]] | None:
        """Return what a statement gives, or None where the file cannot be read."""
        import sqlcipher3.dbapi2

        try:
            if self.connection is None:
                self.connection = keyed(self.path, self.file_key, self.how)
                # Or SQLite would not begin with a file shorter than it says of itself.
                self.connection.execute("PRAGMA writable_schema = ON")
            return list(self.connection.execute(statement, given))
        except (sqlcipher3.dbapi2.Error, UnicodeDecodeError):
            self.close()
            return None

    def close(self) -> None:
        """Let go of the file."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def salvage(database: Path, file_key: bytes | None) -> Work[list[Saved]]:
    """Get ready what can be read of ``database`` to take its place, and say what of each table.

    The damaged file is only read. Raises NotProvenError where nothing can be read of it, or what
    was read does not make a whole database, and UserError where there is no room for it.
    """
    import sqlcipher3.dbapi2

    incoming = incoming_path(database)
    discard_incoming(database)
    ready = False
    try:
        with (
            readable(database, file_key) as path,
            _reading(path, file_key) as source,
            closing(keyed(incoming, file_key)) as target,
        ):
            target.execute("PRAGMA foreign_keys = OFF")
            target.execute("BEGIN")
            known = _known(source, database, file_key)
            saved = yield from _copy_tables(source, target, known)
            yield from _mend(target, saved)
            _make_good(target, saved, step_of(database))
            target.execute("COMMIT")
        yield from prove(incoming, file_key)
        if slots_path(database).exists():
            replace_file(slots_path(incoming), slots_path(database).read_bytes())
        ready = True
    except (sqlcipher3.dbapi2.OperationalError, OSError) as error:
        raise UserError(
            _("The copy could not be written to {path}: {reason}.").format(
                path=database.parent, reason=error
            )
        ) from error
    finally:
        if not ready:
            discard_incoming(database)
    return saved


@contextmanager
def _reading(path: Path, file_key: bytes | None) -> Iterator[_Source]:
    source = _Source(path, file_key)
    try:
        yield source
    finally:
        source.close()


def _copy_tables(source: _Source, target: Any, known: Sequence[Entry]) -> Work[list[Saved]]:  # noqa: ANN401 - the driver's
    """Make what the source and what is ``known`` say there is, and copy what the tables hold."""
    made = source.rows("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    if not made:
        raise _nothing_left(_unlisted() if made is None else _("It is empty."))
    there = {name for _kind, name, _sql in made}
    lost = [(kind, name, sql) for kind, name, _of, _page, sql in known if name not in there]
    ours = [one for one in [*made, *lost] if not one[1].startswith((f"{TABLE}_", "sqlite_", LOST))]
    saved = []
    for place, (kind, name, sql) in enumerate(sorted(ours, key=lambda one: one[0] != "table")):
        yield Progress(place, len(ours))
        target.execute(sql)
        if kind == "table" and name != TABLE:
            read = (yield from _copy_table(source, target, name)) if name in there else None
            saved.append(read or Saved(name, 0, 0, 1))
    if not any(one.rows for one in saved):
        raise _nothing_left(_unread() if any(one[0] == "table" for one in made) else _unlisted())
    return saved


def _nothing_left(why: str) -> NotProvenError:
    advice = _("Restore the newest backup; look for one on the office's stick or share.")
    return NotProvenError(f"{why} {advice}")


def _unlisted() -> str:
    return _("Nothing of it can be read any more: what says where everything is cannot be read.")


def _unread() -> str:
    return _("Its tables can still be told, but no record was found in them that can be read.")


def _known(source: _Source, database: Path, file_key: bytes | None) -> list[Entry]:
    """Return what there must be; nothing where only the file knew, being of an older program."""
    step = source.rows(STEP)
    newest = step[0][0] if step else step_of(database)
    return whole_schema(database, file_key) if newest == HEAD else []


def _copy_table(source: _Source, target: Any, name: str) -> Work[Saved]:  # noqa: ANN401 - as above
    rows = gaps = 0
    width = len(target.execute(f'SELECT * FROM "{name}"').description)
    into = f'INSERT OR IGNORE INTO "{name}" VALUES ({", ".join("?" * width)})'
    for found in _read(source, name):
        if found is None:
            gaps += 1
        else:
            rows += target.executemany(into, [row[1:] for row in found]).rowcount
        yield Progress(0, 0)
    counted = source.rows(f'SELECT count(*) FROM "{name}"')
    lost = max(0, counted[0][0] - rows) if counted else 0
    return Saved(name, rows, lost, gaps)


def _read(source: _Source, name: str) -> Iterator[list[tuple[Any, ...]] | None]:
    """Yield the rows of a table in portions, each with its row id; None for each gap."""
    key = "rowid" if source.rows(f'SELECT rowid FROM "{name}" LIMIT 0') is not None else ""
    if not key:
        found = source.rows(f'SELECT 0, * FROM "{name}"')
        yield found
        return
    portion = f'SELECT rowid, * FROM "{name}" WHERE rowid >= ? ORDER BY rowid LIMIT ?'
    start, most = -LAST_ID, ROWS
    while True:
        found = source.rows(portion, start, most)
        if found is not None:
            yield found
            if len(found) < most or found[-1][0] == LAST_ID:
                return
            start, most = found[-1][0] + 1, ROWS
        elif most > 1:
            most //= 8
            most = max(1, most)
        else:
            yield None
            beyond = _beyond(source, portion, start)
            if beyond is None:
                return
            start, most = beyond, ROWS


def _beyond(source: _Source, portion: str, start: int) -> int | None:
    """Return the least key found after ``start`` at which the table can be read again."""
    low, step = max(start, 0), 1
    while True:
        high = min(low + step, LAST_ID)
        found = source.rows(portion, high, 1)
        if found is not None:
            break
        if high == LAST_ID:
            return None
        step *= 2
    while high - low > 1:
        middle = (low + high) // 2
        if source.rows(portion, middle, 1) is None:
            low = middle
        else:
            high = middle
    return high


def _mend(target: Any, saved: list[Saved]) -> Work[None]:  # noqa: ANN401 - the driver's own
    """Take out what leads nowhere, for what it led to is lost, and have names indexed anew."""
    tables = {one.table for one in saved}
    while True:
        yield Progress(0, 0)
        astray = target.execute("PRAGMA foreign_key_check").fetchall()
        if not astray:
            break
        before = target.total_changes
        for table, row, _parent, number in astray:
            _let_go(target, table, row, number)
        if target.total_changes == before:
            raise NotProvenError(_("What is left does not fit together."))
    if "local" in tables:
        target.execute("DELETE FROM local WHERE key = ?", (FOLDED_BY,))


def _make_good(target: Any, saved: list[Saved], step: str) -> None:  # noqa: ANN401 - as above
    """Write anew what the program itself must know: the edition of the tables, the next id."""
    if not target.execute("SELECT count(*) FROM alembic_version").fetchone()[0]:
        target.execute("INSERT INTO alembic_version VALUES (?)", (step,))
    known = dict(target.execute("SELECT key, value FROM local"))
    latest = target.execute("SELECT max(id) FROM action").fetchone()[0] or 0
    desk = int(known.get("desk_number", latest >> DESK_BITS))
    least, beyond = desk << DESK_BITS, (desk + 1) << DESK_BITS
    last = least
    for one in saved:
        columns = {row[1] for row in target.execute(f'PRAGMA table_info("{one.table}")')}
        if "id" in columns:
            ids = f'SELECT max(id) FROM "{one.table}" WHERE id < ?'
            last = max(last, target.execute(ids, (beyond,)).fetchone()[0] or 0)
    for key, value in (("desk_number", desk), ("next_id", last - least)):
        if key not in known:
            target.execute("INSERT INTO local VALUES (?, ?)", (key, str(value)))


def _let_go(target: Any, table: str, row: int, number: int) -> None:  # noqa: ANN401 - as above
    """Empty a key that leads nowhere, or take out a record that cannot be without it."""
    keys = [
        one for one in target.execute(f'PRAGMA foreign_key_list("{table}")') if one[0] == number
    ]
    columns = {one[1]: one[3] for one in target.execute(f'PRAGMA table_info("{table}")')}
    if all(not columns[one[3]] for one in keys):
        emptied = ", ".join(f'"{one[3]}" = NULL' for one in keys)
        target.execute(f'UPDATE "{table}" SET {emptied} WHERE rowid = ?', (row,))
    else:
        target.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,))
