"""Telephone numbers: read however they are written, kept as +62…, shown and linked."""

import re
from collections.abc import Callable

from models.people.plain import plain

_ABROAD = re.compile(r"\+(?!62|0)[0-9]{8,15}")
_SPARE = re.compile(r"[ ().\-_]")
_TOO_LARGE = 10**16

_TWO_DIGIT_AREAS = ("21", "22", "24", "31", "61")
"""Jakarta, Bandung, Semarang, Surabaya and Medan; every other area code has three digits."""


def read_phone(given: object) -> str | None:
    """Return the number as it is kept ("+6281234567890"), or None if it is no phone number.

    Takes 0812…, 62812…, +62 812…, 0062812… and 812…, as text or as a number-typed cell. A number
    abroad needs its country code with + or 00.
    """
    text = _as_text(given)
    if text.startswith("00"):
        text = "+" + text[2:]
    bare = _SPARE.sub("", text)
    if _ABROAD.fullmatch(bare):
        return bare
    if not bare:
        return None
    return _reader()(bare)


def show_phone(kept: str) -> str:
    """Write a kept number as people do: "0812-3456-7890"; one abroad stays as it is."""
    if not kept.startswith("+62"):
        return kept
    home = "0" + kept[3:]
    if home.startswith("08"):
        return "-".join(part for part in (home[:4], home[4:8], home[8:]) if part)
    area = 3 if home[1:3] in _TWO_DIGIT_AREAS else 4
    return f"{home[:area]}-{home[area:]}"


def whatsapp_link(kept: str) -> str:
    """Return the address that opens a talk with a kept number."""
    return f"https://wa.me/{kept.removeprefix('+')}"


def load() -> None:
    """Make ready now, so that the first number typed need not wait."""
    _reader()


def _reader() -> Callable[[str], str | None]:
    from lokal.phone import normalize_phone  # only when needed: it takes 0,3 s

    reader: Callable[[str], str | None] = normalize_phone
    return reader


def _as_text(given: object) -> str:
    """Return what was given in plain characters; a number-typed cell as its digits."""
    if isinstance(given, bool) or given is None:
        return ""
    if isinstance(given, int | float):
        return str(int(given)) if abs(given) < _TOO_LARGE else ""
    return plain(str(given)).removesuffix(".0")
