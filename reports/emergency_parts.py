"""What forms to be filled in by hand are made of: labels, lines, boxes for digits, ticks."""

from collections.abc import Sequence

from PIL import Image
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from reports import fonts, qr
from reports.lines import INK, MUTED, RULE, Style, draw_text
from reports.text import fit, width

BOX = 5.6
"""Millimetres of a box for one digit."""
LABEL = Style(fonts.SEMIBOLD, 8)
VALUE = Style(fonts.REGULAR, 8.5)
HAND = Style(fonts.SEMIBOLD, 9)
TINY = Style(fonts.REGULAR, 7, 8.6, colour=MUTED)
_SAID = Style(fonts.REGULAR, 7, 8.4)
_TICK = 3.4


class Drawing:
    """Draws on a canvas in millimetres from the top left corner of a part of the page."""

    def __init__(self, canvas: Canvas, size: tuple[float, float], sides: float) -> None:
        self._canvas = canvas
        self._wide, self.high = size
        self.left, self.right = sides, self._wide - sides
        self.stretch = 1.0
        """How much further apart lines are than on the smallest paper."""

    @property
    def room(self) -> float:
        """Return how wide the text may be."""
        return self.right - self.left

    def step(self, distance: float) -> float:
        """Return the distance to the next line on this paper."""
        return distance * self.stretch

    def text(self, x: float, y: float, text: str, style: Style, room: float) -> None:
        """Write one line on the baseline ``y``; what does not fit ``room`` is shrunk, then cut."""
        fitted = fit(text, style.font, style.size, room * mm, least=min(style.size, 6.0))
        draw_text(self._canvas, x * mm, self._up(y), fitted.lines[0], style, fitted.size)

    def paragraph(self, x: float, y: float, text: str, room: float, most: int) -> float:
        """Write up to ``most`` lines from ``y`` down; return how high they are."""
        fitted = fit(text, _SAID.font, _SAID.size, room * mm, lines=most)
        step = fitted.size * 1.2 / mm
        for place, line in enumerate(fitted.lines, 1):
            at = self._up(y + place * step)
            draw_text(self._canvas, x * mm, at, line, _SAID, fitted.size)
        return len(fitted.lines) * step + 1

    def label(self, x: float, y: float, text: str) -> float:
        """Write what is asked at ``x``; return where it ends."""
        self.text(x, y + 4.0, text, LABEL, 60)
        return x + width(text, LABEL.font, LABEL.size) / mm

    def field(self, x: float, y: float, label: str, right: float, least: float) -> None:
        """Write a label and, behind it, a line to write on; it begins ``least`` from ``x``."""
        after = max(self.label(x, y, label) + 2, x + least)
        self.rule(after, y + 5, right, y + 5)

    def boxes(self, x: float, y: float, groups: Sequence[int], side: float) -> None:
        """Draw a box for each digit, a gap between groups."""
        canvas = self._canvas
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.5)
        for count in groups:
            for place in range(count):
                base = self._up(y + side)
                canvas.rect((x + place * side) * mm, base, side * mm, side * mm, fill=0)
            x += count * side + 2

    def tick(self, x: float, y: float, text: str, room: float = 60) -> float:
        """Draw a box to be ticked and what it means; return where the next may begin."""
        canvas = self._canvas
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.6)
        canvas.rect(x * mm, self._up(y + 1 + _TICK), _TICK * mm, _TICK * mm, fill=0)
        self.text(x + _TICK + 1.4, y + 4.0, text, VALUE, room - _TICK - 1.4)
        return x + _TICK + 1.4 + width(text, VALUE.font, VALUE.size) / mm + 4

    def box(self, x: float, y: float, wide: float, high: float, label: str) -> None:
        """Draw a box to sign in, its name small at the top."""
        canvas = self._canvas
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.6)
        canvas.rect(x * mm, self._up(y + high), wide * mm, high * mm, fill=0)
        self.text(x + 1.2, y + 2.9, label, TINY, wide - 2)

    def rule(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a thin line."""
        self._canvas.setStrokeColor(INK)
        self._canvas.setLineWidth(0.4)
        self._canvas.line(x1 * mm, self._up(y1), x2 * mm, self._up(y2))

    def cut(self) -> None:
        """Draw where the page is cut, at the lower edge."""
        canvas = self._canvas
        canvas.saveState()
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.setDash(3, 3)
        canvas.line(0, self._up(self.high), self._wide * mm, self._up(self.high))
        canvas.restoreState()

    def code(self, x: float, y: float, side: float, text: str) -> None:
        """Draw a QR code, sixteen dots a module: some viewers blur what they enlarge."""
        symbol = qr.symbol(text)
        small = Image.frombytes("1", (symbol.size, symbol.size), symbol.rows)
        large = small.resize((symbol.size * 16,) * 2, Image.Resampling.NEAREST)
        base = self._up(y + side)
        self._canvas.drawImage(ImageReader(large), x * mm, base, side * mm, side * mm)

    def _up(self, y: float) -> float:
        """Return points from the bottom for millimetres from the top."""
        return (self.high - y) * mm
