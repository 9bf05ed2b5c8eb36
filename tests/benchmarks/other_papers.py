"""What papers are compared with: the same texts, charts and fonts, drawn by other means."""

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from unittest.mock import patch

import pypdfium2
from reportlab.graphics.charts.barcharts import HorizontalBarChart
from reportlab.graphics.shapes import Drawing, Group, Rect, Shape
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import Preformatted, SimpleDocTemplate, Table

from reports import fonts
from tests.benchmarks.cards import file_of, stream

A_PAGE = 22
Lines = list[list[bytes]]
"""The lines of text of each page."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a paper: its size in points, and how many bars it has."""

    wide: float
    high: float
    bars: int


@dataclass(frozen=True, slots=True)
class Others:
    """The same for those that are compared: texts as pages of lines, then tables; the charts.

    ``streams`` are those of the paper itself, not compressed.
    """

    pages: Lines
    tables: list[list[list[str]]]
    charts: list[Chart]
    streams: list[bytes]


def charts_of(work: Callable[[], bytes]) -> tuple[list[Chart], bytes]:
    """Return the charts that are drawn in a paper, and the paper."""
    found: list[Chart] = []
    draw_on = Drawing.drawOn

    def note(drawing: Drawing, *place: Any, **more: Any) -> None:
        bars = sum(isinstance(shape, Rect) for shape in _shapes(drawing))
        found.append(Chart(drawing.width, drawing.height, bars))
        draw_on(drawing, *place, **more)

    with patch.object(Drawing, "drawOn", note):
        return found, work()


def _shapes(group: Group) -> Iterator[Shape]:
    for shape in group.contents:
        yield shape
        if isinstance(shape, Group):
            yield from _shapes(shape)


def streams_of(pdf: bytes) -> list[bytes]:
    """Return what the compressed streams of a PDF hold; Raises AssertionError where it has none."""
    found = [zlib.decompressobj().decompress(one) for one in _STREAM.findall(pdf)]
    assert found
    return found


_STREAM = re.compile(rb"/FlateDecode.{0,80}?>>\s*stream\r?\n(.*?)endstream", re.DOTALL)


def written_again(others: Others) -> bytes:
    """Write the streams of the paper as they are, compressed, and nothing else."""
    return file_of([stream(one) for one in others.streams])


def read_lines(pdf: bytes) -> Lines:
    """Return what stands on the pages of a PDF, ready to be written."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return [list(map(_plain, text.splitlines())) for text in texts]


def _plain(text: str) -> bytes:
    return text.encode("latin-1", "replace").translate(None, b"()\\")


def by_hand(others: Others) -> bytes:
    """Write the least PDF with these texts: a stream a page, one form for the grid, one font."""
    contents = [_of_lines(lines) for lines in others.pages]
    contents += [
        _of_rows(rows[start : start + A_PAGE])
        for rows in others.tables
        for start in range(0, len(rows), A_PAGE)
    ]
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Font<</F1 4 0 R>>/XObject<</X0 5 0 R>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        stream(_grid(), b"/Type/XObject/Subtype/Form/BBox[0 0 842 842]/Resources 3 0 R"),
    ]
    kids = []
    for content in contents:
        objects.append(stream(content))
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 842]/Resources 3 0 R/Contents %d 0 R>>"
        objects.append(page % len(objects))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(kids), b" ".join(kids))
    return file_of(objects)


def _of_lines(lines: Sequence[bytes]) -> bytes:
    drawn = b"".join([b"0 -12 Td (%b)Tj\n" % line for line in lines])
    return b"BT /F1 8 Tf 40 800 Td\n" + drawn + b"ET"


def _of_rows(rows: Sequence[Sequence[str]]) -> bytes:
    drawn = b"".join(
        [
            b"%d -20 Td " % (-90 * len(row))
            + b"".join([b"90 0 Td (%b)Tj " % _plain(text) for text in row])
            for row in rows
        ]
    )
    return b"/X0 Do BT /F1 8 Tf 800 500 Td\n" + drawn + b"ET"


def _grid() -> bytes:
    return b"0.4 w\n" + b"".join(b"45 %d m 800 %d l S\n" % (y, y) for y in range(60, 520, 20))


def plainly(others: Others, *, bare: bool = False) -> bytes:
    """Draw the same as the library's manual shows it, with a table a page, its fastest way.

    ``bare`` is without charts, and in a font that is not embedded.
    """
    font = "Helvetica" if bare else _family()
    style = ParagraphStyle("listing", _STYLE, fontName=font)
    rules = [("GRID", (0, 0), (-1, -1), 0.4, "#999999"), ("FONT", (0, 0), (-1, -1), font, 8)]
    said = [Preformatted(b"\n".join(lines).decode("latin-1"), style) for lines in others.pages]
    tables = [
        Table(rows[start : start + A_PAGE], style=rules)
        for rows in others.tables
        for start in range(0, len(rows), A_PAGE)
    ]
    charts = [] if bare else [_chart(one, font) for one in others.charts]
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=landscape(A4)).build([*said, *charts, *tables])
    return out.getvalue()


def _chart(wanted: Chart, font: str) -> Drawing:
    """Return the library's own chart of as many bars, with their labels in the paper's font."""
    drawing, chart = Drawing(wanted.wide, wanted.high), HorizontalBarChart()
    chart.x, chart.width, chart.height = 80, round(wanted.wide) - 90, round(wanted.high) - 20
    chart.data = [[number % 7 + 1 for number in range(max(wanted.bars, 1))]]
    chart.categoryAxis.categoryNames = [f"Desa {number}" for number in range(max(wanted.bars, 1))]
    chart.categoryAxis.labels.fontName = chart.valueAxis.labels.fontName = font
    drawing.add(chart)
    return drawing


def _family() -> str:
    """Return the font of the papers; they embed two more, of which the library is let off."""
    fonts.font(fonts.REGULAR)
    return fonts.REGULAR


_STYLE = getSampleStyleSheet()["Code"]
