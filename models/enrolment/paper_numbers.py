"""The number of an emergency form: as it is read on paper, and as its code carries it."""

import re
from typing import NamedTuple

from models.people.plain import plain

PREFIX = "FD"
"""Formulir darurat: what number and code begin with, so that neither is taken for a receipt's."""

_LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"
"""A prime number of them, without those taken for digits: one wrong digit tells."""
_MOST_SERIAL = 10**9
_PARTS = r"([0-9]{2}|[1-9][0-9]{2,3})-([0-9]{4}|[1-9][0-9]{4,8})"
_NUMBER = re.compile(rf"{PREFIX} ?{_PARTS}", re.IGNORECASE)
_CODE = re.compile(rf"{PREFIX}:{_PARTS}-([A-Z])", re.IGNORECASE)
_SHORT = re.compile(r"(?:([0-9]{1,4})-)?([0-9]{1,9})")


class FormNumber(NamedTuple):
    """Which form of which desk, by the desk's number."""

    desk: int
    serial: int


def form_number(desk: int, serial: int) -> str:
    """Write a form's number as it is read and typed: ``FD01-0012``.

    >>> form_number(1, 12)
    'FD01-0012'
    """
    return f"{PREFIX}{desk:02d}-{serial:04d}"


def form_code(desk: int, serial: int) -> str:
    """Return what the code on a form says: its number and a check letter.

    >>> form_code(1, 12)
    'FD:01-0012-K'
    """
    return f"{PREFIX}:{desk:02d}-{serial:04d}-{_check_letter(desk, serial)}"


def read_form_number(text: str) -> FormNumber | None:
    """Return the number that ``text`` is, written in full, or None."""
    found = _NUMBER.fullmatch(plain(text))
    return FormNumber(int(found[1]), int(found[2])) if found else None


def read_form_code(text: str) -> FormNumber | None:
    """Return the number that a code says; None if it is none, or its check letter is wrong."""
    found = _CODE.fullmatch(plain(text))
    if found is None:
        return None
    number = FormNumber(int(found[1]), int(found[2]))
    return number if _check_letter(*number) == found[3].upper() else None


def read_typed(text: str, desk: int) -> FormNumber | None:
    """Return the form meant where only forms can be: ``12`` is the twelfth of ``desk``."""
    whole = read_form_number(text) or read_form_code(text)
    if whole is not None:
        return whole
    found = _SHORT.fullmatch(plain(text))
    if found is None:
        return None
    return FormNumber(int(found[1]) if found[1] else desk, int(found[2]))


def _check_letter(desk: int, serial: int) -> str:
    return _LETTERS[(desk * _MOST_SERIAL + serial) % len(_LETTERS)]
