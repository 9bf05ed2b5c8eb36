"""A card's design as plain values: what stands where on its sides. Millimetres, sizes in points.

A face is measured from its top left corner. Elements are drawn in their order: a later one covers
an earlier one. Texts hold placeholders, ``{name}``, with a fall-back where there is nothing to
say, ``{village|—}``; braces that are meant are doubled.
"""

import enum
from dataclasses import dataclass

from models.cards.tables import CardKind

VERSION = 1
"""Of what a design holds; a file of another version is not read."""
LANDSCAPE = (85.6, 54.0)
PORTRAIT = (54.0, 85.6)
"""ID-1 (ISO/IEC 7810) as it is printed, width and height."""
LEAST_SIZE = 6.0
"""Points below which nobody reads a card at arm's length."""


class Side(enum.StrEnum):
    """Which face of a card is meant."""

    FRONT = "front"
    BACK = "back"


class Fit(enum.StrEnum):
    """What becomes of a text that is too long: it gets smaller, takes more lines, or is cut."""

    SHRINK = "shrink"
    WRAP = "wrap"
    ELLIPSIS = "ellipsis"


class Align(enum.StrEnum):
    """Where a text stands between the left and the right edge of its box."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Rise(enum.StrEnum):
    """Where a text stands between the top and the bottom of its box."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Weight(enum.StrEnum):
    """How bold letters are."""

    REGULAR = "regular"
    SEMIBOLD = "semibold"
    BOLD = "bold"


class Crop(enum.StrEnum):
    """How a picture fills its box: cut to it, or whole within it."""

    FILL = "fill"
    WHOLE = "whole"


class Mask(enum.StrEnum):
    """The outline a photo is cut to."""

    NONE = "none"
    ROUNDED = "rounded"
    OVAL = "oval"


class Theme(enum.StrEnum):
    """Colours the office chose once for all its designs; others are written ``#rrggbb``."""

    MAIN = "main"
    SECOND = "second"
    INK = "ink"
    MUTED = "muted"
    PAPER = "paper"


class Turned(enum.IntEnum):
    """By how many degrees an element is turned, clockwise; its box is where it then lies."""

    NOT = 0
    RIGHT = 90
    OVER = 180
    LEFT = 270


@dataclass(frozen=True, slots=True)
class Box:
    """Where an element lies: its top left corner and its sides, in millimetres."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Condition:
    """Draw only if a ``field`` holds ``value``, has any value where it is empty, or not so.

    Of programmes it is one of their codes: ``Condition("programmes", "JHT")``.
    """

    field: str
    value: str = ""
    unless: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """What all elements share. ``name`` is shown in the list of layers."""

    box: Box
    name: str = ""
    only: Condition | None = None
    turned: Turned = Turned.NOT
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Element):
    """A text in its box; ``least`` is the size in points below which it does not shrink."""

    text: str
    size: float = 8.0
    least: float = LEAST_SIZE
    weight: Weight = Weight.REGULAR
    colour: str = Theme.INK.value
    fit: Fit = Fit.SHRINK
    align: Align = Align.LEFT
    rise: Rise = Rise.MIDDLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo(Element):
    """The person's photo; where there is none a neutral head, if ``placeholder`` says so."""

    crop: Crop = Crop.FILL
    mask: Mask = Mask.NONE
    placeholder: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(Element):
    """A picture all cards have alike: by its fingerprint, or the office's logo if that is empty."""

    digest: str = ""
    crop: Crop = Crop.WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Element):
    """A straight line along the longer side of its box, through its middle; ``thick`` in mm."""

    thick: float = 0.2
    colour: str = Theme.INK.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectangle(Element):
    """A box filled and framed; an empty colour is none. ``radius`` and ``thick`` in mm."""

    fill: str = Theme.MAIN.value
    frame: str = ""
    thick: float = 0.2
    radius: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Qr(Element):
    """A QR code, as large as its box has room for, without its quiet zone."""

    text: str = "{code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars(Element):
    """A Code 128 as wide as its box, with the text below it where ``said``."""

    text: str = "{number}"
    said: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature(Element):
    """The member's signature if it was drawn at the desk, else a line to sign on."""

    caption: str = ""


AnyElement = Text | Photo | Picture | Line | Rectangle | Qr | Bars | Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """How a card looks, front and back; the back is empty where only one side is printed.

    A ``foldable`` card is printed beside or above its back on one side of paper, and folded.
    ``kinds`` are the cards it may be used for.
    """

    name: str
    size: tuple[float, float] = LANDSCAPE
    kinds: tuple[CardKind, ...] = tuple(CardKind)
    foldable: bool = False
    front: tuple[AnyElement, ...] = ()
    back: tuple[AnyElement, ...] = ()

    def side(self, side: Side) -> tuple[AnyElement, ...]:
        """Return what stands on a side."""
        return self.front if side is Side.FRONT else self.back
