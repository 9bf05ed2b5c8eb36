"""Text on a page: lines of any script in a style, flowing from page to page."""

from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from typing_extensions import override

from reports import fonts
from reports.design import SHARES
from reports.text import PLAIN, clean, fit, runs, width, wrap

INK = HexColor("#17201c")
MUTED = HexColor("#55605b")
GREEN = HexColor("#0b7a53")
PALE = HexColor("#eef4f1")
RULE = HexColor("#c5cfca")
WHITE = HexColor("#ffffff")


@dataclass(frozen=True, slots=True)
class Style:
    """How text is set; sizes and distances in points."""

    font: str = fonts.REGULAR
    size: float = 9.5
    leading: float = 13.5
    colour: Color = INK
    align: str = "left"
    before: float = 0.0
    after: float = 0.0


BODY = Style(after=2)
TITLE = Style(fonts.BOLD, 14, 18, align="centre", before=8)
SUBTITLE = Style(fonts.SEMIBOLD, 11, 15, align="centre", after=7)
HEADING = Style(fonts.BOLD, 10.5, 14, GREEN, before=8, after=3)
SUBHEAD = Style(fonts.SEMIBOLD, 9, 13, before=4, after=1)
CELL = Style(size=9, leading=11.5)
HEAD = Style(fonts.SEMIBOLD, 8, 10, MUTED)
SMALL = Style(size=8, leading=10.5, colour=MUTED)


class Lines(Flowable):
    """Text from anybody, broken into lines; no letter of it is taken for markup.

    It stands ``indent`` points in, with ``lead`` (a label, a number) beside its first line. With
    ``most`` it takes no more lines than that: it shrinks, and is cut with an ellipsis at last.
    """

    def __init__(
        self, text: str, style: Style = BODY, *, lead: str = "", indent: float = 0, most: int = 0
    ) -> None:
        super().__init__()
        self._text, self._style, self._lead = text, style, clean(lead)
        self._indent, self._most = indent, most
        self._size, self._leading = style.size, style.leading
        self._lines: list[str] | None = None

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self._lines = self._broken(available_width - self._indent)
        self._leading = self._style.leading
        if len(self._lines) > 1:  # lines that were shrunk draw together, a single one keeps its row
            self._leading *= self._size / self._style.size
        self.height = len(self._lines) * self._leading
        return self.width, self.height

    @override
    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        self.wrap(available_width, available_height)
        lines = self._lines or []
        fitting = int(available_height / self._leading)
        if not 0 < fitting < len(lines):
            return []
        return [self._part(lines[:fitting], self._lead), self._part(lines[fitting:], "")]

    @override
    def getSpaceBefore(self) -> float:
        return self._style.before

    @override
    def getSpaceAfter(self) -> float:
        return self._style.after

    def draw(self) -> None:
        """Draw the lines, the first with its lead."""
        style = self._style
        x = self._indent + (self.width - self._indent) * SHARES[style.align]
        y = self.height - self._leading * 0.5 - self._size * 0.36
        if self._lead:
            draw_text(self.canv, 0, y, self._lead, Style(style.font, style.size, colour=MUTED))
        for line in self._lines or []:
            draw_text(self.canv, x, y, line, style, self._size)
            y -= self._leading

    def _broken(self, room: float) -> list[str]:
        if self._lines is not None and not self._text:  # a part of a text split before
            return self._lines
        style = self._style
        if self._most:
            fitted = fit(self._text, style.font, style.size, room, lines=self._most)
            self._size = fitted.size
            return list(fitted.lines)
        return [
            line
            for paragraph in self._text.strip().splitlines()
            for line in wrap(paragraph, style.font, style.size, room)
        ]

    def _part(self, lines: list[str], lead: str) -> "Lines":
        part = Lines("", self._style, lead=lead, indent=self._indent)
        part._lines = lines
        return part


def draw_text(canvas: Canvas, x: float, y: float, text: str, style: Style, size: float = 0) -> None:
    """Draw a line of clean text on the baseline ``y``: from ``x``, round it or up to it."""
    drawn = shown(canvas, x, y, text, style, size)
    if drawn:
        made: Any = canvas  # the stubs leave out what it keeps
        made._code += (paint(style.colour), drawn)


def shown(canvas: Canvas, x: float, y: float, text: str, style: Style, size: float = 0) -> str:
    """Return the operators that show a line as ``draw_text`` draws it, but for its colour."""
    size = size or style.size
    x -= SHARES[style.align] * width(text, style.font, size)
    # Put together here: reportlab's own calls write colour, font and place number by number, which
    # takes twice as long, and a paper is hundreds of such lines.
    made: Any = canvas  # the stubs leave out what it keeps
    if text and PLAIN.fullmatch(text):  # in our fonts ASCII stands for itself
        said = [(fonts.font(style.font).getSubsetInternalName(0, made._doc), text)]
    else:
        said = [
            (shipped.getSubsetInternalName(subset, made._doc), made._escape(codes))
            for run in runs(text, style.font)
            for shipped in [fonts.font(run.font)]
            for subset, codes in shipped.splitString(run.text, made._doc)
        ]
    parts = " ".join(f"{font} {size:.4g} Tf({codes})Tj" for font, codes in said)
    return f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {parts} ET" if parts else ""


def paint(colour: Color, operator: str = "rg") -> str:
    """Return the operator that paints in a colour, or with RG draws in it."""
    return f"{colour.red:.4g} {colour.green:.4g} {colour.blue:.4g} {operator}"
