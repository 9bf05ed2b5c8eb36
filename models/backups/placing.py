"""Putting another file in the place of the database: wholly or not at all, whenever the power goes.

What is to be done is written down first. From then on it is done to its end, if need be by the
next start; before, nothing was changed.
"""

import json
from dataclasses import replace
from pathlib import Path

from models.backups.erased import erased_path, merge_erased
from models.backups.keeping import folder_of, keep, keeping
from models.backups.manifests import Manifest, Reason, program_version, write_manifest
from models.backups.proving import Contents, NotProvenError, fingerprint, prove
from models.backups.reading import SIDE_FILES, beside, flush
from models.base import utc_now
from models.errors import UserError
from models.files import replace_file
from models.keys import slots_path
from models.progress import Progress, Work
from models.words import _


def incoming_path(database: Path) -> Path:
    """Return where the file is got ready that is to take the place of ``database``."""
    return beside(database, ".incoming")


def place_incoming(
    database: Path, *, encrypted: bool, file_key: bytes | None, foreign: bool = False
) -> Work[Path | None]:
    """Put the incoming file in the place of ``database``, which nobody may have open.

    What was there is moved aside among its backups, as it is, and never removed; its path is
    returned, None where there was nothing. ``file_key`` is that of the database that leaves, as far
    as it is known. The list of the erased goes with it where what comes is ``foreign``: another
    database. Raises UserError; then the old one is still there.
    """
    aside = _aside(database)
    try:
        folder_of(database).mkdir(exist_ok=True)
        if database.exists():
            yield from _describe(database, aside, file_key)
        yield Progress(0, 0)
        note = {"aside": aside.name, "encrypted": encrypted, "foreign": foreign}
        replace_file(_note_path(database), json.dumps(note).encode())
        flush(database.parent)
        complete(database)
    except OSError as error:
        _give_up(database)
        raise UserError(
            _("{name} could not be replaced: {reason}. It is as it was.").format(
                name=database.name, reason=error.strerror or error
            )
        ) from error
    return aside if aside.exists() else None


def complete(database: Path) -> bool:
    """Do to its end what was begun when the power went; return whether there was anything.

    Can be done again after any step. Raises OSError.
    """
    try:
        said = json.loads(_note_path(database).read_text("utf-8"))
    except FileNotFoundError:
        return False
    aside = folder_of(database) / Path(str(said["aside"])).name
    if incoming_path(database).exists():
        _move_aside(database, aside, foreign=bool(said["foreign"]))
        _move_in(database, encrypted=bool(said["encrypted"]))
    name = aside.name if aside.exists() else ""
    keep(database, replace(keeping(database), aside=name, restored_at=utc_now(), erasing=True))
    flush(database.parent)
    _note_path(database).unlink()
    flush(database.parent)
    return True


def discard_incoming(database: Path) -> None:
    """Take away what was got ready and did not come to its place."""
    incoming = incoming_path(database)
    for end in ("", ".keys", ".erased", *SIDE_FILES):
        beside(incoming, end).unlink(missing_ok=True)
    for copy in (".mended", ".fresh"):  # while a damaged file is read (``models.backups.schema``)
        for end in ("", *SIDE_FILES):
            beside(beside(incoming, copy), end).unlink(missing_ok=True)


def _move_aside(database: Path, aside: Path, *, foreign: bool) -> None:
    if database.exists() and not aside.exists():
        if slots_path(database).exists():
            replace_file(slots_path(aside), slots_path(database).read_bytes())
        database.replace(aside)
    for end in SIDE_FILES:
        if beside(database, end).exists():
            beside(database, end).replace(beside(aside, end))
    erased, theirs = erased_path(database), erased_path(aside)
    if foreign and erased.exists() and not theirs.exists():
        erased.replace(theirs)
    flush(aside.parent)


def _move_in(database: Path, *, encrypted: bool) -> None:
    incoming = incoming_path(database)
    merge_erased(database, [incoming])
    erased_path(incoming).unlink(missing_ok=True)
    if slots_path(incoming).exists():
        slots_path(incoming).replace(slots_path(database))
    elif not encrypted:
        slots_path(database).unlink(missing_ok=True)
    flush(database.parent)
    incoming.replace(database)


def _give_up(database: Path) -> None:
    """Forget what was to be done if nothing of it was done yet."""
    if database.exists() and incoming_path(database).exists():
        _note_path(database).unlink(missing_ok=True)
        discard_incoming(database)


def _describe(database: Path, aside: Path, file_key: bytes | None) -> Work[None]:
    """Say of the database what is said of backups, before it becomes one."""
    held, problem = Contents("", {}, (), ""), ""
    try:
        held = yield from prove(database, file_key)
    except NotProvenError as error:
        problem = str(error)
    digest = yield from fingerprint(database)
    size = database.stat().st_size
    now = utc_now()
    described = Manifest(
        now,
        Reason.MOVED_ASIDE,
        size,
        digest,
        held,
        program_version(),
        None if problem else now,
        problem,
    )
    write_manifest(aside, described)


def _aside(database: Path) -> Path:
    stamp = f"{utc_now().astimezone():%Y-%m-%d %H.%M.%S}"
    folder, number = folder_of(database), 1
    aside = folder / f"{database.stem} until {stamp}{database.suffix}"
    while aside.exists():
        number += 1
        aside = folder / f"{database.stem} until {stamp} ({number}){database.suffix}"
    return aside


def _note_path(database: Path) -> Path:
    return beside(database, ".replacing")
