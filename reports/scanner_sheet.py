"""The scanner sheet: one test code in several sizes, to see what a scanner still reads."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from reportlab.lib.units import mm

from models.words import Words
from reports import fonts, qr
from reports.card_faults import LEAST_BAR, LEAST_QR
from reports.card_parts import bar_image, bars
from reports.document import A4, Document
from reports.text import fit

QR_MODULES = (0.25, 0.33, 0.5, 0.75, 1.0)
"""Millimetres of a module of each QR code."""
BAR_MODULES = (0.17, 0.19, 0.25, 0.33, 0.5)
"""Millimetres of the narrowest bar of each Code 128; GS1 allows no less than 0.17."""

_EDGE, _TOP = 20.0, 22.0  # millimetres left blank at the sides and above
_BARS_HIGH = 10.0
_BELOW = 13.0  # for what is said of a code, and white before the next


class _Style(NamedTuple):
    font: str
    size: float
    step: float  # millimetres to the next line


_TITLE = _Style(fonts.BOLD, 20, 11)
_HEADING = _Style(fonts.BOLD, 12, 6)
_TEXT = _Style(fonts.REGULAR, 10.5, 5.6)
_UNDER = _Style(fonts.REGULAR, 8, 4)


def write_scanner_sheet(out: BinaryIO, code: str, words: Words) -> int:
    """Write the sheet on A4, every code of it saying ``code``; return its pages.

    Raises ValueError where no Code 128 can be made of that.
    """
    title = words.say("Scanner test sheet")
    document = Document(out, A4, title, words)
    document.add_page(b"".join(_Page(document, code, words).content(title)))
    document.save()
    return document.pages


class _Page:
    """The page while it is drawn, from top to bottom; lengths in millimetres."""

    def __init__(self, document: Document, code: str, words: Words) -> None:
        self._document, self._code, self._words = document, code, words
        self._y = _TOP

    def content(self, title: str) -> Iterator[bytes]:
        yield b"0 g\n"
        yield from self._paragraph(title, _TITLE)
        yield from self._paragraph(self._asked(), _TEXT)
        yield from self._heading("QR")
        yield from self._squares()
        yield from self._heading("Code 128")
        for module in BAR_MODULES:
            yield from self._bars(module)
        yield from self._heading(self._words.say("What the scanner has to be set to"))
        for said in self._settings():
            yield from self._paragraph(f"• {said}", _TEXT)

    def _asked(self) -> str:
        say, number = self._words.say, self._words.number
        return say(
            "Print this in its own size, start the test scan in the settings and scan the codes"
            " from the largest to the smallest. A scanner for cards reads QR codes from {qr} mm"
            " and Code 128 from {bars} mm a module: cards carry none that is finer.",
            qr=number(LEAST_QR),
            bars=number(LEAST_BAR),
        )

    def _settings(self) -> Iterator[str]:
        say = self._words.say
        yield say("It writes like a keyboard, with the keyboard layout of this computer.")
        yield say("QR Code and Code 128 are switched on.")
        yield say("Capital and small letters stay as they are; Caps Lock is off.")
        yield say("Enter follows each code; nothing stands before it.")
        yield say("There is no pause between the letters.")

    def _heading(self, said: str) -> Iterator[bytes]:
        self._y += 3
        yield from self._paragraph(said, _HEADING)

    def _squares(self) -> Iterator[bytes]:
        drawn = qr.symbol(self._code)
        image, largest = qr.pdf_image(drawn), drawn.size * QR_MODULES[-1]
        column = (A4[0] - 2 * _EDGE) / len(QR_MODULES)
        for place, module in enumerate(QR_MODULES):
            x, side = _EDGE + place * column, drawn.size * module
            # Their feet stand on one line, with what is said of them below it.
            yield self._placed(x, self._y + largest, b"%.4f 0 0 %.4f 0 0 cm %b " % (
                side * mm, side * mm, image,
            ))  # fmt: skip
            yield from self._under(x, self._y + largest, module)
        self._y += largest + _BELOW

    def _bars(self, module: float) -> Iterator[bytes]:
        modules, _bits = bar_image(self._code)
        wide = modules * module
        self._y += _BARS_HIGH
        yield self._placed(_EDGE, self._y, bars(self._code, wide * mm, _BARS_HIGH * mm))
        yield from self._under(_EDGE, self._y, module)
        self._y += _BELOW

    def _under(self, x: float, y: float, module: float) -> Iterator[bytes]:
        """Say of a code that ends at ``y`` how large its modules are, and what it says."""
        y += _UNDER.step
        size = self._words.say("{n} mm", n=self._words.number(module))
        yield self._line(size, _UNDER._replace(font=fonts.BOLD), (x, y))
        yield self._line(self._code, _UNDER, (x, y + _UNDER.step))

    def _paragraph(self, said: str, style: _Style) -> Iterator[bytes]:
        fitted = fit(said, style.font, style.size, (A4[0] - 2 * _EDGE) * mm, lines=5)
        for line in fitted.lines:
            yield self._line(line, style, (_EDGE, self._y))
            self._y += style.step

    def _line(self, said: str, style: _Style, at: tuple[float, float]) -> bytes:
        shown = self._document.show(said, style.font, style.size)
        return b"BT 1 0 0 1 %.4f %.4f Tm %b ET\n" % (at[0] * mm, (A4[1] - at[1]) * mm, shown)

    def _placed(self, x: float, y: float, drawn: bytes) -> bytes:
        return b"q 1 0 0 1 %.4f %.4f cm %bQ\n" % (x * mm, (A4[1] - y) * mm, drawn)
