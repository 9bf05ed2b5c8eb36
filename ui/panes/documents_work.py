"""Long work with attached files: taken in, copied out, pictured small. Nothing of Qt is used here.

What looks through files is loaded on the worker's thread.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.documents.attachments import AttachmentRow, Incoming, Owner, attach, attachment_data
from models.documents.contents import content
from models.documents.opening import Lent
from models.errors import UserError
from models.files import replace_file
from models.progress import Progress, Work
from models.store import Store


@dataclass(frozen=True, slots=True)
class Pasted:
    """A file that comes from no disk: what to call it, and how to get what it holds."""

    name: str
    read: Callable[[], bytes]


def take_in(store: Store, owner: Owner, source: Path | Pasted) -> Work[Incoming]:
    """Look through a file and keep it for an event or agreement; return it as it is kept."""
    from models.documents.taking_in import incoming, read_file

    if isinstance(source, Pasted):
        yield Progress(0, 0)
        file = incoming(source.name, source.read())
    else:
        file = yield from read_file(source)
    yield Progress(0, 0)  # the last moment at which it can be stopped
    with store.writing() as session:
        attach(session, owner, file)
    return file


def lend(store: Store, lent: Lent, row: AttachmentRow) -> Work[Path]:
    """Put a copy of a file where the system's viewer finds it; return where."""
    yield Progress(0, 0)
    with store.reading() as session:
        data = attachment_data(session, row.id)
    return lent.lend(row.digest, row.name, row.kind, data)


def save_copy(store: Store, row: AttachmentRow, target: Path) -> Work[None]:
    """Write a copy of a file to ``target``."""
    yield Progress(0, 0)
    with store.reading() as session:
        data = attachment_data(session, row.id)
    replace_file(target, data)


def small_pictures(store: Store, digests: Sequence[str]) -> Work[dict[str, bytes]]:
    """Return small JPEGs of photos by their fingerprints; one that is damaged is left out."""
    from models.documents.photos import UnreadablePictureError, thumbnail

    found = {}
    for done, digest in enumerate(digests):
        yield Progress(done, len(digests))
        try:
            with store.reading() as session:
                data = content(session, digest)
            found[digest] = thumbnail(data)
        except (UnreadablePictureError, UserError):
            continue  # opening it says what is wrong with it
    return found
