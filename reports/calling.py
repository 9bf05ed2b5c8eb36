"""Lists to call people by, parted by village, partner or group: as paper and as a workbook."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Table
from typing_extensions import override
from xlsxwriter import Workbook

from models.people.phones import show_phone, whatsapp_link
from models.progress import Progress, Work
from models.words import Words
from reports.document import A4
from reports.lines import CELL, GREEN, HEAD, HEADING, INK, RULE, SMALL, SUBTITLE, TITLE, Lines
from reports.page import text_width, write_pages
from reports.workbook import cell_text, workbook

_STEP = 100  # lines between two reports of progress
_NUMBER, _PHONE = 9 * mm, 30 * mm
_LEAST = 34 * mm  # left on a page, so that no part begins with its heading alone
_HEAD_ROW = 3


@dataclass(frozen=True, slots=True)
class CallLine:
    """Somebody to be called; ``phone`` as it is kept, ``others`` what else stands in the line."""

    name: str
    phone: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallPart:
    """People of one village, partner or group, and ``beside`` it whom to ask about them."""

    title: str
    beside: str
    lines: tuple[CallLine, ...]


@dataclass(frozen=True, slots=True)
class CallList:
    """A whole list. ``headings`` are those of the lines' others; ``part`` heads the parts."""

    office: str
    title: str
    beneath: str
    part: str
    headings: tuple[str, ...]
    parts: tuple[CallPart, ...]

    @property
    def size(self) -> int:
        """Return how many lines there are."""
        return sum(len(part.lines) for part in self.parts)


def write_call_paper(
    out: BinaryIO, calls: CallList, words: Words, *, paper: tuple[float, float] = A4
) -> Work[int]:
    """Write the list as PDF on ``paper`` (millimetres); return how many pages it took.

    Each line leaves room to note what was said; a mobile number leads to WhatsApp on a screen.
    """
    yield Progress(0, 0)
    return write_pages(out, paper, calls.title, words, lambda: _story(calls, words, paper))


def write_call_table(
    out: BinaryIO,
    calls: CallList,
    words: Words,
    *,
    made_at: datetime | None = None,
    paper: str = "A4",
) -> Work[int]:
    """Write the list as xlsx, a line for each person; return how many there were.

    Numbers and names are text, so that none loses a digit and no formula is carried out. Equal
    input and ``made_at`` give equal bytes.
    """
    with workbook(out, calls.title, made_at, paper=paper) as book:
        yield from _fill(book, calls, words)
    return calls.size


def _story(calls: CallList, words: Words, paper: tuple[float, float]) -> list[Flowable]:
    wide = text_width(paper)
    story: list[Flowable] = [
        Lines(calls.office, replace(SMALL, align="centre")),
        Lines(calls.title, TITLE),
        Lines(calls.beneath, replace(SUBTITLE, size=9, leading=12)),
    ]
    numbers = count(1)
    for part in calls.parts:
        story += [CondPageBreak(_LEAST), Lines(part.title, HEADING)]
        if part.beside:
            story.append(Lines(part.beside, replace(SMALL, after=3)))
        story.append(_table(calls, part, words, wide, numbers))
    return story


def _table(
    calls: CallList, part: CallPart, words: Words, wide: float, numbers: Iterator[int]
) -> Table:
    say = words.say
    head = ("", say("Name"), say("Phone (WhatsApp)"), *calls.headings, say("What was said"))
    rows: list[list[Flowable]] = [[Lines(text, HEAD, most=2) for text in head]]
    for line, number in zip(part.lines, numbers, strict=False):
        rows.append(
            [
                Lines(str(number), replace(SMALL, leading=CELL.leading)),
                Lines(line.name, CELL, most=2),
                Number(line.phone),
                *(Lines(text, CELL, most=2) for text in line.others),
                Lines("", CELL),
            ]
        )
    drawn = Table(rows, colWidths=_widths(wide, len(calls.headings)), repeatRows=1)
    drawn.setStyle(
        [
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.35, RULE),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 5),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ]
    )
    drawn.hAlign = "LEFT"
    return drawn


def _widths(wide: float, others: int) -> list[float]:
    left = wide - _NUMBER - _PHONE
    shares = [1.6, *[1.0] * others, 1.3]
    each = [left * share / sum(shares) for share in shares]
    return [_NUMBER, each[0], _PHONE, *each[1:]]


class Number(Lines):
    """A phone number as people write it; on a screen, a mobile one leads to WhatsApp."""

    def __init__(self, phone: str) -> None:
        super().__init__(show_phone(phone), replace(CELL, colour=GREEN), most=1)
        self._link = whatsapp_link(phone) if phone.startswith("+628") else ""

    @override
    def draw(self) -> None:
        super().draw()
        if self._link:
            self.canv.linkURL(self._link, (0, 0, self.width, self.height), relative=1)


def _fill(book: Workbook, calls: CallList, words: Words) -> Work[None]:
    sheet = book.add_worksheet(words.say("List"))
    text = {"valign": "top", "num_format": "@", "quote_prefix": True, "text_wrap": True}
    plain = book.add_format(text)
    link = book.add_format({"valign": "top", "font_color": "#0b7a53", "underline": True})
    heading = book.add_format({"bold": True, "bg_color": "#0b7a53", "font_color": "#ffffff"})
    sheet.write_string(
        0, 0, cell_text(calls.title), book.add_format({"bold": True, "font_size": 14})
    )
    sheet.write_string(1, 0, cell_text(calls.beneath))
    headings = _headings(calls, words)
    for column, said in enumerate(headings):
        sheet.set_column(column, column, 16 if column in (2, 3) else 26)
        sheet.write_string(_HEAD_ROW, column, cell_text(said), heading)
    numbered = ((part, line) for part in calls.parts for line in part.lines)
    for row, (part, line) in enumerate(numbered, _HEAD_ROW + 1):
        cells = (part.title, line.name, show_phone(line.phone), "", *line.others, part.beside, "")
        for column, said in enumerate(cells):
            sheet.write_string(row, column, cell_text(said), plain)
        if line.phone.startswith("+628"):
            sheet.write_url(row, 3, whatsapp_link(line.phone), link, words.say("Open WhatsApp"))
        if (row - _HEAD_ROW) % _STEP == 0:
            yield Progress(row - _HEAD_ROW, calls.size)
    sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + max(calls.size, 1), len(headings) - 1)
    sheet.freeze_panes(_HEAD_ROW + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD_ROW)


def _headings(calls: CallList, words: Words) -> tuple[str, ...]:
    say = words.say
    whom = say("Whom to ask")
    return (
        calls.part,
        say("Name"),
        say("Phone"),
        say("WhatsApp"),
        *calls.headings,
        whom,
        say("What was said"),
    )
