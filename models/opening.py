"""Making, opening and unlocking a database, and what to say when that fails."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, insert
from sqlalchemy.exc import DatabaseError, OperationalError

from models import migrations
from models.backups.after_restoring import complete_replacing, erase_again
from models.backups.known import before_name
from models.backups.making import copy_whole
from models.backups.older_copies import erase_since
from models.engines.sqlite import File
from models.errors import UserError
from models.keys import Opened, Slot, open_slot, read_slots, seal_anew, slots_path
from models.moved import refuse_moved
from models.office.tables import local
from models.people.names import FOLDING
from models.people.search import FOLDED_BY, refold
from models.progress import finish
from models.store import Store
from models.troubles import plainly
from models.words import _

SUFFIX = ".jangkau"
SQLITE_HEADER = b"SQLite format 3\0"
QUICK_CHECK_BYTES = 32 * 1024 * 1024
"""Up to this size a file is looked through at every start; it takes a moment only."""


class DatabaseMissingError(UserError):
    """There is no such file."""


class PasswordNeededError(UserError):
    """The database is encrypted and nobody said its password."""


class ReadOnlyError(UserError):
    """The file or its folder cannot be written to."""


class DamagedError(UserError):
    """The file is not, or no longer, a sound database."""


class NotOursError(UserError):
    """A sound database of some other program."""


class NewerDatabaseError(UserError):
    """A newer version of this program has worked on the file."""


class AlreadyThereError(UserError):
    """A new database would overwrite a file."""


@dataclass(frozen=True, slots=True)
class Protection:
    """The key of a new database and the slots that open it."""

    file_key: bytes = field(repr=False)
    slots: Sequence[Slot]


def is_encrypted(path: Path) -> bool:
    """Tell whether the file needs a password. Raises DatabaseMissingError."""
    try:
        with path.open("rb") as file:
            start = file.read(len(SQLITE_HEADER))
    except FileNotFoundError as error:
        raise DatabaseMissingError(
            _("There is no database at {path}.").format(path=path)
        ) from error
    except OSError as error:
        raise ReadOnlyError(_("{path} cannot be read.").format(path=path)) from error
    return start != SQLITE_HEADER


def create(
    path: Path,
    protection: Protection | None = None,
    desk_number: int = 0,
    like: Store | None = None,
) -> Store:
    """Make a new database for a desk, encrypted if there is ``protection``.

    Its tables are those of ``like``, where that is in a file.
    """
    if path.exists():
        raise AlreadyThereError(_("{path} is there already.").format(path=path))
    if not os.access(path.parent, os.W_OK):
        raise ReadOnlyError(_("Nothing can be saved in {path}.").format(path=path.parent))
    if protection is not None:
        from models.keys import write_slots

        write_slots(path, protection.slots)
    made_by = _statements(like) if like is not None and like.in_file else ()
    store = Store(File(path, protection.file_key if protection else None))
    with store.rebuilding() as connection:
        if made_by:
            migrations.lay_out(connection, made_by)
        else:
            migrations.upgrade(connection)
        settings = {"desk_number": str(desk_number), "next_id": "0", FOLDED_BY: str(FOLDING)}
        connection.execute(
            insert(local), [{"key": key, "value": value} for key, value in settings.items()]
        )
    return store


def _statements(store: Store) -> Sequence[str]:
    with store.reading() as session:
        return migrations.statements(session.connection())


def open_store(
    path: Path,
    secret: str | None = None,
    officer_id: int | None = None,
    known: Sequence[Path] = (),
) -> Store:
    """Open a database, with a password or a recovery code if it is encrypted.

    The password of an officer's own signs them in; with ``officer_id`` those of other officers are
    not tried. A recovery code or a shared password signs nobody in. An older file is copied first
    and then brought up to date. From an older copy who was erased since is erased first
    (``backups.older_copies``, where ``known`` is said); what is to be told of that is the store's
    ``notice``. Raises the errors of this module, of ``models.keys`` and
    NotAllowedError; each says in one sentence what is wrong.
    """
    complete_replacing(path)
    opened = _opened(path, secret, officer_id) if is_encrypted(path) else None
    _check_writable(path)
    store = Store(File(path, opened.file_key if opened else None))
    try:
        _bring_up(store)
        erase_again(store)
        store.notice = erase_since(store, known)
        if opened is not None and opened.slot.officer_id is not None:
            store.admit(opened.slot.officer_id)
    except DatabaseError as error:
        store.close()
        raise _plainly(path, error) from error
    except UserError:
        store.close()
        raise
    if opened is not None and secret is not None:
        seal_anew(path, opened, secret)
    return store


def _opened(path: Path, secret: str | None, officer_id: int | None) -> Opened:
    if path.stat().st_size == 0 or (not slots_path(path).exists() and not _looks_random(path)):
        raise _damaged(path)
    slots = read_slots(path)
    if secret is None:
        raise PasswordNeededError(_("{name} is protected by a password.").format(name=path.name))
    return open_slot(slots, secret, officer_id)


def _looks_random(path: Path) -> bool:
    """Tell an encrypted file from text or a picture: SQLCipher's pages have no readable start."""
    with path.open("rb") as file:
        start = file.read(64)
    return len(start) == 64 and len(set(start)) > 40


def _check_writable(path: Path) -> None:
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise _read_only(path)


def _bring_up(store: Store) -> None:
    with store.connection() as connection:
        step = migrations.present_step(connection)
        if step == migrations.HEAD:
            _look_through(connection, store.path)
            refuse_moved(connection, store.path.name)
            refold(connection)
            return
        if step in migrations.known_steps():
            refuse_moved(connection, store.path.name)
    if step is None:
        raise NotOursError(
            _("{name} is a database of another program.").format(name=store.path.name)
        )
    if step not in migrations.known_steps():
        raise NewerDatabaseError(
            _(
                "{name} was last used by a newer version of this program. "
                "Please install that version here, too."
            ).format(name=store.path.name)
        )
    _copy_first(store, step)
    with store.rebuilding() as connection:
        migrations.upgrade(connection)
        refold(connection)


def _look_through(connection: Connection, path: Path) -> None:
    if path.stat().st_size <= QUICK_CHECK_BYTES:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if found != "ok":
            raise _damaged(path)


def _copy_first(store: Store, step: str) -> None:
    """Keep the file as it was before the tables change."""
    copy = store.path.with_name(f"{before_name(store.path, step)}{store.path.suffix}")
    finish(copy_whole(store, copy))


def _plainly(path: Path, error: DatabaseError) -> UserError:
    text = str(error.orig)
    if isinstance(error, OperationalError):
        if "readonly" in text or "unable to open" in text:
            return _read_only(path)
        if "locked" in text:
            return UserError(
                _("{name} is in use by another program just now.").format(name=path.name)
            )
        told = plainly(error, path)  # the disk is full, or does not answer
        if told is not None:
            return told
    return _damaged(path)


def _read_only(path: Path) -> UserError:
    return ReadOnlyError(
        _(
            "{name} cannot be changed where it lies (read-only). "
            "Copy it to a folder of your own and open it there."
        ).format(name=path.name)
    )


def _damaged(path: Path) -> UserError:
    return DamagedError(
        _(
            "{name} is damaged or is not a database of this program. "
            "Open a backup of it, or choose another file."
        ).format(name=path.name)
    )
