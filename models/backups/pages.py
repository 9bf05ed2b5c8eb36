"""The pages of an encrypted file as SQLCipher lays them out: read one by one, and sealed anew.

SQLCipher answers nothing more after the first page that is damaged, and SQLite begins with those
that say which tables there are. To get past them each page has to be looked at by itself.
Layout: AES-256 in CBC mode, then its 16 bytes of start and an HMAC-SHA512 over both and the page's
number; the first page begins with the salt in the clear.
"""

import hmac
import os
from hashlib import pbkdf2_hmac
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE = 4096
SALT, START, MARK = 16, 16, 64
BODY = PAGE - START - MARK
"""How many bytes of a page SQLite uses."""
MAGIC = b"SQLite format 3\0"
MASK = 0x3A
INNER, LEAF = 0x05, 0x0D
"""How pages of a table's tree begin: those that lead to others, and those that hold records."""
TEXT, ZERO = 13, 8
"""How a record says that a text follows, or that there is nothing to follow: it is nought."""
LOST = "lost_page_"
"""How the lines are named that stand in the place of lost ones."""


class Pages:
    """The pages of one file, counted from 1."""

    def __init__(self, path: Path, file_key: bytes) -> None:
        """Read the file's salt. Raises OSError."""
        self._path = path
        self._key = file_key
        with path.open("rb") as file:
            salt = file.read(SALT)
        masked = bytes(one ^ MASK for one in salt)
        self._mark_key = pbkdf2_hmac("sha512", file_key, masked, 2, 32)

    def read(self, number: int) -> bytes | None:
        """Return what a page holds; None where it is damaged or missing. Raises OSError."""
        with self._path.open("rb") as file:
            file.seek((number - 1) * PAGE)
            sealed = file.read(PAGE)[self._clear(number) :]
        if len(sealed) < PAGE - self._clear(number):
            return None
        if not hmac.compare_digest(self._mark(number, sealed[:-MARK]), sealed[-MARK:]):
            return None
        opened = Cipher(AES256(self._key), CBC(sealed[-MARK - START : -MARK])).decryptor()
        body = opened.update(sealed[: -MARK - START]) + opened.finalize()
        return (MAGIC if number == 1 else b"") + body

    def sealed(self, number: int, body: bytes) -> bytes:
        """Return the page ``number``, not the first, as it has to stand in the file."""
        start = os.urandom(START)
        closed = Cipher(AES256(self._key), CBC(start)).encryptor()
        written = closed.update(body) + closed.finalize() + start
        return written + self._mark(number, written)

    def lost_of_schema(self) -> dict[int, int] | None:
        """Return the pages that cannot be read of those that say which tables there are.

        Each with a row id that may stand on it. None where the first page is among them: nothing
        leads on from there. Raises OSError.
        """
        first = self.read(1)
        if first is None:
            return None
        lost: dict[int, int] = {}
        seen, ahead = {1}, _children(first, 100)
        while ahead:
            number, row = ahead.pop()
            if number in seen:
                continue
            seen.add(number)
            body = self.read(number)
            if body is None:
                lost[number] = row
            else:
                ahead += _children(body, 0)
        return lost

    def _mark(self, number: int, written: bytes) -> bytes:
        return hmac.digest(self._mark_key, written + number.to_bytes(4, "little"), "sha512")

    @staticmethod
    def _clear(number: int) -> int:
        return SALT if number == 1 else 0


def stand_in(number: int, row: int) -> bytes:
    """Return what may stand in the place of a lost page: a line that says nothing of any table.

    SQLite takes no page for sound that holds nothing at all.
    """
    name = f"{LOST}{number}"
    said = ("view", name, name, "", f"CREATE VIEW {name} AS SELECT 1")
    types = bytes(2 * len(one) + TEXT if one else ZERO for one in said)
    record = bytes([len(types) + 1]) + types + "".join(said).encode()
    cell = bytes([len(record)]) + _varint(row) + record
    place = (BODY - len(cell)).to_bytes(2, "big")
    head = bytes([LEAF, 0, 0, 0, 1]) + place + b"\0" + place
    return head.ljust(BODY - len(cell), b"\0") + cell


def _children(body: bytes, at: int) -> list[tuple[int, int]]:
    """Return the pages that a page leads to, whose tree begins at a place in it.

    Each with a row id that may stand there.
    """
    if body[at] != INNER:
        return []
    count = int.from_bytes(body[at + 3 : at + 5], "big")
    cells = [int.from_bytes(body[at + 12 + 2 * n : at + 14 + 2 * n], "big") for n in range(count)]
    rows = [_read_varint(body, cell + 4) for cell in cells]
    beyond = max(rows, default=0) + 1
    places = zip([*cells, at + 8], [*rows, beyond], strict=True)
    return [(int.from_bytes(body[place : place + 4], "big"), row) for place, row in places]


def _varint(number: int) -> bytes:
    """Return a number below 2**56 as SQLite writes it: seven bits a byte, the last unmarked."""
    written = [number & 0x7F]
    while number := number >> 7:
        written.append(number & 0x7F | 0x80)
    return bytes(reversed(written))


def _read_varint(body: bytes, at: int) -> int:
    number = 0
    for one in body[at : at + 8]:
        number = number << 7 | one & 0x7F
        if one < 0x80:
            break
    return number
