"""The signed code of a card: what it says, packed into bytes and written in letters.

A code is ``JK2:`` and a text in Base45 (RFC 9285), which QR codes pack as tightly as bytes. Under
it lie what is said and 64 bytes of signature (Ed25519, RFC 8032); no NIK, and no name.

    mark    4  the key that signed it
    kind    1  the card's kind in the highest bit, its programmes in the others
    name    7  digest of the number and the name
    until   3  last day that is paid for, as a day since the year 1; 0 for none
    issued  3  the day it was issued, likewise
    serial  5  the number of the desk that drew it in 13 bits, what it counted in 27
    number  13 or more, always odd, so that no code ends in a blank
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from struct import iter_unpack

from typing_extensions import override

from models.cards.faces import CardFace
from models.cards.tables import CardKind

PREFIX = "JK2:"
LONGEST = 512
"""Letters of a text that are looked at; no code has as many."""
MARK_BYTES = 4
SIGNATURE_BYTES = 64
PROGRAMMES = ("JKK", "JKM", "JHT", "JP", "JKP")
"""In the order of their bits, which never changes: cards that are out rely on it."""

_NAME_BYTES = 7
_DAY_BYTES = 3
_SERIAL_BYTES = 5
_COUNT_BITS = 27
_MOST_DESK = 8191
_NUMBER_BYTES = 13
"""Enough for a membership number, and for a proof of registration of any desk."""
_NUMBER_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"
_BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {letter: value for value, letter in enumerate(_BASE45)}
_PAIRS = [first + second for second in _BASE45 for first in _BASE45]
_SERIAL = re.compile(r"K([0-9]{2,4})-([0-9]{6,9})")


class BrokenCodeError(ValueError):
    """A text that begins like a signed code and is none: cut off, misread or altered."""


@dataclass(frozen=True, slots=True)
class Serial:
    """Which copy it is: the number of the desk that drew it, and its count there."""

    desk: int
    count: int

    @override
    def __str__(self) -> str:
        """Write the serial as it is read on a card: ``K01-000123``."""
        return f"K{self.desk:02d}-{self.count:06d}"


@dataclass(frozen=True, slots=True)
class SignedCode:
    """What a code says. Whether that is true, its ``signature`` of ``signed`` tells.

    ``mark`` names the key, as eight hexadecimal digits.
    """

    mark: str
    kind: CardKind
    number: str
    programmes: tuple[str, ...]
    valid_until: date | None
    issued_on: date | None
    serial: Serial
    name_digest: bytes
    signed: bytes
    signature: bytes

    def name_fits(self, name: str) -> bool:
        """Whether the card was made out to this name; capitals, accents and dots aside."""
        return digest_name(self.number, name) == self.name_digest


def read_serial(text: str) -> Serial | None:
    """Return the serial that ``text`` is as ``Serial`` writes it, or None."""
    found = _SERIAL.fullmatch(text)
    return Serial(int(found[1]), int(found[2])) if found else None


def digest_name(number: str, name: str) -> bytes:
    """Return what a code holds of a name.

    The name is not folded as for searching: that may change with time, and a card cannot.
    """
    small = unicodedata.normalize("NFKD", name.casefold()).casefold()
    letters = "".join(filter(str.isalnum, small))
    return hashlib.sha256(f"{number}\0{letters}".encode(errors="replace")).digest()[:_NAME_BYTES]


def pack(face: CardFace, mark: str, serial: Serial) -> bytes:
    """Return what a card's code says, to be signed. Raises ValueError for what it cannot say."""
    return b"".join(
        (
            bytes.fromhex(mark),
            _pack_kind(face),
            digest_name(face.number, face.name),
            _pack_day(face.valid_until),
            _pack_day(face.issued_on),
            _pack_serial(serial),
            _pack_number(face.number),
        )
    )


def to_sign(said: bytes) -> bytes:
    """Return what is signed: the prefix is part of it, so that it can be taken for nothing else."""
    return PREFIX.encode() + said


def write_code(said: bytes, signature: bytes) -> str:
    """Return the text of a code."""
    return PREFIX + base45(said + signature)


def is_signed_code(text: str) -> bool:
    """Whether ``text`` begins like a signed code."""
    return text.lstrip()[: len(PREFIX)].upper() == PREFIX


