"""Tables of the office's papers: rows under headings, ruled, from page to page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any, NamedTuple

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable
from typing_extensions import override

from reports import fonts
from reports.design import SHARES
from reports.lines import CELL, HEAD, INK, RULE, Style, paint, shown
from reports.links import mark
from reports.text import fit

_APART = 6.0
"""Points between two columns."""
_OVER = 2.0
"""Points over and under the text of a row."""
_THICK, _THIN = 0.8, 0.35
_MOST = 2
"""So many lines stand in a cell: its text shrinks, and is cut at last."""


def table(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    total: bool = False,
    links: Sequence[str] = (),
    texts: Sequence[int] = (0,),
) -> "Ruled":
    """Set rows under headings: the columns ``texts`` are words, the others numbers, to the right.

    With ``total`` the last row is the sum of those above. ``links`` are where the numbers of each
    row lead.
    """
    strong = replace(CELL, font=fonts.SEMIBOLD)
    last = len(rows) - 1 if total else len(rows)
    body = [
        _row(
            row,
            widths,
            texts,
            strong if number == last else CELL,
            links[number] if number < len(links) else "",
        )
        for number, row in enumerate(rows)
    ]
    return Ruled(_row(headings, widths, texts, HEAD), body, widths, total=total)


class _Cell(NamedTuple):
    """Text as it was broken into ``lines`` of ``size`` points; where it leads, if anywhere."""

    lines: Sequence[str]
    size: float
    style: Style
    link: str


class _Row(NamedTuple):
    """Cells side by side, and how many points high they are."""

    cells: Sequence[_Cell]
    high: float


class Ruled(Flowable):
    """Rows under their headings, which stand again on each page.

    A paper is little but such tables. The library's own one measures each cell several times, and
    moves the page's origin for each: it takes three times as long.
    """

    def __init__(
        self, head: _Row, body: Sequence[_Row], widths: Sequence[float], *, total: bool
    ) -> None:
        super().__init__()
        self._head, self._body, self._widths, self._total = head, body, widths, total
        self.hAlign = "LEFT"

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = sum(self._widths)
        self.height = self._head.high + sum(row.high for row in self._body)
        return self.width, self.height

    @override
    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        filled = accumulate((row.high for row in self._body), initial=self._head.high)
        fitting = sum(high <= available_height for high in filled) - 1
        if 1 < fitting == len(self._body) - 1:
            fitting -= 1  # no row, and no sum, stands alone on a page
        if not 0 < fitting < len(self._body):
            return []
        first, rest = self._body[:fitting], self._body[fitting:]
        return [
            Ruled(self._head, first, self._widths, total=False),
            Ruled(self._head, rest, self._widths, total=self._total),
        ]

    def draw(self) -> None:
        """Draw the rows from the top, a rule under each."""
        made: Any = self.canv  # the stubs leave out what it keeps
        top = self.height - self._head.high
        code = list(self._shown(self._head, self.height, HEAD.colour))
        thin = []
        for row in self._body:
            code += self._shown(row, top, CELL.colour)
            top -= row.high
            thin.append(top)
        over = [self.height - self._head.high]
        if self._total and self._body:
            over.append(self._body[-1].high)
        made._code += [*code, *self._rules(over, INK, _THICK), *self._rules(thin, RULE, _THIN)]

    def _shown(self, row: _Row, top: float, colour: Color) -> Iterator[str]:
        """Return the operators of a row's texts; mark what leads somewhere."""
        middle, right = top - row.high / 2, 0.0
        yield paint(colour)
        for column, (cell, wide) in enumerate(zip(row.cells, self._widths, strict=True)):
            left, right = right + (_APART if column else 0), right + wide
            style = cell.style
            x = left + (right - left) * SHARES[style.align]
            high = len(cell.lines) * style.leading
            y = middle + high / 2 - style.leading * 0.5 - style.size * 0.36
            for line in cell.lines:
                yield shown(self.canv, x, y, line, style, cell.size)
                y -= style.leading
            mark(self.canv, cell.link, (left, middle - high / 2, right, middle + high / 2))

    def _rules(self, places: Sequence[float], colour: Color, thick: float) -> list[str]:
        if not places:
            return []
        lines = " ".join(f"0 {y:.2f} m {self.width:.2f} {y:.2f} l" for y in places)
        return [f"{paint(colour, 'RG')} {thick} w {lines} S"]


def _row(
    texts: Sequence[str],
    widths: Sequence[float],
    words: Sequence[int],
    style: Style,
    link: str = "",
) -> _Row:
    """Measure a row; its numbers, which lead to ``link``, stand on the right of their columns."""
    right = replace(style, align="right")
    cells = []
    for column, (text, wide) in enumerate(zip(texts, widths, strict=True)):
        room = wide - (_APART if column else 0)
        lines, size, _whole = fit(text, style.font, style.size, room, lines=_MOST)
        set_as = style if column in words else right
        cells.append(_Cell(lines, size, set_as, link if column else ""))
    most = max((len(cell.lines) for cell in cells), default=0)
    return _Row(cells, most * style.leading + 2 * _OVER)
