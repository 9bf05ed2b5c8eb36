"""What draws a box to itself while it is moved: edges and middles of others, and the grid."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.designs.design import Box

PARTS = (0.0, 0.5, 1.0)
"""Edges and middle, as parts of the way across a box or down it."""
GRID = 1.0
"""Millimetres between the lines of the grid."""
SAME = 0.02
"""Millimetres by which two lines that are in line may differ: boxes are kept in hundredths."""


class Guide(NamedTuple):
    """A line that shows what is in line, in millimetres: where it is, and from where to where."""

    upright: bool
    at: float
    begins: float
    ends: float


class Pull(NamedTuple):
    """By how many millimetres a box is drawn to the right and down."""

    right: float
    down: float


@dataclass(frozen=True, slots=True)
class Magnets:
    """What a box may be drawn to: other boxes and the card, within ``reach`` millimetres.

    Where none of them is near, the grid draws the first of the parts, if ``grid`` says so.
    """

    others: Sequence[Box]
    size: tuple[float, float]
    reach: float
    grid: bool = False

    def pull(
        self, box: Box, across: Sequence[float] = PARTS, down: Sequence[float] = PARTS
    ) -> Pull:
        """Return where ``box`` is drawn to by these parts of it."""
        around = self._around()
        return Pull(
            self._drawn(
                [box.x + box.width * part for part in across],
                [other.x + other.width * part for other in around for part in PARTS],
            ),
            self._drawn(
                [box.y + box.height * part for part in down],
                [other.y + other.height * part for other in around for part in PARTS],
            ),
        )

    def guides(self, box: Box) -> list[Guide]:
        """Return the lines along which ``box`` is in line with others or with the card."""
        found: dict[tuple[bool, float], Guide] = {}
        for other in self._around():
            for guide in _common(box, other):
                key = guide.upright, round(guide.at, 1)
                before = found.get(key, guide)
                begins, ends = min(before.begins, guide.begins), max(before.ends, guide.ends)
                found[key] = before._replace(begins=begins, ends=ends)
        return list(found.values())

    def _around(self) -> list[Box]:
        return [*self.others, Box(0, 0, *self.size)]

    def _drawn(self, lines: Sequence[float], targets: Iterable[float]) -> float:
        """Return the shortest way from one of the lines to a target that is near."""
        ways = [target - line for target in targets for line in lines]
        nearest = min(ways, key=abs, default=None)
        if nearest is not None and abs(nearest) <= self.reach:
            return nearest
        if self.grid and lines:
            return round(lines[0] / GRID) * GRID - lines[0]
        return 0.0


def _common(box: Box, other: Box) -> list[Guide]:
    """Return the lines two boxes have in common."""
    tops = sorted((box.y, other.y, box.y + box.height, other.y + other.height))
    lefts = sorted((box.x, other.x, box.x + box.width, other.x + other.width))
    upright = [
        Guide(True, at, tops[0], tops[-1])
        for at in _shared((box.x, box.width), (other.x, other.width))
    ]
    level = [
        Guide(False, at, lefts[0], lefts[-1])
        for at in _shared((box.y, box.height), (other.y, other.height))
    ]
    return upright + level


def _shared(one: tuple[float, float], other: tuple[float, float]) -> list[float]:
    targets = [other[0] + other[1] * part for part in PARTS]
    lines = [one[0] + one[1] * part for part in PARTS]
    return [line for line in lines if any(abs(line - target) <= SAME for target in targets)]
