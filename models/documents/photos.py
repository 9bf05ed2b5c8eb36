"""Photos: which kind a picture is, made smaller and rid of what it tells about people."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps

from models.documents.tables import MediaType

LONGEST_SIDE = 2560
"""Pixels: more than any screen or page of ours shows."""
QUALITY = 85
THUMBNAIL = 240

_KINDS = {"JPEG": MediaType.JPEG, "PNG": MediaType.PNG, "WEBP": MediaType.WEBP}
_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
_PLAIN = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})
"""Kinds of pixels that are kept as they are: not the inks of a printing house."""
_TELLTALE = frozenset({"exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment", "Raw profile"})

# Pillow warns of a picture with so many pixels that it may be meant to fill the memory; here that
# is an error, as Pillow's own documentation advises.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)

_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    IndexError,
    KeyError,
    OverflowError,
    MemoryError,
    EOFError,
)
"""What Pillow raises for pictures that are broken."""
_TOO_MANY = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class UnreadablePictureError(ValueError):
    """A picture that is broken."""


class TooManyPixelsError(UnreadablePictureError):
    """A picture that has more pixels than Pillow takes for a camera's: 89 million."""


def photo_kind(data: bytes) -> MediaType | None:
    """Return which kind of picture ``data`` begins like, None for what is none."""
    if not data.startswith(_BEGINNINGS) or (data[:4] == b"RIFF" and data[8:12] != b"WEBP"):
        return None
    return {b"\xff": MediaType.JPEG, b"\x89": MediaType.PNG}.get(data[:1], MediaType.WEBP)


def keepable_photo(data: bytes, most_bytes: int) -> bytes:
    """Return a photo as it may be kept: itself, or drawn anew as a JPEG.

    It is drawn anew where it has more pixels or bytes than are kept, or tells where, when and with
    what it was taken (people's data: UU 27/2022 art. 16). Raises UnreadablePictureError.
    """
    try:
        with Image.open(BytesIO(data), formats=list(_KINDS)) as picture:
            keeps = max(picture.size) <= LONGEST_SIDE and len(data) <= most_bytes
            if keeps and not _tells(picture):
                picture.load()
                return data
            return _drawn_anew(picture, LONGEST_SIDE)
    except _TOO_MANY as error:
        raise TooManyPixelsError(str(error)) from error
    except _BROKEN as error:
        raise UnreadablePictureError(str(error)) from error


def keepable_picture(data: bytes, side: int) -> bytes:
    """Return a PNG or JPEG to be printed: itself, or drawn anew, ``side`` pixels long at most.

    What shines through in a PNG goes on doing so. Raises UnreadablePictureError.
    """
    try:
        with Image.open(BytesIO(data), formats=["JPEG", "PNG"]) as picture:
            if max(picture.size) <= side and picture.mode in _PLAIN and not _tells(picture):
                picture.load()
                return data
            if not picture.has_transparency_data:
                return _drawn_anew(picture, side)
            return _see_through(picture, side)
    except _TOO_MANY as error:
        raise TooManyPixelsError(str(error)) from error
    except _BROKEN as error:
        raise UnreadablePictureError(str(error)) from error


def thumbnail(data: bytes) -> bytes:
    """Return a small JPEG of a photo. Raises UnreadablePictureError."""
    try:
        with Image.open(BytesIO(data), formats=list(_KINDS)) as picture:
            return _drawn_anew(picture, THUMBNAIL)
    except (*_BROKEN, *_TOO_MANY) as error:
        raise UnreadablePictureError(str(error)) from error


def _tells(picture: Image.Image) -> bool:
    return (
        bool(picture.getexif())
        or any(str(name).startswith(tuple(_TELLTALE)) for name in picture.info)
        or bool(getattr(picture, "text", None))
    )


def _drawn_anew(picture: Image.Image, side: int) -> bytes:
    picture.draft("RGB", (side, side))  # a JPEG is then decoded no larger than it is needed
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((side, side))
    out = BytesIO()
    _on_white(upright).save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _see_through(picture: Image.Image, side: int) -> bytes:
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((side, side))
    bare = Image.frombytes(upright.mode, upright.size, upright.tobytes())
    out = BytesIO()
    bare.save(out, "PNG", optimize=True)
    return out.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """Return a picture in plain colours, white where something shone through."""
    if picture.mode.startswith("I"):  # Pillow would take all but the darkest greys for white
        picture = picture.convert("I").point(lambda grey: grey * (1 / 257)).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    whole = picture.convert("RGBA")
    ground = Image.new("RGB", whole.size, "white")
    ground.paste(whole, mask=whole.getchannel("A"))
    return ground
