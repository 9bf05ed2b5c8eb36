"""Where cards lie on a sheet, as data. Millimetres from the sheet's top left corner."""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from itertools import chain, repeat
from typing import Any

from models.designs.design import Design
from models.printing.folding import Fold, folded_name, laid_open, unfolded_name
from models.words import N_, Words
from resources import resource

ID1 = "id1"
A4 = "a4"
LETTER = "letter"
A4_PRECUT = "a4-85x54"
LETTER_PRECUT = "letter-86x59"
SHIPPED = (A4, LETTER, A4_PRECUT, LETTER_PRECUT, ID1)

FACE = (85.6, 54.0)
"""What is printed of a card: ID-1 (ISO/IEC 7810), width and height."""

_TITLES = {
    A4: N_("A4, ten cards"),
    LETTER: N_("US Letter, ten cards"),
    A4_PRECUT: N_("A4, eight pre-cut cards 85 × 54 mm"),
    LETTER_PRECUT: N_("US Letter, eight pre-cut cards 86 × 59 mm"),
    ID1: N_("Card printer, one card a page"),
}

_SPARE = 1.0
"""How much smaller than what is printed a card may be: half of it is cut off at either side."""
_AWAY = 1.0  # millimetres between a card and its crop marks
_CLEAR = 0.5  # millimetres round a card that a mark of its neighbour keeps off
_CLOSE = 0.01  # millimetres below which two edges are one

Line = tuple[float, float, float, float]
Pair = tuple[float, float]


class Turn(StrEnum):
    """Over which edge of the paper it is turned to print the backs, by printer or by hand."""

    LONG_EDGE = "long"
    SHORT_EDGE = "short"


