"""Who has a database open: held by the system's own lock, told in a small file beside it.

The lock goes with the process that has it, however that ended: what a crash leaves behind is only
the file, which then holds nobody off.
"""

import getpass
import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from models.errors import UserError
from models.words import _, spoken

LOCKED_BYTE = 1 << 30
"""Where Windows locks: behind what is written, for a locked byte cannot be read there."""
MOST = 4096


class InUseError(UserError):
    """Another program has the database open."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a database open: at which computer, under which name, since when."""

    computer: str
    user: str
    process: int
    officer: str
    since: str


class Hold:
    """What keeps other programs from the database until it is let go."""

    def __init__(self, path: Path, file: IO[bytes] | None) -> None:
        self._path = path
        self._file = file

    def let_go(self) -> None:
        """Let others have the database."""
        if self._file is not None:
            self._file.truncate(0)
            self._file.close()
            self._file = None


def hold(database: Path, officer: str = "") -> Hold:
    """Keep other programs from opening ``database``. Raises InUseError, which says who has it.

    Where no file can be written beside it, nobody is kept off.
    """
    path = database.with_name(f"{database.name}.lock")
    try:
        file = path.open("r+b" if path.exists() else "w+b")
    except OSError:
        return Hold(path, None)
    if not _lock(file):
        said = _said(database, _holder(file))
        file.close()
        raise InUseError(said)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    holder = Holder(platform.node(), _user(), os.getpid(), officer, now)
    try:
        file.truncate(0)
        file.write(json.dumps(asdict(holder)).encode())
        file.flush()
    except OSError:
        file.close()
        return Hold(path, None)
    return Hold(path, file)


def _lock(file: IO[bytes]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(LOCKED_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
            file.seek(0)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _holder(file: IO[bytes]) -> Holder | None:
    try:
        file.seek(0)
        return Holder(**json.loads(file.read(MOST)))
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def _said(database: Path, holder: Holder | None) -> str:
    if holder is None:
        return _("{name} is in use by another program just now.").format(name=database.name)
    who = " · ".join(str(one) for one in (holder.officer, holder.user) if one)
    try:
        moment = datetime.fromisoformat(str(holder.since)).astimezone()
    except (ValueError, OverflowError):  # no moment, or none that a calendar here still has
        return _("{name} is in use by another program just now.").format(name=database.name)
    words = spoken()
    return _(
        "{name} is open already: on the computer {computer}, by {who}, since {day} at {time}. "
        "Close it there first."
    ).format(
        name=database.name,
        computer=str(holder.computer),
        who=who,
        day=words.weekday(moment.date()),
        time=words.clock(moment),
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
