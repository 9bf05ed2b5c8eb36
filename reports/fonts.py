"""The shipped fonts, read and given to reportlab when first asked for."""

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from resources import resource

REGULAR = "Inter-Regular"
SEMIBOLD = "Inter-SemiBold"
BOLD = "Inter-Bold"
FALLBACK = "DejaVuSans"
"""Has what Inter lacks: Arabic, Hebrew, symbols and many emoji. It has one weight."""

MISSING = "□"
"""Stands where no shipped font has the letter."""

LEFTWARD = frozenset({"R", "AL", "AN"})
"""Unicode's directions of letters that run from right to left."""


@cache
def font(name: str) -> TTFont:
    """Return the shipped font ``name``, registered under that name; ASCII keeps its own codes."""
    with resource("fonts", f"{name}.ttf").open("rb") as file:
        read = TTFont(name, file, asciiReadable=True, shapable=False)
    face: Any = read.face  # the stubs leave out what follows
    face.makeSubset = _kept(face.makeSubset)
    registerFont(read)
    return read


def _kept(make_subset: Callable[[Sequence[int]], bytes]) -> Callable[[Sequence[int]], bytes]:
    """Keep the last subsets of a font: often papers, and previews most, have the same letters."""
    kept = lru_cache(maxsize=4)(make_subset)
    return lambda letters: kept(tuple(letters))


@cache
def advances(name: str) -> dict[str, float]:
    """Return how far each letter of a font moves on, in thousandths of the size.

    Only letters that may be drawn one after the other as they come: nothing that is read from
    right to left, and no control.
    """
    return {letter: width for letter, width in _letters(name).items() if _stands_alone(letter)}


def has(name: str, letter: str) -> bool:
    """Tell whether a font can draw ``letter``."""
    return letter in _letters(name)


def advance(name: str, letter: str) -> float:
    """Return how far ``letter`` moves on, in thousandths of the size."""
    return _letters(name)[letter]


@cache
def _letters(name: str) -> dict[str, float]:
    face = font(name).face
    return {chr(code): float(face.charWidths[code]) for code in face.charToGlyph}


def _stands_alone(letter: str) -> bool:
    return (
        unicodedata.bidirectional(letter) not in LEFTWARD and unicodedata.category(letter)[0] != "C"
    )
