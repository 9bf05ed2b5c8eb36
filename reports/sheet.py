"""Where cards lie on a sheet, as data. Millimetres from the sheet's top left corner."""

import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from typing import Any

from models.words import N_, Words
from resources import resource

ID1 = "id1"
A4 = "a4"
SHIPPED = (A4, ID1)

_TITLES = {A4: N_("A4, ten cards"), ID1: N_("Card printer, one card a page")}

_AWAY = 1.0  # millimetres between a card and its crop marks
_CLEAR = 0.5  # millimetres round a card that a mark of its neighbour keeps off
_CLOSE = 0.01  # millimetres below which two edges are one

Line = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page cut into equal cards: ``columns`` by ``rows`` from ``first``, ``step`` apart.

    ``crop_marks`` is how long they are, 0 for none. Places are counted from 1, row by row.
    """

    name: str
    page: tuple[float, float]
    card: tuple[float, float]
    columns: int
    rows: int
    first: tuple[float, float]
    step: tuple[float, float]
    crop_marks: float = 0.0

    @property
    def places(self) -> range:
        """Return the numbers of the places on one page."""
        return range(1, self.columns * self.rows + 1)

    def title(self, words: Words) -> str:
        """Say what the sheet is called."""
        return words.say(_TITLES[self.name]) if self.name in _TITLES else self.name

    def corner(self, place: int) -> tuple[float, float]:
        """Return the top left corner of a place."""
        row, column = divmod(place - 1, self.columns)
        return self.first[0] + column * self.step[0], self.first[1] + row * self.step[1]

    def pages(self, used: Collection[int] = ()) -> Iterator[Sequence[int]]:
        """Yield the free places of page after page, without end; the first has ``used`` some."""
        first = [place for place in self.places if place not in used]
        return chain([first] if first else [], repeat(self.places))

    def before(self, first: int) -> frozenset[int]:
        """Return the places that are used when ``first`` is the first free one."""
        return frozenset(range(1, first))

    def problems(self, words: Words) -> list[str]:
        """Say what is wrong with this sheet, to the one who drew it."""
        return [*self._overruns(words), *self._overlaps(words)]

    def marks(self) -> list[Line]:
        """Return the crop marks as lines; none lies on a card's face, printed or not."""
        faces = [self._face(place) for place in self.places]
        ticks = {tick for face in faces for tick in self._ticks(face)}
        return sorted(tick for tick in ticks if not any(_spoils(tick, face) for face in faces))

    def _face(self, place: int) -> Line:
        x, y = self.corner(place)
        return x, y, x + self.card[0], y + self.card[1]

    def _ticks(self, face: Line) -> Iterator[Line]:
        if not self.crop_marks:
            return
        left, top, right, bottom = face
        far = _AWAY + self.crop_marks
        for y in (top, bottom):
            yield from (
                _tick(left - far, y, left - _AWAY, y),
                _tick(right + _AWAY, y, right + far, y),
            )
        for x in (left, right):
            yield from (
                _tick(x, top - far, x, top - _AWAY),
                _tick(x, bottom + _AWAY, x, bottom + far),
            )

    def _overruns(self, words: Words) -> Iterator[str]:
        last = self._face(self.places[-1])
        edges = {
            words.say("The cards run {beyond} mm off the left edge."): -self.first[0],
            words.say("The cards run {beyond} mm off the top edge."): -self.first[1],
            words.say("The cards run {beyond} mm off the right edge."): last[2] - self.page[0],
            words.say("The cards run {beyond} mm off the bottom edge."): last[3] - self.page[1],
        }
        for said, beyond in edges.items():
            if beyond > _CLOSE:
                yield said.format(beyond=words.number(round(beyond, 1)))

    def _overlaps(self, words: Words) -> Iterator[str]:
        across = self.columns > 1 and self.step[0] < self.card[0] - _CLOSE
        down = self.rows > 1 and self.step[1] < self.card[1] - _CLOSE
        if across or down:
            yield words.say("The cards lie on top of one another.")


@cache
def load_sheet(name: str) -> Sheet:
    """Return the shipped sheet ``name``; ``SHIPPED`` lists them."""
    data = tomllib.loads(resource("sheets", f"{name}.toml").read_text("utf-8"))
    pairs: dict[str, Any] = {key: tuple(data[key]) for key in ("page", "card", "first", "step")}
    return Sheet(name=name, **(data | pairs))


def _tick(*line: float) -> Line:
    x1, y1, x2, y2 = (round(end, 2) for end in line)
    return x1, y1, x2, y2


def _spoils(tick: Line, face: Line) -> bool:
    return (
        tick[0] < face[2] + _CLEAR
        and tick[2] > face[0] - _CLEAR
        and tick[1] < face[3] + _CLEAR
        and tick[3] > face[1] - _CLEAR
    )