def read_code(text: str) -> SignedCode:
    """Return what a code says, however its letters came; nothing of it is proven yet.

    Small letters count as capitals: a scanner is a keyboard, and may have Caps Lock on. Raises
    BrokenCodeError.
    """
    trimmed = text.strip()
    if len(trimmed) > LONGEST or not trimmed.isascii() or not is_signed_code(trimmed):
        raise BrokenCodeError(trimmed[:LONGEST])
    packed = from_base45(trimmed[len(PREFIX) :].upper())
    said, signature = packed[:-SIGNATURE_BYTES], packed[-SIGNATURE_BYTES:]
    if len(said) < _NUMBER_AT + _NUMBER_BYTES or len(said) % 2:
        raise BrokenCodeError(trimmed)
    try:
        return _unpacked(said, signature)
    except (ValueError, OverflowError) as error:  # no such day, no such number
        raise BrokenCodeError(trimmed) from error


def base45(data: bytes) -> str:
    """Write bytes in Base45 (RFC 9285): two of them in three letters, a last one in two."""
    pairs, left = divmod(len(data), 2)
    parts = [
        _PAIRS[two % 45**2] + _BASE45[two // 45**2]
        for (two,) in iter_unpack(">H", data[: 2 * pairs])
    ]
    return "".join(parts) + (_PAIRS[data[-1]] if left else "")


def from_base45(text: str) -> bytes:
    """Return the bytes that ``base45`` wrote. Raises BrokenCodeError where it wrote no such text.

    >>> from_base45(base45(b"Hello!!"))
    b'Hello!!'
    """
    data = bytearray()
    for at in range(0, len(text), 3):
        piece = text[at : at + 3]
        value = sum(_VALUES.get(letter, 1 << 16) * 45**power for power, letter in enumerate(piece))
        length = len(piece) - 1
        if length == 0 or value >= 1 << 8 * length:
            raise BrokenCodeError(text)
        data += value.to_bytes(length)
    return bytes(data)


_NAME_AT = MARK_BYTES + 1
_UNTIL_AT = _NAME_AT + _NAME_BYTES
_ISSUED_AT = _UNTIL_AT + _DAY_BYTES
_SERIAL_AT = _ISSUED_AT + _DAY_BYTES
_NUMBER_AT = _SERIAL_AT + _SERIAL_BYTES


def _unpacked(said: bytes, signature: bytes) -> SignedCode:
    kind = said[MARK_BYTES]
    serial = int.from_bytes(said[_SERIAL_AT:_NUMBER_AT])
    return SignedCode(
        mark=said[:MARK_BYTES].hex(),
        kind=CardKind.PROOF if kind & 0x80 else CardKind.MEMBER,
        number=_unpack_number(said[_NUMBER_AT:]),
        programmes=tuple(one for bit, one in enumerate(PROGRAMMES) if kind >> bit & 1),
        valid_until=_unpack_day(said[_UNTIL_AT:_ISSUED_AT]),
        issued_on=_unpack_day(said[_ISSUED_AT:_SERIAL_AT]),
        serial=Serial(serial >> _COUNT_BITS, serial & (1 << _COUNT_BITS) - 1),
        name_digest=said[_NAME_AT:_UNTIL_AT],
        signed=to_sign(said),
        signature=signature,
    )


def _pack_kind(face: CardFace) -> bytes:
    bits = 0x80 if face.kind is CardKind.PROOF else 0
    for programme in face.programmes:
        bits |= 1 << PROGRAMMES.index(programme)
    return bytes((bits,))


def _pack_day(day: date | None) -> bytes:
    return (day.toordinal() if day else 0).to_bytes(_DAY_BYTES)


def _unpack_day(packed: bytes) -> date | None:
    ordinal = int.from_bytes(packed)
    return date.fromordinal(ordinal) if ordinal else None


def _pack_serial(serial: Serial) -> bytes:
    if not (0 <= serial.desk <= _MOST_DESK and 0 <= serial.count < 1 << _COUNT_BITS):
        raise ValueError(f"no code has room for the serial {serial}")
    return (serial.desk << _COUNT_BITS | serial.count).to_bytes(_SERIAL_BYTES)


def _pack_number(number: str) -> bytes:
    """Pack a number as one number whose digits go from 1 on: a 0 that leads it is kept."""
    value = 0
    for letter in number:
        value = value * len(_NUMBER_LETTERS) + _NUMBER_LETTERS.index(letter) + 1
    needed = (value.bit_length() + 7) // 8
    return value.to_bytes(max(_NUMBER_BYTES, needed | 1))


def _unpack_number(packed: bytes) -> str:
    value, letters = int.from_bytes(packed), []
    while value:
        value, digit = divmod(value - 1, len(_NUMBER_LETTERS))
        letters.append(_NUMBER_LETTERS[digit])
    return "".join(reversed(letters))
