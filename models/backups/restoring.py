"""Restoring a backup: what opens it, what is in it, what would be lost, and doing it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from models import migrations
from models.backups.copying import copy_pages
from models.backups.erased import add_erased, read_erased
from models.backups.keeping import folder_of, keeping
from models.backups.placing import discard_incoming, incoming_path, place_incoming
from models.backups.proving import Contents, NotProvenError, contents, prove
from models.backups.reading import looking, opens
from models.backups.who import need_restoring
from models.errors import UserError
from models.files import replace_file
from models.history.undo import title
from models.keys import (
    SlotsMissingError,
    WrongSecretError,
    open_slot,
    read_slots,
    slots_path,
    unseal,
)
from models.office.rights import NotAllowedError, Right
from models.progress import Progress, Work
from models.store import Store
from models.words import _

PLAIN = b"SQLite format 3\0"


class SecretNeededError(UserError):
    """The backup was made under another key: its password or recovery code is needed."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A backup with what opens it: its key, and the slots that are to lie beside it."""

    path: Path
    file_key: bytes | None = field(default=None, repr=False)
    slots: Path | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """One action of a history, as far as it is told before a restore.

    ``kind`` is what such actions are called, ``title`` this one, with whom it names; where
    somebody stands in its file who was erased since, it is the kind again.
    """

    at: datetime
    officer: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What is in a backup, and what of the present would be lost with it.

    ``lost`` is None where the present cannot be read; ``akin`` tells whether both are states of
    one database. ``zone`` is that of the office's clock, None where the backup does not say.
    """

    office: str
    contents: Contents
    latest: tuple[Done, ...]
    lost: tuple[Done, ...] | None
    akin: bool
    zone: ZoneInfo | None = None


def unlock_backup(
    database: Path, backup: Path, file_key: bytes | None = None, secret: str | None = None
) -> Work[Unlocked]:
    """Find what opens ``backup``: the key in use, or what ``secret`` opens.

    Where the key is still that of the present database its slots of today stay: a password that
    was changed or taken away since does not come back. An officer's own password opens it where
    their role may restore: in the present database, or if it cannot be read in the backup. Raises
    SecretNeededError, WrongSecretError, NotAllowedError, NotProvenError.
    """
    yield Progress(0, 0)
    if _is_plain(backup):
        return Unlocked(backup)
    if file_key is not None and opens(backup, file_key):
        own = slots_path(database)
        return Unlocked(backup, file_key, own if own.exists() else slots_path(backup))
    if secret is None:
        raise SecretNeededError(
            _("This backup opens with the password or recovery code of its own time.")
        )
    for slots in _slots_for(database, backup):
        try:
            opened = open_slot(read_slots(_of(slots)), secret)
        except (SlotsMissingError, WrongSecretError):
            continue
        found = opened.file_key
        if opens(backup, found):
            need_restoring(database if opens(database, found) else backup, found, opened.slot)
            return Unlocked(backup, found, slots)
        if slots == slots_path(backup):
            raise NotProvenError(
                _("{path} is damaged: its key is right, but it does not open.").format(path=backup)
            )
    raise WrongSecretError(_("That is neither a password nor the recovery code of this backup."))


def look_into(
    database: Path, unlocked: Unlocked, file_key: bytes | None, most: int = 12
) -> Work[Preview]:
    """Return what is in a backup and what would be lost. Raises NotProvenError, UserError."""
    import sqlcipher3.dbapi2

    yield Progress(0, 0)
    gone = _erased(database, unlocked.path)
    try:
        with looking(unlocked.path, unlocked.file_key) as connection:
            held = contents(connection)
            known = {one for (one,) in connection.execute("SELECT id FROM action")}
            first = _first_chain(connection)
            office = connection.execute("SELECT name FROM office").fetchone()
            latest = tuple(_actions(connection, gone, f"LIMIT {most}"))
    except (sqlcipher3.dbapi2.DatabaseError, OSError) as error:
        raise NotProvenError(
            _("The copy {path} does not open: {reason}").format(path=unlocked.path, reason=error)
        ) from error
    if held.step not in migrations.known_steps():
        raise UserError(
            _(
                "{name} was last used by a newer version of this program. "
                "Please install that version here, too."
            ).format(name=unlocked.path.name)
        )
    yield Progress(0, 0)
    lost, akin = _compared(database, file_key, known, first, gone)
    return Preview(office[0] if office else "", held, latest, lost, akin, held.clock)


def may_restore(store: Store) -> bool:
    """Tell whether who works on a database may put a backup in its place."""
    return Right.RESTORE in store.rights


def get_ready(database: Path, unlocked: Unlocked, store: Store | None = None) -> Work[None]:
    """Copy a backup beside the database and prove the copy; nothing is replaced yet.

    Raises NotAllowedError where the role of who works on ``store`` does not allow to restore, and
    UserError where it cannot be copied.
    """
    import sqlcipher3.dbapi2

    if store is not None and not may_restore(store):
        raise NotAllowedError(_("Your role does not allow this. Ask an administrator."))
    incoming = incoming_path(database)
    ready = False
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        discard_incoming(database)
        with looking(unlocked.path, unlocked.file_key) as source:
            source.execute("BEGIN")
            held = contents(source)
            yield from copy_pages(source, incoming, unlocked.file_key)
        yield from prove(incoming, unlocked.file_key, held)
        read_erased(database)  # one that cannot be read must not be found out half-way
        add_erased(incoming, read_erased(unlocked.path))
        if unlocked.slots is not None:
            replace_file(slots_path(incoming), unlocked.slots.read_bytes())
        ready = True
    except (sqlcipher3.dbapi2.DatabaseError, OSError) as error:
        raise UserError(
            _("The backup could not be copied to {path}: {reason}.").format(
                path=database.parent, reason=error
            )
        ) from error
    finally:
        if not ready:
            discard_incoming(database)


def restore(database: Path, unlocked: Unlocked, present_key: bytes | None) -> Work[Path | None]:
    """Put what was got ready in the place of the database, which nobody may have open.

    Return where the database was moved to. Who was erased since the backup is listed beside the
    database and erased again when it is next opened. Raises UserError; then nothing was changed.
    """
    foreign = _foreign(database, unlocked, present_key)
    return (
        yield from place_incoming(
            database,
            encrypted=unlocked.file_key is not None,
            file_key=present_key,
            foreign=foreign,
        )
    )


def undoable_restore(database: Path) -> Path | None:
    """Return the file that was the database before the last restore, if it is still there."""
    name = keeping(database).aside
    aside = folder_of(database) / name
    return aside if name and aside.exists() else None


def keys_for(database: Path, secret: str) -> Work[Path | None]:
    """Find a file of slots whose secret opens ``database``, and put it beside it.

    For a database whose own is missing. Return which it was. Raises WrongSecretError.
    """
    tried = False
    for slots in _slots_for(database, database):
        yield Progress(0, 0)
        tried = True
        try:
            found = unseal(read_slots(_of(slots)), secret)
        except (SlotsMissingError, WrongSecretError):
            continue
        if opens(database, found):
            if slots != slots_path(database):
                replace_file(slots_path(database), slots.read_bytes())
            return slots
    if tried:
        raise WrongSecretError(_("That is not the password of this database. Please try again."))
    return None


def _slots_for(database: Path, backup: Path) -> Iterable[Path]:
    """Return the files of slots that may open a backup: today's, its own, those of others."""
    second = keeping(database).second()
    folders = [folder_of(database), *([second] if second else [])]
    others = (path for folder in folders for path in sorted(folder.glob("*.keys"), reverse=True))
    found = [slots_path(database), slots_path(backup), *others]
    distinct: dict[bytes, Path] = {}
    for path in found:
        if path.exists():
            distinct.setdefault(path.read_bytes(), path)
    return list(distinct.values())


