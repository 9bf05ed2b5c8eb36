"""Card designs as files: read from one, written to one."""

from pathlib import Path

from models.designs.keeping import find_design, take_in
from models.designs.looks import office_look
from models.designs.reading import LARGEST_FILE, read_design, write_design
from models.errors import UserError
from models.progress import Progress, Work
from models.store import Store
from models.words import _


def import_design(store: Store, path: Path) -> Work[int]:
    """Keep the design in the file at ``path``; return its id. Raises UserError if it has none."""
    yield Progress(0, 1)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(_("The file could not be read: {reason}").format(reason=reason)) from error
    read = read_design(data, path.name)
    with store.writing() as session:
        return take_in(session, read)


def export_design(store: Store, name: str, target: Path) -> Work[None]:
    """Write the design called ``name`` with its pictures to ``target``."""
    yield Progress(0, 1)
    with store.reading() as session:
        design = find_design(session, name)
        look = office_look(session, [design])
    write_design(design, look.pictures, target)
