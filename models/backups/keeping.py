"""Where the backups of a database lie, and what is remembered of how they are kept.

It lies beside the database and not in it, for it is needed most when the database is damaged.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from models.backups.reading import beside
from models.errors import UserError
from models.files import replace_file
from models.words import _

FOLDER = ".backups"
"""How the name of the folder ends in which the backups of a database lie."""
ACTIONS = 50
"""After so many actions a backup is made unless somebody chose otherwise."""
MISSED = timedelta(days=7)
"""After so long without its second place a backup is said to lie on this computer alone."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """How backups are kept: after how many actions, where else, and when that was last done.

    ``aside`` is the name of the file that was the database before the last restore; ``erasing``
    says that who was erased since must be erased again from what was restored.
    """

    every: int = ACTIONS
    second_place: str = ""
    second_at: datetime | None = None
    aside: str = ""
    restored_at: datetime | None = None
    erasing: bool = False

    def second(self) -> Path | None:
        """Return the second place, whether it is there just now or not."""
        return Path(self.second_place) if self.second_place else None

    def is_missed(self, now: datetime) -> bool:
        """Tell whether nothing was brought to the second place for long."""
        return bool(self.second_at) and now - (self.second_at or now) > MISSED


def folder_of(database: Path) -> Path:
    """Return the folder of a database's own backups."""
    return beside(database, FOLDER)


def keeping(database: Path) -> Keeping:
    """Return how the backups of a database are kept; what cannot be read is as at the start."""
    try:
        said = json.loads(_path(database).read_text("utf-8"))
        return Keeping(
            max(1, int(said["every"])),
            str(said["second_place"]),
            _moment(said["second_at"]),
            str(said["aside"]),
            _moment(said["restored_at"]),
            bool(said["erasing"]),
        )
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return Keeping()


def keep(database: Path, kept: Keeping) -> None:
    """Remember how the backups of a database are kept. Raises OSError."""
    folder_of(database).mkdir(exist_ok=True)
    said = asdict(kept)
    for name in ("second_at", "restored_at"):
        said[name] = said[name].isoformat() if said[name] else None
    replace_file(_path(database), json.dumps(said, indent=1).encode())


def choose_second_place(database: Path, chosen: Path | None, now: datetime) -> None:
    """Bring every backup to a folder in ``chosen``, too; None for nowhere. Raises UserError.

    The folder is made now: where it is missing later, its stick or share is not there.
    """
    place = ""
    if chosen is not None:
        second = chosen / f"{database.stem} backups"
        if second.resolve() == folder_of(database).resolve():
            raise UserError(_("The backups are there already. Choose another disk."))
        try:
            second.mkdir(exist_ok=True)
            replace_file(second / "probe", b"")
            (second / "probe").unlink()
        except OSError as error:
            raise UserError(_("Nothing can be saved in {path}.").format(path=chosen)) from error
        place = str(second)
    at = now if chosen is not None else None
    keep(database, replace(keeping(database), second_place=place, second_at=at))


def keep_every(database: Path, actions: int) -> None:
    """Make a backup after so many actions."""
    keep(database, replace(keeping(database), every=max(1, actions)))


def _path(database: Path) -> Path:
    return folder_of(database) / "keeping.json"


def _moment(said: object) -> datetime | None:
    if not said:
        return None
    moment = datetime.fromisoformat(str(said))
    if moment.tzinfo is None:
        raise ValueError(said)
    return moment
