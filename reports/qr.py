"""QR codes by the thousand: symbols as bits, put together from the library's own symbols.

For one version, level, mask and length a QR symbol is an affine function of its payload's bits:
data bits stand in it as they are, the error correction (Reed-Solomon over GF(256)) is linear, mask
and format bits are constant. So a symbol is that of the zero payload with the differences XORed
onto it that its bits make. segno draws those few, once; the rest is XOR.
"""

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

import segno

LEVEL = "Q"
"""A quarter of the code may be scratched away; segno raises it where the symbol has room."""

MASK = 0
"""Any mask is allowed, a reader takes it from the format bits. A constant one keeps it affine."""

WORTHWHILE = 32
"""So many codes of one length are left to the library before it is worth making tables."""

QUIET = 4
"""Modules that stay white on every side (ISO/IEC 18004)."""


class Symbol(NamedTuple):
    """A square of ``size`` modules: rows of whole bytes from the top, a set bit is white."""

    size: int
    rows: bytes


def symbol(text: str) -> Symbol:
    """Return the QR symbol of ``text``, without its quiet zone.

    Raises:
        ValueError: ``text`` is empty or more than a QR code can hold.

    """
    mode, letters = _payload(text)
    _asked[mode, len(letters)] += 1
    if _asked[mode, len(letters)] > WORTHWHILE:
        return _tables(mode, len(letters)).symbol(letters)
    return _drawn(mode, letters)


def quick_symbol(text: str) -> Symbol:
    """Return the same symbol put together from the tables, which are made where they lack."""
    mode, letters = _payload(text)
    return _tables(mode, len(letters)).symbol(letters)


def library_symbol(text: str) -> Symbol:
    """Return the same symbol as segno alone makes it."""
    return _drawn(*_payload(text))


def pdf_image(text: str) -> bytes:
    """Return the operators that paint the QR code of ``text`` on the unit square, in the fill ink.

    One bit a module, straight in the content stream: smaller than an object of its own.

    Raises:
        ValueError: ``text`` is empty or more than a QR code can hold.

    """
    size, rows = symbol(text)
    return b"BI/W %d/H %d/BPC 1/IM true ID %b\nEI" % (size, size, rows)


class _Mode(NamedTuple):
    """How QR packs letters: ``piece`` letters make one number, written in the alphabet's base."""

    name: str
    alphabet: str
    piece: int

    def value(self, piece: str) -> int:
        number = 0
        for letter in piece:
            number = number * len(self.alphabet) + self.alphabet.index(letter)
        return number

    def letters(self, value: int, length: int) -> str:
        found = ""
        for _ in range(length):
            value, digit = divmod(value, len(self.alphabet))
            found = self.alphabet[digit] + found
        return found

    def draw(self, letters: str) -> segno.QRCode:
        content = letters.encode("latin-1") if self is _BYTES else letters
        return segno.make(content, error=LEVEL, mode=self.name, mask=MASK, micro=False)


_COMPACT = _Mode("alphanumeric", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", 2)
_BYTES = _Mode("byte", "".join(map(chr, range(256))), 1)
_ALL_COMPACT = re.compile(r"[0-9A-Z $%*+\-./:]+")


def _payload(text: str) -> tuple[_Mode, str]:
    if not text:
        raise ValueError("an empty text has no QR code")
    if _ALL_COMPACT.fullmatch(text):
        return _COMPACT, text
    return _BYTES, text.encode().decode("latin-1")


class _Tables:
    """What each piece of a payload changes in the symbol, for one mode and length."""

    def __init__(self, mode: _Mode, length: int) -> None:
        zero = mode.letters(0, length)
        drawn = mode.draw(zero)
        self._size = len(drawn.matrix)
        self._bytes = self._size * ((self._size + 7) // 8)
        self._zero = _bits(drawn)
        self._pieces = [
            (slice(at, at + mode.piece), _Differences(mode, zero, self._zero, at))
            for at in range(0, length, mode.piece)
        ]

    def symbol(self, letters: str) -> Symbol:
        """Return the symbol of a payload."""
        bits = self._zero
        for piece, differences in self._pieces:
            bits ^= differences[letters[piece]]
        return Symbol(self._size, bits.to_bytes(self._bytes))


_asked: Counter[tuple[_Mode, int]] = Counter()


@cache
def _tables(mode: _Mode, length: int) -> _Tables:
    return _Tables(mode, length)


class _Differences(dict[str, int]):
    """The change each piece makes at one place of a payload; learnt when first met."""

    def __init__(self, mode: _Mode, zero: str, zero_bits: int, at: int) -> None:
        super().__init__()
        self._mode, self._zero_bits = mode, zero_bits
        self._before, self._after = zero[:at], zero[at + mode.piece :]
        self._length = len(zero[at : at + mode.piece])
        self._units: dict[int, int] = {}

    def __missing__(self, piece: str) -> int:
        value, bits = self._mode.value(piece), 0
        for place in range(value.bit_length()):
            if value >> place & 1:
                bits ^= self._unit(place)
        self[piece] = bits
        return bits

    def _unit(self, place: int) -> int:
        if place not in self._units:
            unit = self._mode.letters(1 << place, self._length)
            drawn = self._mode.draw(self._before + unit + self._after)
            self._units[place] = _bits(drawn) ^ self._zero_bits
        return self._units[place]


def _drawn(mode: _Mode, letters: str) -> Symbol:
    drawn = mode.draw(letters)
    size = len(drawn.matrix)
    return Symbol(size, _bits(drawn).to_bytes(size * ((size + 7) // 8)))


def _bits(code: segno.QRCode) -> int:
    """Return the symbol as one number: its rows in whole bytes, a set bit white."""
    bits = 0
    for row in code.matrix:
        for start in range(0, len(row), 8):
            modules = row[start : start + 8]
            dark = int("".join(map(str, modules)), 2) << (8 - len(modules))
            bits = bits << 8 | (0xFF ^ dark)
    return bits
