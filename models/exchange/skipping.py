"""Tells rows that hold a person from totals, signatures, sub-headings and the like."""

import enum
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from models.exchange.cells import EMPTY, Cell, Row, filled, text_of
from models.exchange.columns import (
    NEEDED,
    ColumnMapping,
    looks_like_name,
    looks_like_nik,
    looks_like_phone,
)
from models.exchange.headings import PARTS_OF_A_NAME, ColumnKind, read_heading
from models.exchange.sexes import read_sex
from models.people.dates import read_date, read_place_and_date
from models.words import _, shorten

K = ColumnKind

_TOTAL = re.compile(r"(?:sub ?|grand ?)?(?:total|jumlah|jml|rata[ -]rata)\b", re.IGNORECASE)
_TOTAL_ALONE = re.compile(r"(?:sub ?|grand ?)?(?:total|jumlah|jml)[\s.:]*", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"(?:mengetahui|menyetujui|mengesahkan|diketahui|ditetapkan|disusun|dibuat|hormat kami|nip|nipd"
    r"|kepala|kades|camat|lurah|ketua|sekretaris|bendahara|koordinator|penyuluh|ppl|petugas"
    r"|pendamping|pembina|direktur|bupati|tembusan|acknowledged|signed)\b|(?:an|a\.n|u\.b|plt|pj)\.",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:kelompok|kel|poktan|gapoktan|kub|rt|rw|dusun|dsn|desa|kelurahan|kecamatan|kec|lingkungan"
    r"|blok|wilayah|kampung|sub|bagian|group|village)\b"
    r"|(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})(?:[.)]|$)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?:nama )?(?:desa|kelurahan|dusun|kampung|kelompok|poktan|gapoktan|kub|kecamatan)\b(?! *$)",
    re.IGNORECASE,
)
"""A village or group with its name; nobody is called so."""

_LETTER = re.compile(r"\(?[A-Za-z][.)]*")
_EXAMPLE = re.compile(r"\(?(?:contoh|misal(?:nya)?|example|sample|e\.g)[\s.:)]*", re.IGNORECASE)
_COLON = ":"
_SAID_OF_ALL = re.compile(r":(?!.*[0-9]{5})")
"""What stands behind a label, and is no number of somebody."""

_MOST_NAMES, _PART_OF_A_NIK, _MOST_OF_A_LABEL = 5, 5, 4
_ORDINAL = re.compile(r"\(?(\d{1,7})[.)]*")


class SkipReason(enum.StrEnum):
    """Why a row of a sheet is no person's."""

    TITLE = "title"
    HEADING = "heading"
    NUMBERING = "numbering"
    SUBHEADING = "subheading"
    TOTAL = "total"
    SIGNATURE = "signature"
    NUMBER_ONLY = "number_only"
    NOTE = "note"

    def message(self) -> str:
        """Say why in the language of the screen."""
        return {
            SkipReason.TITLE: _("Title above the list"),
            SkipReason.HEADING: _("Headings of the columns"),
            SkipReason.NUMBERING: _("Numbers of the columns"),
            SkipReason.SUBHEADING: _("Heading between the rows"),
            SkipReason.TOTAL: _("Total"),
            SkipReason.SIGNATURE: _("Place, date or signature"),
            SkipReason.NUMBER_ONLY: _("A row number without a person"),
            SkipReason.NOTE: _("Not a row of the list"),
        }[self]


class SkippedRow(NamedTuple):
    """A row left out: its line as Excel counts, what stands there, and why."""

    line: int
    text: str
    reason: SkipReason


def adds_up(row: Row) -> bool:
    """Tell whether a row says no more than that it is the total of those above it."""
    texts = [text for text in map(filled, row) if text]
    return any(map(_TOTAL_ALONE.fullmatch, texts[:2]))


def skipped_row(line: int, row: Row, reason: SkipReason) -> SkippedRow:
    """Return what is told of a row that is left out."""
    texts = (filled(cell) or (_COLON if text_of(cell) == _COLON else "") for cell in row)
    return SkippedRow(line, shorten(" · ".join(text for text in texts if text), 300), reason)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a doubtful row stands: under which headings, before the last sure row or behind it.

    ``titles`` stood above the first heading, and may stand again at the top of each printed page.
    """

    heading_words: frozenset[str]
    titles: frozenset[str]
    in_body: bool
    behind_last: bool
    merged_wide: bool
    list_is_numbered: bool


def is_empty(row: Row) -> bool:
    """Tell whether nothing stands in a row."""
    return not any(cell != EMPTY and filled(cell) for cell in row)


def is_example(row: Row) -> bool:
    """Tell whether a row says of itself that it only shows how to fill in those below."""
    return any(isinstance(cell, str) and _EXAMPLE.fullmatch(cell.strip()) for cell in row[:2])


def is_heading(row: Row, mapping: ColumnMapping, heading_words: frozenset[str]) -> bool:
    """Tell whether a row repeats the headings, as at the top of each printed page."""
    texts = [text for cell in row if (text := filled(cell))]
    repeated = sum(text.casefold() in heading_words for text in texts)
    if repeated >= 2 and repeated >= 0.6 * len(texts):
        return True
    said = [read_heading(filled(_cell(row, mapping, kind))) for kind in NEEDED]
    return all(heading and heading.kind is kind for heading, kind in zip(said, NEEDED, strict=True))


def is_numbering(row: Row) -> bool:
    """Tell whether a row numbers the columns: 1, 2, 3 or (1), (2), (3) or a, b, c."""
    letters = "".join(text for cell in row if (text := filled(cell)))
    if len(letters) > 2 and "abcdefghijklmnopqrstuvwxyz".startswith(letters.casefold()):
        return True
    found = [_ORDINAL.fullmatch(text) for cell in row if (text := filled(cell))]
    numbers = [int(ordinal[1]) for ordinal in found if ordinal]
    return len(found) == len(numbers) > 2 and numbers == list(
        range(numbers[0], numbers[0] + len(numbers))
    )


def reason_to_skip(row: Row, mapping: ColumnMapping, place: Place) -> SkipReason | None:
    """Return why a row without a sound NIK is no person's, or None if it seems to be one."""
    if looks_like_nik(_cell(row, mapping, K.NIK)):
        return None
    texts = [text for cell in row if (text := filled(cell))]
    numbered = bool(_ORDINAL.fullmatch(filled(_cell(row, mapping, K.NUMBER))))
    if reason := _reason_by_itself(row, mapping, place, texts):
        return reason
    # The number of a total may well stand in the column of row numbers.
    alone = any(map(_TOTAL_ALONE.fullmatch, texts[:2])) and not _has_evidence(row, mapping)
    if alone or (any(map(_TOTAL.match, texts[:2])) and not numbered):
        return SkipReason.TOTAL
    return _reason_by_evidence(row, mapping, place, texts, numbered=numbered)


