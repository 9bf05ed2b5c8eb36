"""Slots: room for one text in a template of PDF operators, filled thousands of times."""

from collections.abc import Callable
from typing import Any, Protocol

from reportlab.lib.units import mm

from reports.design import LEADING, SHARES, Text
from reports.document import Document
from reports.text import PLAIN, Fitted, ascii_steps, fit, width

_MOST_KEPT = 4096


class Slot:
    """One text of a template: from a value to the operators that show it in its room.

    The template has chosen the font and the place; both are so again after the text.
    """

    def __init__(
        self, document: Document, room: Text, said: Callable[[Any], str] | None = None
    ) -> None:
        self._document, self._room, self._said = document, room, said
        self._font = document.font(room.font, room.size)
        self._steps, step = ascii_steps(room.font)
        self._most = int(room.width * mm / (room.size * step))
        self._left = room.align == "left"

    def show(self, value: Any) -> bytes:  # noqa: ANN401 - whatever ``said`` takes
        """Return the operators that show ``value``: a text, or what ``said`` makes one."""
        text = self._said(value) if self._said else value
        if self._left and PLAIN.fullmatch(text):
            codes = text.encode()  # in the chosen font ASCII stands for itself
            if sum(codes.translate(self._steps)) <= self._most:
                return b"(%b)Tj" % codes
        return shown(self._document, self._room, text) + self._font


class Shows(Protocol):
    """What turns a value into the operators that show it."""

    def show(self, value: Any) -> bytes:  # noqa: ANN401 - whatever it takes
        """Return the operators that show ``value``."""


class Kept(dict[Any, bytes]):
    """A slot whose values come again and again: their operators are made once."""

    def __init__(self, slot: Shows) -> None:
        super().__init__()
        self._slot = slot

    def __missing__(self, value: object) -> bytes:
        if len(self) >= _MOST_KEPT:
            self.clear()
        operators = self[value] = self._slot.show(value)
        return operators


def fitted(room: Text, text: str) -> Fitted:
    """Make ``text`` fit its room; see whether all of it does."""
    return fit(text, room.font, room.size, room.width * mm, lines=room.lines)


def shown(document: Document, room: Text, text: str) -> bytes:
    """Return the operators of a text on one line or more, back where they began."""
    lines, size, _ = fitted(room, text)
    if len(lines) == 1 and room.align == "left":
        return document.show(lines[0], room.font, size)
    step = size * LEADING
    y = room.rise * step * (len(lines) - 1)
    at = (0.0, 0.0)
    parts = []
    for line in lines:
        x = -SHARES[room.align] * width(line, room.font, size)
        parts.append(_moved(x - at[0], y - at[1]) + document.show(line, room.font, size))
        at, y = (x, y), y - step
    return b"".join(parts) + _moved(-at[0], -at[1])


def _moved(x: float, y: float) -> bytes:
    return b" %.5g %.5g Td " % (x, y) if x or y else b""
