"""Lends files of the database to other programs: as copies in a folder that nobody else may enter.

What is in the database may be enciphered; these copies are not. They are taken away as the
program ends, and what a crash left behind as it next starts.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import IO

from models.documents.names import clean_name
from models.documents.tables import MediaType
from models.errors import UserError
from models.words import _

PREFIX = "jangkau-view-"
_LOCK, _PART = ".held", ".part"


class Lent:
    """The copies that this run of the program has lent."""

    def __init__(self, base: Path | None = None) -> None:
        """Lend in a folder of ours in ``base``, or where the system keeps such files."""
        self._base = base or Path(tempfile.gettempdir())
        self._folder: Path | None = None
        self._lock: IO[bytes] | None = None

    def lend(self, digest: str, name: str, kind: MediaType, data: bytes) -> Path:
        """Return a copy of a file that only its owner may read, and nobody changes.

        The same content is lent once under a name. Raises UserError if it cannot be written.
        """
        try:
            place = self._place() / digest[:16]
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
        if self._folder is None:
            return
        if self._lock is not None:
            self._lock.close()
        _remove(self._folder)
        self._folder, self._lock = None, None

    def clear_left_behind(self) -> None:
        """Take away what runs that ended badly have left; those of a running program stay."""
        for folder in self._base.glob(f"{PREFIX}*"):
            if folder != self._folder and folder.is_dir() and not folder.is_symlink():
                _remove_if_left(folder)

    def _place(self) -> Path:
        """Return our folder, made and held on to at the first use, or if it was cleared away."""
        if self._folder is not None and not self._folder.is_dir():
            self.take_back()
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=self._base))
            self._lock = (self._folder / _LOCK).open("wb")
            _hold(self._lock)
        return self._folder


def _remove_if_left(folder: Path) -> None:
    try:
        with (folder / _LOCK).open("ab") as lock:
            if not _hold(lock):
                return
    except OSError:
        return  # somebody else's
    _remove(folder)


def _remove(folder: Path) -> None:
    for path in folder.rglob("*") if folder.is_dir() else ():
        if path.is_file() and not path.is_symlink():
            path.chmod(0o600)  # Windows keeps what may not be written
    shutil.rmtree(folder, ignore_errors=True)


def _hold(file: IO[bytes]) -> bool:
    """Hold a file until it is closed; return whether nobody else does. The system lets go of it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _short(name: str) -> str:
    """Return a name that file systems take: 255 bytes at most, its ending kept."""
    stem, dot, ending = name.rpartition(".")
    while len(f"{stem}.{ending}".encode()) > 200:
        stem = stem[:-1]
    return f"{stem}{dot}{ending}"
