"""Lines of text in any script, from anybody: cleaned, measured, fitted, split over the fonts.

Nothing here knows markup, so no text can be taken for it.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from math import ceil
from typing import NamedTuple

import arabic_reshaper
from bidi.algorithm import get_display

from reports import fonts

LEAST = 6.0
"""The smallest size, in points, that is still read on paper."""

SHRINK_FIRST = 0.88
"""A line shrinks to this share of its size before it is broken into one line more."""

PLAIN = re.compile(r"[ !-'*-\[\]-~]*")
"""Printable ASCII without the signs of a PDF string: what PDF takes as it stands."""

ELLIPSIS = "…"
_JOINERS = "\u200c\u200d"  # they shape Arabic, and are themselves not drawn
_SPACES = {"Zs", "Zl", "Zp"}
_DROPPED = {"Cc", "Cf"}  # controls, marks of direction, soft hyphens, tags
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")


class Run(NamedTuple):
    """Letters of one font in the order they are drawn, and how far they go at a size of 1000."""

    font: str
    text: str
    advance: float


class Fitted(NamedTuple):
    """Text broken into ``lines`` of ``size`` points; ``whole`` unless something was cut off."""

    lines: tuple[str, ...]
    size: float
    whole: bool


def clean(text: str) -> str:
    """Return ``text`` composed (NFC), its white space single spaces, its controls dropped."""
    if text.isascii() and text.isprintable():
        return text
    if unicodedata.is_normalized("NFC", text) and fonts.advances(fonts.REGULAR).keys() >= set(text):
        return text
    kept = (_cleaned(letter) for letter in unicodedata.normalize("NFC", text))
    return "".join(kept).strip()


def unprintable(text: str) -> set[str]:
    """Return the letters of ``text`` that no shipped font has."""
    if text.isascii():
        return set()
    return {
        unicodedata.normalize("NFKC", letter)
        for letter in _shaped(clean(text))
        if _drawn(letter) == fonts.MISSING != letter
    }


def runs(text: str, font: str) -> list[Run]:
    """Return clean ``text`` in drawing order, split between ``font`` and the fallback."""
    if fonts.advances(font).keys() >= set(text):
        return [_run(font, text)] if text else []
    drawn = "".join(map(_drawn, _shaped(text)))
    ways = {unicodedata.bidirectional(letter) for letter in drawn}
    if ways & fonts.LEFTWARD:
        # In a sentence of ours an Arabic name is a guest, even where it stands first; a line that
        # has no Latin letter is read as its own script is.
        turned = get_display(drawn, base_dir="L" if "L" in ways else None)
        drawn = "".join(map(_drawn, turned))  # brackets come out turned round
    return [
        _run(font if ours else fonts.FALLBACK, "".join(letters))
        for ours, letters in groupby(drawn, lambda letter: fonts.has(font, letter))
    ]


def width(text: str, font: str, size: float) -> float:
    """Return how wide clean ``text`` is at ``size`` points, in points."""
    return _advance(text, font) * size / 1000


def fit(
    text: str, font: str, size: float, room: float, *, lines: int = 1, least: float = LEAST
) -> Fitted:
    """Make ``text`` fit ``room`` points: shrunk first, then on more lines, then cut.

    It is never under ``least`` points and never on more than ``lines`` lines.
    """
    text = clean(text)
    wide = _advance(text, font) / 1000
    if wide * size <= room:
        return Fitted((text,), size, whole=True)
    if wide * least <= room * lines:
        words = _words(text, font)
        for count in range(1, lines + 1):
            floor = least if count == lines else max(least, size * SHRINK_FIRST)
            for points in _sizes(min(size, count * room / wide), floor):
                if len(broken := _broken(words, font, points, room)) <= count:
                    return Fitted(tuple(broken), points, whole=True)
    return Fitted(_cut(text, font, least, room, lines), least, whole=False)


@cache
def ascii_steps(font: str) -> tuple[bytes, float]:
    """Return the advance of each ASCII letter as whole steps, and how wide a step is at size 1.

    ``sum(text.encode().translate(steps))`` then measures plain text at the machine's speed. Steps
    are rounded up: what seems to fit does fit.
    """
    advances = [fonts.advances(font).get(chr(code), 0.0) for code in range(128)]
    step = max(advances) / 255
    return bytes(ceil(advance / step) for advance in advances) + bytes(128), step / 1000


def wrap(text: str, font: str, size: float, room: float) -> list[str]:
    """Break ``text`` into lines of at most ``room`` points; a word wider than that is broken too.

    >>> wrap("Kantor Cabang Bulungan", fonts.REGULAR, 10, 80)
    ['Kantor Cabang', 'Bulungan']
    """
    return _broken(_words(clean(text), font), font, size, room)


def _words(text: str, font: str) -> list[tuple[str, float]]:
    return [(word, _advance(word, font)) for word in text.split()]


def _broken(words: list[tuple[str, float]], font: str, size: float, room: float) -> list[str]:
    """Put words with their advances on lines of at most ``room`` points."""
    room, space = room * 1000 / size, _advance(" ", font)
    lines: list[str] = []
    line, filled = "", 0.0
    for word, wide in words:
        if line and filled + space + wide <= room:
            line, filled = f"{line} {word}", filled + space + wide
            continue
        if line:
            lines.append(line)
        *pieces, line = _pieces(word, font, room) if wide > room else (word,)
        lines += pieces
        filled = _advance(line, font) if pieces else wide
    return [*lines, line]


def _pieces(word: str, font: str, room: float) -> list[str]:
    pieces = []
    while word:
        piece = _longest_start(word, font, room) or word[:1]
        pieces.append(piece)
        word = word[len(piece) :]
    return pieces


def _cut(text: str, font: str, size: float, room: float, lines: int) -> tuple[str, ...]:
    wide = room * 1000 / size
    broken = wrap(_longest_start(text, font, (lines + 1) * wide), font, size, room)
    last = " ".join(broken[lines - 1 : lines + 1])
    start = _longest_start(last, font, wide - _advance(ELLIPSIS, font))
    return (*broken[: lines - 1], start.rstrip() + ELLIPSIS)


def _advance(text: str, font: str) -> float:
    """Return how far clean ``text`` moves on, in thousandths of the size."""
    try:
        return sum(map(fonts.advances(font).__getitem__, text))
    except KeyError:
        return sum(run.advance for run in runs(text, font))


def _run(font: str, text: str) -> Run:
    try:
        return Run(font, text, sum(map(fonts.advances(font).__getitem__, text)))
    except KeyError:  # letters read from right to left
        return Run(font, text, sum(fonts.advance(font, letter) for letter in text))


def _longest_start(text: str, font: str, room: float) -> str:
    """Return as much of the beginning of ``text`` as fits ``room``, no accent torn off."""
    low, high = 0, 1
    while high < len(text) and _advance(text[:high], font) <= room:
        low, high = high, high * 2
    high = min(high, len(text))
    while low < high:
        middle = (low + high + 1) // 2
        if _advance(text[:middle], font) <= room:
            low = middle
        else:
            high = middle - 1
    while 0 < low < len(text) and unicodedata.combining(text[low]):
        low -= 1
    return text[:low]


def _sizes(size: float, floor: float) -> Iterator[float]:
    """Yield the sizes to try, in half points, ``floor`` last."""
    points = int(size * 2) / 2
    while points > floor:
        yield points
        points -= 0.5
    if size >= floor:
        yield floor


@cache
def _cleaned(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in _SPACES or letter in "\t\n\v\f\r":
        return " "
    if letter in _JOINERS:
        return letter
    if category in _DROPPED or 0xFE00 <= ord(letter) <= 0xFE0F:  # variation selectors
        return ""
    return fonts.MISSING if category == "Cs" else letter  # half a pair is no letter


@cache
def _drawn(letter: str) -> str:
    """Return what is drawn for ``letter``: itself, its plain form, or the mark of a missing one."""
    for form in (letter, unicodedata.normalize("NFKC", letter)):
        if all(map(_can_be_drawn, form)):
            return form
    return fonts.MISSING


def _can_be_drawn(letter: str) -> bool:
    if not unicodedata.bidirectional(letter):  # of no direction known: not a letter yet
        return False
    return fonts.has(fonts.REGULAR, letter) or fonts.has(fonts.FALLBACK, letter)


@cache
def _reshaper() -> arabic_reshaper.ArabicReshaper:
    # Whole words made one glyph would hide the letters of a name from searching and copying.
    return arabic_reshaper.ArabicReshaper({"ARABIC LIGATURE ALLAH": False})


def _shaped(text: str) -> str:
    shaped = _reshaper().reshape(text) if _ARABIC.search(text) else text
    for joiner in _JOINERS:
        shaped = shaped.replace(joiner, "")
    return str(shaped)
