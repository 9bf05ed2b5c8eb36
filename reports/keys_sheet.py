"""The sheet of keys: what every key does, place by place, in letters to be read beside a screen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether
from typing_extensions import override

from models.words import Words
from reports import fonts
from reports.document import A4
from reports.lines import HEADING, INK, PALE, RULE, Lines, Style, draw_text
from reports.page import write_pages
from reports.text import clean, fit, width

_TITLE = Style(fonts.BOLD, 20, 26)
_EXPLAINED = Style(size=10.5, leading=15, after=4)
_HEADING = replace(HEADING, size=13, leading=18, before=11, after=4)
_KEY = Style(fonts.SEMIBOLD, 11.5)
_WHAT = Style(size=11.5, leading=16.5)
_KEYS_WIDE = 58 * mm
_GAP = 3 * mm
BETWEEN = " / "
"""What stands between keys that do the same."""


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys that work at one place: its title, and each with what it does."""

    title: str
    lines: tuple[tuple[str, str], ...]


def write_keys_sheet(out: BinaryIO, groups: Sequence[KeyGroup], words: Words) -> int:
    """Write the sheet on A4, group by group in the order given; return its pages."""
    title = words.say("Keyboard shortcuts")
    return write_pages(out, A4, title, words, lambda: _story(title, groups, words))


def _story(title: str, groups: Sequence[KeyGroup], words: Words) -> list[Flowable]:
    explained = words.say(
        "Those of the menus work everywhere, the others where their heading says."
    )
    story: list[Flowable] = [Lines(title, _TITLE), Lines(explained, _EXPLAINED)]
    for group in groups:
        first, *rest = (_KeyLine(keys, what) for keys, what in group.lines)
        # A heading at the foot of a page would lead nowhere.
        story += [KeepTogether([Lines(group.title, _HEADING), first]), *rest]
    return story


class _KeyLine(Flowable):
    """The keys, each drawn as a key, and what they do beside them."""

    def __init__(self, keys: str, what: str) -> None:
        super().__init__()
        self._keys = [clean(key) for key in keys.split(BETWEEN)]
        self._what = Lines(what, _WHAT)

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        _wide, high = self._what.wrap(available_width - _KEYS_WIDE, available_height)
        self.height = max(high, _WHAT.leading) + 4.5
        return self.width, self.height

    def draw(self) -> None:
        """Draw the line, a thin rule below it."""
        canvas = self.canv
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.4)
        canvas.line(0, 0, self.width, 0)
        top = self.height - 2
        self._draw_keys(top)
        self._what.drawOn(canvas, _KEYS_WIDE, top - self._what.height)

    def _draw_keys(self, top: float) -> None:
        room, edge = _KEYS_WIDE - _GAP, 1.6 * mm
        each = (room - (len(self._keys) - 1) * 1.2 * mm) / len(self._keys)
        canvas, x, high = self.canv, 0.0, _WHAT.leading - 2
        for key in self._keys:
            fitted = fit(key, _KEY.font, _KEY.size, each - 2 * edge)
            [line] = fitted.lines
            wide = width(line, _KEY.font, fitted.size) + 2 * edge
            canvas.setFillColor(PALE)
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(0.5)
            canvas.roundRect(x, top - high - 1, wide, high, 1 * mm, stroke=1, fill=1)
            draw_text(canvas, x + edge, top - high + 2.6, line, _KEY, fitted.size)
            x += wide + 1.2 * mm
