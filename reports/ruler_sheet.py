"""The ruler sheet: crosses to be measured to the edges of the paper, on one side or on both.

As a check sheet it is printed corrected: then every cross must lie where it was meant.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reportlab.lib.units import mm

from models.printing.calibration import MIDDLES, Medium, Place, places
from models.printing.transform import Point
from models.words import Words
from reports import fonts
from reports.document import Document
from reports.text import fit, width

HAIR = 0.1
"""Millimetres: lines are this thin, so that a ruler is laid to their middle."""
ARM = 3.5
"""Millimetres from the middle of a cross to the ends of its arms."""
SMALLEST_PAPER = 100.0
"""Millimetres below which a page is a card, on which little can be written."""
_TICKS = {0: 2.4, 5: 1.7}


@dataclass(frozen=True, slots=True)
class RulerSheet:
    """What is printed: on which medium, on both sides or one, to measure or to check."""

    medium: Medium
    printer: str
    two_sided: bool = False
    check: bool = False


def write_ruler_sheet(out: BinaryIO, sheet: RulerSheet, words: Words) -> int:
    """Write the sheet at the exact size of its medium; return its pages."""
    title = words.say("Check sheet") if sheet.check else words.say("Ruler sheet")
    document = Document(out, sheet.medium.page, title, words)
    sides = [words.say("Front"), words.say("Back")] if sheet.two_sided else [""]
    for side in sides:
        document.add_page(_Side(document, sheet, title, side, words).content())
    document.save()
    return document.pages


class _Side:
    """One side, drawn by PDF operators in millimetres from its middle, downwards."""

    def __init__(
        self, document: Document, sheet: RulerSheet, title: str, side: str, words: Words
    ) -> None:
        self._document, self._sheet, self._words = document, sheet, words
        self._title, self._side = title, side
        self._card = min(sheet.medium.page) < SMALLEST_PAPER

    def content(self) -> bytes:
        medium = self._sheet.medium
        drawn = [b"0 G 0 g %.4f w\n" % (HAIR * mm)]
        for place in places(medium):
            drawn += [*self._cross(place.cross), *self._scale(place), self._number(place)]
        drawn += self._card_text() if self._card else self._paper_text()
        return b"".join(drawn)

    def _cross(self, at: Point) -> Iterator[bytes]:
        x, y = at
        yield self._line((x - ARM, y), (x + ARM, y))
        yield self._line((x, y - ARM), (x, y + ARM))

    def _scale(self, place: Place) -> Iterator[bytes]:
        """Draw the millimetres from the edge as it was meant to the cross, as far as ink goes."""
        (x, y), (across, down) = place.cross, place.edge.value
        inset = self._sheet.medium.inset
        yield self._line((x, y), (x + across * inset, y + down * inset))
        for step in range(int(inset) + 1):
            far = inset - step
            half = _TICKS.get(step % 10, _TICKS.get(step % 5, 1.0)) / 2
            end = x + across * far, y + down * far
            yield self._line(
                (end[0] - down * half, end[1] - across * half),
                (end[0] + down * half, end[1] + across * half),
            )

    def _number(self, place: Place) -> bytes:
        """Write the reading's number beside its scale, towards the middle of the edge."""
        (x, y), (across, down) = place.cross, place.edge.value
        inset, size = self._sheet.medium.inset, 6.0 if self._card else 11.0
        outwards = inset / 2
        along = 2.6 if self._card else 4.0
        if across:
            at = x + across * outwards, y + (-along if y > 0 else along)
        else:
            at = x + (-along if x > 0 else along), y + down * outwards
        return self._text(str(place.number), fonts.BOLD, size, at)

    def _paper_text(self) -> Sequence[bytes]:
        room = self._sheet.medium.width - 4 * self._sheet.medium.inset
        y, drawn = -self._sheet.medium.height / 2 + 3 * self._sheet.medium.inset, []
        for text, font, size, most in (
            (self._heading(), fonts.BOLD, 20.0, 1),
            (self._sheet.printer, fonts.SEMIBOLD, 12.0, 1),
            *((line, fonts.REGULAR, 11.0, 4) for line in self._explained()),
        ):
            fitted = fit(text, font, size, room * mm, lines=most)
            for line in fitted.lines:
                drawn.append(self._text(line, font, fitted.size, (0.0, y)))
                y += size * 0.5
            y += 3
        return drawn

    def _heading(self) -> str:
        return " · ".join(part for part in (self._title, self._side) if part)

    def _explained(self) -> Sequence[str]:
        inset = self._words.number(self._sheet.medium.inset)
        if self._sheet.check:
            said = self._words.say(
                "Each cross must lie {inset} mm from the edges beside it, to within 0.3 mm.",
                inset=inset,
            )
            return [said]
        return [
            self._words.say(
                "Lay a ruler from the edge of the paper to each cross, along its scale."
                " Type what it shows, to a quarter of a millimetre, beside the same number."
            ),
            self._words.say(
                "A printer in order gives {inset} mm everywhere."
                " Numbers {middles} may be left out.",
                inset=inset,
                middles=", ".join(map(str, sorted(MIDDLES))),
            ),
        ]

    def _card_text(self) -> Sequence[bytes]:
        room = self._sheet.medium.width - 3 * self._sheet.medium.inset
        drawn = []
        for text, font, y in (
            (self._heading(), fonts.BOLD, -3.0),
            (self._sheet.printer, fonts.REGULAR, 1.5),
        ):
            fitted = fit(text, font, 8.0, room * mm)
            drawn.append(self._text(fitted.lines[0], font, fitted.size, (0.0, y)))
        return drawn

    def _line(self, start: Point, end: Point) -> bytes:
        return b"%.4f %.4f m %.4f %.4f l S\n" % (*self._at(start), *self._at(end))

    def _text(self, text: str, font: str, size: float, at: Point) -> bytes:
        """Write a clean line round a point."""
        x, y = self._at(at)
        x -= width(text, font, size) / 2
        shown = self._document.show(text, font, size)
        return b"BT 1 0 0 1 %.4f %.4f Tm %b ET\n" % (x, y - size * 0.36, shown)

    def _at(self, point: Point) -> Point:
        """Return a point as PDF counts: in points, from the bottom left."""
        medium = self._sheet.medium
        return (medium.width / 2 + point[0]) * mm, (medium.height / 2 - point[1]) * mm
