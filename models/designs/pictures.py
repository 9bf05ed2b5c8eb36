"""Pictures that stand on designs: made small, upright, and rid of what tells about people."""

from models.documents.photos import (
    TooManyPixelsError,
    UnreadablePictureError,
    keepable_picture,
)
from models.errors import UserError
from models.words import _, spoken

MOST_BYTES = 12_000_000
"""Of a file that is taken; what is kept of it is far smaller."""
LONGEST_SIDE = 2000
"""Pixels that are kept: on the long side of a card, 590 dots an inch."""


def kept_picture(data: bytes) -> bytes:
    """Return a PNG or JPEG as a design keeps it. Raises UserError where it cannot be taken."""
    if len(data) > MOST_BYTES:
        most = spoken().number(MOST_BYTES // 1_000_000)
        raise UserError(_("The picture has more than {n} MB. Save it smaller.").format(n=most))
    try:
        return keepable_picture(data, LONGEST_SIDE)
    except TooManyPixelsError as error:
        raise UserError(_("The picture has too many pixels. Save it smaller.")) from error
    except UnreadablePictureError as error:
        raise UserError(_("This is no sound PNG or JPEG picture. Choose another one.")) from error
