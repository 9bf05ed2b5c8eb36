"""What leads to an open database, and what it asks of the program."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from models.errors import UserError
from models.store import Store
from ui.widgets.alone import Alone


class NoOfficeError(UserError):
    """A database in which no office was ever set up."""


class Host(Protocol):
    """The program as the first start and the opening of a database see it."""

    def begin(self, database: Path | str | None) -> None:
        """Open the file or server named, or the last one, or welcome somebody new."""

    def open(self, path: Path) -> None:
        """Open a database; a protected one asks for its password, a packet for its phrase."""

    def unpack(self, packet: Path | None = None) -> None:
        """Make the desk's database of a packet, or of one that is asked for first."""

    def use(self, store: Store) -> None:
        """Show the pages on an open database."""

    def show_alone(
        self, make: Callable[[], Alone], again: Callable[[], object] | None = None
    ) -> None:
        """Show what ``make`` makes; in another language do ``again``, or the same once more."""

    def speak(self, code: str) -> None:
        """Change the language."""

    def open_another(self) -> None:
        """Ask for a database file and open it."""

    def welcome(self) -> None:
        """Let somebody make an office, open what there is, or look around."""

    def restore(self, path: Path, problem: str) -> None:
        """Offer the backups of a database that does not open, and say why it does not."""

    def refuse(self, path: Path, text: str) -> bool:
        """Say why ``path`` cannot be opened if another database is open, which then stays so."""