def _reason_by_itself(
    row: Row, mapping: ColumnMapping, place: Place, texts: list[str]
) -> SkipReason | None:
    """Return what a row is that heads others, as its words alone or those above the list tell."""
    if is_numbering(row):
        return SkipReason.NUMBERING
    if is_heading(row, mapping, place.heading_words):
        return SkipReason.HEADING
    if skipped_row(0, row, SkipReason.TITLE).text in place.titles:
        return SkipReason.TITLE
    return SkipReason.SUBHEADING if _is_section(texts) or _is_label(row) else None


def _reason_by_evidence(
    row: Row, mapping: ColumnMapping, place: Place, texts: list[str], *, numbered: bool
) -> SkipReason | None:
    names = [
        text for kind in (*PARTS_OF_A_NAME, K.NIK) if (text := text_of(_cell(row, mapping, kind)))
    ]
    names = [text for text in names if any(map(str.isalnum, text))]
    evident = _has_evidence(row, mapping)
    if any(map(_is_signature, names)) and not (place.in_body and (numbered or evident)):
        return SkipReason.SIGNATURE
    if numbered and not names and not evident:
        return SkipReason.NUMBER_ONLY
    if numbered or (names and evident):
        return None
    if any(map(_is_signature, texts)) and not (place.in_body and names):
        return SkipReason.SIGNATURE
    if place.in_body:
        return _reason_between(place, texts, named=bool(names))
    return None if names and _may_be_the_last(place, texts) else SkipReason.NOTE


def _reason_between(place: Place, texts: list[str], *, named: bool) -> SkipReason | None:
    """Return why a row between people, without anything that only a person has, is left out."""
    alone = len(texts) == 1 and (place.list_is_numbered or not named)
    if place.merged_wide or alone or (len(texts) < 3 and _PART.match(texts[0])):
        return SkipReason.SUBHEADING
    return None if named else SkipReason.NOTE


def _is_section(texts: list[str]) -> bool:
    """Tell whether a row names a village or a group, numbered like the people below it: "A"."""
    if len(texts) != 2 or not _SECTION.match(texts[1]):
        return False
    return bool(_LETTER.fullmatch(texts[0]) or _ORDINAL.fullmatch(texts[0]))


def _is_label(row: Row) -> bool:
    """Tell whether a row says what its first cell names: "Hari/Tanggal", ": Senin"."""
    texts = [text for cell in row if (text := text_of(cell))]
    is_short = 1 < len(texts) <= _MOST_OF_A_LABEL and not _ORDINAL.fullmatch(texts[0])
    return is_short and bool(_SAID_OF_ALL.match(texts[1]))


def _may_be_the_last(place: Place, texts: list[str]) -> bool:
    """Tell whether a row with a name may belong to the people above it, for want of any sign."""
    if not place.behind_last or place.merged_wide:
        return False
    is_name = looks_like_name(texts[0]) and len(texts[0].split()) <= _MOST_NAMES
    return len(texts) > 1 or (is_name and not place.list_is_numbered)


def _is_signature(text: str) -> bool:
    if _SIGNATURE.match(text):
        return True
    place, day = read_place_and_date(text, today=datetime.now(UTC).date())
    return bool(place) and day is not None and place[:1].isalpha()


def _has_evidence(row: Row, mapping: ColumnMapping) -> bool:
    """Tell whether something in a row is what only a person has."""
    today = datetime.now(UTC).date()
    born = _cell(row, mapping, K.BIRTH_DATE)
    together = _cell(row, mapping, K.BIRTH_PLACE_DATE)
    nik = _cell(row, mapping, K.NIK)
    says_there_is_none = bool(text_of(nik)) and not filled(nik)
    return (
        says_there_is_none
        or (sum(map(str.isdigit, filled(nik))) >= _PART_OF_A_NIK and not _is_signature(filled(nik)))
        or read_sex(_cell(row, mapping, K.SEX)) is not None
        or looks_like_phone(_cell(row, mapping, K.PHONE))
        or looks_like_nik(_cell(row, mapping, K.KK))
        or read_date(born, today=today) is not None
        or read_place_and_date(together, today=today)[1] is not None
    )


def _cell(row: Row, mapping: ColumnMapping, kind: ColumnKind) -> Cell:
    place = mapping.place(kind)
    return row[place] if place is not None and place < len(row) else EMPTY
