"""Files as they come: read, told what they are, photos drawn smaller; the rest is refused."""

from pathlib import Path

from models.documents.attachments import PHOTOS, Incoming
from models.documents.checking import (
    MOST_BYTES,
    MOST_PHOTO_BYTES,
    RefusedError,
    begins_a_program,
    damaged,
    media_type,
    program,
    too_large,
    too_many_pixels,
)
from models.documents.names import clean_name, told_name
from models.documents.photos import (
    TooManyPixelsError,
    UnreadablePictureError,
    keepable_photo,
    photo_kind,
)
from models.documents.tables import MediaType
from models.progress import Progress, Work
from models.words import _

_PIECE = 1_000_000
_HEAD = 16


def read_file(path: Path) -> Work[Incoming]:
    """Read a file and look through it. Raises RefusedError where it is not to be kept."""
    yield Progress(0, 0)
    data = yield from _read(path)
    yield Progress(0, 0)
    return incoming(path.name, data)


def incoming(name: str, data: bytes) -> Incoming:
    """Return what is to be kept of a file. Raises RefusedError where it is not to be kept."""
    kind = media_type(data, name)
    kept = data
    if kind in PHOTOS:
        try:
            kept = keepable_photo(data, MOST_BYTES)
        except TooManyPixelsError as error:
            raise too_many_pixels(name) from error
        except UnreadablePictureError as error:
            raise damaged(name) from error
        kind = kind if kept is data else MediaType.JPEG
    if len(kept) > MOST_BYTES:
        raise too_large(name)
    return Incoming(clean_name(name, kind), kind, kept, len(data), redrawn=kept is not data)


def _read(path: Path) -> Work[bytes]:
    """Read a file piece by piece, a program and one that is too large no further than needed."""
    pieces = []
    try:
        if path.is_dir():
            raise RefusedError(_("“{file}” is a folder.").format(file=told_name(path.name)))
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD)
            _judge_early(path.name, head, size)
            pieces.append(head)
            while piece := file.read(_PIECE):
                pieces.append(piece)
                yield Progress(sum(map(len, pieces)), size)
    except OSError as error:
        text = _("“{file}” cannot be read: {reason}")
        reason = error.strerror or str(error)
        raise RefusedError(text.format(file=told_name(path.name), reason=reason)) from error
    return b"".join(pieces)


def _judge_early(name: str, head: bytes, size: int) -> None:
    photo = photo_kind(head) is not None
    if begins_a_program(head):
        raise program(name)
    if size > (MOST_PHOTO_BYTES if photo else MOST_BYTES):
        raise too_large(name, photo=photo)
