"""What stands on a card besides texts: shapes, pictures, codes, as PDF operators in their boxes.

Everything is drawn from the bottom left of its box, ``wide`` and ``high`` points large.
"""

from collections.abc import Sequence
from itertools import accumulate

from reportlab.lib.units import mm
from reportlab.pdfgen.pathobject import PDFPathObject

from models.designs.design import Crop, Line, Mask, Rectangle
from reports import qr

LEAST_MODULE = 0.5
"""Millimetres a QR module has at least; where it would be smaller, a coarser symbol is taken."""
SAID_SHARE = 0.28
"""How much of its box a bar code leaves to the text below it, at most."""
SAID_MOST = 7.0
"""Points of that text, and of a signature's caption, at most."""

_ROUNDED = 0.12  # of the shorter side, as the radius of a rounded photo
_GREY, _LIGHT = b".62 .66 .65 rg ", b".91 .93 .92 rg "


def ink(colour: str) -> bytes:
    """Return the operator that fills with a colour; black for what is none."""
    return b"%.3g %.3g %.3g rg " % _shares(colour)


def pen(colour: str) -> bytes:
    """Return the operator that draws lines with a colour; black for what is none."""
    return b"%.3g %.3g %.3g RG " % _shares(colour)


def _shares(colour: str) -> tuple[float, float, float]:
    try:
        red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    except ValueError:
        return 0.0, 0.0, 0.0
    return red / 255, green / 255, blue / 255


def line(element: Line, colour: str, wide: float, high: float) -> bytes:
    """Draw a line along the longer side of its box, through its middle."""
    ends = (0, high / 2, wide, high / 2) if wide >= high else (wide / 2, 0, wide / 2, high)
    how = b"%b%.3f w " % (pen(colour), element.thick * mm)
    return how + b"%.3f %.3f m %.3f %.3f l S " % ends


def rectangle(element: Rectangle, fill: str, frame: str, wide: float, high: float) -> bytes:
    """Draw a box; its frame lies within it."""
    parts = []
    if fill:
        parts.append(ink(fill) + outline(wide, high, element.radius * mm) + b" f ")
    if frame:
        thick = min(element.thick * mm, wide, high)
        inner = wide - thick, high - thick
        radius = max(0.0, element.radius * mm - thick / 2)
        parts.append(b"q 1 0 0 1 %.3f %.3f cm %.3f w " % (thick / 2, thick / 2, thick))
        parts.append(pen(frame) + outline(*inner, radius) + b" S Q ")
    return b"".join(parts)


def outline(wide: float, high: float, radius: float = 0.0) -> bytes:
    """Return the path of a box with corners as round as there is room for."""
    radius = min(radius, wide / 2, high / 2)
    path = PDFPathObject()
    if radius > 0:
        path.roundRect(0, 0, wide, high, radius)
    else:
        path.rect(0, 0, wide, high)
    return _code(path)


def masked(mask: Mask, wide: float, high: float) -> bytes:
    """Return the operators that let only what is in the mask be seen."""
    if mask is Mask.OVAL:
        path = PDFPathObject()
        path.ellipse(0, 0, wide, high)
        return _code(path) + b" W n "
    radius = _ROUNDED * min(wide, high) if mask is Mask.ROUNDED else 0.0
    return outline(wide, high, radius) + b" W n "


def placed(name: bytes, size: tuple[int, int], crop: Crop, wide: float, high: float) -> bytes:
    """Show the picture ``name`` of so many pixels, filling a box or whole within it."""
    across, down = wide / size[0], high / size[1]
    scale = max(across, down) if crop is Crop.FILL else min(across, down)
    shown = scale * size[0], scale * size[1]
    at = (wide - shown[0]) / 2, (high - shown[1]) / 2
    return b"q %.3f 0 0 %.3f %.3f %.3f cm %b Do Q " % (*shown, *at, name)


def head(mask: Mask, wide: float, high: float) -> bytes:
    """Draw a neutral head and shoulders where there is no photo."""
    middle, size = wide / 2, min(wide, high)
    path = PDFPathObject()
    path.circle(middle, high * 0.58, size * 0.19)
    path.ellipse(middle - size * 0.36, -size * 0.36, size * 0.72, high * 0.34 + size * 0.36)
    ground = _LIGHT + outline(wide, high) + b" f "
    return b"q %b%b%b%b f Q " % (masked(mask, wide, high), ground, _GREY, _code(path))


def qr_codes(texts: Sequence[str], wide: float, high: float) -> list[bytes]:
    """Draw QR codes as large as there is room, in black; nothing for a text that makes none."""
    side = min(wide, high)
    at = (wide - side) / 2, (high - side) / 2
    begin = b"q 0 g %.3f 0 0 %.3f %.3f %.3f cm " % (side, side, *at)
    symbols = qr.symbols_within(texts, int(side / mm / LEAST_MODULE))
    return [begin + qr.pdf_image(one) + b" Q " if one else b"" for one in symbols]


def bar_codes(texts: Sequence[str], wide: float, high: float) -> list[bytes]:
    """Draw each text as ``bars`` does."""
    return [bars(text, wide, high) for text in texts]


def bars(text: str, wide: float, high: float) -> bytes:
    """Draw a Code 128 over a whole box, in black; nothing if ``text`` makes none."""
    try:
        modules, drawn = bar_image(text)
    except ValueError:
        return b""
    image = b"BI/W %d/H 1/BPC 1/IM true ID %b\nEI " % (modules, drawn)
    return b"q 0 g %.3f 0 0 %.3f 0 0 cm %bQ " % (wide, high, image)


def bar_image(text: str) -> tuple[int, bytes]:
    """Return how many modules a Code 128 has, and its bits, a set one white.

    Raises ValueError for a text that Code 128 cannot write.
    """
    from reports.bars import code128  # it loads reportlab's graphics, which few cards need

    widths = code128(text)
    ends = list(accumulate(widths))
    modules = ends[-1]
    bits = "".join("01"[at % 2] * wide for at, wide in enumerate(widths))
    whole = (modules + 7) // 8
    return modules, int(bits.ljust(whole * 8, "1"), 2).to_bytes(whole)


def _code(path: PDFPathObject) -> bytes:
    return str(path.getCode()).replace("\n", " ").encode()
