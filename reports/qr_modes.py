"""How a QR code packs letters into bits (ISO/IEC 18004, 7.4)."""

from typing import NamedTuple

MASK = 0
"""Any mask is allowed, a reader takes it from the format bits. A constant one keeps it affine."""


class Symbol(NamedTuple):
    """A square of ``size`` modules: rows of whole bytes from the top, a set bit is white."""

    size: int
    rows: bytes


class Mode(NamedTuple):
    """How letters are packed: ``piece`` of them make one number, written in the alphabet's base."""

    name: str
    alphabet: str
    piece: int

    def letters(self, value: int, length: int) -> str:
        """Return the letters that make a number."""
        found = ""
        for _ in range(length):
            value, digit = divmod(value, len(self.alphabet))
            found = self.alphabet[digit] + found
        return found

    def width(self, letters: int) -> int:
        """Return how many bits a piece of so many letters takes."""
        return int.bit_length(len(self.alphabet) ** letters - 1)

    def content(self, letters: str) -> str | bytes:
        """Return letters as the library wants them."""
        return letters.encode("latin-1") if self is BYTES else letters


COMPACT = Mode("alphanumeric", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", 2)
BYTES = Mode("byte", "".join(map(chr, range(256))), 1)
