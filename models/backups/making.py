"""Making a backup: copied while others write, proven, named, brought to the second place."""

import errno
import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from models.backups.carrying import carry_erased, copy_erased
from models.backups.copying import copy_pages
from models.backups.failing import forget_failure, note_failure
from models.backups.keeping import folder_of, keep, keeping
from models.backups.known import (
    PART,
    Backup,
    Place,
    clear_parts,
    is_brought,
    known_backups,
    newest,
    remove,
)
from models.backups.manifests import Manifest, Reason, program_version, write_manifest
from models.backups.proving import NotProvenError, contents, fingerprint, prove
from models.backups.reading import beside, flush
from models.backups.rotation import LOOKED_AT, beyond, to_remove
from models.base import utc_now
from models.errors import UserError
from models.files import replace_file, replacing
from models.keys import slots_path
from models.local_notes import note, noted
from models.progress import Progress, Work
from models.store import Store
from models.troubles import missing
from models.words import _

LAST = "last_backup"
CHUNK = 4 * 1024 * 1024


def copy_name(store: Store, moment: datetime) -> str:
    """Return the name a copy made at ``moment`` goes by."""
    return f"{store.path.stem} {moment:%Y-%m-%d %H.%M}{store.path.suffix}"


def make_backup(store: Store, reason: Reason = Reason.BY_ITSELF) -> Work[Backup]:
    """Make a backup in its folder, and in the second place if that is there. Raises UserError.

    Nobody who writes waits for it. It counts once it was opened and held what the database held.
    What did not succeed is remembered until one does.
    """
    if not store.path.exists():  # nothing is begun where its stick was
        raise missing(store.path)
    try:
        yield from _make(store, reason)
    except UserError as error:
        note_failure(store, str(error))
        raise
    note(store, LAST, utc_now().isoformat())
    forget_failure(store)
    made = newest(store.path)
    if made is None:  # taken away by somebody while it was made
        raise UserError(_("The backup is not there any more."))
    return made


def _make(store: Store, reason: Reason) -> Work[None]:
    folder = folder_of(store.path)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise _not_written(folder, error) from error
    clear_parts(folder)
    target = _free(folder, store)
    yield from _copy_proven(store, target, reason)
    yield from bring_to_second_place(store.path)
    _make_room(store)
    with suppress(UserError):  # a list that cannot be read: every restore says so
        carry_erased(store.path)


def back_up(store: Store, target: Path) -> Work[Path]:
    """Make a backup as the file ``target``, wherever that is. Raises UserError."""
    if target.resolve() == store.path.resolve():
        raise UserError(_("That is the database itself. Choose another place for the copy."))
    yield from _copy_proven(store, target, Reason.BY_HAND)
    note(store, LAST, utc_now().isoformat())
    return target


def copy_whole(store: Store, target: Path) -> Work[None]:
    """Copy the database, and its slots if it has any, as they are now. Raises UserError."""
    yield from _copy_proven(store, target, Reason.BY_ITSELF)


def last_backup(store: Store) -> datetime | None:
    """Return when the last copy was made, if any was."""
    kept = noted(store, LAST)
    return datetime.fromisoformat(kept) if kept else None


def bring_to_second_place(database: Path) -> Work[bool]:
    """Copy the newest backup to the second place if that is there; return whether it lies there."""
    second, made = keeping(database).second(), newest(database)
    if second is None or made is None or not second.is_dir():
        return False
    try:
        clear_parts(second)
        if not is_brought(database, made):
            yield from _copy_file(made, second / made.path.name)
        keep(database, replace(keeping(database), second_at=utc_now()))
    except (OSError, NotProvenError):
        return False  # the stick was taken out, or is full or worn: said by its age
    return True


def verify(backup: Backup, file_key: bytes | None) -> Work[Backup]:
    """Look through a backup again and note what was found. Raises NotProvenError."""
    try:
        found = yield from prove(backup.path, file_key, backup.manifest.contents)
        digest = yield from fingerprint(backup.path)
        _unchanged(backup, digest)
    except NotProvenError as error:
        write_manifest(backup.path, backup.manifest.found_bad(str(error)))
        raise
    proven = replace(backup.manifest, contents=found, proven_at=utc_now(), problem="")
    write_manifest(backup.path, proven)
    return replace(backup, manifest=proven, there=True)


def _unchanged(backup: Backup, digest: str) -> None:
    if digest != backup.manifest.sha256:
        raise NotProvenError(_("{path} was changed since it was made.").format(path=backup.path))


