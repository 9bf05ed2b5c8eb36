"""Parts of a letter: facts with their colons, lists, and the table of those who are sent."""

from collections.abc import Sequence
from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table
from typing_extensions import override

from models.letters.papers import StaffLine
from models.words import Words
from reports import fonts
from reports.lines import INK, Lines, Style, draw_text
from reports.text import clean, fit, width

PROSE = Style(size=11, leading=15.5, after=7)
CLOSE = replace(PROSE, after=1)
STRONG = replace(PROSE, font=fonts.SEMIBOLD)

_WIDEST = 45 * mm
_CELL = Style(size=9.5, leading=12.5)


class Labelled(Flowable):
    """Text with a label beside its first line, a colon between them if it is a fact."""

    def __init__(
        self, label: str, text: str | Lines, indent: float, style: Style = CLOSE, colon: str = ""
    ) -> None:
        super().__init__()
        self._label, self._indent, self._style, self._colon = label, indent, style, colon
        self._lines = Lines(text, style) if isinstance(text, str) else text

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        _wide, high = self._lines.wrap(available_width - self._indent, available_height)
        self.height = max(high, self._style.leading)
        return self.width, self.height

    @override
    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        parts = self._lines.split(available_width - self._indent, available_height)
        if not parts:
            return []
        first, rest = (part for part in parts if isinstance(part, Lines))
        return [
            Labelled(self._label, first, self._indent, self._style, self._colon),
            Labelled("", rest, self._indent, self._style),
        ]

    @override
    def getSpaceAfter(self) -> float:
        return self._style.after

    def draw(self) -> None:
        """Draw the label, the colon and the text beside them."""
        style = self._style
        y = self.height - style.leading * 0.5 - style.size * 0.36
        gap = width(self._colon, style.font, style.size) + 2 * mm if self._colon else 0
        label = fit(self._label, style.font, style.size, self._indent - gap - 1 * mm)
        draw_text(self.canv, 0, y, label.lines[0], style, label.size)
        if self._colon:
            draw_text(self.canv, self._indent - gap, y, self._colon, style)
        self._lines.drawOn(self.canv, self._indent, self.height - self._lines.height)


def facts(pairs: Sequence[tuple[str, str]], *, inset: float = 0, most: int = 0) -> list[Flowable]:
    """Set facts below one another, their colons in line, ``inset`` points in.

    With ``most`` none takes more lines than that.
    """
    wide = max((width(clean(label), CLOSE.font, CLOSE.size) for label, _text in pairs), default=0)
    indent = min(wide, _WIDEST) + 6 * mm
    return [
        inset_by(inset, Labelled(label, Lines(text, CLOSE, most=most), indent, CLOSE, ":"))
        for label, text in pairs
    ]


def items(pairs: Sequence[tuple[str, str]]) -> list[Flowable]:
    """Set a list with the marks that were typed."""
    return [Labelled(mark, text, 8 * mm) for mark, text in pairs]


class _Inset(Flowable):
    """A flowable some way in from the left."""

    def __init__(self, by: float, inner: Flowable) -> None:
        super().__init__()
        self._by, self._inner = by, inner

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        _wide, self.height = self._inner.wrap(available_width - self._by, available_height)
        return self.width, self.height

    @override
    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        parts = self._inner.split(available_width - self._by, available_height)
        return [_Inset(self._by, part) for part in parts]

    @override
    def getSpaceAfter(self) -> float:
        return self._inner.getSpaceAfter()

    def draw(self) -> None:
        self._inner.drawOn(self.canv, self._by, 0)


def inset_by(inset: float, inner: Flowable) -> Flowable:
    """Set a flowable ``inset`` points in."""
    return _Inset(inset, inner) if inset else inner


def staff_table(staff: Sequence[StaffLine], words: Words, wide: float) -> Table:
    """Set those who are sent as a table, with a line to be filled in by hand where nobody is."""
    duties = any(one.duty for one in staff)
    headings = [words.say("No."), words.say("Name"), words.say("Staff no."), words.say("Position")]
    shares = [0.07, 0.38, 0.22, 0.33]
    if duties:
        headings.append(words.say("Duty"))
        shares = [0.06, 0.28, 0.18, 0.24, 0.24]
    rows = [
        [f"{place}.", one.name, one.number or "–", one.position or "–"] + [one.duty] * duties
        for place, one in enumerate(staff or [StaffLine("", "", "", "")], 1)
    ]
    head = replace(_CELL, font=fonts.SEMIBOLD, align="centre")
    drawn = Table(
        [
            [Lines(text, head, most=1) for text in headings],
            *([_cell(text, column) for column, text in enumerate(row)] for row in rows),
        ],
        colWidths=[share * wide for share in shares],
        repeatRows=1,
        spaceBefore=1 * mm,
        spaceAfter=3 * mm,
    )
    drawn.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, INK),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
            ("LEFTPADDING", (0, 0), (-1, -1), 5),
            ("RIGHTPADDING", (0, 0), (-1, -1), 5),
        ]
    )
    return drawn


def _cell(text: str, column: int) -> Lines:
    return Lines(text, replace(_CELL, align="left" if column else "centre"), most=2)
