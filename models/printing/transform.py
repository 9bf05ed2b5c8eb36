"""How a printer shifts, stretches and turns a page, and the transform that takes it back.

Millimetres from the middle of the page, to the right and downwards, as one looks at that side.
"""

from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin
from typing import NamedTuple

from models.words import _

Point = tuple[float, float]

FARTHEST = 10.0
"""Millimetres a printer may be off; what is farther was measured on the wrong paper."""
SCALES = (0.97, 1.03)
"""What a scale may be; beyond it the printer was told to fit the page to the paper."""
STEEPEST = 2.0
"""Degrees a page may be turned or slanted; paper that lies worse is put in anew."""


class Affine(NamedTuple):
    """Takes a point to another: ``x' = xx * x + xy * y + dx``, ``y' = yx * x + yy * y + dy``."""

    xx: float = 1.0
    xy: float = 0.0
    yx: float = 0.0
    yy: float = 1.0
    dx: float = 0.0
    dy: float = 0.0

    def at(self, point: Point) -> Point:
        """Return where ``point`` is taken."""
        x, y = point
        return self.xx * x + self.xy * y + self.dx, self.yx * x + self.yy * y + self.dy

    def inverse(self) -> "Affine":
        """Return what takes every point back. Raises ZeroDivisionError if nothing can."""
        area = self.xx * self.yy - self.xy * self.yx
        xx, xy, yx, yy = self.yy / area, -self.xy / area, -self.yx / area, self.xx / area
        return Affine(
            xx, xy, yx, yy, -(xx * self.dx + xy * self.dy), -(yx * self.dx + yy * self.dy)
        )


AS_IT_IS = Affine()


@dataclass(frozen=True, slots=True)
class PrintError:
    """What a printer does to one side of a page: first slanted and scaled, then turned and shifted.

    Offsets in millimetres to the right and downwards, ``rotation`` in degrees clockwise, ``slant``
    in degrees by which upright lines lean to the left.
    """

    offset_x: float = 0.0
    offset_y: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    rotation: float = 0.0
    slant: float = 0.0

    @classmethod
    def of(cls, affine: Affine) -> "PrintError":
        """Return the error that does what ``affine`` does."""
        turn = atan2(affine.yx, affine.xx)
        across = cos(turn) * affine.xy + sin(turn) * affine.yy
        down = cos(turn) * affine.yy - sin(turn) * affine.xy
        return cls(
            affine.dx,
            affine.dy,
            hypot(affine.xx, affine.yx),
            hypot(across, down),
            degrees(turn),
            degrees(atan2(across, down)),
        )

    def affine(self) -> Affine:
        """Return where this error takes the points of a page."""
        turn, slant = radians(self.rotation), radians(self.slant)
        return Affine(
            self.scale_x * cos(turn),
            self.scale_y * sin(slant - turn),
            self.scale_x * sin(turn),
            self.scale_y * cos(slant - turn),
            self.offset_x,
            self.offset_y,
        )

    def correction(self) -> Affine:
        """Return how a page must be drawn so that this printer puts it where it was meant."""
        return self.affine().inverse()

    def problems(self) -> dict[str, str]:
        """Return, field by field, what no printer in order does."""
        found = {}
        for name in ("offset_x", "offset_y"):
            if not abs(getattr(self, name)) <= FARTHEST:
                found[name] = _("The print is too far off. Is this the paper it was printed for?")
        for name in ("scale_x", "scale_y"):
            if not SCALES[0] <= getattr(self, name) <= SCALES[1]:
                found[name] = _("The print is scaled. Let the printer print at its actual size.")
        for name in ("rotation", "slant"):
            if not abs(getattr(self, name)) <= STEEPEST:
                found[name] = _("The print is turned too much. Put the paper in straight.")
        return found


@dataclass(frozen=True, slots=True)
class Correction:
    """How the pages of a job are drawn, so that both sides come to lie where they were meant."""

    front: Affine = AS_IT_IS
    back: Affine = AS_IT_IS


UNCORRECTED = Correction()
