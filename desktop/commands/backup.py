"""``jangkau backup``: make, list, verify and restore backups of the database."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desktop.commands.console import (
    DONE,
    FAILED,
    add_database,
    add_json,
    database,
    database_path,
    refuse,
    secret_of,
    tell,
    tell_json,
    watch,
)
from models.backups.known import Backup, known_backups, newest
from models.backups.making import make_backup, verify
from models.backups.manifests import Reason
from models.backups.proving import NotProvenError
from models.backups.restoring import Unlocked, get_ready, look_into, restore, unlock_backup
from models.keys import SlotsMissingError
from models.opening import DamagedError, DatabaseMissingError, is_encrypted
from models.words import _, ngettext


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "what",
        choices=("make", "list", "verify", "restore"),
        help=_("make one now, list them, look through all of them again, or restore one"),
    )
    parser.add_argument(
        "--file", type=Path, metavar=_("FILE"), help=_("the backup to restore, wherever it lies")
    )
    parser.add_argument(
        "--apply",
        action="store_true",
        help=_("restore it; otherwise it is only said what is in it and what would be lost"),
    )
    add_database(parser)
    add_json(parser)


def run(arguments: Namespace) -> int:
    """Do what is asked and say it."""
    doing = {"make": _make, "list": _list, "verify": _verify, "restore": _restore}
    return doing[arguments.what](arguments)


def _make(arguments: Namespace) -> int:
    with database(arguments) as store:
        made = watch(make_backup(store, Reason.BY_HAND), _("Backup"))
    if arguments.json:
        tell_json(_plain(made))
    else:
        tell(_("Backed up to {path}, and the copy opens.").format(path=made.path))
    return DONE


def _list(arguments: Namespace) -> int:
    found = known_backups(database_path(arguments))
    if arguments.json:
        tell_json([_plain(one) for one in found])
    for one in () if arguments.json else found:
        state = _("proven") if one.counts else _("damaged or missing")
        tell(f"{one.moment:%Y-%m-%d %H:%M:%S}Z  {state}  {one.path}")
    return DONE


def _verify(arguments: Namespace) -> int:
    """Look through every backup; fail if one that counted is not whole."""
    with database(arguments) as store:
        key = store.file_key
    bad = 0
    answers = []
    for one in known_backups(database_path(arguments)):
        try:
            answers.append(watch(verify(one, key), one.path.name))
        except NotProvenError as error:
            bad += 1
            refuse(str(error))
    if arguments.json:
        tell_json({"proven": [_plain(one) for one in answers], "damaged": bad})
    else:
        tell(ngettext("{n} backup is whole.", "{n} backups are whole.", len(answers)))
    return FAILED if bad else DONE


def _plain(one: Backup) -> dict[str, object]:
    known = one.manifest
    return {
        "file": one.path,
        "place": one.place,
        "moment": known.moment,
        "reason": known.reason,
        "counts": one.counts,
        "size": known.size,
        "sha256": known.sha256,
        "records": known.contents.counts,
        "proven_at": known.proven_at,
        "problem": known.problem,
    }


def _make_ready(arguments: Namespace, unlocked: Unlocked) -> None:
    """Copy the backup beside the database, by the rights of who knows the present password."""
    path = database_path(arguments)
    try:
        with database(arguments) as store:
            watch(get_ready(path, unlocked, store), unlocked.path.name)
    except (DamagedError, DatabaseMissingError, SlotsMissingError):
        watch(get_ready(path, unlocked), unlocked.path.name)


def _restore(arguments: Namespace) -> int:
    path = database_path(arguments)
    made = newest(path)
    source = arguments.file or (made.path if made is not None else None)
    if source is None:
        refuse(_("No backup is known. Name one with --file."))
        return FAILED
    secret = secret_of(arguments, source) if is_encrypted(source) else None
    unlocked = watch(unlock_backup(path, source, secret=secret), source.name)
    preview = watch(look_into(path, unlocked, unlocked.file_key), source.name)
    aside = None
    if arguments.apply:
        _make_ready(arguments, unlocked)
        aside = watch(restore(path, unlocked, unlocked.file_key), source.name)
    lost = None if preview.lost is None else len(preview.lost)
    if arguments.json:
        counts = preview.contents.counts
        said = {"file": source, "office": preview.office, "counts": counts, "lost_actions": lost}
        tell_json(said | {"dry_run": not arguments.apply, "aside": aside})
        return DONE
    tell(f"{preview.office}: {source}")
    if lost is None:
        tell(_("The present database cannot be read."))
    else:
        tell(ngettext("{n} action would be lost.", "{n} actions would be lost.", lost))
    if arguments.apply:
        tell(_("Restored. What was there is kept at {path}.").format(path=aside or "-"))
    else:
        tell(_("This was a dry run: nothing was changed. With --apply it is restored."))
    return DONE
