"""Tells rows that hold a person from totals, signatures, sub-headings and the like."""

import enum
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from models.exchange.cells import EMPTY, Cell, Row, filled, shorten
from models.exchange.columns import ColumnMapping, looks_like_nik, looks_like_phone
from models.exchange.headings import ColumnKind, read_heading
from models.exchange.sexes import read_sex
from models.people.dates import read_date, read_place_and_date
from models.words import _

K = ColumnKind

_TOTAL = re.compile(r"(?:sub ?|grand ?)?(?:total|jumlah|jml|rata[ -]rata)\b", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"(?:mengetahui|menyetujui|mengesahkan|diketahui|ditetapkan|disusun|dibuat|hormat kami|nip|nipd"
    r"|kepala|kades|camat|lurah|ketua|sekretaris|bendahara|koordinator|penyuluh|ppl|petugas"
    r"|pendamping|pembina|direktur|bupati|tembusan|acknowledged|signed)\b|(?:an|a\.n|u\.b|plt|pj)\.",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:kelompok|kel|poktan|gapoktan|kub|rt|rw|dusun|dsn|desa|kelurahan|kecamatan|kec|lingkungan"
    r"|blok|wilayah|kampung|sub|bagian|group|village|[ivx]+)\b",
    re.IGNORECASE,
)
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


def skipped_row(line: int, row: Row, reason: SkipReason) -> SkippedRow:
    """Return what is told of a row that is left out."""
    texts = (filled(cell) for cell in row)
    return SkippedRow(line, shorten(" · ".join(text for text in texts if text), 300), reason)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a doubtful row stands: before the last sure one, right behind it, or further down."""

    in_body: bool
    behind_last: bool
    merged_wide: bool
    list_is_numbered: bool


def is_empty(row: Row) -> bool:
    """Tell whether nothing stands in a row."""
    return not any(cell != EMPTY and filled(cell) for cell in row)


def is_heading(row: Row) -> bool:
    """Tell whether the cells of a row are mostly headings, as at the top of each printed page."""
    texts = [text for cell in row if (text := filled(cell))]
    known = sum(read_heading(text) is not None for text in texts)
    return known >= 2 and known >= 0.6 * len(texts) and not any(map(looks_like_nik, row))


def is_numbering(row: Row) -> bool:
    """Tell whether a row numbers the columns: 1, 2, 3 or (1), (2), (3)."""
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
    if any(map(_TOTAL.match, texts[:2])):
        return SkipReason.TOTAL
    if is_numbering(row):
        return SkipReason.NUMBERING
    if is_heading(row):
        return SkipReason.HEADING
    return _reason_by_evidence(row, mapping, place, texts)


def _reason_by_evidence(
    row: Row, mapping: ColumnMapping, place: Place, texts: list[str]
) -> SkipReason | None:
    names = [text for kind in (K.NAME, K.NIK) if (text := filled(_cell(row, mapping, kind)))]
    numbered, evident = _is_numbered(row, mapping), _has_evidence(row, mapping)
    if any(map(_is_signature, names)) and not place.in_body:
        return SkipReason.SIGNATURE
    if evident and (names or numbered):
        return None
    if numbered:
        return None if names else SkipReason.NUMBER_ONLY
    if any(map(_is_signature, texts)):
        return SkipReason.SIGNATURE
    return _reason_by_place(place, texts, named=bool(names))


def _reason_by_place(place: Place, texts: list[str], *, named: bool) -> SkipReason | None:
    if place.in_body:
        alone = len(texts) == 1 and (place.list_is_numbered or not named)
        if place.merged_wide or alone or (len(texts) < 3 and any(map(_PART.match, texts))):
            return SkipReason.SUBHEADING
        return None if named else SkipReason.NOTE
    return None if named and place.behind_last and len(texts) > 1 else SkipReason.NOTE


def _is_signature(text: str) -> bool:
    if _SIGNATURE.match(text):
        return True
    place, day = read_place_and_date(text, today=datetime.now(UTC).date())
    return bool(place) and day is not None and place[:1].isalpha()


def _is_numbered(row: Row, mapping: ColumnMapping) -> bool:
    return bool(_ORDINAL.fullmatch(filled(_cell(row, mapping, K.NUMBER))))


def _has_evidence(row: Row, mapping: ColumnMapping) -> bool:
    """Tell whether something in a row is what only a person has."""
    today = datetime.now(UTC).date()
    born = _cell(row, mapping, K.BIRTH_DATE)
    together = _cell(row, mapping, K.BIRTH_PLACE_DATE)
    return (
        read_sex(_cell(row, mapping, K.SEX)) is not None
        or looks_like_phone(_cell(row, mapping, K.PHONE))
        or looks_like_nik(_cell(row, mapping, K.KK))
        or read_date(born, today=today) is not None
        or read_place_and_date(together, today=today)[1] is not None
    )


def _cell(row: Row, mapping: ColumnMapping, kind: ColumnKind) -> Cell:
    place = mapping.place(kind)
    return row[place] if place is not None and place < len(row) else EMPTY
