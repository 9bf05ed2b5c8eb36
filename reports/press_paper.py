"""The press release of an event on the office's own paper: to be looked at, printed, handed out."""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from models.events.summary import EventSummary
from models.reporting.press import PressTexts
from models.words import Words
from reports import fonts
from reports.document import A4
from reports.lines import BODY, MUTED, Lines, Style
from reports.page import Head, text_width, write_pages
from reports.press_release import Paragraph, press_release

_KIND = Style(fonts.SEMIBOLD, 9, 13, MUTED, before=8)
_HEADLINE = Style(fonts.BOLD, 17, 22, before=4, after=7)
_TEXT = replace(BODY, size=10.5, leading=15.5, after=7)
_END = replace(_TEXT, align="right")
_OPEN = HexColor("#fff3c4")
"""Behind what is still to be filled in."""


def write_press_paper(
    out: BinaryIO,
    event: EventSummary,
    words: Words,
    texts: PressTexts | None = None,
    paper: tuple[float, float] = A4,
) -> int:
    """Write the press release as PDF; return how many pages it took."""
    release = press_release(event, words, texts)

    def story() -> list[Flowable]:
        wide = text_width(paper)
        return [
            Head(event.office),
            Lines(release.kind, _KIND),
            *_set(release.headline, wide, _HEADLINE),
            *(_set(release.notice, wide) if release.notice.text else ()),
            *(part for one in release.paragraphs for part in _set(one, wide)),
            Lines("(*)", _END),
        ]

    return write_pages(out, paper, f"{release.kind} · {release.headline.text}", words, story)


def _set(one: Paragraph, wide: float, style: Style = _TEXT) -> Iterator[Flowable]:
    """Yield a paragraph, shaded if something in it is to be filled in."""
    if not one.gaps:
        yield Lines(one.text, style)
        return
    shaded = Table([[Lines(one.text, replace(style, after=0))]], colWidths=[wide])
    shaded.setStyle(
        [
            ("BACKGROUND", (0, 0), (-1, -1), _OPEN),
            ("LEFTPADDING", (0, 0), (-1, -1), 6),
            ("RIGHTPADDING", (0, 0), (-1, -1), 6),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ]
    )
    yield shaded
    yield Spacer(1, 2.5 * mm)