@dataclass(frozen=True, slots=True)
class Back:
    """Where a card's back begins on the other side of its page, and whether upside down."""

    corner: Pair
    upside_down: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page cut into equal cards: ``columns`` by ``rows`` from ``first``, ``step`` apart.

    ``crop_marks`` is how long they are, 0 for none. Places are counted from 1, row by row. With
    ``fold`` a card is laid open, its back beside or above its front.
    """

    name: str
    page: Pair
    card: Pair
    columns: int
    rows: int
    first: Pair
    step: Pair
    crop_marks: float = 0.0
    fold: Fold | None = None

    @property
    def places(self) -> range:
        """Return the numbers of the places on one page."""
        return range(1, self.columns * self.rows + 1)

    def title(self, words: Words) -> str:
        """Say what the sheet is called."""
        name = unfolded_name(self.name) if self.fold else self.name
        title = words.say(_TITLES[name]) if name in _TITLES else name
        return words.say("{sheet}, folded").format(sheet=title) if self.fold else title

    def corner(self, place: int) -> Pair:
        """Return the top left corner of a place."""
        row, column = divmod(place - 1, self.columns)
        return self.first[0] + column * self.step[0], self.first[1] + row * self.step[1]

    def origin(self, place: int, face: Pair = FACE) -> Pair:
        """Return where a ``face`` begins that lies in the middle of a place's card."""
        x, y = self.corner(place)
        return x + (self.card[0] - face[0]) / 2, y + (self.card[1] - face[1]) / 2

    def back(self, place: int, turn: Turn) -> Back:
        """Return where the back of a place's card lies on its page, turned over by ``turn``.

        The back is upright when the cut card is turned over like the page of a book.
        """
        x, y = self.corner(place)
        upright = self.page[0] <= self.page[1]
        if upright == (turn is Turn.LONG_EDGE):
            return Back((self.page[0] - x - self.card[0], y), upside_down=False)
        return Back((x, self.page[1] - y - self.card[1]), upside_down=True)

    def pages(self, used: Sequence[Collection[int]] = ()) -> Iterator[Sequence[int]]:
        """Yield the free places of page after page, without end.

        The first pages have ``used`` some of theirs, each its own; one used up is left out.
        """
        begun = [[place for place in self.places if place not in taken] for taken in used]
        return chain(filter(None, begun), repeat(self.places))

    def before(self, first: int) -> frozenset[int]:
        """Return the places that are used when ``first`` is the first free one."""
        return frozenset(range(1, first))

    def problems(self, words: Words) -> list[str]:
        """Say what is wrong with this sheet, to the one who drew it."""
        return [said for _field, said in self.faults(words)]

    def faults(self, words: Words) -> Iterator[tuple[str, str]]:
        """Yield what is wrong: the measure that would have to change, and what to say."""
        yield from self._overruns(words)
        yield from self._overlaps(words)
        if any(self.card[side] < FACE[side] - _SPARE for side in (0, 1)):
            sides = [words.number(side) for side in FACE]
            said = words.say("The card that is printed is {width} × {height} mm: it has no room.")
            yield "card", said.format(width=sides[0], height=sides[1])

    def marks(self) -> list[Line]:
        """Return the crop marks as lines; none lies on a card's face, printed or not."""
        faces = [self._face(place) for place in self.places]
        ticks = {tick for face in faces for tick in self._ticks(face)}
        return sorted(tick for tick in ticks if not any(_spoils(tick, face) for face in faces))

    def fold_marks(self) -> list[Line]:
        """Return lines in a row with the folds of its cards; as a crop mark, none lies on a face.

        Where cards lie close together, those at the first and the last show where all are folded.
        """
        if not self.fold:
            return []
        faces = [self._face(place) for place in self.places]
        ticks = {tick for face in faces for tick in self._fold_ticks(face, self.fold)}
        return sorted(tick for tick in ticks if not any(_spoils(tick, face) for face in faces))

    def _fold_ticks(self, face: Line, fold: Fold) -> Iterator[Line]:
        if not self.crop_marks:
            return
        left, top, right, bottom = face
        far = _AWAY + self.crop_marks
        if fold is Fold.BESIDE:
            x = (left + right) / 2
            yield from (
                _tick(x, top - far, x, top - _AWAY),
                _tick(x, bottom + _AWAY, x, bottom + far),
            )
        else:
            y = (top + bottom) / 2
            yield from (
                _tick(left - far, y, left - _AWAY, y),
                _tick(right + _AWAY, y, right + far, y),
            )

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

    def _overruns(self, words: Words) -> Iterator[tuple[str, str]]:
        last = self._face(self.places[-1])
        edges = (
            ("first", words.say("The cards run {beyond} mm off the left edge."), -self.first[0]),
            ("first", words.say("The cards run {beyond} mm off the top edge."), -self.first[1]),
            (
                "columns",
                words.say("The cards run {beyond} mm off the right edge."),
                last[2] - self.page[0],
            ),
            (
                "rows",
                words.say("The cards run {beyond} mm off the bottom edge."),
                last[3] - self.page[1],
            ),
        )
        for field, said, beyond in edges:
            if beyond > _CLOSE:
                yield field, said.format(beyond=words.number(round(beyond, 1)))

    def _overlaps(self, words: Words) -> Iterator[tuple[str, str]]:
        across = self.columns > 1 and self.step[0] < self.card[0] - _CLOSE
        down = self.rows > 1 and self.step[1] < self.card[1] - _CLOSE
        if across or down:
            yield "step", words.say("The cards lie on top of one another.")


def sheet_from(name: str, content: Mapping[str, Any]) -> Sheet:
    """Return the sheet ``name`` whose measures ``content`` holds, as files and records do."""
    pairs: dict[str, Any] = {key: tuple(content[key]) for key in ("page", "card", "first", "step")}
    return Sheet(name=name, **{**content, **pairs})


def folded(sheet: Sheet) -> Sheet | None:
    """Return the sheet for cards that are cut out and folded; None where that cannot be cut.

    On one side of the paper each has its front, and without a gap its back to the right of it,
    or above it where the paper is too narrow. Its places are others: it has a name of its own.
    """
    if sheet.fold is not None:
        return sheet
    kept = {field.name: getattr(sheet, field.name) for field in fields(sheet)}
    opened = laid_open(kept)
    if opened is None:
        return None
    fold, measures = opened
    return Sheet(**{**measures, "name": folded_name(sheet.name), "fold": fold})


def paper_for(sheet: Sheet, designs: Iterable[Design]) -> Sheet:
    """Return a sheet as these designs are printed on it: folded if all that have a back say so.

    A sheet on which nothing can be folded stays as it is, and backs are printed behind.
    """
    with_back = [one for one in designs if one.back]
    if not with_back or not all(one.foldable for one in with_back):
        return sheet
    return folded(sheet) or sheet


@cache
def load_sheet(name: str) -> Sheet:
    """Return the shipped sheet ``name``; ``SHIPPED`` lists them."""
    data = tomllib.loads(resource("sheets", f"{name}.toml").read_text("utf-8"))
    return sheet_from(name, data)


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
