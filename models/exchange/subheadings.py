"""Reads the group or village that stands in a row of its own, and says it of the rows below."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from models.exchange.headings import ColumnKind
from models.exchange.planned import ListedPerson, PlannedRow
from models.exchange.skipping import SkippedRow, SkipReason
from models.people.nik import LENGTH, clean_nik
from models.words import shorten

K = ColumnKind

FIELDS: Mapping[ColumnKind, str] = MappingProxyType(
    {K.VILLAGE: "village", K.RT: "rt", K.GROUP: "group_name", K.KK: "kk_number"}
)
"""What a row of its own can say of those below, the wider before the narrower."""

_LONGEST = {K.VILLAGE: 300, K.RT: 32, K.GROUP: 300, K.KK: LENGTH}
_ORDINAL = re.compile(
    r"\(?(?:[ivx]{1,5}|[a-z]|\d{1,3})(?:[.)]+\s*(?:·\s+)?|\s+·\s+)", re.IGNORECASE
)
_BETWEEN_CELLS = re.compile(r"\s+·\s+(?=[:.])|(?<=:)\s*·\s+|\s+·\s+")
_SAID = (
    (
        K.GROUP,
        re.compile(
            r"(?:(?:nama )?(?:(?:gabungan )?kelompok(?: tani| nelayan)?|poktan|gapoktan|kub"
            r"|klp|koperasi|paguyuban|wadah|group|kel\.? (?:tani|nelayan)))\b(?P<rest>.*)",
            re.IGNORECASE,
        ),
    ),
    (
        K.VILLAGE,
        re.compile(
            r"(?:(?:nama )?(?:desa|kelurahan|kampung|gampong|nagari|pekon|village))\b"
            r"(?P<rest>.*)",
            re.IGNORECASE,
        ),
    ),
    (
        K.KK,
        re.compile(
            r"(?:(?:no|nomor)\b[\s.]*)?(?:kk|kartu keluarga)\b(?P<rest>[\s.:]*\d[\d .-]*)",
            re.IGNORECASE,
        ),
    ),
    (K.RT, re.compile(r"(?:rt)\b(?P<rest>[\s.:]*\d{1,3}\b.*)", re.IGNORECASE)),
)
_WIDER = re.compile(r",|\b(?:kecamatan|kec|kabupaten|kab|district|regency)\b", re.IGNORECASE)
_NAME_OF = re.compile(r"nama\s+", re.IGNORECASE)
_SIGNS = " \t:.-–·"
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")

Said = Mapping[ColumnKind, str]


class SubHeadings:
    """What the rows between the people, and the title above, say of those who stand below them.

    A village ends the groups of the one before, but not in the title, which speaks of one list. A
    title says something with a colon, or where rows between the people say the same kind of thing.
    """

    def __init__(self, skipped: Iterable[SkippedRow]) -> None:
        self._lines: list[int] = []
        self._said: list[Said] = []
        said: Said = {}
        told = [(row, found) for row in skipped if (found := _read(row))]
        between = {kind for row, (kind, _t) in told if row.reason is SkipReason.SUBHEADING}
        for row, (kind, text) in sorted(told, key=lambda each: each[0].line):
            is_of_list = ":" in row.text and kind is not K.KK  # a letterhead may have the writer's
            if kind in between or row.reason is SkipReason.SUBHEADING or is_of_list:
                wider = list(FIELDS)[: list(FIELDS).index(kind)]
                kept = FIELDS if row.reason is SkipReason.TITLE else wider
                said = {**{each: said[each] for each in kept if each in said}, kind: text}
                self._lines.append(row.line)
                self._said.append(said)

    @property
    def kinds(self) -> frozenset[ColumnKind]:
        """Return what is said of anybody at all."""
        return frozenset(kind for said in self._said for kind in said)

    def fill(self, row: PlannedRow, typed: Collection[ColumnKind] = ()) -> PlannedRow:
        """Return the row with what stands above it, where itself says nothing of the kind.

        What was ``typed`` stays, if it is nothing.
        """
        at = bisect_right(self._lines, row.line) - 1
        if at < 0:
            return row
        fresh = {
            FIELDS[kind]: text
            for kind, text in self._said[at].items()
            if kind not in typed and not getattr(row.person, FIELDS[kind])
        }
        if not fresh:
            return row
        fields = {**row.person._asdict(), **fresh}
        return row._replace(person=ListedPerson(**fields))


def _read(row: SkippedRow) -> tuple[ColumnKind, str] | None:
    """Return what a row says of those below, or None if it says nothing that is known here."""
    if row.reason not in (SkipReason.SUBHEADING, SkipReason.TITLE):
        return None
    text = row.text.strip()
    text = text[ordinal.end() :] if (ordinal := _ORDINAL.match(text)) else text
    text = _BETWEEN_CELLS.sub(" ", text).strip()
    for kind, pattern in _SAID:
        if found := pattern.fullmatch(text):
            return _named(kind, text, found["rest"])
    return None


def _named(kind: ColumnKind, text: str, rest: str) -> tuple[ColumnKind, str] | None:
    """Return the name behind its word; a group keeps the word, unless a colon parts them."""
    name = rest.strip(_SIGNS)
    if kind is K.VILLAGE:
        name = _WIDER.split(name, maxsplit=1)[0].strip(_SIGNS)
    if kind is K.KK:
        name = clean_nik(name)
        return (kind, name) if len(name) == LENGTH else None
    if not _LETTER_OR_DIGIT.search(name):
        return None
    if kind is K.GROUP and not rest.lstrip().startswith((":", ".:")):
        name = _NAME_OF.sub("", text)
    return kind, shorten(name, _LONGEST[kind])
