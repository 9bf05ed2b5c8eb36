"""Receipts (tanda terima) on A4 with a copy for the office, on A5 across, and on a roll."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    KeepInFrame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
)

from models.money.papers import ReceiptPaper
from models.words import Words
from reports import fonts
from reports.document import A4
from reports.lines import INK, RULE, Lines, Style, draw_text
from reports.page import Head, new_document, readable_logo, side_by_side, write_document
from reports.receipt_parts import (
    TEXT,
    Amount,
    Code,
    Facts,
    Logo,
    Rule,
    Signed,
    facts_of,
    spelt_said,
    void_said,
    where_said,
)

A5_ACROSS = (210.0, 148.0)
ROLL = 80.0
"""Millimetres of paper; a head of 80 mm prints 72 of them."""

_EDGE = 4 * mm
_SIDES, _TOP = 14 * mm, 7 * mm
_QR = 26 * mm
_RED = HexColor("#b3261e")
_VOID = HexColor("#b3261e40", hasAlpha=True)
"""So thin that what it is written across can still be read."""

_TITLE = Style(fonts.BOLD, 15, 19)
_NUMBER = Style(fonts.SEMIBOLD, 11, 15, after=4)
_TAG = Style(fonts.BOLD, 13, 19, align="right")
_CENTRED = Style(size=8.5, leading=10.8, align="centre")


class _Space(NamedTuple):
    """Where one receipt stands on its page, in points."""

    left: float
    base: float
    wide: float
    high: float


def write_receipts(papers: Sequence[ReceiptPaper], words: Words, paper: str = "A4") -> bytes:
    """Return receipts as one PDF on ``paper``: A4, A5 or roll80, a page each.

    On A4 the payer's stands above the office's. Raises ValueError where there is none, and
    KeyError for another paper.
    """
    if not papers:
        raise ValueError("no receipt to write")
    make = {"A4": _on_a4, "A5": _on_a5, "roll80": _on_roll}[paper]
    pages = [make(one, words, str(place)) for place, one in enumerate(papers)]
    story: list[Flowable] = []
    for place, (_template, drawn) in enumerate(pages):
        story += [NextPageTemplate(str(place)), PageBreak()] if place else []
        story += drawn
    title = " · ".join([words.say("Receipt"), *(one.number for one in papers[:3])])
    out = BytesIO()
    write_document(new_document(out, title, words, [template for template, _ in pages]), story)
    return out.getvalue()


def _on_a4(paper: ReceiptPaper, words: Words, name: str) -> tuple[PageTemplate, list[Flowable]]:
    wide, half = A4[0] * mm, A4[1] * mm / 2
    spaces = [
        _Space(_SIDES, base + _TOP, wide - 2 * _SIDES, half - 2 * _TOP) for base in (half, 0.0)
    ]

    def end(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.setDash(3, 3)
        canvas.line(0, half, wide, half)
        _stamp(paper, words, spaces, canvas, document)

    story = [
        _Slip(paper, words, words.say("For the payer")).set(spaces[0]),
        FrameBreak(),
        _Slip(paper, words, words.say("For the office")).set(spaces[1]),
    ]
    template = PageTemplate(
        name, [_frame(one) for one in spaces], onPageEnd=end, pagesize=(wide, A4[1] * mm)
    )
    return template, story


def _on_a5(paper: ReceiptPaper, words: Words, name: str) -> tuple[PageTemplate, list[Flowable]]:
    wide, high = A5_ACROSS[0] * mm, A5_ACROSS[1] * mm
    space = _Space(_SIDES, _TOP, wide - 2 * _SIDES, high - 2 * _TOP)
    template = PageTemplate(
        name,
        [_frame(space)],
        onPageEnd=partial(_stamp, paper, words, [space]),
        pagesize=(wide, high),
    )
    return template, [_Slip(paper, words, words.say("For the payer")).set(space)]


def _on_roll(paper: ReceiptPaper, words: Words, name: str) -> tuple[PageTemplate, list[Flowable]]:
    """Set a receipt on a roll, which is cut where it ends."""
    story, wide = roll_story(paper, words), ROLL * mm - 2 * _EDGE
    high = sum(
        one.wrap(wide, A4[1] * mm)[1] + one.getSpaceBefore() + one.getSpaceAfter() for one in story
    )
    space = _Space(_EDGE, _EDGE, wide, high + 1)
    template = PageTemplate(
        name,
        [_frame(space)],
        onPageEnd=partial(_stamp, paper, words, [space]),
        pagesize=(ROLL * mm, space.high + 2 * _EDGE),
    )
    return template, story


def _frame(space: _Space) -> Frame:
    return Frame(space.left, space.base, space.wide, space.high, 0, 0, 0, 0)


def _stamp(
    paper: ReceiptPaper,
    words: Words,
    spaces: Sequence[_Space],
    canvas: Canvas,
    _document: BaseDocTemplate,
) -> None:
    """Write across a receipt that it is void."""
    if paper.voided_at is None:
        return
    for space in spaces:
        size = min(space.wide / 3.8, 28 * mm)
        canvas.saveState()
        canvas.translate(space.left + space.wide / 2, space.base + space.high / 2)
        canvas.rotate(24)
        style = Style(fonts.BOLD, size, align="centre", colour=_VOID)
        draw_text(canvas, 0, -size * 0.36, words.say("VOID"), style)
        canvas.restoreState()


class _Slip:
    """A receipt on half a sheet of A4."""

    def __init__(self, paper: ReceiptPaper, words: Words, whose: str) -> None:
        self._paper, self._words, self._whose = paper, words, whose

    def set(self, space: _Space) -> Flowable:
        """Return the receipt as one thing that is shrunk where it would not fit."""
        return KeepInFrame(space.wide, space.high, self._story(space.wide), mode="shrink")

    def _story(self, wide: float) -> list[Flowable]:
        paper, words = self._paper, self._words
        tag = words.say("COPY") if paper.copy else ""
        code = Code(paper.code, _QR)
        room = wide - code.side - 5 * mm
        told = [Lines(text, style, most=2) for text, style in _told(paper, words)]
        title = [
            Lines(words.say("RECEIPT"), _TITLE),
            Lines(words.say("Number: {number}", number=paper.number), _NUMBER, most=1),
        ]
        return [
            Head(paper.content.office),
            _beside(title, [Lines(tag, _TAG)], (wide - 65 * mm, 60 * mm)),
            *told,
            _beside(_lines(facts_of(paper, words)), [code], (room, code.side)),
            Spacer(1, 2 * mm),
            Amount(words.rupiah(paper.content.amount), spelt_said(paper.content, words)),
            Spacer(1, 3 * mm),
            Signed(paper, words, self._whose),
        ]


def _told(paper: ReceiptPaper, words: Words) -> list[tuple[str, Style]]:
    """Return what is said before all else: that a receipt is void, and why."""
    said = void_said(paper, words)
    return [(said, Style(fonts.SEMIBOLD, 9, 11.8, colour=_RED, after=3))] if said else []


def _beside(
    left: Sequence[Flowable], right: Sequence[Flowable], widths: tuple[float, float]
) -> Table:
    both = side_by_side(left, right, widths)
    both.hAlign = "LEFT"  # where all is shrunk, there is room on the right
    return both


def _lines(facts: Facts) -> list[Flowable]:
    return [Lines(text, TEXT, lead=label, indent=30 * mm, most=2) for label, text in facts]


def roll_story(paper: ReceiptPaper, words: Words) -> list[Flowable]:
    """Return what stands on a roll, one below the other, all of it black: heads print no grey."""
    content, office = paper.content, paper.content.office
    strong = replace(_CENTRED, font=fonts.BOLD)
    small = Style(size=7.5, leading=9.5, before=2.5)
    reached = " · ".join(filter(None, (office.address, office.phone)))
    black = [(text, replace(style, colour=INK)) for text, style in _told(paper, words)]
    copy = [Lines(words.say("COPY"), replace(strong, size=11, leading=14))] if paper.copy else []
    facts: list[Flowable] = []
    for label, text in facts_of(paper, words):
        facts += [Lines(label, small, most=1), Lines(text, TEXT, most=4)]
    return [
        *_roll_logo(office.logo),
        Lines(office.name, replace(strong, size=11, leading=13), most=3),
        Lines(reached, replace(_CENTRED, size=7.5, leading=9.5, after=3), most=3),
        Rule(),
        Lines(words.say("RECEIPT"), replace(strong, size=13, leading=17, before=3)),
        Lines(paper.number, replace(strong, size=11, leading=14, after=2), most=1),
        *copy,
        *(Lines(text, style, most=6) for text, style in black),
        Code(paper.code, _QR, centred=True),
        *facts,
        Spacer(1, 2 * mm),
        Rule(),
        Lines(words.rupiah(content.amount), Style(fonts.BOLD, 16, 21, align="centre", before=3)),
        Lines(spelt_said(content, words), replace(_CENTRED, after=3), most=5),
        Rule(),
        Lines(where_said(paper, words), replace(_CENTRED, before=3), most=2),
        Lines(words.say("Received by"), _CENTRED),
        Spacer(1, 12 * mm),
        Lines(content.officer or "…………………", strong, most=2),
        Lines(content.desk, replace(_CENTRED, size=7.5), most=2),
    ]


def _roll_logo(logo: bytes | None) -> list[Flowable]:
    return [Logo(picture)] if (picture := readable_logo(logo)) else []
