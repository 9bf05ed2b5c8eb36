"""Who was erased travels with every backup that may still hold them: here and at the second place.

Wherever a copy is restored, on this computer or another, the list beside it is read
(``restoring.get_ready``) and those on it are erased again as the database is opened.
"""

from contextlib import suppress
from pathlib import Path

from models.backups.erased import add_erased, erased_path, read_erased
from models.backups.known import copies_of
from models.files import replace_file


def carry_erased(database: Path) -> None:
    """Write who was erased from a database beside each of its backups and copies in reach.

    A stick that is not there, or full, gets it with the next backup. Raises UserError where the
    list cannot be read.
    """
    erased = read_erased(database)
    if not erased:
        return
    for backup in copies_of(database):
        with suppress(OSError):
            add_erased(backup.path, erased)


def copy_erased(source: Path, target: Path) -> None:
    """Put the list of the erased that lies beside ``source`` beside ``target``. Raises OSError.

    It is copied as it is: one that cannot be read holds up the restore of a copy, not its making.
    """
    listed = erased_path(source)
    if listed.exists():
        replace_file(erased_path(target), listed.read_bytes())
