"""The attendance sheet (daftar hadir): names already in it, lines left blank, room to sign.

Each page carries the whole heading, for the pages go from hand to hand on their own. Heading and
grid are one form; the names are put into a template a line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, pairwise
from typing import BinaryIO

from reportlab.lib.units import mm

from models.events.sheet_codes import sheet_code
from models.progress import Progress, Work
from models.words import Words
from reports import fonts, qr
from reports.design import LEADING, Text
from reports.document import A4, Document
from reports.slots import Kept, Slot, fitted, shown

_LEFT, _RIGHT, _TOP, _FOOT = 16.0, 12.0, 12.0, 14.0
_HEAD, _CAPTIONS, _LINE = 31.0, 8.0, 9.6  # heights in millimetres
_INSIDE = 1.5  # between a rule and a text
_SHARES = (0.05, 0.255, 0.2, 0.15, 0.155, 0.19)
"""How wide the columns are: number, name, NIK or address, group, phone, signature."""

_CODE = 17.0
"""The side of the code, without its quiet zone, in millimetres."""
_CODE_ROOM = _CODE + 5.0

_SIZE = 8.5
_TITLE, _TITLE_LINES, _LINES_IN_HEAD = 11.0, 6, 2
"""The size of a title, on how many lines a long one may stand, and for how many is room."""
_APART = 2.0
"""Millimetres that set a long title apart from what stands over and under it."""


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """One line already filled in. ``identity`` is a masked NIK or an address."""

    name: str
    identity: str = ""
    group: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class AttendanceHead:
    """What the sheet is for; with ``event_id`` a code on each page names event and page."""

    office: str
    title: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: str
    event_id: int | None = None


def write_attendance_sheet(
    out: BinaryIO,
    head: AttendanceHead,
    lines: Sequence[AttendanceLine],
    words: Words,
    *,
    blank: int = 0,
    paper: tuple[float, float] = A4,
) -> Work[int]:
    """Write the sheet on ``paper`` (millimetres); return how many pages it took.

    After ``lines`` there are at least ``blank`` numbered lines to be filled in by hand; the last
    page is always full of them.
    """
    sheet = _Sheet(out, head, words, paper)
    pages = max(-(-(len(lines) + blank) // sheet.lines), 1)
    for page in range(pages):
        start = page * sheet.lines
        sheet.add_page(start, lines[start : start + sheet.lines], pages)
        yield Progress(page + 1, pages)
    sheet.document.save()
    return pages


class _Sheet:
    """The sheet's pages in one document."""

    def __init__(
        self, out: BinaryIO, head: AttendanceHead, words: Words, paper: tuple[float, float]
    ) -> None:
        self._head, self._words, self._paper = head, words, paper
        self._middle = paper[0] / 2
        beside = 0 if head.event_id is None else 2 * _CODE_ROOM
        self._wide = paper[0] - _LEFT - _RIGHT - beside  # what the heading may take
        self._longer = self._title_beyond()
        self._first = _TOP + _HEAD + self._longer + _CAPTIONS  # where the first line begins
        # An even number, so that the signatures of every page begin on the left.
        self.lines = int((paper[1] - self._first - _FOOT) / _LINE) // 2 * 2
        self._edges = _edges(paper[0])
        sheet = words.say("Attendance sheet")
        self.document = Document(out, paper, f"{sheet} · {head.title}", words)
        name, identity, group, phone = (Slot(self.document, self._room(at)) for at in range(1, 5))
        self._fill = name.show, identity.show, Kept(group).__getitem__, phone.show
        self._form = self._fixed()
        self._rows = self._row(odd=True), self._row(odd=False)

    def add_page(self, start: int, lines: Sequence[AttendanceLine], pages: int) -> None:
        """Add the page whose first line comes after ``start`` others."""
        name, identity, group, phone = self._fill
        filled = [
            (name(line.name), identity(line.identity), group(line.group), phone(line.phone))
            for line in lines
        ]
        filled += [(b"",) * 4] * (self.lines - len(lines))
        rows = [
            self._rows[at % 2] % (start + at + 1, *texts, start + at + 1)
            for at, texts in enumerate(filled)
        ]
        drawn = self._begin() + b"".join(rows) + self._end(start, pages)
        self.document.add_page(drawn + self._code(start // self.lines + 1))

    def _begin(self) -> bytes:
        """Draw the form, and begin the text where a line before the first would have ended."""
        x, y = self._sign(odd=False), self._base(-1)
        return b"%b Do BT %b %.5g %.5g Td\n" % (
            self._form,
            self.document.font(fonts.REGULAR, _SIZE),
            x * mm,
            y * mm,
        )

    def _row(self, *, odd: bool) -> bytes:
        """Return the operators of a line: number, four texts, and the number again to sign at."""
        stops = [*(edge + _INSIDE for edge in self._edges[:5]), self._sign(odd=odd)]
        before = self._sign(odd=not odd)
        moves = [(stops[0] - before, -_LINE)]
        moves += [(right - left, 0.0) for left, right in pairwise(stops)]
        texts = (b"(%d)Tj", b"%b", b"%b", b"%b", b"%b", b"(%d.)Tj")
        return b"".join(
            b"%.5g %.5g Td %b " % (x * mm, y * mm, text)
            for (x, y), text in zip(moves, texts, strict=True)
        )

    def _end(self, start: int, pages: int) -> bytes:
        page = start // self.lines + 1
        said = self._words.say("Page {page} of {total}", page=page, total=pages)
        right = self._paper[0] - _RIGHT
        foot = Text("page", (right, 0), 60, 8, fonts.REGULAR, align="right")
        return b"ET\nBT %.5g %.5g Td %b ET" % (right * mm, 7 * mm, shown(self.document, foot, said))

    def _code(self, page: int) -> bytes:
        """Draw what names event and page in the corner: sheets that were signed come back mixed."""
        if self._head.event_id is None:
            return b""
        x, y = self._paper[0] - _RIGHT - _CODE, self._paper[1] - _TOP - _CODE
        drawn = qr.pdf_image(qr.symbol(sheet_code(self._head.event_id, page)))
        side = _CODE * mm
        return b"\nq 0 g %.3f 0 0 %.3f %.3f %.3f cm %b Q" % (side, side, x * mm, y * mm, drawn)

    def _fixed(self) -> bytes:
        """Draw heading, grid and captions, once; return the form's name."""
        drawn = [self._grid(), *self._heading(), *self._captions()]
        size = self._paper[0] * mm, self._paper[1] * mm
        return self.document.add_form(b"\n".join(drawn), size)

    def _heading(self) -> Iterator[bytes]:
        head, words, longer = self._head, self._words, self._longer
        when = words.span(head.starts_at, head.ends_at, head.time_zone)
        for text, y, size, font in (
            (head.office, 3.5, 9, fonts.SEMIBOLD),
            (words.say("ATTENDANCE SHEET"), 10.5, 14, fonts.BOLD),
            (f"{words.weekday(head.starts_at.date())}, {when}", 22.5 + longer, 9, fonts.REGULAR),
            (head.place, 27 + longer, 9, fonts.REGULAR),
        ):
            yield self._placed(self._centred(y, size, font), text)
        yield self._placed(self._title_room(16.5 + longer / 2), head.title)

    def _centred(self, y: float, size: float, font: str, lines: int = 2) -> Text:
        at = self._middle, _TOP + y
        return Text("", at, self._wide, size, font, align="centre", lines=lines, rise=0.5)

    def _title_room(self, y: float) -> Text:
        return self._centred(y, _TITLE, fonts.SEMIBOLD, _TITLE_LINES)

    def _title_beyond(self) -> float:
        """Return how many millimetres a long title takes beyond what the heading has for one.

        It is not cut, for events are told apart by the ends of their titles.
        """
        lines, size, _whole = fitted(self._title_room(0), self._head.title)
        beyond = ((len(lines) - 1) * size - (_LINES_IN_HEAD - 1) * _TITLE) * LEADING / mm
        return beyond + _APART if beyond > 0 else 0.0

    def _captions(self) -> Iterator[bytes]:
        words = self._words
        captions = (
            words.say("No."),
            words.say("Name"),
            words.say("NIK or address"),
            words.say("Group"),
            words.say("Phone"),
            words.say("Signature"),
        )
        for (left, right), caption in zip(pairwise(self._edges), captions, strict=True):
            at = left + _INSIDE, self._first - 2.9
            room = right - left - 2 * _INSIDE
            yield self._placed(Text("", at, room, _SIZE, fonts.SEMIBOLD), caption)

    def _grid(self) -> bytes:
        left, right = self._edges[0], self._edges[-1]
        top, bottom = self._first - _CAPTIONS, self._first + self.lines * _LINE
        shade = b"0.93 g %b 0 g" % self._box(left, top, right - left, _CAPTIONS)
        across = [top, *(self._first + line * _LINE for line in range(self.lines + 1))]
        rules = [self._rule(left, y, right, y) for y in across]
        rules += [self._rule(x, top, x, bottom) for x in self._edges]
        return b"\n".join((shade, b"0.4 w", *rules))

    def _placed(self, room: Text, text: str) -> bytes:
        x, y = room.at[0] * mm, (self._paper[1] - room.at[1]) * mm
        return b"BT %.5g %.5g Td %b ET" % (x, y, shown(self.document, room, text))

    def _rule(self, x1: float, y1: float, x2: float, y2: float) -> bytes:
        high = self._paper[1]
        ends = (x1 * mm, (high - y1) * mm, x2 * mm, (high - y2) * mm)
        return b"%.5g %.5g m %.5g %.5g l S" % ends

    def _box(self, x: float, y: float, wide: float, high: float) -> bytes:
        base = self._paper[1] - y - high
        return b"%.5g %.5g %.5g %.5g re f" % (x * mm, base * mm, wide * mm, high * mm)

    def _room(self, column: int) -> Text:
        wide = self._edges[column + 1] - self._edges[column] - 2 * _INSIDE
        return Text("", (0, 0), wide, _SIZE, fonts.REGULAR, lines=2, rise=0.5)

    def _base(self, line: int) -> float:
        """Return the baseline of a line of the page, in millimetres from the bottom."""
        return self._paper[1] - self._first - line * _LINE - _LINE / 2 - 1.1

    def _sign(self, *, odd: bool) -> float:
        """Return where the number to sign at stands: odd ones left, even ones in the middle."""
        left, right = self._edges[-2:]
        return _INSIDE + (left if odd else (left + right) / 2)


def _edges(paper: float) -> list[float]:
    wide = paper - _LEFT - _RIGHT
    return [_LEFT + wide * share for share in accumulate(_SHARES, initial=0.0)]
