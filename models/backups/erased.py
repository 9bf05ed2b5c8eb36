"""Who was erased from a database, kept beside it, so that a restored backup is told of it.

Ids, the numbers of the erasures and moments: no personal data.
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
    """A person who was erased, by which erasure, when and why (``ErasureCause``)."""

    person_id: int
    number: str
    at: datetime
    cause: str = ""


def erased_path(database: Path) -> Path:
    """Return where the erased of a database are listed."""
    return beside(database, ".erased")


def read_erased(database: Path) -> list[Erased]:
    """Return who was erased from a database, as it was written; nobody where nothing was.

    Raises UserError where the list is there but cannot be read: to go on without it would bring
    the erased back.
    """
    path = erased_path(database)
    if not path.exists():
        return []
    try:
        said = json.loads(path.read_text("utf-8"))
        return [
            Erased(
                int(one["person_id"]),
                str(one["number"]),
                _moment(one["at"]),
                str(one.get("cause", "")),
            )
            for one in said
        ]
    except UNREADABLE as error:
        raise UserError(
            _("The list of who was erased, {path}, cannot be read.").format(path=path)
        ) from error


def add_erased(database: Path, erased: Iterable[Erased]) -> None:
    """Note who was erased from a database; who is noted already stays so. Raises OSError."""
    known = {one.person_id: one for one in read_erased(database)}
    before = len(known)
    for one in erased:
        known.setdefault(one.person_id, one)
    if len(known) == before:
        return
    listed = sorted(known.values(), key=lambda one: (one.at, one.person_id))
    said = [asdict(one) | {"at": one.at.isoformat()} for one in listed]
    replace_file(erased_path(database), json.dumps(said, indent=1).encode())


def merge_erased(database: Path, others: Iterable[Path]) -> None:
    """Add to the erased of a database those listed beside other files. Raises OSError."""
    for other in others:
        add_erased(database, read_erased(other))


def _moment(said: str) -> datetime:
    moment = datetime.fromisoformat(said)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
