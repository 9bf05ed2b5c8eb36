"""The backups there are of a database, in both places."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from models.backups.erased import erased_path
from models.backups.keeping import folder_of, keeping
from models.backups.manifests import Manifest, Reason, manifest_path, read_manifest
from models.backups.reading import SIDE_FILES, beside
from models.files import clear_begun
from models.keys import slots_path

SET_BACK = timedelta(minutes=5)
"""By so much a clock may be set back that only goes a little fast."""
PART = ".part"
"""How the name of a backup ends until it is whole."""


class Place(StrEnum):
    """Where a backup lies; in the order in which one of two is relied on."""

    HERE = "here"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup and what is known of it."""

    path: Path
    manifest: Manifest
    place: Place
    there: bool
    """Whether the file is there in its full size."""

    @property
    def counts(self) -> bool:
        """Whether it can be relied on: proven, and not changed in size since."""
        return self.there and self.manifest.proven_at is not None and not self.manifest.problem

    @property
    def moment(self) -> datetime:
        """Return the moment whose state it holds."""
        return self.manifest.moment

    @property
    def touched(self) -> datetime:
        """Return when it, or what is known of it, was last written: when damage was noted."""
        paths = [path for path in (self.path, manifest_path(self.path)) if path.exists()]
        latest = max((path.stat().st_mtime for path in paths), default=0.0)
        return datetime.fromtimestamp(latest, UTC)

    @property
    def aside(self) -> bool:
        """Whether it was the database itself once; such a one is never removed."""
        return self.manifest.reason is Reason.MOVED_ASIDE


def known_backups(database: Path) -> list[Backup]:
    """Return the backups of a database that have a manifest, the newest first."""
    found = backups_in(folder_of(database), database, Place.HERE)
    second = keeping(database).second()
    if second is not None:
        found += backups_in(second, database, Place.SECOND)
    return sorted(found, key=lambda one: (one.moment, one.place), reverse=True)


def copies_of(database: Path) -> list[Backup]:
    """Return all that may hold what was in a database: its backups, and copies made before steps.

    Each older version of the program left a copy beside the database, which is never removed; it is
    no backup that could count. The newest comes first.
    """
    beside_it = backups_in(database.parent, database, Place.HERE)
    before = [one for one in beside_it if one.path.name.startswith(before_name(database))]
    return sorted(
        [*known_backups(database), *before], key=lambda one: (one.moment, one.place), reverse=True
    )


def before_name(database: Path, step: str = "") -> str:
    """Return how the name of the copy begins that is made before the tables leave a step."""
    return f"{database.stem}-before-{step}"


def newest(database: Path) -> Backup | None:
    """Return the newest backup that counts, if any does: one of those here where there is one.

    To the second place another computer may bring its own. What is dated later than now was made
    by a clock that went wrong: it is the newest only where no other is.
    """
    latest = datetime.now(UTC) + SET_BACK
    sound = [one for one in known_backups(database) if one.counts and not one.aside]
    return min(sound, key=lambda one: (one.place, one.moment > latest), default=None)


def is_brought(database: Path, made: Backup) -> bool:
    """Tell whether a backup lies in the second place."""
    return any(
        one.place is Place.SECOND and one.moment == made.moment for one in known_backups(database)
    )


def backups_in(folder: Path, database: Path, place: Place) -> list[Backup]:
    """Return the backups that lie in a folder; none where it is not there."""
    try:
        manifests = list(folder.glob(f"*{database.suffix}.json"))
    except OSError:
        return []
    backups = (path.with_name(path.name.removesuffix(".json")) for path in manifests)
    return [
        Backup(path, manifest, place, _size(path) == manifest.size)
        for path in backups
        if (manifest := read_manifest(path)) is not None
    ]


def remove(backup: Path) -> None:
    """Take a backup away with all that belongs to it; its manifest first, so it stops counting."""
    manifest_path(backup).unlink(missing_ok=True)
    backup.unlink(missing_ok=True)
    others = (beside(backup, end) for end in SIDE_FILES)
    for path in (slots_path(backup), erased_path(backup), *others):
        path.unlink(missing_ok=True)


def clear_parts(folder: Path) -> None:
    """Take away what a backup that was cut short left behind."""
    for left in folder.glob(f"*{PART}*"):
        left.unlink(missing_ok=True)


def clear_begun_files(database: Path) -> None:
    """Take away what was being written around a database when the power went; nobody has it open.

    Such files would replace keys, manifests and lists; those are as they were.
    """
    for start in (database.name, before_name(database)):
        clear_begun(database.parent, start)
    clear_begun(folder_of(database), "")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
