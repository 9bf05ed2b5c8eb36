"""Charts in the house's colours, with their numbers, that read as well in black and white."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing, Group, Line, Rect, String
from reportlab.lib.units import mm

from reports import fonts
from reports.lines import GREEN, INK, MUTED, WHITE, Style
from reports.links import LinkedBars
from reports.text import fit, runs, width

_ROW = 5.6 * mm
_BAR = 3.2 * mm
_LABEL = Style(size=8.5)
_NUMBER = Style(fonts.SEMIBOLD, 8.5)
_TWO_LINES = 7.0  # points at which two lines stand in one row
_COLUMN = 16 * mm
_STEP, _SOLID = 24 * mm, 10 * mm
_LEAST = 4.5
_KEY = Style(size=8, colour=MUTED)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``part`` of ``whole``, which is a target or a group, and its numbers in words."""

    label: str
    part: int
    whole: int
    numbers: str


def linked_bars(
    data: Sequence[Bar],
    wide: float,
    links: Sequence[tuple[str, str]],
    *,
    key: tuple[str, str],
    label_share: float = 0.36,
) -> LinkedBars:
    """Draw ``bars`` of which each leads to the list of the whole, by its label, and of the part."""
    drawing = bars(data, wide, key=key, label_share=label_share)
    return LinkedBars(drawing, links, _ROW, wide * label_share)


def bars(
    data: Sequence[Bar], wide: float, *, key: tuple[str, str], label_share: float = 0.36
) -> Drawing:
    """Draw a row for each bar: the whole as an outline, the part as a solid bar upon it.

    Solid and outline stay apart without colour; ``key`` names the part and the whole. Labels take
    ``label_share`` of the width.
    """
    drawing = Drawing(wide, (len(data) + 1) * _ROW)
    numbers = max((width(bar.numbers, _NUMBER.font, _NUMBER.size) for bar in data), default=0.0)
    left = wide * label_share
    room = max(wide - left - numbers - 2 * mm, 1.0)
    most = max((max(bar.part, bar.whole) for bar in data), default=0) or 1
    for row, bar in enumerate(data):
        y = drawing.height - (row + 1) * _ROW
        drawing.add(_row(bar, y, left, room / most))
    drawing.add(Line(left, _ROW, left, drawing.height, strokeColor=INK, strokeWidth=0.6))
    drawing.add(_key(left, key, wide - left))
    return drawing


def columns(data: Sequence[tuple[str, int, str]], wide: float) -> Drawing:
    """Draw a column for each label, its number and that in words, which stands above it."""
    drawing = Drawing(wide, _COLUMN + 2 * _ROW)
    most = max((number for _label, number, _said in data), default=0) or 1
    step = min(wide / max(len(data), 1), _STEP)
    for place, (label, number, said) in enumerate(data):
        x, high = place * step, number / most * _COLUMN
        room = step - 0.5 * mm
        thick = min(step * 0.6, _SOLID)
        drawing.add(_solid(x + (step - thick) / 2, _ROW, thick, high))
        drawing.add(_middle(x + step / 2, _ROW + high + 1.2 * mm, said, _NUMBER, room))
        drawing.add(_middle(x + step / 2, 1.5 * mm, label, _KEY, room))
    drawing.add(Line(0, _ROW, step * len(data), _ROW, strokeColor=INK, strokeWidth=0.6))
    return drawing


def _middle(x: float, y: float, text: str, style: Style, room: float) -> Group:
    fitted = fit(text, style.font, style.size, room, least=_LEAST)
    smaller = Style(style.font, fitted.size, colour=style.colour)
    left = x - width(fitted.lines[0], style.font, fitted.size) / 2
    return Group(*words_at(left, y, fitted.lines[0], smaller, room + 1))


def _row(bar: Bar, y: float, left: float, scale: float) -> Group:
    base, foot = y + (_ROW - _BAR) / 2, y + _ROW / 2 - 1.05 * mm
    end = left + max(bar.part, bar.whole) * scale + 1.5 * mm
    inset = 0.7 * mm
    return Group(
        *words_at(0, foot, bar.label, _LABEL, left - 2 * mm),
        _outline(left, base, bar.whole * scale, _BAR),
        _solid(left, base + inset, bar.part * scale, _BAR - 2 * inset),
        *words_at(end, foot, bar.numbers, _NUMBER, 1000),
    )


def _key(left: float, key: tuple[str, str], room: float) -> Group:
    (part, whole), y, side = key, 1.2 * mm, 2.4 * mm
    first = fit(part, _KEY.font, _KEY.size, room / 2)
    second = left + side + 5 * mm + width(first.lines[0], _KEY.font, first.size)
    return Group(
        _solid(left, y, side, side * 0.7),
        *words_at(left + side + 1.2 * mm, y, part, _KEY, room / 2),
        _outline(second, y, side, side * 0.7),
        *words_at(second + side + 1.2 * mm, y, whole, _KEY, room / 2),
    )


def _solid(x: float, y: float, wide: float, high: float) -> Rect:
    bar = Rect(x, y, wide, high)
    bar.fillColor, bar.strokeColor = GREEN, None
    return bar


def _outline(x: float, y: float, wide: float, high: float) -> Rect:
    bar = Rect(x, y, wide, high)
    bar.fillColor, bar.strokeColor, bar.strokeWidth = WHITE, MUTED, 0.6
    return bar


def words_at(x: float, y: float, text: str, style: Style, room: float) -> list[String]:
    """Return text of any script as shapes round the line at ``y``: one line or two, then cut."""
    fitted = fit(text, style.font, style.size, room, least=_TWO_LINES)
    if not fitted.whole:
        fitted = fit(text, style.font, _TWO_LINES, room, lines=2)
    step = fitted.size * 1.06
    y += (len(fitted.lines) - 1) * step / 2
    shapes = []
    for number, line in enumerate(fitted.lines):
        at = x
        for run in runs(line, style.font):
            shape = String(at, y - number * step, run.text, fontName=run.font, fontSize=fitted.size)
            shape.fillColor = style.colour
            shapes.append(shape)
            at += run.advance * fitted.size / 1000
    return shapes
