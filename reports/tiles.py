"""The villages of a report as tiles, district by district: what a map would show, without one."""

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing, Group, Line, Rect
from reportlab.lib.units import mm
from reportlab.platypus import Flowable
from typing_extensions import override

from models.reporting.tiles import HALF, PART, District, Shade, Tile
from models.words import Words
from reports import fonts
from reports.charts import words_at
from reports.lines import GREEN, INK, MUTED, RULE, SUBHEAD, WHITE, Lines, Style

_WIDE, _HIGH, _GAP, _BAND = 27 * mm, 9 * mm, 1.5 * mm, 2.6 * mm
_NAME, _NUMBER = Style(size=7.5), Style(fonts.SEMIBOLD, 7.5, colour=MUTED)


def village_tiles(found: Sequence[District], words: Words, width: float) -> list[Flowable]:
    """Draw the villages of each district under its name, and what their bands mean."""
    drawn: list[Flowable] = [_key(words, width)]
    for one in found:
        said = words.say(
            "{district}: {visited} of {villages} villages visited",
            district=one.name,
            visited=words.number(one.visited),
            villages=words.number(len(one.tiles)),
        )
        drawn.append(_Titled(Lines(said, SUBHEAD)))
        drawn += _rows(one.tiles, words, width)
    return drawn


class _Titled(Flowable):
    """A title that stays with what follows it."""

    def __init__(self, lines: Lines) -> None:
        super().__init__()
        self._lines = lines
        self.keepWithNext = 1

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = self._lines.wrap(available_width, available_height)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the title."""
        self._lines.drawOn(self.canv, 0, 0)


def _rows(tiles: Sequence[Tile], words: Words, width: float) -> list[Drawing]:
    """Draw the tiles a row each, so that a district may run over pages."""
    in_row = max(1, int((width + _GAP) / (_WIDE + _GAP)))
    rows = [tiles[start : start + in_row] for start in range(0, len(tiles), in_row)]
    return [_row(row, words, width) for row in rows]


def _row(tiles: Sequence[Tile], words: Words, width: float) -> Drawing:
    drawing = Drawing(width, _HIGH + _GAP)
    for number, tile in enumerate(tiles):
        x = number * (_WIDE + _GAP)
        drawing.add(_frame(tile.shade, (x, _GAP, _WIDE, _HIGH)))
        drawing.add(_band(tile.shade, x, _GAP, _HIGH))
        left, room = x + _BAND + 1.2 * mm, _WIDE - _BAND - 2 * mm
        drawing.add(Group(*words_at(left, _GAP + 5.6 * mm, tile.name, _NAME, room)))
        drawing.add(Group(*words_at(left, _GAP + 1.6 * mm, tile_said(tile, words), _NUMBER, room)))
    return drawing


def tile_said(tile: Tile, words: Words) -> str:
    """Write how far a village is reached: its coverage, else its members."""
    one = tile.village
    if tile.shade is Shade.MISSED and not one.members:
        return words.say("not visited")
    if one.coverage is not None:
        return words.percent(one.coverage)
    return words.count("{n} member", "{n} members", one.members)


def _frame(shade: Shade, place: tuple[float, float, float, float]) -> Rect:
    """Draw the edge of a village: dashed where nobody was yet."""
    frame = Rect(*place)
    frame.fillColor, frame.strokeColor, frame.strokeWidth = WHITE, RULE, 0.6
    if shade is Shade.MISSED:
        frame.strokeColor, frame.strokeDashArray = MUTED, [2, 1.6]
    return frame


def _band(shade: Shade, x: float, y: float, high: float) -> Group:
    """Draw the shade of a village: lines that stand the closer, the further it is reached."""
    group = Group()
    if shade is Shade.WELL:
        full = Rect(x, y, _BAND, high)
        full.fillColor, full.strokeColor = GREEN, None
        group.add(full)
        return group
    steps = {Shade.MISSED: 0, Shade.VISITED: 3, Shade.BEGUN: 6, Shade.PART: 12}[shade]
    for number in range(steps):
        at = y + high * (number + 0.5) / steps
        group.add(Line(x, at, x + _BAND, at, strokeColor=GREEN, strokeWidth=1.1))
    group.add(Line(x + _BAND, y, x + _BAND, y + high, strokeColor=RULE, strokeWidth=0.4))
    return group


def _key(words: Words, width: float) -> Drawing:
    """Draw what the bands mean, from the palest to the darkest."""
    part, half = words.percent(PART), words.percent(HALF)
    said = (
        words.say("not visited"),
        words.say("visited"),
        words.say("covered below {share}", share=part),
        words.say("{share} and more", share=part),
        words.say("{share} and more", share=half),
    )
    drawing, step, small = Drawing(width, 6 * mm), width / len(said), Style(size=7.5, colour=INK)
    for number, (shade, text) in enumerate(zip(Shade, said, strict=True)):
        x = number * step
        drawing.add(_frame(shade, (x, 1.2 * mm, _BAND, 3.6 * mm)))
        drawing.add(_band(shade, x, 1.2 * mm, 3.6 * mm))
        room = step - _BAND - 2 * mm
        drawing.add(Group(*words_at(x + _BAND + 1 * mm, 2 * mm, text, small, room)))
    return drawing
