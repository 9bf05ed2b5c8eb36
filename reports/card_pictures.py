"""Photos, logos and signatures as a PDF takes them: passed through as they are where they can be.

A photo is kept as a small JPEG already and is not encoded anew; whatever else comes is, once.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from PIL import ExifTags, Image, ImageOps

from models.documents.photos import UnreadablePictureError
from reports.document import Document

LONGEST_SIDE = 600
"""Pixels of a photo that are printed: where it is 25 mm high, 600 dots an inch."""
LONGEST_SHARED = 2000
"""Pixels of a picture that all cards share: on the long side of a card, 590 dots an inch."""
QUALITY = 88

_KINDS = ("JPEG", "PNG", "WEBP")
_SPACES = {"L": b"DeviceGray", "RGB": b"DeviceRGB"}
_END = b"\xff\xd9"
_TAIL = 64  # bytes that some cameras leave behind the end of a JPEG
_BROKEN = (
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,  # models.documents.photos makes it an error
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    IndexError,
    KeyError,
    OverflowError,
    MemoryError,
)
"""What Pillow raises for pictures that are broken, or meant to fill the memory."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture as it stands in the file: its dictionary's entries, data and size in pixels."""

    entries: bytes
    data: bytes
    size: tuple[int, int]
    shades: "Encoded | None" = None

    def embed(self, document: Document) -> int:
        """Write it into a document; return its number."""
        entries = self.entries
        if self.shades is not None:
            entries += b"/SMask %d 0 R" % self.shades.embed(document)
        return document.add_picture(entries, self.data)


def photo(data: bytes) -> Encoded:
    """Return a person's photo, at most 600 pixels long. Raises UnreadablePictureError."""
    with _opened(data) as picture:
        if _stands_as_it_is(picture, data, LONGEST_SIDE):
            return _jpeg(picture, data)
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # decoded no larger than needed
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        return _as_jpeg(_on_white(upright))


def shared_picture(data: bytes) -> Encoded:
    """Return a picture all cards show, what shines through kept. Raises UnreadablePictureError."""
    with _opened(data) as picture:
        if _stands_as_it_is(picture, data, LONGEST_SHARED):
            return _jpeg(picture, data)
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LONGEST_SHARED, LONGEST_SHARED), Image.Resampling.LANCZOS)
        if picture.format == "JPEG":
            return _as_jpeg(upright.convert("RGB"))
        if not upright.has_transparency_data:
            return _flat(upright.convert("RGB"))
        whole = upright.convert("RGBA")
        return _flat(whole.convert("RGB"), _flat(whole.getchannel("A")))


def signature(data: bytes) -> Encoded:
    """Return a signature as a stencil for ink, crisp in print. Raises UnreadablePictureError."""
    with _opened(data) as picture:
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        stencil = _on_white(picture).convert("L").point(_BLACK_OR_WHITE, "1")
    entries = b"/Width %d/Height %d/ImageMask true/BitsPerComponent 1" % stencil.size
    return Encoded(entries + b"/Filter/FlateDecode", zlib.compress(stencil.tobytes()), stencil.size)


def read_through(data: bytes) -> None:
    """Decode a picture to its end. Raises UnreadablePictureError where that is not possible."""
    with _opened(data) as picture:
        picture.load()


_BLACK_OR_WHITE = [255 * (shade >= 160) for shade in range(256)]


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    try:
        with Image.open(BytesIO(data), formats=_KINDS) as picture:
            yield picture
    except _BROKEN as error:
        raise UnreadablePictureError(str(error)) from error


def _stands_as_it_is(picture: Image.Image, data: bytes, longest: int) -> bool:
    """Tell whether a picture is a JPEG that a PDF may hold: small, upright and whole."""
    return (
        picture.format == "JPEG"
        and picture.mode in _SPACES
        and max(picture.size) <= longest
        and ("exif" not in picture.info or _is_upright(picture))
        and _END in data[-_TAIL:]
    )


def _is_upright(picture: Image.Image) -> bool:
    return bool(picture.getexif().get(ExifTags.Base.Orientation, 1) == 1)


def _jpeg(picture: Image.Image, data: bytes) -> Encoded:
    shape = *picture.size, _SPACES[picture.mode]
    entries = b"/Width %d/Height %d/BitsPerComponent 8/ColorSpace/%b/Filter/DCTDecode" % shape
    return Encoded(entries, data, picture.size)


def _as_jpeg(picture: Image.Image) -> Encoded:
    out = BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return _jpeg(picture, out.getvalue())


def _flat(picture: Image.Image, shades: Encoded | None = None) -> Encoded:
    shape = *picture.size, _SPACES[picture.mode]
    entries = b"/Width %d/Height %d/BitsPerComponent 8/ColorSpace/%b/Filter/FlateDecode" % shape
    return Encoded(entries, zlib.compress(picture.tobytes()), picture.size, shades)


def _on_white(picture: Image.Image) -> Image.Image:
    """Return a picture in plain colours, white where something shone through."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    whole = picture.convert("RGBA")
    ground = Image.new("RGB", whole.size, "white")
    ground.paste(whole, mask=whole.getchannel("A"))
    return ground
