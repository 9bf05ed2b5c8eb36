"""Proving that a file opens, is whole, and holds what it should."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from models.backups.reading import looking
from models.errors import UserError
from models.history.rows import CHAIN_BITS
from models.progress import Progress, Work
from models.store import Store
from models.words import _

CHUNK = 4 * 1024 * 1024
COUNTED = ("person", "event", "enrolment", "card", "payment", "attachment", "action")
"""The tables whose records are counted, in the order they are told."""


class NotProvenError(UserError):
    """A copy does not open, is not whole, or does not hold what it should."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What tells one state of a database from another: no personal data.

    ``chains`` are the last chain of the history of each desk, as hexadecimal digits. ``zone`` is
    by which the office's clock goes, empty where that was not kept: it tells no state from another,
    and no more to others than a backup's name, which holds a wall clock's time.
    """

    step: str
    counts: dict[str, int]
    chains: tuple[str, ...]
    last_action: str
    zone: str = field(default="", compare=False)

    @property
    def clock(self) -> ZoneInfo | None:
        """Return the zone of the office's clock, None where it is not known."""
        try:
            return ZoneInfo(self.zone)
        except (ValueError, ZoneInfoNotFoundError, OSError):
            return None


def contents(connection: Any, tables: Sequence[str] = COUNTED) -> Contents:  # noqa: ANN401
    """Return what a database holds; ``connection`` is the driver's own.

    Only records of ``tables`` are counted.
    """
    step = _one(connection, "SELECT version_num FROM alembic_version")
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    counts = {
        name: int(_one(connection, f"SELECT count(*) FROM {name}"))
        for name in tables
        if name in there
    }
    last = f"SELECT max(id) FROM action GROUP BY id >> {CHAIN_BITS}"
    chains = connection.execute(f"SELECT chain FROM action WHERE id IN ({last}) ORDER BY id")
    latest = _one(connection, "SELECT max(at) FROM action")
    return Contents(
        str(step),
        counts,
        tuple(bytes(chain).hex() for (chain,) in chains),
        str(latest or ""),
        str(_one(connection, "SELECT time_zone FROM office") or ""),
    )


def prove(path: Path, file_key: bytes | None, expected: Contents | None = None) -> Work[Contents]:
    """Open a copy with its key, look through all of it and return what it holds.

    Raises NotProvenError, also where it does not hold what was ``expected``.
    """
    import sqlcipher3.dbapi2

    try:
        with looking(path, file_key) as connection:
            yield Progress(0, 0)
            _sound(path, connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
            yield Progress(0, 0)
            lost = connection.execute("PRAGMA foreign_key_check").fetchone()
            _sound(path, "ok" if lost is None else f"foreign key of {lost[0]}")
            found = contents(connection)
    except (sqlcipher3.dbapi2.DatabaseError, OSError) as error:
        raise _not_proven(path, str(error)) from error
    if expected is not None and found != expected:
        raise _not_proven(path, _("it does not hold what the database held"))
    return found


def check_whole(store: Store) -> Work[None]:
    """Look through the whole database that is open, while others go on. Raises NotProvenError."""
    yield Progress(0, 0)
    with store.snapshot() as connection:
        _sound(store.path, connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
        yield Progress(0, 0)
        lost = connection.execute("PRAGMA foreign_key_check").fetchone()
        _sound(store.path, "ok" if lost is None else f"foreign key of {lost[0]}")


def fingerprint(path: Path) -> Work[str]:
    """Return the SHA-256 of a file as hexadecimal digits."""
    digest, done, total = hashlib.sha256(), 0, path.stat().st_size
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            done += len(chunk)
            yield Progress(done, total)
    return digest.hexdigest()


def _one(connection: Any, statement: str) -> Any:  # noqa: ANN401 - the driver's own
    row: Iterable[Any] = connection.execute(statement).fetchone() or (None,)
    return next(iter(row))


def _sound(path: Path, found: str) -> None:
    if found != "ok":
        raise _not_proven(path, found)


def _not_proven(path: Path, reason: str) -> NotProvenError:
    return NotProvenError(_("{path} is not whole: {reason}").format(path=path, reason=reason))
