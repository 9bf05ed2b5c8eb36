"""Whose records a server kept when this computer was last there: another's are not taken for them.

What is kept is the fingerprint of the office's first action, which names nobody.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

from models.engines.postgres import Server
from models.files import replace_file
from models.server.credentials import said_of
from models.server.opening import OtherOfficeError
from models.words import _


def check_known(server: Server, folder: Path, first: str | None) -> None:
    """Return if the office that begins with ``first`` is the one that was there last.

    Raises OtherOfficeError; nothing was changed there.
    """
    with suppress(OSError, ValueError):
        known = _path(server, folder).read_text("ascii")
        if first is not None and known != first:
            raise OtherOfficeError(
                _(
                    "The database {database} on the server {server} keeps the records of another "
                    "office now, so it was not opened. Tell whoever looks after the server."
                ).format(database=server.address.database, server=server.address.host)
            )


def remember_known(server: Server, folder: Path, first: str | None) -> None:
    """Take the office that is there for the one of this computer from now on."""
    if first is None:
        return
    with suppress(OSError):  # the next start asks nothing, as before
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(_path(server, folder), first.encode("ascii"))


def _path(server: Server, folder: Path) -> Path:
    name = hashlib.sha256(said_of(server).encode()).hexdigest()[:32]
    return folder / f"office-{name}.known"
