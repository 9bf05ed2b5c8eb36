"""Who was erased from a database, kept beside it, so that a restored backup is told of it.

Ids, the numbers of the erasures and moments: no personal data. Since lists have the mark of their
office (``office_mark``) each line says of which it is, and proves it to whoever has the database.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from models.backups.reading import beside
from models.errors import UserError
from models.files import replace_file
from models.words import _

UNREADABLE = (
    *(OSError, ValueError, KeyError, TypeError, AttributeError),
    *(OverflowError, RecursionError),
)
"""What reading a list raises that was not written by this program."""
BEGUN = "erasing"
"""Under which a database's file remembers that an erasure has still to be brought to its end."""


@dataclass(frozen=True, slots=True)
class Erased:
    """A person who was erased, by which erasure, when and why (``ErasureCause``).

    ``office`` is the mark of the office, ``proof`` that it wrote this; both are empty in a list of
    an older version of the program.
    """

    person_id: int
    number: str
    at: datetime
    cause: str = ""
    office: str = ""
    proof: str = ""


def erased_path(database: Path) -> Path:
    """Return where the erased of a database are listed."""
    return beside(database, ".erased")


def read_erased(database: Path) -> list[Erased]:
    """Return who was erased from a database, as it was written; nobody where nothing was.

    Raises UserError where the list is there but cannot be read: to go on without it would bring
    the erased back.
    """
    path = erased_path(database)
    return read_list(path) if path.exists() else []


def read_list(path: Path) -> list[Erased]:
    """Return whom a list names, as it was written. Raises UserError where it cannot be read."""
    try:
        said = json.loads(path.read_text("utf-8"))
        return [
            Erased(
                _id(one["person_id"]),
                str(one["number"]),
                _moment(one["at"]),
                *(str(one.get(name, "")) for name in ("cause", "office", "proof")),
            )
            for one in said
        ]
    except UNREADABLE as error:
        raise UserError(
            _("The list of who was erased, {path}, cannot be read.").format(path=path)
        ) from error


def add_erased(database: Path, erased: Iterable[Erased]) -> None:
    """Note who was erased from a database; who is noted already stays so. Raises OSError.

    A line without a mark gives way to the same one with the mark of its office.
    """
    before = read_erased(database)
    known: dict[tuple[int, str, str], Erased] = {}
    for one in (*before, *erased):
        known.setdefault((one.person_id, one.office, one.proof), one)
    marked = {(one.person_id, one.number) for one in known.values() if one.office}
    listed = sorted(
        (one for one in known.values() if one.office or (one.person_id, one.number) not in marked),
        key=lambda one: (one.at, one.person_id),
    )
    if set(listed) != set(before):
        said = [asdict(one) | {"at": one.at.isoformat()} for one in listed]
        replace_file(erased_path(database), json.dumps(said, indent=1).encode())


def merge_erased(database: Path, others: Iterable[Path]) -> None:
    """Add to the erased of a database those listed beside other files. Raises OSError."""
    for other in others:
        add_erased(database, read_erased(other))


def _id(said: object) -> int:
    found = int(str(said))
    if not 0 < found < 1 << 63:
        raise ValueError(said)
    return found


def _moment(said: str) -> datetime:
    moment = datetime.fromisoformat(said)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
