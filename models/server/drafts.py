"""What is typed to reach a server."""

from dataclasses import dataclass, field
from pathlib import Path

from models.engines.postgres import ServerAddress
from models.server.credentials import PORTS, read_server
from models.server.office_words import key_of, words_problem
from models.server.reaching import Part
from models.words import _

PORT = 5432
DATABASE = "jangkau"


@dataclass(frozen=True, slots=True)
class AddressDraft:
    """The parts of a server's address as they are typed; ``certificate`` is a file's path.

    ``words`` are those of the office, where its files are sealed there.
    """

    host: str = ""
    port: str = str(PORT)
    database: str = DATABASE
    user: str = DATABASE
    password: str = field(default="", repr=False)
    certificate: str = ""
    words: str = field(default="", repr=False)

    def problems(self) -> dict[str, str]:
        """Return what to say beside each part that cannot be an address's."""
        missing = {
            Part.HOST.value: (self.host, _("Which computer is the server?")),
            Part.DATABASE.value: (self.database, _("What is the database called?")),
            Part.USER.value: (self.user, _("As which user?")),
        }
        found = {name: said for name, (typed, said) in missing.items() if not typed.strip()}
        if not (self.port.isascii() and self.port.isdecimal() and int(self.port) in PORTS):
            found["port"] = _("A number; PostgreSQL's own is {port}.").format(port=PORT)
        if self.certificate.strip() and not Path(self.certificate.strip()).is_file():
            found[Part.CERTIFICATE.value] = _("There is no such file.")
        if problem := words_problem(self.words):
            found[Part.WORDS.value] = problem
        return found

    def address(self) -> ServerAddress:
        """Return the address of a draft without problems."""
        root = self.certificate.strip()
        return ServerAddress(
            self.host.strip(),
            self.database.strip(),
            self.user.strip(),
            self.password,
            int(self.port),
            Path(root) if root else None,
            key_of(self.words) if self.words.strip() else None,
        )


def draft_of(line: str) -> AddressDraft:
    """Return the parts of the line that names a server. Raises NoAddressError."""
    address = read_server(line).address
    return AddressDraft(
        address.host,
        str(address.port),
        address.database,
        address.user,
        certificate=str(address.root or ""),
    )
