"""Links from the figures of a paper to the lists behind them, in the copy looked at in a window.

What is saved or printed has none: only a document that is set with ``links`` draws them.
"""

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from typing_extensions import override

from reports.lines import Lines, Style

Room = tuple[float, float, float, float]
"""Left, bottom, right, top in points of what is drawn."""


def mark(canvas: Canvas, link: str, room: Room) -> None:
    """Make ``room`` of what is drawn now a link, if the document is to have links."""
    if link and getattr(canvas, "links", False):
        canvas.linkURL(link, room, relative=1)


class LinkedLines(Lines):
    """Lines that lead somewhere."""

    def __init__(
        self,
        text: str,
        style: Style,
        link: str,
        *,
        lead: str = "",
        indent: float = 0,
        most: int = 0,
    ) -> None:
        super().__init__(text, style, lead=lead, indent=indent, most=most)
        self._link = link

    @override
    def draw(self) -> None:
        super().draw()
        mark(self.canv, self._link, (self._indent, 0, self.width, self.height))


class LinkedBars(Flowable):
    """A chart of bars of which each row leads to two lists: by its label, and by its bar."""

    def __init__(
        self, drawing: Drawing, links: Sequence[tuple[str, str]], row: float, left: float
    ) -> None:
        """Make links of rows ``row`` points high whose bars begin ``left`` points in."""
        super().__init__()
        self._drawing, self._links, self._row, self._left = drawing, links, row, left

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = self._drawing.width, self._drawing.height
        return self.width, self.height

    def draw(self) -> None:
        """Draw the chart, and the links upon it."""
        self._drawing.drawOn(self.canv, 0, 0)
        for number, (label, bar) in enumerate(self._links, 1):
            bottom = self.height - number * self._row
            top = bottom + self._row
            if label == bar:
                mark(self.canv, bar, (0, bottom, self.width, top))
                continue
            mark(self.canv, label, (0, bottom, self._left, top))
            mark(self.canv, bar, (self._left, bottom, self.width, top))
