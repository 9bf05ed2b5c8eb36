"""What to say when the file could not be written or read: the disk, the stick, another program."""

from pathlib import Path

from sqlalchemy.exc import DBAPIError

from models.errors import UserError
from models.words import _

# SQLite's primary result codes (sqlite.org/rescode.html); the extended ones add bits above these.
_PRIMARY = 0xFF
_PERM, _BUSY, _LOCKED = 3, 5, 6
_READONLY, _IOERR, _CORRUPT, _FULL = 8, 10, 11, 13
_CANTOPEN, _NOTADB = 14, 26


class NotKeptError(UserError):
    """The file could not be worked on; what was to be kept was not, and may be tried again."""


def missing(path: Path) -> NotKeptError:
    """Return what to say when the file itself is no longer where it was."""
    return NotKeptError(
        _(
            "{file} is not there any more: nothing is saved until it is back. "
            "Put its disk or stick in again, then try once more."
        ).format(file=path)
    )


def plainly(error: DBAPIError, path: Path) -> NotKeptError | None:
    """Return what to say of an error of the file at ``path``; None for a fault of the program."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & _PRIMARY
    if code in (_IOERR, _CANTOPEN) and not path.exists():
        return missing(path)
    text = _said(code)
    return NotKeptError(text.format(file=path.name)) if text else None


def _said(code: int) -> str:
    if code == _FULL:
        return _("The disk is full: this was not saved. Make room on it, then try once more.")
    if code in (_READONLY, _PERM):
        return _(
            "{file} cannot be written to: this was not saved. "
            "Let it and its folder be changed, then try once more."
        )
    if code in (_IOERR, _CANTOPEN):
        return _(
            "The disk with {file} does not answer: nothing is saved until it does. "
            "Look whether it is plugged in and has room, then try once more."
        )
    if code in (_BUSY, _LOCKED):
        return _("Another program is using {file}: this was not saved. Try again in a moment.")
    if code in (_CORRUPT, _NOTADB):
        return _("{file} is damaged: nothing is saved in it. Open the last backup.")
    return ""
