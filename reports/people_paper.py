"""The table of people on paper: the columns shown, on pages that lie across.

Heading, captions and rules are forms; the lines are put into one template, as on the attendance
sheet, so that ten thousand of them take seconds.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, pairwise
from typing import BinaryIO

from reportlab.lib.units import mm

from models.progress import Progress, Work
from models.words import Words
from reports import fonts
from reports.design import Text
from reports.document import A4, Document
from reports.slots import Kept, Slot, shown

_LEFT, _RIGHT, _TOP, _FOOT = 12.0, 12.0, 10.0, 13.0
_HEAD, _CAPTIONS, _LINE = 21.0, 8.0, 7.2  # heights in millimetres
_INSIDE = 1.2  # between a rule and a text
_NUMBER = 9.5  # how wide the numbers of the lines stand
_WIDEST = 26.0
"""Millimetres of a share at most: a table of few columns is no wider than it needs."""
_SHARES = {
    "name": 2.8,
    "nik": 2.5,
    "village": 3.4,
    "event": 2.6,
    "phone": 2.2,
    "sex": 1.4,
    "months": 1.0,
}
_USUAL = 1.7
_OWN = frozenset({"name", "nik", "phone", "number"})
"""Columns in which each line says something else: there is nothing to be kept for the next."""
_WHOLE = frozenset({"nik", "number", "phone", "born", "cover", "sex"})
"""Columns of one word or number, which is set smaller rather than broken."""
_NUMBERS: Mapping[str, Callable[[Words, int], str]] = {
    "months": Words.number,
    "total": Words.rupiah,
}
"""Columns of numbers, which stand on the right, and how they are said."""
_SIZE = 8.0

Line = Sequence[str | int]
"""What a line says; its numbers are those of the columns that hold any."""


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """What is printed: ``keys`` name the columns, ``headings`` head them.

    ``title`` says what the lines are, people where it is left open; ``beneath`` stands below it,
    ``note``, which says what the lines leave out, beside it.
    """

    office: str
    beneath: str
    keys: Sequence[str]
    headings: Sequence[str]
    lines: Sequence[Line]
    title: str = ""
    note: str = ""


def write_people_paper(
    out: BinaryIO, table: PeopleTable, words: Words, *, paper: tuple[float, float] = A4
) -> Work[int]:
    """Write the table on ``paper`` (millimetres, upright) lying across; return its pages.

    Equal input gives equal bytes.
    """
    document = Document(out, across(paper), _title(table, words), words)
    pages = yield from add_people_pages(document, table, words, paper)
    document.save()
    return pages


def add_people_pages(
    document: Document, table: PeopleTable, words: Words, paper: tuple[float, float]
) -> Work[int]:
    """Add the pages of the table, on ``paper`` lying across, to a document; return how many."""
    drawn = _Paper(document, table, words, across(paper))
    pages = max(-(-len(table.lines) // drawn.most), 1)
    for page in range(pages):
        drawn.add_page(page, pages)
        yield Progress(page + 1, pages)
    return pages


def across(paper: tuple[float, float]) -> tuple[float, float]:
    """Return ``paper`` as it lies across."""
    return max(paper), min(paper)


class _Paper:
    """The table's pages in a document."""

    def __init__(
        self, document: Document, table: PeopleTable, words: Words, page: tuple[float, float]
    ) -> None:
        self._table, self._words, self._page = table, words, page
        self._first = _TOP + _HEAD + _CAPTIONS  # where the first line begins
        self.most = int((page[1] - self._first - _FOOT) / _LINE)
        self._edges = _edges(table.keys, page[0])
        self.document = document
        self._fill = [self._filled(at, key) for at, key in enumerate(table.keys, 1)]
        self._head = self._form([*self._heading(), *self._captions()])
        self._grids: dict[int, bytes] = {}
        self._row = self._template()

    def add_page(self, page: int, pages: int) -> None:
        """Add a page with its part of the lines."""
        start = page * self.most
        lines = self._table.lines[start : start + self.most]
        rows = [
            self._row % (number, *(fill(text) for fill, text in zip(self._fill, line, strict=True)))
            for number, line in enumerate(lines, start + 1)
        ]
        begin = b"%b Do %b Do BT %b %.5g %.5g Td\n" % (
            self._head,
            self._grid(len(lines)),
            self.document.font(fonts.REGULAR, _SIZE),
            self._stops()[-1] * mm,
            self._base(-1) * mm,
        )
        self.document.add_page(begin + b"".join(rows) + b"ET\n" + self._foot(page + 1, pages))

    def _filled(self, column: int, key: str) -> Callable[[str | int], bytes]:
        """Return what makes the operators of a text in a column."""
        lines = 1 if key in _WHOLE else 2
        if key in _NUMBERS:
            room = replace(self._room(column, fonts.REGULAR, 1), align="right")
            return Kept(Slot(self.document, room, partial(_NUMBERS[key], self._words))).__getitem__
        slot = Slot(self.document, self._room(column, fonts.REGULAR, lines))
        return slot.show if key in _OWN else Kept(slot).__getitem__

    def _template(self) -> bytes:
        """Return the operators of a line: its number, then a text for each column."""
        stops = self._stops()
        moves = [(stops[0] - stops[-1], -_LINE)]
        moves += [(right - left, 0.0) for left, right in pairwise(stops)]
        texts = (b"(%d)Tj", *[b"%b"] * len(self._fill))
        return b"".join(
            b"%.5g %.5g Td %b " % (x * mm, y * mm, text)
            for (x, y), text in zip(moves, texts, strict=True)
        )

    def _heading(self) -> Iterator[bytes]:
        wide = self._page[0] - _LEFT - _RIGHT
        for text, y, size, font in (
            (self._table.office, 3, 8.5, fonts.REGULAR),
            (_title(self._table, self._words), 9.5, 14, fonts.BOLD),
            (self._table.beneath, 15.5, 8.5, fonts.REGULAR),
        ):
            yield self._placed(Text("", (_LEFT, _TOP + y), wide, size, font), text)
        beside = Text("", (self._page[0] - _RIGHT, _TOP + 9.5), wide / 2, 8.5, fonts.REGULAR)
        yield self._placed(replace(beside, align="right"), self._table.note)
        if not self._table.lines:
            below = Text("", (_LEFT, self._first + _LINE), wide, _SIZE, fonts.REGULAR)
            yield self._placed(below, self._words.say("This list is empty."))

    def _captions(self) -> Iterator[bytes]:
        captions = (self._words.say("No."), *self._table.headings)
        for column, caption in enumerate(captions):
            room = self._room(column, fonts.SEMIBOLD, 2)
            at = (self._stops()[column], self._first - _CAPTIONS / 2 + 1)
            align = "right" if self._is_number(column) else "left"
            yield self._placed(replace(room, at=at, align=align), caption)

    def _grid(self, lines: int) -> bytes:
        """Return the form with the rules of so many lines."""
        if lines not in self._grids:
            left, right = self._edges[0], self._edges[-1]
            top, bottom = self._first - _CAPTIONS, self._first + lines * _LINE
            across = [top, *(self._first + line * _LINE for line in range(lines + 1))]
            rules = [self._rule(left, y, right, y) for y in across]
            rules += [self._rule(x, top, x, bottom) for x in self._edges]
            self._grids[lines] = self._form([b"0.3 w 0.6 G", *rules])
        return self._grids[lines]

    def _foot(self, page: int, pages: int) -> bytes:
        said = self._words.say("Page {page} of {total}", page=page, total=pages)
        at = (self._page[0] - _RIGHT, self._page[1] - 6)
        return self._placed(Text("", at, 60, _SIZE, fonts.REGULAR, align="right"), said)

    def _form(self, drawn: Sequence[bytes]) -> bytes:
        return self.document.add_form(b"\n".join(drawn), (self._page[0] * mm, self._page[1] * mm))

    def _placed(self, room: Text, text: str) -> bytes:
        x, y = room.at[0] * mm, (self._page[1] - room.at[1]) * mm
        return b"BT %.5g %.5g Td %b ET" % (x, y, shown(self.document, room, text))

    def _rule(self, x1: float, y1: float, x2: float, y2: float) -> bytes:
        high = self._page[1]
        return b"%.5g %.5g m %.5g %.5g l S" % (
            x1 * mm,
            (high - y1) * mm,
            x2 * mm,
            (high - y2) * mm,
        )

    def _room(self, column: int, font: str, lines: int) -> Text:
        wide = self._edges[column + 1] - self._edges[column] - 2 * _INSIDE
        return Text("", (0, 0), wide, _SIZE, font, lines=lines, rise=0.5)

    def _stops(self) -> list[float]:
        """Return where the text of each column begins, or ends where it holds numbers."""
        return [
            right - _INSIDE if self._is_number(column) else left + _INSIDE
            for column, (left, right) in enumerate(pairwise(self._edges))
        ]

    def _is_number(self, column: int) -> bool:
        return column > 0 and self._table.keys[column - 1] in _NUMBERS

    def _base(self, line: int) -> float:
        """Return the baseline of a line of the page, in millimetres from the bottom."""
        return self._page[1] - self._first - line * _LINE - _LINE / 2 - 1.0


def _title(table: PeopleTable, words: Words) -> str:
    return table.title or words.say("People")


def _edges(keys: Sequence[str], page: float) -> list[float]:
    """Return the places of the upright rules; the columns share the page by what they hold."""
    shares = [_SHARES.get(key, _USUAL) for key in keys]
    wide = page - _LEFT - _RIGHT - _NUMBER
    one = min(wide / sum(shares), _WIDEST) if shares else 0.0
    return [_LEFT, *accumulate((share * one for share in shares), initial=_LEFT + _NUMBER)]
