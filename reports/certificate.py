"""The certificate of attendance (sertifikat): a page across for everybody who was present."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Table

from models.designs.look import Look
from models.events.summary import EventSummary
from models.progress import Progress, Work
from models.reporting.texts import days_said
from models.words import Words
from reports import fonts
from reports.document import A4
from reports.event_papers import place_said
from reports.labels import listed
from reports.lines import MUTED, Lines, Style, draw_text
from reports.page import dated, new_document, readable_logo
from reports.text import fit

_FORM = "certificate"
_NAME_AT, _NAME_HIGH = 92 * mm, 24.5 * mm
"""Where the room of the name begins, from the bottom, and how high it is: two lines."""
_ACROSS = 40 * mm
"""From the paper's edge to the text."""


@dataclass(frozen=True, slots=True)
class Certificates:
    """Certificates of an event for ``names``, in the colours of ``look``."""

    event: EventSummary
    names: Sequence[str]
    look: Look


def write_certificates(
    out: BinaryIO, certificates: Certificates, words: Words, paper: tuple[float, float] = A4
) -> Work[int]:
    """Write a page for each name on ``paper`` (millimetres) lying across; return how many.

    Where nobody is named there is one page, the name left to be written by hand.
    """
    title = " · ".join((words.say("Certificate of attendance"), certificates.event.title))
    size = max(paper) * mm, min(paper) * mm
    page = _Page(certificates, words, size)
    document = new_document(out, title, words, [page.template()])
    name = Style(fonts.BOLD, 30, 34, page.main, align="centre")
    story: list[Flowable] = []
    for place, one in enumerate(certificates.names or [""]):
        story += [PageBreak()] if place else []
        story.append(_on_the_line(Lines(one or "." * 60, name, most=2)))
    for _part in document.parts(story):
        yield Progress(document.page, len(certificates.names) or 1)
    return document.page


def _on_the_line(name: Lines) -> Table:
    """Set a name at the bottom of its room, whether it takes one line or two."""
    room = Table([[name]], rowHeights=[_NAME_HIGH])
    edges = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    room.setStyle([("VALIGN", (0, 0), (-1, -1), "BOTTOM"), *edges])
    return room


class _Page:
    """What is alike on every certificate, drawn once."""

    def __init__(self, certificates: Certificates, words: Words, size: tuple[float, float]) -> None:
        self._event, self._words, self._size = certificates.event, words, size
        self.main = HexColor(certificates.look.main)
        self._second = HexColor(certificates.look.second)

    def template(self) -> PageTemplate:
        """Return the page with room for the name alone."""
        wide = self._size[0] - 2 * _ACROSS
        room = Frame(_ACROSS, _NAME_AT, wide, _NAME_HIGH, 0, 0, 0, 0)
        return PageTemplate("certificate", [room], onPage=self._draw, pagesize=self._size)

    def _draw(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        if not canvas.hasForm(_FORM):
            canvas.beginForm(_FORM, 0, 0, *self._size)
            self._frame(canvas)
            self._head(canvas)
            self._body(canvas)
            self._signature(canvas)
            canvas.endForm()
        canvas.doForm(_FORM)

    def _frame(self, canvas: Canvas) -> None:
        wide, high = self._size
        for inset, thick, colour in ((9 * mm, 2.2, self.main), (11.5 * mm, 0.6, self._second)):
            canvas.setStrokeColor(colour)
            canvas.setLineWidth(thick)
            canvas.rect(inset, inset, wide - 2 * inset, high - 2 * inset)

    def _head(self, canvas: Canvas) -> None:
        office, high = self._event.office, self._size[1]
        logo, side = readable_logo(office.logo), 17 * mm
        if logo:
            x = (self._size[0] - side) / 2
            canvas.drawImage(
                logo, x, high - 40 * mm, side, side, preserveAspectRatio=True, mask="auto"
            )
        self._line(canvas, office.name.upper(), high - 48 * mm, Style(fonts.SEMIBOLD, 12))
        title = Style(fonts.BOLD, 27, colour=self._second)
        self._line(canvas, self._words.say("CERTIFICATE OF ATTENDANCE"), high - 65 * mm, title)
        given = Style(size=12, colour=MUTED)
        self._line(canvas, self._words.say("is given to"), high - 77 * mm, given)

    def _body(self, canvas: Canvas) -> None:
        event, words = self._event, self._words
        canvas.setStrokeColor(self._second)
        canvas.setLineWidth(0.8)
        canvas.line(_ACROSS * 1.6, 90 * mm, self._size[0] - _ACROSS * 1.6, 90 * mm)
        said = words.say("who took part in “{title}”", title=event.title)
        self._line(canvas, said, 81 * mm, Style(fonts.SEMIBOLD, 13), lines=2)
        when = words.say(
            "held on {day} at {place}",
            day=days_said(event, words),
            place=place_said(event, words),
        )
        lines = self._line(canvas, when, 69 * mm, Style(size=11), lines=2)
        if event.partners:
            names = list(dict.fromkeys(one.name for one in event.partners))
            partners = words.say("together with {partners}", partners=listed(names, words))
            self._line(canvas, partners, (62.5 - 2.5 * lines) * mm, Style(size=11), lines=2)

    def _signature(self, canvas: Canvas) -> None:
        office = self._event.office
        signed = dated(office.place, self._words.day(self._event.ends_at.date()))
        self._line(canvas, signed, 48 * mm, Style(size=10.5))
        self._line(canvas, office.head_position, 43 * mm, Style(size=10.5))
        name = office.head_name or "." * 40
        self._line(canvas, name, 21 * mm, Style(fonts.SEMIBOLD, 11))

    def _line(self, canvas: Canvas, text: str, y: float, style: Style, lines: int = 1) -> int:
        """Draw a text in the middle, its first baseline ``y`` points up; return its lines."""
        room = self._size[0] - 2 * _ACROSS
        fitted = fit(text, style.font, style.size, room, lines=lines)
        centred = replace(style, align="centre")
        for place, line in enumerate(fitted.lines):
            down = place * fitted.size * 1.2
            draw_text(canvas, self._size[0] / 2, y - down, line, centred, fitted.size)
        return len(fitted.lines)
