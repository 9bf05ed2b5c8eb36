"""What the office's papers share: the page and its foot, letterhead, tables, figures, signature."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from types import MappingProxyType
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Table
from typing_extensions import override

from models.events.summary import Letterhead
from models.progress import Progress, Work, finish
from models.words import Words
from reports import fonts
from reports.document import PROGRAM, language_tag
from reports.lines import (
    BODY,
    GREEN,
    INK,
    MUTED,
    PALE,
    RULE,
    SMALL,
    Style,
    draw_text,
)
from reports.links import LinkedLines, mark
from reports.paper import Behind, Paper
from reports.text import clean, fit, width

LEFT, RIGHT, TOP, FOOT = 22 * mm, 20 * mm, 13 * mm, 18 * mm

GAP = 5 * mm
"""Between two things that stand side by side."""

Story = Callable[[], list[Flowable]]


def text_width(paper: tuple[float, float]) -> float:
    """Return how many points wide the text is on ``paper`` (millimetres)."""
    return paper[0] * mm - LEFT - RIGHT


def write_pages(
    out: BinaryIO,
    paper: tuple[float, float],
    title: str,
    words: Words,
    story: Story,
    *,
    links: bool = False,
) -> int:
    """Set ``story`` on pages of ``paper`` (millimetres) with numbered feet; return how many.

    With ``links`` its figures lead to the lists behind them.
    """
    return finish(set_pages(out, paper, title, words, story, links=links))


def set_pages(  # noqa: PLR0913 - as ``write_pages``, and what follows, each by its name
    out: BinaryIO,
    paper: tuple[float, float],
    title: str,
    words: Words,
    story: Story,
    *,
    links: bool = False,
    behind: Behind | None = None,
) -> Work[int]:
    """Do as ``write_pages`` does, page by page: of long papers one wants to see how far it is.

    ``behind`` adds pages behind them, with feet of their own, that are not counted.
    """
    set_on = _Pages(out, paper, title, words)
    set_on.link(on=links)
    for page in set_on.set(story(), behind):
        yield Progress(page, 0)
    return set_on.pages


NO_LINKS: Mapping[str, str] = MappingProxyType({})
Foot = Callable[[Canvas, BaseDocTemplate], None]


def page_of(paper: tuple[float, float], foot: Foot, name: str | None = None) -> PageTemplate:
    """Return a page of ``paper`` (millimetres) with the usual margins; ``foot`` is drawn last."""
    wide, high = paper[0] * mm, paper[1] * mm
    text = Frame(LEFT, FOOT, wide - LEFT - RIGHT, high - FOOT - TOP, 0, 0, 0, 0)
    return PageTemplate(name, [text], onPageEnd=foot, pagesize=(wide, high))


def new_document(out: BinaryIO, title: str, words: Words, templates: list[PageTemplate]) -> Paper:
    """Return a document without pages yet; ``templates`` say where text stands on them."""
    fonts.font(fonts.REGULAR)
    return Paper(
        out,
        pagesize=templates[0].pagesize,
        pageTemplates=templates,
        title=clean(title),
        author=PROGRAM,
        creator=PROGRAM,
        subject="",
        lang=language_tag(words),
        invariant=1,
        pageCompression=1,
        initialFontName=fonts.REGULAR,
        displayDocTitle=True,
        printScaling="None",
    )


def write_document(document: Paper, story: list[Flowable]) -> None:
    """Set ``story`` on the pages of ``document`` and write it; its text can be searched."""
    for _part in document.parts(story):
        pass


class _Pages:
    def __init__(self, out: BinaryIO, paper: tuple[float, float], title: str, words: Words) -> None:
        self._title, self._words = clean(title), words
        self.pages = 0
        self._right = paper[0] * mm - RIGHT
        room = self._right - LEFT - 45 * mm
        self._said = fit(self._title, SMALL.font, SMALL.size, room, least=SMALL.size).lines[0]
        self._document = new_document(out, title, words, [page_of(paper, self._count)])

    def link(self, *, on: bool) -> None:
        """Say whether figures are links to the lists behind them."""
        self._document.links = on

    def set(self, story: list[Flowable], behind: Behind | None) -> Iterator[int]:
        """Set the story, telling after each part how many pages are behind it."""
        for _part in self._document.parts(story, self._foot, behind):
            yield self.pages

    def _count(self, _canvas: Canvas, _template: BaseDocTemplate) -> None:
        self.pages += 1

    def _foot(self, canvas: Canvas, page: int, pages: int) -> None:
        said = self._words.say("Page {page} of {total}", page=page, total=pages)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(LEFT, 13 * mm, self._right, 13 * mm)
        draw_text(canvas, self._right, 9.2 * mm, said, replace(SMALL, align="right"))
        draw_text(canvas, LEFT, 9.2 * mm, self._said, SMALL)


class Head(Flowable):
    """The letterhead: the office's logo if it has one, its name and where it is found."""

    def __init__(self, office: Letterhead) -> None:
        super().__init__()
        self._office = office
        self._logo = readable_logo(office.logo)

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, 23 * mm
        return self.width, self.height

    def draw(self) -> None:
        """Draw name and addresses over two rules, the logo beside them."""
        canvas, side = self.canv, 17 * mm
        if self._logo:
            canvas.drawImage(
                self._logo, 0, 5 * mm, side, side, preserveAspectRatio=True, anchor="w", mask="auto"
            )
        room = self.width - 2 * (side + 3 * mm if self._logo else 0)
        middle = self.width / 2
        name = Style(fonts.BOLD, 15, align="centre")
        self._line(middle, 16.2 * mm, self._office.name.upper(), name, room)
        small = replace(SMALL, size=8.5, align="centre", colour=INK)
        reached = " · ".join(filter(None, (self._office.phone, self._office.email)))
        self._line(middle, 11.2 * mm, self._office.address, small, room)
        self._line(middle, 7.2 * mm, reached, small, room)
        canvas.setStrokeColor(INK)
        for y, thick in ((3.4 * mm, 1.6), (2.5 * mm, 0.5)):
            canvas.setLineWidth(thick)
            canvas.line(0, y, self.width, y)

    def _line(self, x: float, y: float, text: str, style: Style, room: float) -> None:
        fitted = fit(text, style.font, style.size, room)
        draw_text(self.canv, x, y, fitted.lines[0], style, fitted.size)


