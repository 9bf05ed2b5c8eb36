"""Proposes what each column of a list holds, from the words above it and from what is in it."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import NamedTuple

from models.enrolment.money import read_rupiah
from models.exchange.cells import Cell, filled, is_number
from models.exchange.headings import PARTS_OF_A_NAME, PEOPLE, ColumnKind, Heading
from models.exchange.sexes import read_sex
from models.people.dates import age_on, is_month, read_date, read_place_and_date
from models.people.nik import LENGTH

K = ColumnKind
NEEDED = PEOPLE.needed
"""Without these nobody can be taken in."""

_GROWN = 5
"""Years; where nobody is so old, the days in a column without a heading are no birth dates."""

_BY_HEADING_ALONE = 0.6
_BY_CONTENT_ALONE = 0.75
_BY_LETTERS_ALONE = 0.7
"""What letters without digits count as names: less than any word for names above others."""

_LEAST = 0.3
_UNSEEN = 0.9
"""What a hidden column counts of one that is seen: offices hide what they have put right beside."""

_SEX_OF_MOST = 0.8
"""The share of the rows that must have a sex in a column that is not headed so.

Beside a list may stand how many are men and how many women.
"""

_SURE_WORDS = 0.95
"""Headings of such a weight are believed whatever stands below them, if nothing fits better."""

_LAST_DAY = 31
"""Of a month; a NIK of a woman has a day beyond it."""

_BIRTH_KINDS = (K.BIRTH_DATE, K.BIRTH_PLACE, K.BIRTH_PLACE_DATE)

_IDENTITY = re.compile(r"[0-9OoIl]{15,17}|[0-9][.,][0-9]+[Ee]\+1[56]")
_SPACERS = re.compile(r"[\s.'`’_-]")
_MOBILE = re.compile(r"(?:\+?62|0)?8[1-9][0-9]{6,11}")
_LANDLINE = re.compile(r"(?:\+62|0)[2-79][0-9]{6,10}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NAME = re.compile(r"(?:[0-9]{1,5}(?: ?[.)] ?| ))?[^\W\d_][^\d_@/:;]*")
"""As names are written, be it with the number of the row before them: "12. Budi Karim"."""

_ORDINAL = re.compile(r"\d{1,6}[.)]*")
_MEMBER = re.compile(r"(?=.*\d)[0-9A-Za-z]{8,13}")
_WHOLE_NAME = re.compile(r"lengkap|full|complete|\bktp\b", re.IGNORECASE)
_RT = re.compile(r"(?:rt\.?\s*)?\d{1,3}(?:\s*[/-]\s*(?:rw\.?\s*)?\d{1,3})?", re.IGNORECASE)


class ColumnProposal(NamedTuple):
    """What one column seems to hold, and how surely: 0 to 1."""

    heading: str
    kind: ColumnKind
    confidence: float


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What each column holds, from the left; a value, replaced when the user changes one."""

    kinds: tuple[ColumnKind, ...]
    needed: tuple[ColumnKind, ...] = NEEDED

    def place(self, kind: ColumnKind) -> int | None:
        """Return the place of the column that holds ``kind``, or None if none does."""
        return self.kinds.index(kind) if kind in self.kinds else None

    def change(self, place: int, kind: ColumnKind) -> "ColumnMapping":
        """Return the mapping with ``kind`` in ``place``; a column that held it is let go."""
        kinds = [K.OTHER if kind is old and kind is not K.OTHER else old for old in self.kinds]
        kinds[place] = kind
        return replace(self, kinds=tuple(kinds))

    @property
    def missing(self) -> tuple[ColumnKind, ...]:
        """Return the kinds without which nobody can be taken in, and which no column holds."""
        return tuple(kind for kind in self.needed if kind not in self.kinds)


