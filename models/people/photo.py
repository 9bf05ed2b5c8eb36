"""A person's photo: turned and cut out as somebody wishes, made small, kept once."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from sqlalchemy.orm import Session

from models.documents.attachments import PHOTOS
from models.documents.contents import content, keep_content
from models.documents.names import told_name
from models.documents.taking_in import read_file
from models.errors import UserError
from models.history.recording import named
from models.people.tables import Person
from models.progress import Work
from models.words import N_, _

LONGEST_SIDE = 600
"""Pixels that are kept: on a card, where it is 25 mm high, 600 dots an inch."""
QUALITY = 88
LEAST_SIDE = 20
"""Pixels of what is cut out: less shows nobody."""

_TURNS = (
    None,
    Image.Transpose.ROTATE_270,  # Pillow counts against the clock
    Image.Transpose.ROTATE_180,
    Image.Transpose.ROTATE_90,
)


@dataclass(frozen=True, slots=True)
class Cut:
    """What is kept of a picture: turned clockwise ``turns`` quarters, then cut out.

    The edges are shares of the turned picture, 0 at its left and top.
    """

    turns: int = 0
    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0


def read_photo(path: Path) -> Work[bytes]:
    """Read a picture, upright and rid of what it tells. Raises UserError if it is none."""
    file = yield from read_file(path)
    if file.kind not in PHOTOS:
        text = _("“{file}” is no picture. Choose a JPEG, PNG or WebP file.")
        raise UserError(text.format(file=told_name(path.name)))
    return file.data


def cut_out(data: bytes, cut: Cut) -> bytes:
    """Return a small JPEG of what ``cut`` keeps. Raises UserError where nothing is left."""
    with Image.open(BytesIO(data)) as picture:
        turn = _TURNS[cut.turns % 4]
        turned = picture.transpose(turn) if turn is not None else picture
        wide, high = turned.size
        box = (
            round(cut.left * wide),
            round(cut.top * high),
            round(cut.right * wide),
            round(cut.bottom * high),
        )
        if min(box[2] - box[0], box[3] - box[1]) < min(LEAST_SIDE, wide, high):
            raise UserError(_("Too little is cut out. Take more of the picture."))
        piece = _on_white(turned.crop(box))
    piece.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    out = BytesIO()
    piece.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def set_photo(session: Session, person_id: int, data: bytes) -> None:
    """Keep ``data``, a JPEG as ``cut_out`` makes it, as somebody's photo."""
    person = session.get_one(Person, person_id)
    named(session, N_("Keep a photo of {person}"), person=person.name)
    person.photo = keep_content(session, data)


def remove_photo(session: Session, person_id: int) -> None:
    """Take somebody's photo away; what it shows is kept for the history."""
    person = session.get_one(Person, person_id)
    named(session, N_("Take away the photo of {person}"), person=person.name)
    person.photo = None


def photo(session: Session, person_id: int) -> bytes | None:
    """Return somebody's photo, None without one. Raises UserError if it was damaged."""
    digest = session.get_one(Person, person_id).photo
    return content(session, digest) if digest else None


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    whole = picture.convert("RGBA")
    ground = Image.new("RGB", whole.size, "white")
    ground.paste(whole, mask=whole.getchannel("A"))
    return ground
