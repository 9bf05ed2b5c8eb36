"""The number of a receipt: as it is read on paper, and as its code carries it."""

import re
from typing import NamedTuple

from models.people.plain import plain

PREFIX = "TT"
"""Tanda terima: what the code of a receipt begins with, so that it is taken for nothing else."""

_LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"
"""23 of them: a prime, so that one wrong digit and two that changed places both tell.

I, O and U, which are taken for 1, 0 and V, are left out.
"""
_MOST_SERIAL = 10**9
_NUMBER = re.compile(r"([0-9]{2}|[1-9][0-9]{2,3})-([0-9]{6}|[1-9][0-9]{6,8})")
_CODE = re.compile(rf"{PREFIX}:({_NUMBER.pattern})-([A-Z])", re.IGNORECASE)


class ReceiptNumber(NamedTuple):
    """Which receipt of which desk, by the desk's number."""

    desk: int
    serial: int


def receipt_number(desk: int, serial: int) -> str:
    """Write a receipt's number as it is read and typed: ``01-000123``.

    >>> receipt_number(1, 123)
    '01-000123'
    """
    return f"{desk:02d}-{serial:06d}"


def read_receipt_number(text: str) -> ReceiptNumber | None:
    """Return the number that ``text`` is, or None.

    Only what is written in full is one: ``1-123`` may be anything.
    """
    found = _NUMBER.fullmatch(plain(text))
    return ReceiptNumber(int(found[1]), int(found[2])) if found else None


def receipt_code(desk: int, serial: int) -> str:
    """Return what the code on a receipt says: its number between a prefix and a check letter.

    >>> receipt_code(1, 123)
    'TT:01-000123-F'
    """
    return f"{PREFIX}:{receipt_number(desk, serial)}-{_check_letter(desk, serial)}"


def read_receipt_code(text: str) -> ReceiptNumber | None:
    """Return the number that a code says; None if it is none, or its check letter is wrong."""
    found = _CODE.fullmatch(plain(text))
    if found is None:
        return None
    number = ReceiptNumber(int(found[2]), int(found[3]))
    return number if _check_letter(*number) == found[4].upper() else None


def _check_letter(desk: int, serial: int) -> str:
    return _LETTERS[(desk * _MOST_SERIAL + serial) % len(_LETTERS)]