def propose(
    titles: Sequence[str],
    headings: Sequence[Heading | None],
    sample: Sequence[Sequence[Cell]],
    hidden: Collection[int] = (),
) -> tuple[ColumnProposal, ...]:
    """Return a proposal for each column; ``sample`` holds some of the cells of each.

    A kind is proposed once, for the column that it fits best; of two alike for the one that is not
    ``hidden``. To a name that is whole no other part is added.
    """
    chances = [
        (chance * _UNSEEN if place in hidden else chance, -place, kind)
        for place, (heading, cells) in enumerate(zip(headings, sample, strict=True))
        for kind, chance in _chances(heading, cells).items()
    ]
    kinds: dict[int, tuple[ColumnKind, float]] = {}
    for chance, place, kind in sorted(chances, reverse=True):
        given = {taken for taken, _chance in kinds.values()}
        if -place not in kinds and kind not in given and chance >= _LEAST:
            kinds[-place] = kind, chance
    if any(kind is K.NAME and _WHOLE_NAME.search(titles[at]) for at, (kind, _) in kinds.items()):
        kinds = {at: each for at, each in kinds.items() if each[0] not in PARTS_OF_A_NAME[1:]}
    return tuple(
        ColumnProposal(title, *kinds.get(place, (K.OTHER, 0.0)))
        for place, title in enumerate(titles)
    )


def looks_like_nik(cell: Cell) -> bool:
    """Tell whether a cell holds about as many digits as a NIK, sound or not."""
    if is_number(cell):
        return 1e14 <= cell < 1e17
    return isinstance(cell, str) and bool(_IDENTITY.fullmatch(_SPACERS.sub("", cell)))


def looks_like_name(cell: Cell) -> bool:
    """Tell whether a cell holds a text that could be a name: letters, no digits, no colon."""
    text = filled(cell)
    return bool(_NAME.fullmatch(text)) and isinstance(cell, str) and read_sex(cell) is None


def looks_like_phone(cell: Cell) -> bool:
    """Tell whether a cell holds a phone number as they are in Indonesia."""
    text = re.sub(r"[\s.()-]", "", filled(cell))
    return bool(_MOBILE.fullmatch(text) or _LANDLINE.fullmatch(text))


def reads_as(kind: ColumnKind, cell: Cell) -> bool:
    """Tell whether a cell reads as what a column of ``kind`` holds."""
    return _READS.get(kind, _anything)(cell)


def _chances(heading: Heading | None, cells: Sequence[Cell]) -> dict[ColumnKind, float]:
    shown = [cell for cell in cells if filled(cell)]
    if heading is None:
        chances = _by_content(shown, _BY_CONTENT_ALONE)
        if sum(map(_sex, shown)) < _SEX_OF_MOST * len(cells):
            chances.pop(K.SEX, None)
        return chances
    kind, weight = heading
    if kind is K.OTHER:
        return {}
    if kind in _BIRTH_KINDS:
        return _birth_chances(kind, weight, shown)
    share = _share(kind, shown) if shown else 0.0
    if kind is K.NAME and share:  # who looks after these people stands in each row
        share = max(share * _variety(shown), _LEAST)
    borne_out = kind in _UNMISTAKABLE and share > 0  # the rest may be who signed below a short list
    if shown and share < _LEAST and not borne_out:  # the words say one thing, the cells another
        least = _LEAST if weight > _SURE_WORDS else weight * _LEAST
        return _by_content(shown, _BY_CONTENT_ALONE * _BY_HEADING_ALONE) | {kind: least}
    return {kind: weight * (_BY_HEADING_ALONE + (1 - _BY_HEADING_ALONE) * share)}


def _birth_chances(
    kind: ColumnKind, weight: float, cells: Sequence[Cell]
) -> dict[ColumnKind, float]:
    """Choose among place, date and both by the cells: a heading often spans two columns."""
    if not cells:
        return {kind: weight * _BY_HEADING_ALONE}
    shares = {each: _share(each, cells) for each in _BIRTH_KINDS}
    best = max(_BIRTH_KINDS, key=lambda each: (shares[each], each is kind))
    if shares[best] < (_LEAST if best is kind else 0.5):
        return {kind: weight * _LEAST}
    return {best: weight * (_BY_HEADING_ALONE + (1 - _BY_HEADING_ALONE) * shares[best])}


def _by_content(cells: Sequence[Cell], most: float) -> dict[ColumnKind, float]:
    if not cells:
        return {}
    shares = {kind: _share(kind, cells) for kind in _UNMISTAKABLE}
    if any(map(is_number, cells)) or not any(map(_long_past, cells)):
        del shares[K.BIRTH_DATE]  # amounts of money; the days on which a form was sent in
    chances = {kind: most * share for kind, share in shares.items() if share >= 0.5}
    if K.NIK in chances:  # of two columns with 16 digits, that of the family repeats itself
        chances[K.NIK] *= (0.6 + 0.4 * _variety(cells)) * (0.8 + 0.2 * _share_of_people(cells))
        if _variety(cells) < 1:
            chances[K.KK] = most * 0.6 * _share(K.KK, cells)
    elif not chances and (share := _share(K.NAME, cells)) >= 0.8:
        chances[K.NAME] = most * _BY_LETTERS_ALONE * share * _variety(cells)
    elif not chances and _counts_up(cells):
        chances[K.NUMBER] = most
    return chances


