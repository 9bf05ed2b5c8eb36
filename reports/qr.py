"""QR codes: a few as the library draws them, long runs of them put together from tables."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

import segno

from reports.qr_modes import BYTES, COMPACT, MASK, Mode, Symbol

if TYPE_CHECKING:
    from reports.qr_tables import Tables

LEVEL = "Q"
"""A quarter of the code may be scratched away; segno raises it where the symbol has room."""

FINER = "M"
"""Where modules would get too small to be printed well: 15 % may be scratched away."""

WORTHWHILE = 16
"""So many codes of one shape are left to the library before it is worth making tables."""

QUIET = 4
"""Modules that stay white on every side (ISO/IEC 18004)."""

Shape = tuple[Mode, int, str]
"""Mode, number of letters, level of error correction: what codes share that differ in bits only."""

_COMPACT = COMPACT.alphabet.encode()


def symbol(text: str, level: str = LEVEL) -> Symbol:
    """Return the QR symbol of ``text``, without its quiet zone; ``level`` is of error correction.

    Raises:
        ValueError: ``text`` is empty or more than a QR code can hold.

    """
    return _symbol(*_payload(text), level)


def symbol_within(text: str, most: int) -> Symbol:
    """Return the symbol of at most so many modules a side; a larger one only if need be.

    Raises ValueError where ``text`` is empty or more than a QR code can hold.
    """
    mode, letters = _payload(text)
    return _symbol(mode, letters, _level_for(mode, len(letters), most))


def symbols_within(texts: Sequence[str], most: int) -> list[Symbol | None]:
    """Return the same of many texts, those of one shape at once; None where there is no symbol."""
    alike: defaultdict[Shape, dict[int, str]] = defaultdict(dict)
    found: list[Symbol | None] = [None] * len(texts)
    for at, text in enumerate(texts):
        if text:
            mode, letters = _payload(text)
            alike[mode, len(letters), _level_for(mode, len(letters), most)][at] = letters
    for shape, payloads in alike.items():
        with suppress(ValueError):  # more than a QR code can hold
            for at, symbol in zip(payloads, _symbols(shape, [*payloads.values()]), strict=True):
                found[at] = symbol
    return found


def quick_symbol(text: str) -> Symbol:
    """Return the same symbol put together from the tables, which are made where they lack."""
    mode, letters = _payload(text)
    tables = _tables(mode, len(letters), LEVEL)
    return tables.symbols([letters])[0] if tables else _drawn(mode, letters, LEVEL)


def library_symbol(text: str) -> Symbol:
    """Return the same symbol as segno alone makes it."""
    return _drawn(*_payload(text), LEVEL)


def pdf_image(symbol: Symbol) -> bytes:
    """Return the operators that paint a QR code on the unit square, in the ink that fills.

    One bit a module, straight in the content stream: smaller than an object of its own.
    """
    size, rows = symbol
    return b"BI/W %d/H %d/BPC 1/IM true ID %b\nEI" % (size, size, rows)


def _payload(text: str) -> tuple[Mode, str]:
    if not text:
        raise ValueError("an empty text has no QR code")
    codes = text.encode()
    if not codes.translate(None, _COMPACT):
        return COMPACT, text
    return BYTES, codes.decode("latin-1")


def _symbol(mode: Mode, letters: str, level: str) -> Symbol:
    [symbol] = _symbols((mode, len(letters), level), [letters])
    return symbol


def _symbols(shape: Shape, payloads: Sequence[str]) -> list[Symbol]:
    mode, _, level = shape
    _asked[shape] += len(payloads)
    if _asked[shape] > WORTHWHILE and (tables := _tables(*shape)):
        return tables.symbols(payloads)
    return [_drawn(mode, letters, level) for letters in payloads]


_asked: Counter[Shape] = Counter()


@cache
def _tables(mode: Mode, length: int, level: str) -> "Tables | None":
    """Return the tables of a shape of code; None where they would be too large."""
    from reports.qr_tables import MOST_BYTES, Tables, table_bytes

    size = _drawn(mode, mode.letters(0, length), level).size
    return Tables(mode, length, level) if table_bytes(mode, length, size) <= MOST_BYTES else None


@cache
def _level_for(mode: Mode, length: int, most: int) -> str:
    try:
        size = _drawn(mode, mode.letters(0, length), LEVEL).size
    except ValueError:  # more than it can hold
        return FINER
    return LEVEL if size <= most else FINER


def _drawn(mode: Mode, letters: str, level: str) -> Symbol:
    """Return a symbol as segno draws it."""
    content = mode.content(letters)
    drawn = segno.make(content, error=level, mode=mode.name, mask=MASK, micro=False)
    size = len(drawn.matrix)
    return Symbol(size, b"".join(map(_packed, drawn.matrix)))


def _packed(row: bytearray) -> bytes:
    """Return a row of modules as bits in whole bytes, a set bit white."""
    whole = -(-len(row) // 8)
    dark = int("".join(map(str, row)).ljust(whole * 8, "0"), 2)
    return (dark ^ (1 << whole * 8) - 1).to_bytes(whole)
