"""Texts of a card in their boxes: made to fit, and filled into a template thousands of times."""

import re
from collections.abc import Callable
from typing import Any

from reportlab.lib.units import mm

from models.designs.design import Align, Element, Fit, Rise, Text, Weight
from reports import fonts
from reports.design import LEADING, SHARES
from reports.document import Document
from reports.text import SHRINK_FIRST, Fitted, ascii_steps, fit, width

ASCENT = 0.76
"""Of a line's height so much is above its baseline."""
FONTS = {Weight.REGULAR: fonts.REGULAR, Weight.SEMIBOLD: fonts.SEMIBOLD, Weight.BOLD: fonts.BOLD}

_SHARES = {Rise.TOP: 0.0, Rise.MIDDLE: 0.5, Rise.BOTTOM: 1.0}
_PLAIN = re.compile(r"[ !-'*-\[\]-~]*")  # printable ASCII without the signs of a PDF string


class BoxedText:
    """One text of a template: from a value to the operators that show it in its box.

    The template has gone to ``at``, where a line of the text's own size begins, and has chosen its
    ``font``; both are so again after the text. Sizes are points, ``wide`` and ``high`` of the box.
    """

    def __init__(
        self,
        document: Document,
        text: Text,
        size: tuple[float, float],
        said: Callable[[Any], str],
    ) -> None:
        self._document, self._text, self._said = document, text, said
        self._wide, self._high = size
        self._size = largest(text, size[1])
        self._face = FONTS[text.weight]
        self.font = document.font(self._face, self._size)
        self._advances = fonts.advances(self._face)
        self._steps, step = ascii_steps(self._face)
        self._most = int(self._wide / (self._size * step))
        self._left = text.align is Align.LEFT
        self.at = SHARES[text.align] * self._wide, self._baseline(1, self._size)

    def show(self, value: Any) -> bytes:  # noqa: ANN401 - whatever ``said`` takes
        """Return the operators that show what is said of ``value``."""
        text = self._said(value)
        if _PLAIN.fullmatch(text):
            codes = text.encode()  # in the chosen font ASCII stands for itself
            if sum(codes.translate(self._steps)) <= self._most:
                return b"(%b)Tj" % codes if self._left else self._aside(text, codes)
        return self._shown(text)

    def _aside(self, text: str, codes: bytes) -> bytes:
        """Show a line that fits as it is, to the left of where it is aligned."""
        wide = sum(map(self._advances.__getitem__, text)) * self._size / 1000
        x = SHARES[self._text.align] * wide
        return b"%.3f 0 Td (%b)Tj %.3f 0 Td" % (-x, codes, x)

    def _shown(self, text: str) -> bytes:
        lines, size, _ = fitted(self._text, text, (self._wide, self._high))
        top = self._baseline(len(lines), size) - self.at[1]
        at = (0.0, 0.0)
        parts = []
        for number, line in enumerate(lines):
            x = -SHARES[self._text.align] * width(line, self._face, size)
            y = top - number * size * LEADING
            parts.append(_moved(x - at[0], y - at[1]))
            parts.append(self._document.show(line, self._face, size))
            at = x, y
        return b"".join(parts) + _moved(-at[0], -at[1]) + self.font

    def _baseline(self, lines: int, size: float) -> float:
        """Return how high over the box's bottom the first of so many lines stands."""
        left = self._high - size * (1 + LEADING * (lines - 1))
        return self._high - _SHARES[self._text.rise] * left - ASCENT * size


def largest(text: Text, high: float) -> float:
    """Return the size a text begins with in a box ``high`` points high."""
    return max(min(text.size, high), min(text.least, text.size))


def fitted(text: Text, said: str, size: tuple[float, float]) -> Fitted:
    """Make what is said fit a text's box of ``size`` points; see whether all of it does."""
    wide, high = size
    face, first = FONTS[text.weight], largest(text, high)
    if text.fit is Fit.ELLIPSIS:
        return fit(said, face, first, wide, least=first)
    least = min(text.least, first)
    most = 1
    if text.fit is Fit.WRAP:
        most = max(1, int((high / least - 1) / LEADING) + 1)
    floor = max(least, first * SHRINK_FIRST)
    for count in range(1, most):
        points = min(first, _room(high, count))
        if points >= floor:
            found = fit(said, face, points, wide, lines=count, least=floor)
            if found.whole:
                return found
    points = max(min(first, _room(high, most)), least)
    return fit(said, face, points, wide, lines=most, least=least)


def _room(high: float, lines: int) -> float:
    """Return the size at which so many lines fill a height."""
    return high / (1 + LEADING * (lines - 1))


def box_size(element: Element) -> tuple[float, float]:
    """Return width and height of the room something is drawn in, in points, before it is turned."""
    wide, high = element.box.width * mm, element.box.height * mm
    return (high, wide) if element.turned % 180 else (wide, high)


def _moved(x: float, y: float) -> bytes:
    return b" %.3f %.3f Td " % (x, y) if x or y else b""
