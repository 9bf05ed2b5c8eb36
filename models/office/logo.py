"""The office's logo: told by what the file holds, made small, and written anew before it is kept.

Written anew it holds nothing but the picture: no place, no author, no second file behind it.
"""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from models.errors import UserError
from models.words import _, spoken

LARGEST = 2_000_000
"""Bytes of a file that is taken; a logo for print is far smaller."""
MOST_PIXELS = 4000
"""Pixels of the longer side that are taken: more is a photo, or a trap for memory."""
KEPT_PIXELS = 600
"""Pixels of the longer side that are kept: on paper, where it is 17 mm, 900 dots an inch."""
KINDS = ("PNG", "JPEG")


def read_logo(data: bytes) -> bytes:
    """Return the picture in ``data`` as it is kept. Raises UserError where it cannot be taken."""
    if len(data) > LARGEST:
        most = spoken().number(LARGEST // 1_000_000)
        raise UserError(_("The picture has more than {n} MB. Save it smaller.").format(n=most))
    try:
        with Image.open(BytesIO(data), formats=KINDS) as picture:
            _judge_size(picture)
            return _written(picture)
    except (UnidentifiedImageError, Image.DecompressionBombError):
        raise UserError(_("This is no picture. Choose a PNG or JPEG file.")) from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError):
        raise UserError(_("This picture is damaged. Choose another one.")) from None


def _judge_size(picture: Image.Image) -> None:
    if max(picture.size) > MOST_PIXELS:
        raise UserError(
            _("The picture is {size} pixels large. At most {n} are taken.").format(
                size=" × ".join(str(side) for side in picture.size), n=MOST_PIXELS
            )
        )


def _written(picture: Image.Image) -> bytes:
    photo = picture.format == "JPEG"
    upright = ImageOps.exif_transpose(picture).convert("RGB" if photo else "RGBA")
    upright.thumbnail((KEPT_PIXELS, KEPT_PIXELS), Image.Resampling.LANCZOS)
    out = BytesIO()
    bare = Image.frombytes(upright.mode, upright.size, upright.tobytes())
    if photo:
        bare.save(out, "JPEG", quality=92)
    else:
        bare.save(out, "PNG", optimize=True)
    return out.getvalue()
