"""The engines that keep the records: a file of SQLite's, a server of PostgreSQL's."""

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from models.engines.hearing import Heard, Hearing, Reached
from models.office.tables import Role
from models.troubles import NotKeptError

WRITING = "jangkau_writing"
"""The option of a connection that is going to write."""


class Place(Protocol):
    """Where the records of an office are kept, and what is particular to that."""

    @property
    def role(self) -> Role | None:
        """What the place itself lets be done there, whoever works here; None if everything."""
        ...

    def engine(self) -> Engine:
        """Return what connections come from; one with the option ``WRITING`` writes alone."""
        ...

    def look(self) -> None:
        """Raise NotKeptError where it can be seen at once that the place is gone."""
        ...

    def still_there(self, connection: Connection, /) -> None:
        """Raise NotKeptError where what is written now would be found by nobody."""
        ...

    def announce(self, connection: Connection, tables: frozenset[str], teller: str, /) -> None:
        """Tell whoever else works here of these tables, once this transaction is committed."""
        ...

    def mark(self, connection: Connection, /) -> str | None:
        """Return by what this transaction is known again once its connection is lost, if at all."""
        ...

    def was_kept(self, mark: str, /) -> bool:
        """Tell whether such a transaction was committed. Raises NotKeptError if nobody knows."""
        ...

    def hear(self, teller: str, heard: Heard, reached: Reached, /) -> Hearing | None:
        """Begin to tell of what others commit here; None where there are no others."""
        ...

    def plainly(self, error: DBAPIError) -> NotKeptError | None:
        """Return what to say of an error; None for a fault of the program."""
        ...

    def write_anew(self, engine: Engine) -> bool:
        """Let go of what was deleted; return whether that was done."""
        ...

    def rebuilding(self, engine: Engine) -> AbstractContextManager[Connection]:
        """Lend a connection in a transaction that may make tables anew."""
        ...