def _copy_proven(store: Store, target: Path, reason: Reason) -> Work[Manifest]:
    """Copy to a part, prove it, give it its name; what was begun and not ended leaves nothing."""
    import sqlcipher3.dbapi2

    part = target.with_name(f".{target.name}{PART}")
    try:
        _room_for(store.path, target.parent)
        with store.snapshot() as source:
            # Not to the second only: of two made in one the newer has to be told.
            moment, held = datetime.now(UTC), contents(source)
            yield from copy_pages(source, part, store.file_key)
        yield from prove(part, store.file_key, held)
        digest = yield from fingerprint(part)
        size = part.stat().st_size
        if store.encrypted:
            replace_file(slots_path(target), slots_path(store.path).read_bytes())
        copy_erased(store.path, target)
        part.replace(target)
        flush(target.parent)
        made = Manifest(moment, reason, size, digest, held, program_version(), utc_now())
        write_manifest(target, made)
    except OSError as error:
        raise _not_written(target, error) from error
    except sqlcipher3.dbapi2.Error as error:
        raise UserError(
            _("The copy could not be written to {path}: {reason}.").format(
                path=target, reason=error
            )
        ) from error
    finally:
        for left in (part, beside(part, "-journal")):
            left.unlink(missing_ok=True)
    return made


def _copy_file(made: Backup, target: Path) -> Work[None]:
    """Copy a backup to another disk and read it back from there. Raises OSError, NotProvenError."""
    _room_for(made.path, target.parent)
    part = target.with_name(f".{target.name}{PART}")
    try:
        with made.path.open("rb") as original, replacing(part) as copy:
            while chunk := original.read(CHUNK):
                copy.write(chunk)
                yield Progress(copy.tell(), made.manifest.size)
        if (yield from fingerprint(part)) != made.manifest.sha256:
            raise NotProvenError(_("{path} was not written as it is.").format(path=target))
        slots = slots_path(made.path)
        if slots.exists():
            replace_file(slots_path(target), slots.read_bytes())
        copy_erased(made.path, target)
        part.replace(target)
        write_manifest(target, made.manifest)
    finally:
        part.unlink(missing_ok=True)


def _make_room(store: Store) -> None:
    """Remove the backups that no rule keeps, each place for itself."""
    now, known = datetime.now(UTC), _of_this(store, known_backups(store.path))
    for place in Place:
        ours = [one for one in known if one.place is place and not one.aside]
        sound = {one.moment: one for one in ours if one.counts}
        sizes = {moment: one.manifest.size for moment, one in sound.items()}
        unwanted = to_remove(list(sound), now) | beyond(sizes)
        for one in [*(sound[moment] for moment in unwanted), *_looked_at(ours, now)]:
            with suppress(OSError):  # in use just now: the next time
                remove(one.path)


def _of_this(store: Store, backups: Iterable[Backup]) -> list[Backup]:
    """Return the backups of this database: those here, and there whose history is part of its own.

    In the second place those of another computer may lie, too, whose file is called the same; and
    after a restore some whose history goes on otherwise. Those are left alone.
    """
    backups = list(backups)
    away = {chain for one in backups for chain in one.manifest.contents.chains}
    with store.snapshot() as connection:
        found = connection.execute(
            "SELECT lower(hex(chain)) FROM action"
            " WHERE lower(hex(chain)) IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(away)),),
        )
        mine = {chain for (chain,) in found}
    return [
        one
        for one in backups
        if one.place is Place.HERE or mine.issuperset(one.manifest.contents.chains)
    ]


def _looked_at(ours: Iterable[Backup], now: datetime) -> list[Backup]:
    """Return what does not count, has a later one that does, and was left to be looked at."""
    ours = list(ours)
    latest = max((one.moment for one in ours if one.counts), default=None)
    return [
        one
        for one in ours
        if not one.counts and latest and one.moment < latest and now - one.touched > LOOKED_AT
    ]


def _free(folder: Path, store: Store) -> Path:
    name = f"{store.path.stem} {datetime.now(UTC).astimezone():%Y-%m-%d %H.%M.%S}"
    target, number = folder / f"{name}{store.path.suffix}", 1
    while target.exists():
        number += 1
        target = folder / f"{name} ({number}){store.path.suffix}"
    return target


def _room_for(original: Path, folder: Path) -> None:
    """Raise OSError where a copy would find no room."""
    size = original.stat().st_size
    if shutil.disk_usage(folder).free < size + size // 10:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _not_written(path: Path, error: OSError) -> UserError:
    return UserError(
        _("The copy could not be written to {path}: {reason}.").format(
            path=path, reason=error.strerror or error
        )
    )
