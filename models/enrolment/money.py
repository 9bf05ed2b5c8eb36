"""Reading amounts of rupiah as people type them.

lokal-id's ``parse_rupiah`` is not used: it adds up ranges ("500rb-1jt" becomes 1.500.000),
takes a slash for a gap and drops a minus, where here only one plain amount may pass.
"""

import re
from decimal import Decimal

from models.people.plain import plain

MOST = 999_999_999_999_999
"""Rupiah; what has more digits is another number in the wrong column, a NIK for one."""

_LONGEST = 60
_UNITS = {
    "rb": 1_000,
    "rbu": 1_000,
    "ribu": 1_000,
    "k": 1_000,
    "jt": 1_000_000,
    "juta": 1_000_000,
    "milyar": 1_000_000_000,
    "miliar": 1_000_000_000,
}
_SIGN = re.compile(r"^(?:rp|idr)\.? ?")
_TAIL = re.compile(r" ?(?:[.,] ?[-=]+|rupiah|idr)? ?(?:(?:/|per|se) ?(?:bulan|bln))?$")
_WITH_UNIT = re.compile(rf"([0-9]+(?:[.,][0-9]{{1,2}})?) ?({'|'.join(_UNITS)})(?![a-z]) ?")
_PLAIN = re.compile(
    r"([0-9]+|[0-9]{1,3}(?: [0-9]{3})+)(?:[.,]0{1,2})?"
    r"|([0-9]{1,3}(?:\.[0-9]{3})+)(?:,0{1,2})?"
    r"|([0-9]{1,3}(?:,[0-9]{3})+)(?:\.0{1,2})?"
)


def read_rupiah(given: object) -> int | None:
    """Return the amount meant, in whole rupiah, or None if it is no amount.

    A dot or comma before three digits parts thousands; before one or two digits it is a decimal
    point, which makes sense with a unit only ("1,5 jt"): a fraction of a rupiah, a negative
    amount, a range and "1.500 jt", which has two readings, are no amounts. "1 jt 500 rb" is one.
    """
    if isinstance(given, bool):
        return None
    if isinstance(given, int | float):
        return int(given) if 0 <= given <= MOST and given == int(given) else None
    return _from_text(given) if isinstance(given, str) else None


def _from_text(given: str) -> int | None:
    text = _TAIL.sub("", _SIGN.sub("", plain(given).casefold()), count=1)
    if len(text) > _LONGEST:
        return None
    if found := _PLAIN.fullmatch(text):
        return _within(int(re.sub("[^0-9]", "", found[found.lastindex or 0])))
    return _from_units(text)


def _from_units(text: str) -> int | None:
    """Add up "1 jt 500 rb": each unit must be smaller than the one before it."""
    total, at, above = Decimal(0), 0, MOST
    while part := _WITH_UNIT.match(text, at):
        unit = _UNITS[part[2]]
        if unit >= above:
            return None
        total += Decimal(part[1].replace(",", ".")) * unit
        at, above = part.end(), unit
    return _within(int(total)) if at and at == len(text) else None


def _within(amount: int) -> int | None:
    return amount if 0 <= amount <= MOST else None