def _of(slots: Path) -> Path:
    """Return the database a file of slots lies beside."""
    return slots.with_name(slots.name.removesuffix(".keys"))


def _compared(
    database: Path, file_key: bytes | None, known: set[int], first: str, gone: set[int] | None
) -> tuple[tuple[Done, ...] | None, bool]:
    """Return what was done in the present database that the backup does not know."""
    import sqlcipher3.dbapi2

    if not database.exists():
        return (), True
    try:
        with looking(database, file_key) as connection:
            unknown = [one for (one,) in connection.execute("SELECT id FROM action")]
            lost = _actions(connection, gone, "", set(unknown) - known)
            return tuple(lost), _first_chain(connection) == first
    except (sqlcipher3.dbapi2.DatabaseError, OSError):
        return None, True


def _erased(*files: Path) -> set[int] | None:
    """Return who is listed beside these files as erased; None where a list cannot be read."""
    try:
        return {one.person_id for path in files for one in read_erased(path)}
    except UserError:
        return None


def _names_erased(connection: Any, gone: set[int] | None) -> bool:  # noqa: ANN401 - the driver's own
    """Tell whether somebody may stand in a file who was erased since: its history names them."""
    if gone is None:
        return True
    columns = {row[1] for row in connection.execute("PRAGMA table_info(person)")}
    there = "erased_at IS NULL" if "erased_at" in columns else "1"  # nobody was erased so early
    asked = f"SELECT count(*) FROM person WHERE {there} AND id IN (SELECT value FROM json_each(?))"
    (standing,) = connection.execute(asked, (json.dumps(sorted(gone)),)).fetchone()
    return bool(standing)


def _actions(
    connection: Any,  # noqa: ANN401 - the driver's own
    gone: set[int] | None,
    end: str,
    only: set[int] | None = None,
) -> list[Done]:
    """Return what a history tells, the latest first, naming nobody who is ``gone``."""
    bare = _names_erased(connection, gone)
    rows = connection.execute(
        "SELECT action.id, action.at, officer.name, action.name, action.words FROM action"
        " LEFT JOIN officer ON officer.id = officer_id"
        f" ORDER BY action.at DESC, action.id DESC {end}"
    )
    return [
        Done(_moment(at), officer or "", *_said(name, "" if bare else words))
        for one, at, officer, name, words in rows
        if only is None or one in only
    ]


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at).replace(tzinfo=UTC)


def _said(name: str, words: str) -> tuple[str, str]:
    """Say the kind of an action and the action itself, as far as its words can be read.

    Without words it is the kind twice.
    """
    from models.history.browsing import kind_of_action  # the window asks here whether one may

    kind = kind_of_action(name)
    try:
        return kind, title(name, json.loads(words))
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        return kind, kind


def _first_chain(connection: Any) -> str:  # noqa: ANN401 - the driver's own
    row = connection.execute("SELECT chain FROM action ORDER BY id LIMIT 1").fetchone()
    return bytes(row[0]).hex() if row else ""


def _foreign(database: Path, unlocked: Unlocked, present_key: bytes | None) -> bool:
    """Tell whether a backup is of another database: its ids then mean other people."""
    if unlocked.file_key is not None or present_key is not None:
        return present_key is not None and unlocked.file_key != present_key
    own = {folder_of(database), keeping(database).second()}
    return unlocked.path.parent not in own


def _is_plain(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(PLAIN)) == PLAIN
    except OSError as error:
        raise NotProvenError(_("{path} cannot be read.").format(path=path)) from error
