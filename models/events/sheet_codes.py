"""What the code on a page of an attendance sheet says: the event and the page."""

import re
from typing import NamedTuple

PREFIX = "DH"
"""Daftar hadir: what the code begins with, so that it is taken for nothing else."""

_GROUP = 4
"""Digits between two signs: no run of them is as long as a NIK, a telephone or member number."""
_CODE = re.compile(rf"{PREFIX}:([0-9]+(?:\.[0-9]+)*)/([1-9][0-9]{{0,5}})", re.IGNORECASE)


class SheetPage(NamedTuple):
    """A page of an event's attendance sheet, the first being 1."""

    event_id: int
    page: int


def sheet_code(event_id: int, page: int) -> str:
    """Return what the code of a page says.

    >>> sheet_code(4503599627370497, 2)
    'DH:4503.5996.2737.0497/2'
    """
    digits = str(event_id)
    groups = [digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP)]
    return f"{PREFIX}:{'.'.join(groups)}/{page}"


def read_sheet_code(text: str) -> SheetPage | None:
    """Return the page that a code names; None if it names none."""
    found = _CODE.fullmatch(text.strip())
    if found is None or len(digits := found[1].replace(".", "")) > len(str(2**63)):
        return None
    return SheetPage(int(digits), int(found[2]))
