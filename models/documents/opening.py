"""Lends files of the database to other programs: as copies in a folder that nobody else may enter.

They are taken away as the program ends, and what a crash left behind as it next starts
(``models.leftovers``).
"""

from pathlib import Path

from models.documents.names import clean_name
from models.documents.tables import MediaType
from models.errors import UserError
from models.leftovers import RunFolder
from models.words import _

_PART = ".part"


class Lent:
    """The copies that this run of the program has lent."""

    def __init__(self, base: Path | None = None) -> None:
        """Lend in a folder of ours in ``base``, or where the system keeps such files."""
        self._run = RunFolder(base)

    def lend(self, digest: str, name: str, kind: MediaType, data: bytes) -> Path:
        """Return a copy of a file that only its owner may read, and nobody changes.

        The same content is lent once under a name. Raises UserError if it cannot be written.
        """
        try:
            place = self._run.path() / digest[:16]
            place.mkdir(mode=0o700, exist_ok=True)
            copy = place / _short(clean_name(name, kind))
            if not copy.exists():
                part = place / _PART
                part.touch(mode=0o600)
                part.write_bytes(data)
                part.chmod(0o400)
                part.rename(copy)
        except OSError as error:
            text = _("The file could not be opened: {reason}")
            raise UserError(text.format(reason=error.strerror or str(error))) from error
        return copy

    def take_back(self) -> None:
        """Take all copies away; those another program holds open stay until the next start."""
        self._run.remove()

    def clear_left_behind(self) -> None:
        """Take away what runs that ended badly have left; those of a running program stay."""
        self._run.clear_left_behind()


def _short(name: str) -> str:
    """Return a name that file systems take: 255 bytes at most, its ending kept."""
    stem, dot, ending = name.rpartition(".")
    while len(f"{stem}.{ending}".encode()) > 200:
        stem = stem[:-1]
    return f"{stem}{dot}{ending}"
