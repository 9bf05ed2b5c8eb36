"""A place whose records went elsewhere: what it remembers of that, and why it is not opened."""

from sqlalchemy import Connection, select

from models.errors import UserError
from models.office.tables import local
from models.words import _

MOVED_TO = "moved_to"
"""The note of a place whose records are kept elsewhere now: the line of a server, or a file."""


class MovedError(UserError):
    """The records that were here are kept elsewhere now; ``where`` says it."""

    def __init__(self, name: str, where: str) -> None:
        super().__init__(
            _(
                "The records of {name} moved to {where}: open them there. "
                "What is here stays as a backup of that day."
            ).format(name=name, where=where)
        )
        self.where = where


def moved_to(connection: Connection) -> str | None:
    """Return where the records that were here are kept now; None where they are here."""
    noted = select(local.c.value).where(local.c.key == MOVED_TO)
    where: str | None = connection.execute(noted).scalar()
    return where


def refuse_moved(connection: Connection, name: str) -> None:
    """Return if the records are here. Raises MovedError."""
    where = moved_to(connection)
    if where is not None:
        raise MovedError(name, where)
