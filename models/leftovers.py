"""Files that are there for a moment though they name people: in a folder nobody else may enter.

What is in the database may be enciphered; a PDF on its way to the printer, or a file lent to
another program, is not. Each run of the program has one folder for them, which goes when it is
empty, and at the end; what a run that was killed has left is taken away as the next one starts.
"""

import os
import re
import shutil
import sys
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import IO

PREFIX = "jangkau-run-"
_LOCK = ".held"
_BEGUN = "begun"
TRIES = 20
RANDOM = re.compile(r"^\..+\.[a-z0-9_]{8}$")
"""How a file is named that is written beside the one it is to replace (``models.files``)."""


class RunFolder:
    """The folder of one run, made when first needed and held on to until it is let go."""

    def __init__(self, base: Path | None = None) -> None:
        """Make it in ``base``, or where the system keeps such files."""
        self._base = base
        self._folder: Path | None = None
        self._lock: IO[bytes] | None = None
        self._guard = RLock()
        self._making = False
        self._end: weakref.finalize[..., RunFolder] | None = None

    @property
    def base(self) -> Path:
        """Where such folders lie."""
        return self._base or Path(tempfile.gettempdir())

    def path(self) -> Path:
        """Return the folder, made anew if somebody cleared it away. Raises OSError."""
        with self._guard:
            if self._folder is not None and not self._folder.is_dir():
                self.remove()
            if self._folder is None:
                self._folder, self._lock = _held_folder(self.base)
                self._end = weakref.finalize(self, _let_go, self._folder, self._lock)
            return self._folder

    def holds(self, path: Path) -> bool:
        """Tell whether a file lies in it, or would."""
        run = self._folder
        return run is not None and path.resolve().is_relative_to(run.resolve())

    def inside(self) -> Path:
        """Return a new folder within it. Raises OSError."""
        with self._guard:
            # What is let go of meanwhile, by this very thread, must not take the whole along.
            self._making = True
            try:
                return Path(tempfile.mkdtemp(dir=self.path()))
            finally:
                self._making = False

    @contextmanager
    def watching(self, beside: Path) -> Iterator[None]:
        """Have ``beside``, which is being written elsewhere, cleared away if this run is killed."""
        held = None
        with suppress(OSError):  # no room for a word of it: written all the same
            held = self.inside()
            (held / _BEGUN).write_text(str(beside.absolute()), "utf-8")
        try:
            yield
        finally:
            if held is not None:
                self.remove_inside(held)

    def remove(self) -> None:
        """Take it away with all in it; what another program holds stays until the next start."""
        with self._guard:
            if self._end is not None:
                self._end()
            self._folder, self._lock = None, None

    def remove_inside(self, folder: Path) -> None:
        """Take away a folder within it, and itself if nothing else is in it."""
        with self._guard:
            _remove(folder)
            run = self._folder
            if self._making:
                return
            if run is None or not run.is_dir() or all(one.name == _LOCK for one in run.iterdir()):
                self.remove()

    def clear_left_behind(self) -> None:
        """Take away what runs that ended badly have left; that of a running program stays."""
        for folder in self.base.glob(f"{PREFIX}*"):
            if folder != self._folder and folder.is_dir() and not folder.is_symlink():
                _remove_if_left(folder)


HERE = RunFolder()
"""That of this run."""


class PassingFolder:
    """A folder for files that name people, there for as long as this object is; made when needed.

    It goes with this object, with ``remove``, at the end of the program, and, where that was
    killed, at the next start.
    """

    def __init__(self, run: RunFolder = HERE) -> None:
        self._run = run
        self._folder: Path | None = None
        self._end: weakref.finalize[..., PassingFolder] | None = None

    def file(self, name: str) -> Path:
        """Return where a file of that name may be written. Raises OSError."""
        if self._folder is None or not self._folder.is_dir():
            self.remove()
            self._folder = self._run.inside()
            self._end = weakref.finalize(self, self._run.remove_inside, self._folder)
        return self._folder / name

    def remove(self) -> None:
        """Take the folder away with all in it."""
        if self._end is not None:
            self._end()
        self._folder = None


@contextmanager
def passing_folder() -> Iterator[Path]:
    """Lend a folder that is gone afterwards. Raises OSError."""
    folder = HERE.inside()
    try:
        yield folder
    finally:
        HERE.remove_inside(folder)


def _held_folder(base: Path) -> tuple[Path, IO[bytes]]:
    """Return a new folder that only its owner may enter, and the file that says it is in use."""
    for _try in range(TRIES):
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=base))
        name = folder / _LOCK
        try:
            lock = name.open("ab")
        except FileNotFoundError:
            continue  # another start took it for one left behind in between
        except OSError:
            _remove(folder)  # the disk is full
            raise
        if _hold(lock) and name.exists():
            return folder, lock
        lock.close()
    raise OSError(f"{base} is cleared as fast as it is written to")


def _let_go(folder: Path, lock: IO[bytes]) -> None:
    lock.close()
    _remove(folder)


def _remove_if_left(folder: Path) -> None:
    try:
        if hasattr(os, "getuid") and folder.stat().st_uid != os.getuid():
            return
        with (folder / _LOCK).open("ab") as lock:
            if not _hold(lock):
                return
            _remove_begun(folder)
            _remove(folder)  # while it is held: nobody begins in it now
    except OSError:
        return  # somebody else's
    if sys.platform == "win32":
        _remove(folder)  # which deletes no open file


def _remove_begun(folder: Path) -> None:
    """Take away what a run that was killed was writing outside its folder."""
    for note in folder.glob(f"*/{_BEGUN}"):
        with suppress(OSError, ValueError):  # its disk is away, or no more of it was written
            beside = Path(note.read_text("utf-8"))
            if RANDOM.match(beside.name):
                beside.unlink(missing_ok=True)


def _remove(folder: Path) -> None:
    if sys.platform == "win32":  # which deletes nothing that may not be written
        for path in folder.rglob("*"):
            path.chmod(0o600)
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
