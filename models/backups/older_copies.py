"""A backup, or an older copy of the file, that is opened by itself in place of being restored.

Who was erased since it was made is erased from it before anything of it is shown, as far as a list
of the same office can be found: beside it, where it lies, or among the backups of this computer.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from models.backups.erased import Erased, add_erased, erased_path, read_list
from models.backups.keeping import FOLDER, folder_of, keeping
from models.backups.office_mark import OfficeMark, office_mark
from models.errors import UserError
from models.people.queries import not_erased
from models.store import Store
from models.words import _, ngettext


@dataclass(slots=True)
class _Found:
    """What the lists say: lines this office wrote, lines it did not, and what is to be told."""

    ours: set[Erased] = field(default_factory=set)
    doubtful: dict[Erased, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)


def erase_since(store: Store, known: Sequence[Path] = ()) -> str:
    """Erase from an older copy who was erased since; return what is to be told, empty if nothing.

    ``known`` are the databases this computer knows: of a copy without backups of its own the lists
    of theirs are read, too. A list of another office, and one that cannot be read or was altered,
    does nothing. Raises NotKeptError where an erasure cannot be kept: then nothing is to be shown.
    """
    lists = list(_lists_for(store.path, known))
    mark = office_mark(store) if lists else None
    if mark is None:
        return ""
    own = _own_lists(store.path)
    found = _Found()
    for path in lists:
        _take_in(found, path, mark, own=path in own)
    listed = {*found.ours, *found.doubtful}
    with store.reading() as session:
        to_erase = not_erased(session, {one.person_id for one in listed})
    if to_erase:
        _erase(store, found)
    if any(not one.office for one in listed):
        _mark_anew(store)
    return " ".join(found.told)


def _erase(store: Store, found: _Found) -> None:
    # Loaded only where there is something to erase: it is much, and the program waits for it.
    from models.backups.proving_anew import proven_anew
    from models.privacy.repeating import erase_listed, still_there

    number = 0
    if still_there(store, found.ours):
        with proven_anew(store):
            number = erase_listed(store, found.ours)
    if number:
        found.told.insert(0, _erased(number))
    left = still_there(store, found.doubtful)
    found.told += dict.fromkeys(found.doubtful[one] for one in left)


def _mark_anew(store: Store) -> None:
    """Mark the lines of a list from before lists were marked that are of this office's erasures."""
    from models.privacy.wiping import list_erased

    with suppress(OSError):
        add_erased(store.path, list_erased(store))


def _erased(number: int) -> str:
    return ngettext(
        "This is an older copy. {n} person who was erased since it was made was erased from it, "
        "too, before it was shown.",
        "This is an older copy. {n} people who were erased since it was made were erased from it, "
        "too, before it was shown.",
        number,
    )


def _take_in(found: _Found, path: Path, mark: OfficeMark, *, own: bool) -> None:
    """Take in what a list says; of those that are not the file's ``own`` only this office's."""
    try:
        lines = read_list(path)
    except UserError as error:
        if own:
            found.told.append(_("{reason} Who is on it may be shown.").format(reason=error))
        return
    altered = _("The list of who was erased, {path}, was altered: nothing was done by it.")
    unmarked = _(
        "The list of who was erased, {path}, does not say of which office it is: nothing was done "
        "by it. Restore this backup in place of opening it, and it is."
    )
    for one in lines:
        if mark.wrote(one):
            found.ours.add(one)
        elif mark.is_on(one):
            found.doubtful[one] = altered.format(path=path)
        elif own and not one.office:
            found.doubtful[one] = unmarked.format(path=path)
    if own and any(one.office and not mark.is_on(one) for one in lines):
        found.told.append(
            _(
                "The list of who was erased, {path}, is of another office: nothing was done by it."
            ).format(path=path)
        )


def _lists_for(database: Path, known: Iterable[Path]) -> Iterator[Path]:
    """Yield the lists that may tell of a database, its own first, each content once.

    A database with backups of its own is told by their lists; no other place is waited for.
    """
    contents = set()
    for path in dict.fromkeys(_paths(database, known)):
        with suppress(OSError):
            content = path.read_bytes()
            if content not in contents:
                contents.add(content)
                yield path


def _paths(database: Path, known: Iterable[Path]) -> Iterator[Path]:
    yield from _own_lists(database)
    yield from _in_folder(database.parent)
    yield from _in_folder(folder_of(database))
    if folder_of(database).exists():
        return
    for other in known:
        yield erased_path(other)
        yield from _in_folder(folder_of(other))
        second = keeping(other).second()
        if second is not None:
            yield from _in_folder(second)


def _own_lists(database: Path) -> list[Path]:
    """Return where the list of a database lies, and that of the one which it is a backup of."""
    own, folder = erased_path(database), database.parent
    name = folder.name.removesuffix(FOLDER)
    return [own, erased_path(folder.with_name(name))] if name not in ("", folder.name) else [own]


def _in_folder(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob("*.erased"))
    except OSError:
        return []