def readable_logo(logo: bytes | None) -> ImageReader | None:
    """Return the logo to be drawn, or nothing where the bytes are no picture."""
    if not logo:
        return None
    try:
        with Image.open(BytesIO(logo)) as picture:
            picture.verify()
        return ImageReader(BytesIO(logo))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


_CLOSE = 3.2 * mm
"""Between two lines of small text, under a large figure."""
_BETWEEN, _INSIDE = 3 * mm, 3 * mm
_BESIDE = Style(fonts.REGULAR, 8, colour=MUTED)


class Figures(Flowable):
    """The few figures that matter most, large, side by side: what, how much, beside what."""

    def __init__(self, figures: Sequence[tuple[str, str, str]], links: Sequence[str] = ()) -> None:
        """Show ``figures``; ``links`` are where each of them leads, where they lead anywhere."""
        super().__init__()
        self._figures, self._links = figures, links

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, 18.5 * mm + self._more(available_width)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the figures as tiles."""
        inside = _INSIDE
        wide, more = self._wide(self.width), self._more(self.width)
        for number, (label, value, beside) in enumerate(self._figures):
            x = number * (wide + _BETWEEN)
            self.canv.setFillColor(PALE)
            self.canv.roundRect(x, 0, wide, self.height, 1.5 * mm, stroke=0, fill=1)
            self.canv.setFillColor(GREEN)
            self.canv.rect(x, 2 * mm, 0.8 * mm, self.height - 4 * mm, stroke=0, fill=1)
            for text, style, y, most in (
                (label, Style(fonts.SEMIBOLD, 8, colour=MUTED), 13.6 * mm, 1),
                (value, Style(fonts.BOLD, 16), 7 * mm, 1),
                (beside, _BESIDE, 2.8 * mm, 2),
            ):
                fitted = fit(text, style.font, style.size, wide - 2 * inside, lines=most)
                for line in fitted.lines:
                    draw_text(self.canv, x + inside, y + more, line, style, fitted.size)
                    y -= _CLOSE
            if number < len(self._links):
                mark(self.canv, self._links[number], (x, 0, x + wide, self.height))

    def _wide(self, available: float) -> float:
        return (available - _BETWEEN * (len(self._figures) - 1)) / len(self._figures)

    def _more(self, available: float) -> float:
        """Return how much higher the tiles are where one needs a second line below its figure."""
        room = self._wide(available) - 2 * _INSIDE
        style = _BESIDE
        fitted = [fit(told, style.font, style.size, room, lines=2) for *_, told in self._figures]
        return _CLOSE if any(len(one.lines) > 1 for one in fitted) else 0.0


def facts(
    pairs: Sequence[tuple[str, str]],
    label_width: float = 31 * mm,
    links: Mapping[str, str] = NO_LINKS,
) -> list[Flowable]:
    """Set facts as letters do: what it is about on the left, what it is beside it.

    ``links`` say where those lead that lead anywhere, by what they are about.
    """
    style = replace(BODY, after=0.5)
    return [
        LinkedLines(value, style, links.get(label, ""), lead=label, indent=label_width)
        for label, value in pairs
        if value
    ]


def side_by_side(
    left: Sequence[Flowable], right: Sequence[Flowable], widths: tuple[float, float]
) -> Table:
    """Set two columns beside each other, ``widths`` points wide, with a gap between."""
    both = Table([[list(left), "", list(right)]], colWidths=[widths[0], GAP, widths[1]])
    both.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *(
                (f"{side}PADDING", (0, 0), (-1, -1), 0)
                for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")
            ),
        ]
    )
    return both


class Signature(Flowable):
    """Who signs, where and when, with room for the signature and the stamp.

    ``dated`` is place and day, empty where they stand elsewhere; ``number`` goes below the name.
    """

    def __init__(
        self, dated: str, position: str, name: str, number: str = "", style: Style = BODY
    ) -> None:
        super().__init__()
        self._dated, self._position = dated, position
        self._name, self._number, self._style = name, number, style

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        lines = bool(self._dated) + bool(self._number)
        self.height = 34.2 * mm + lines * self._style.leading
        return self.width, self.height

    def draw(self) -> None:
        """Draw the block on the right."""
        leading = self._style.leading
        base = leading if self._number else 0.0
        self._line(self._dated, self._style, base + 26.2 * mm + leading)
        self._line(self._position, self._style, base + 26.2 * mm)
        strong = replace(self._style, font=fonts.SEMIBOLD)
        wide = self._line(self._name, strong, base + 4.5 * mm)
        x = self.width - _SIGNING
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.6)
        self.canv.line(x, base + 3.2 * mm, x + wide, base + 3.2 * mm)
        self._line(self._number, self._style, 4.2 * mm)

    def _line(self, text: str, style: Style, y: float) -> float:
        """Draw a line ``y`` points up; return how wide it is in points."""
        fitted = fit(text, style.font, style.size, _SIGNING)
        draw_text(self.canv, self.width - _SIGNING, y, fitted.lines[0], style, fitted.size)
        return width(fitted.lines[0], style.font, fitted.size)


_SIGNING = 66 * mm
"""How wide the block of a signature is."""


def dated(place: str, day: str) -> str:
    """Write where and when something is signed, the place where there is one."""
    return f"{place}, {day}" if place else day
