"""Copies of the whole database that are known to open."""

import shutil
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, text

from models.base import utc_now
from models.errors import UserError
from models.files import replacing
from models.keys import slots_path
from models.office.tables import local
from models.progress import Progress, Work
from models.store import Store
from models.words import _

CHUNK = 4 * 1024 * 1024
LAST = "last_backup"
TRIES = 5


def copy_name(store: Store, moment: datetime) -> str:
    """Return the name a copy made at ``moment`` goes by."""
    return f"{store.path.stem} {moment:%Y-%m-%d %H.%M}{store.path.suffix}"


def copy_whole(store: Store, target: Path) -> Work[None]:
    """Copy the database, and its slots if it has any, while nobody writes to it."""
    for _try in range(TRIES):
        store.settle()
        with store.connection():
            log = store.path.with_name(f"{store.path.name}-wal")
            if not log.exists() or log.stat().st_size == 0:
                yield from _copy(store.path, target)
                break
    else:
        raise UserError(_("The database is being written to; please try again."))
    if store.encrypted:
        shutil.copy2(slots_path(store.path), slots_path(target))


def back_up(store: Store, target: Path) -> Work[Path]:
    """Copy the database to ``target`` and open the copy to prove it. Raises UserError."""
    if target.resolve() == store.path.resolve():
        raise UserError(_("That is the database itself. Choose another place for the copy."))
    try:
        yield from copy_whole(store, target)
    except OSError as error:
        raise UserError(
            _("The copy could not be written to {path}: {reason}.").format(
                path=target, reason=error.strerror or error
            )
        ) from error
    yield Progress(0, 0)
    store.prove(target)
    _note(store, utc_now())
    return target


def last_backup(store: Store) -> datetime | None:
    """Return when the last copy was made, if any was."""
    with store.reading() as session:
        kept = session.scalar(select(local.c.value).where(local.c.key == LAST))
    return datetime.fromisoformat(kept) if kept else None


def _copy(source: Path, target: Path) -> Work[None]:
    total, done = source.stat().st_size, 0
    with source.open("rb") as original, replacing(target) as copy:
        while chunk := original.read(CHUNK):
            copy.write(chunk)
            done += len(chunk)
            yield Progress(done, total)


def _note(store: Store, moment: datetime) -> None:
    with store.connection() as connection:
        connection.execute(
            text(
                "INSERT INTO local (key, value) VALUES (:key, :value)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
            ),
            {"key": LAST, "value": moment.isoformat()},
        )