def _share(kind: ColumnKind, cells: Sequence[Cell]) -> float:
    """Return the share of cells, none of them empty, that read as ``kind``."""
    reads = _READS.get(kind, _anything)
    return sum(map(reads, cells)) / len(cells)


def _variety(cells: Sequence[Cell]) -> float:
    return len(set(cells)) / len(cells)


def _share_of_people(cells: Sequence[Cell]) -> float:
    """Return the share of numbers that can only be a person's: a woman's, or of the last century.

    That of a family begins like a NIK, but with the day on which its card was made, since 2005.
    """
    numbers = [_SPACERS.sub("", filled(cell)) for cell in cells]
    dates = [number[6:12] for number in numbers if number[6:12].isdecimal()]
    this_year = _today().year % 100
    told = sum(int(day[:2]) > _LAST_DAY or int(day[4:]) > this_year for day in dates if day[5:])
    return told / len(cells)


def _counts_up(cells: Iterable[Cell]) -> bool:
    numbers = [cell for cell in cells if is_number(cell)]
    return len(numbers) > 1 and all(after - before == 1 for before, after in pairwise(numbers))


def _sixteen_digits(cell: Cell) -> bool:
    text = _SPACERS.sub("", filled(cell))
    return len(text) == LENGTH and text.isdecimal()


def _today() -> date:
    return datetime.now(UTC).date()


def _place_and_date(cell: Cell) -> bool:
    place, day = read_place_and_date(cell, today=_today())
    return bool(place) and day is not None


def _date_or_serial(cell: Cell) -> bool:
    return read_date(cell, today=_today()) is not None


def _long_past(cell: Cell) -> bool:
    day = read_date(cell, today=_today())
    return day is not None and age_on(day, _today()) >= _GROWN


def _place(cell: Cell) -> bool:
    return looks_like_name(cell) and not _date_or_serial(cell) and not is_month(filled(cell))


def _member_number(cell: Cell) -> bool:
    return bool(_MEMBER.fullmatch(_SPACERS.sub("", filled(cell))))


def _email(cell: Cell) -> bool:
    return bool(_EMAIL.fullmatch(filled(cell)))


def _money(cell: Cell) -> bool:
    return (read_rupiah(cell) or 0) >= 10_000


def _rt(cell: Cell) -> bool:
    return bool(_RT.fullmatch(filled(cell)))


def _sex(cell: Cell) -> bool:
    return read_sex(cell) is not None


def _words(cell: Cell) -> bool:
    return any(letter.isalpha() for letter in filled(cell))


def _ordinal(cell: Cell) -> bool:
    return bool(_ORDINAL.fullmatch(filled(cell)))


def _anything(cell: Cell) -> bool:
    return bool(filled(cell))


_READS: dict[ColumnKind, Callable[[Cell], bool]] = {
    K.NUMBER: _ordinal,
    K.NAME: looks_like_name,
    K.MIDDLE_NAME: looks_like_name,
    K.FAMILY_NAME: looks_like_name,
    K.NIK: looks_like_nik,
    K.KK: _sixteen_digits,
    K.BIRTH_DATE: _date_or_serial,
    K.BIRTH_PLACE: _place,
    K.BIRTH_PLACE_DATE: _place_and_date,
    K.SEX: _sex,
    K.PHONE: looks_like_phone,
    K.EMAIL: _email,
    K.ADDRESS: _words,
    K.RT: _rt,
    K.VILLAGE: _words,
    K.OCCUPATION: _words,
    K.GROUP: _words,
    K.INCOME: _money,
    K.MEMBER_NUMBER: _member_number,
    K.COVER_FROM: _date_or_serial,
    K.STATUS: _words,
    K.REASON: _words,
    K.DUE: _money,
    K.PAID: _money,
    K.PAID_ON: _date_or_serial,
    K.CHANNEL: _words,
}
_UNMISTAKABLE = (K.NIK, K.PHONE, K.SEX, K.EMAIL, K.BIRTH_PLACE_DATE, K.BIRTH_DATE)
