"""Measuring how a printer errs: where the ruler sheet is read, and what follows from it.

The distance from each of twelve crosses to the edge of the paper beside it is read off the sheet:
clockwise from the top left corner, three along each edge. Those in the middle of an edge may be
left out; they tell which of the others was misread.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import sqrt

from models.printing.transform import Affine, Point, PrintError
from models.words import N_, _, spoken

FITS = 0.3
"""Millimetres within which a reading must agree with the others, and cards must lie."""
ALIKE = 1.0
"""Millimetres within which two sizes of paper are one."""
UNFIT = 1.0
"""Millimetres of disagreement beyond which readings are worth nothing."""
PLACES = 12
MIDDLES = frozenset({2, 5, 8, 11})
"""The numbers of the readings that may be left out."""


class Edge(Enum):
    """An edge of the paper: which way lies outside, to the right and downwards."""

    TOP = (0, -1)
    RIGHT = (1, 0)
    BOTTOM = (0, 1)
    LEFT = (-1, 0)


@dataclass(frozen=True, slots=True)
class Medium:
    """What is printed on, in millimetres; its crosses are ``inset`` from the edges."""

    name: str
    width: float
    height: float
    inset: float

    @property
    def page(self) -> tuple[float, float]:
        """Return width and height."""
        return self.width, self.height


@dataclass(frozen=True, slots=True)
class Place:
    """One reading: its number on the sheet, the cross, and the edge that is measured to."""

    number: int
    cross: Point
    edge: Edge


MEDIA = {
    medium.name: medium
    for medium in (
        Medium("a4", 210.0, 297.0, 15.0),
        Medium("f4", 215.0, 330.0, 15.0),
        Medium("letter", 215.9, 279.4, 15.0),
        Medium("id1", 85.6, 54.0, 8.0),
        Medium("id1-upright", 54.0, 85.6, 8.0),
    )
}
"""What can be measured: paper goes in upright; a card printer prints across or upright cards."""

_TITLES = {
    "a4": N_("A4"),
    "f4": N_("F4 (folio)"),
    "letter": N_("US Letter"),
    "id1": N_("Card"),
    "id1-upright": N_("Card, upright"),
}


def medium_name(name: str) -> str:
    """Say what a medium is called in the spoken language."""
    return _(_TITLES[name]) if name in _TITLES else name


def medium_of(page: tuple[float, float]) -> Medium | None:
    """Return the medium of this size (millimetres, as it lies), if it is one that is known."""

    def apart(medium: Medium) -> float:
        return max(abs(medium.width - page[0]), abs(medium.height - page[1]))

    nearest = min(MEDIA.values(), key=apart)
    return nearest if apart(nearest) <= ALIKE else None


def places(medium: Medium) -> tuple[Place, ...]:
    """Return where a medium is read, in the order of the numbers."""
    right, bottom = medium.width / 2 - medium.inset, medium.height / 2 - medium.inset
    along = {
        Edge.TOP: ((-right, -bottom), (0.0, -bottom), (right, -bottom)),
        Edge.RIGHT: ((right, -bottom), (right, 0.0), (right, bottom)),
        Edge.BOTTOM: ((right, bottom), (0.0, bottom), (-right, bottom)),
        Edge.LEFT: ((-right, bottom), (-right, 0.0), (-right, -bottom)),
    }
    crosses = [(cross, edge) for edge in Edge for cross in along[edge]]
    return tuple(Place(number, *one) for number, one in enumerate(crosses, 1))


@dataclass(frozen=True, slots=True)
class Readings:
    """The distances read on one side of a ruler sheet, in millimetres; None is not read yet."""

    medium: str
    values: tuple[float | None, ...] = (None,) * PLACES

    def problems(self) -> dict[str, str]:
        """Return what to say beside each reading, named by its number."""
        most = MEDIA[self.medium].inset * 2
        found = {}
        for number, value in enumerate(self.values, 1):
            if value is None and number not in MIDDLES:
                said = _("Measure number {number}: from its cross to the edge of the paper.")
                found[str(number)] = said.format(number=number)
            elif value is not None and not 0 <= value <= most:
                said = _("Number {number}: write millimetres, from 0 to {most}.")
                found[str(number)] = said.format(number=number, most=spoken().number(most))
        return found

    def said(self) -> str:
        """Say what these tell of the printer; they may be none, but must have no problems."""
        if all(value is None for value in self.values):
            return _("nothing measured")
        solved = solve(self)
        shift, scale, turn, agree = solved.told()
        unlike = [_flat(100 * (one - 1)) for one in (solved.error.scale_x, solved.error.scale_y)]
        parts = (shift, scale if any(unlike) else "", turn if _flat(solved.error.rotation) else "")
        return " · ".join(part for part in (*parts, agree) if part)


@dataclass(frozen=True, slots=True)
class Solved:
    """The error that explains some readings best, and what it leaves unexplained, in mm.

    ``doubtful`` are the numbers of the readings one of which was misread, as far as they tell.
    """

    error: PrintError
    largest: float
    rms: float
    doubtful: tuple[int, ...] = ()

    def problems(self) -> list[str]:
        """Say why this cannot be kept, each thing once."""
        misread = self.misread() if self.largest > UNFIT else []
        return [*misread, *dict.fromkeys(self.error.problems().values())]

    def told(self) -> tuple[str, str, str, str]:
        """Say the shift, the scale, the turn, and how well the readings agree."""
        error = self.error
        across, along = _flat(error.offset_x), _flat(error.offset_y)
        right = _("{mm} mm to the right") if across >= 0 else _("{mm} mm to the left")
        down = _("{mm} mm down") if along >= 0 else _("{mm} mm up")
        shifts = (
            right.format(mm=_rounded(abs(across))),
            down.format(mm=_rounded(abs(along))),
        )
        scale = _("{across} % across, {down} % down")
        scales = {"across": _rounded(error.scale_x * 100), "down": _rounded(error.scale_y * 100)}
        agree = _("within {largest} mm, {rms} mm on average")
        return (
            " · ".join(shifts),
            scale.format(**scales),
            _("{degrees}° clockwise").format(degrees=_rounded(error.rotation)),
            agree.format(largest=_rounded(self.largest), rms=_rounded(self.rms)),
        )

    def misread(self) -> list[str]:
        """Say which readings do not agree, and are to be looked at again."""
        if self.largest <= FITS:
            return []
        numbers = ", ".join(map(str, self.doubtful))
        if len(self.doubtful) == 1:
            said = _("Reading {number} does not fit the others. Look at it again.")
            return [said.format(number=numbers)]
        if self.doubtful:
            said = _("One of the readings {numbers} does not fit the others. Look at them again.")
            return [said.format(numbers=numbers)]
        return [_("Several readings do not fit together. Look at all of them again.")]


def _flat(value: float) -> float:
    return round(value, 2) + 0.0  # of -0.0 no minus is left


def _rounded(value: float) -> str:
    return spoken().number(_flat(value))


def solve(readings: Readings) -> Solved:
    """Return what the printer did, by least squares. ``readings`` must have no problems."""
    error, left = _fit(readings, range(1, PLACES + 1))
    largest = max(map(abs, left.values()))
    rms = sqrt(sum(rest * rest for rest in left.values()) / len(left))
    doubtful = _doubtful(readings, sorted(left)) if largest > FITS else ()
    return Solved(error, largest, rms, doubtful)


def _doubtful(readings: Readings, numbers: Sequence[int]) -> tuple[int, ...]:
    """Return those without any one of which all the others agree."""
    found = []
    for left_out in numbers:
        _error, left = _fit(readings, [one for one in numbers if one != left_out])
        if max(map(abs, left.values())) <= FITS:
            found.append(left_out)
    return tuple(found)


def _fit(readings: Readings, numbers: Sequence[int]) -> tuple[PrintError, dict[int, float]]:
    """Return the error by those readings, and how far each of them stays from it."""
    medium = MEDIA[readings.medium]
    read = [
        (place, value)
        for place, value in zip(places(medium), readings.values, strict=True)
        if value is not None and place.number in numbers
    ]
    across = [one for one in read if one[0].edge in (Edge.LEFT, Edge.RIGHT)]
    down = [one for one in read if one[0].edge in (Edge.TOP, Edge.BOTTOM)]
    (xx, xy, dx), left = _plane(across, 0, medium.width / 2)
    (yx, yy, dy), others = _plane(down, 1, medium.height / 2)
    return PrintError.of(Affine(xx, xy, yx, yy, dx, dy)), left | others


def _plane(
    read: Sequence[tuple[Place, float]], axis: int, edge: float
) -> tuple[tuple[float, float, float], dict[int, float]]:
    """Fit where the crosses came to lie along one axis, by where they were meant to."""
    import numpy as np  # a tenth of a second, which only those who measure need

    known = np.array([(*place.cross, 1.0) for place, _value in read])
    found = np.array([place.edge.value[axis] * (edge - value) for place, value in read])
    solved = np.linalg.lstsq(known, found, rcond=None)[0]
    rests = known @ solved - found
    numbers = [place.number for place, _value in read]
    x, y, one = map(float, solved)
    return (x, y, one), dict(zip(numbers, map(float, rests), strict=True))
