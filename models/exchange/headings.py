"""Knows what a column holds by the words above it."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from models.exchange.heading_words import (
    IS_OF_OTHERS,
    NAMES_OTHERS,
    WHOLE,
    WORDS,
    ColumnKind,
    Heading,
)
from models.words import _

__all__ = [
    "PARTS_OF_A_NAME",
    "PEOPLE",
    "ColumnKind",
    "Heading",
    "Vocabulary",
    "is_of_others",
    "read_heading",
    "read_two_row_heading",
    "title_of",
    "without_own",
]


class Vocabulary(NamedTuple):
    """The words above the columns of one sort of list.

    ``needed`` are the kinds without which nothing of it can be taken, ``kinds`` all that it has.
    """

    read: Callable[[str], Heading | None]
    needed: tuple[ColumnKind, ...]
    kinds: tuple[ColumnKind, ...]


_K = ColumnKind
PARTS_OF_A_NAME = (_K.NAME, _K.MIDDLE_NAME, _K.FAMILY_NAME)
"""What may stand in columns of its own, in the order in which it makes a whole name."""

_LONGEST = 300
"""Letters of the longest question that a form on the web puts above its answers."""

_NO_WORDS = re.compile(r"[0-9]{9}")
"""What has so many digits in a row is somebody's number, and no heading."""
_TITLE = re.compile(r"(?:daftar|data|rekap|rekapitulasi|lampiran|usulan|list of)\b")
_SIGNS = re.compile(r"[\W_]+")
_LETTERS = re.compile(r"(?<!\w)(?:\w(?:\. ?| )){2,}\w(?!\w)")
"""A word with its letters spread: "N A M A", "N.I.K". Two are more often two signs: "L P"."""
_RUN_TOGETHER = re.compile(
    r"\b(no|nomor|nama|nm|tgl|tanggal|tmp|tmpt|tempat|jenis|jns)"
    r"(nik|kk|ktp|hp|wa|telp|telepon|lahir|lhr|lengkap|kelamin|urut)\b"
)
"""Two words as tables of programs write them: "TGLLHR"."""

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where the next word begins in "namaLengkap"."""

_BIRTH = re.compile(r"\b(?:lahir|lair|kelahiran|lhr|birth|born|ttl|dob)\b")
_PLACE = re.compile(r"\b(?:tempat|temp|tmp|tmpt|tpt|tp|kota|place|ttl)\b")
_DAY = re.compile(r"\b(?:tanggal|tgl|tg|date|ttl|dob)\b")

_ADDRESSED = re.compile(
    r"\b(?:bapak|ibu)(?: (?:bapak|ibu|sdr|sdri|saudara|saudari|i))+\b(?! kandung| mertua| wali)"
)
"""Who is asked, in the headings that a form on the web makes of its questions."""

_OF_THE_WHOLE = frozenset({"no", "nomor", "nama", "name", "tanggal", "tgl", "tempat", "tmp", "tpt"})
_NAMES = frozenset({"nama", "name"})
_NUMBERS = frozenset({_K.NIK, _K.KK, _K.PHONE})


@lru_cache(maxsize=4096)
def read_heading(text: str) -> Heading | None:
    """Return what a heading says; None for words that are no heading known here."""
    if len(text) > _LONGEST or _NO_WORDS.search(text):
        return None
    if text.strip() == "#":
        return Heading(_K.NUMBER, 1.0)
    words = _words_of(text)
    if words in WHOLE:
        return WHOLE[words]
    if _TITLE.match(words):
        return None
    if _BIRTH.search(words) and not IS_OF_OTHERS.search(words):
        return _birth(words)
    return next((heading for pattern, heading in WORDS if pattern.search(words)), None)


def read_two_row_heading(
    above: str, below: str, read: Callable[[str], Heading | None] = read_heading
) -> Heading | None:
    """Return what a heading of two rows says: "TEMPAT, TANGGAL LAHIR" over "TANGGAL".

    The lower row is the more particular, but "NO" or "NAMA" there say little without the upper.
    """
    if not below or not above:
        return read(below or above)
    words = _words_of(below)
    if IS_OF_OTHERS.search(_words_of(f"{words} {above}")):
        return read(f"{words} {above}")
    alone = read(below)
    if _BIRTH.search(above.casefold()) and _may_be_of_a_birth(words, alone):
        return read(f"{words} lahir")
    if words not in _OF_THE_WHOLE:
        return alone or read(f"{above} {below}")
    both = read(f"{words} {above}")
    if words in _NAMES and both and both.kind in _NUMBERS:  # "Nama" under "Identitas"
        return alone
    return both or alone


def _may_be_of_a_birth(words: str, alone: Heading | None) -> bool:
    """Tell whether words under a heading of a birth are of it: "Tgl (hari/bulan/tahun)"."""
    if alone and alone.kind not in {_K.OTHER, _K.BIRTH_PLACE}:
        return False
    return bool(_DAY.search(words) or _PLACE.search(words))


def _words_of(text: str) -> str:
    """Return the words of a heading in small letters, without signs, no letters spread."""
    text = _RUN_TOGETHER.sub(r"\1 \2", _CAPITAL.sub(" ", text).casefold())
    joined = _LETTERS.sub(lambda found: re.sub("[ .]", "", found[0]), text)
    return _ADDRESSED.sub("", _SIGNS.sub(" ", joined)).strip()


_OWN = (
    ("line", "what becomes of it", "remarks"),
    ("baris", "hasil", "keterangan"),
)
"""The columns that the program writes before those of a list that goes back to be mended."""


def without_own(titles: Sequence[str], headings: Sequence[Heading | None]) -> list[Heading | None]:
    """Return what the headings say, nothing being taken from columns that the program wrote."""
    own = tuple(title.casefold().strip() for title in titles[:3]) in _OWN
    return [*[Heading(_K.OTHER, 1.0)] * 3, *headings[3:]] if own else list(headings)


def is_of_others(title: str) -> bool:
    """Tell whether a heading names somebody else: "Keterangan Ahli Waris"."""
    return bool(NAMES_OTHERS.search(_words_of(title)))


def title_of(kind: ColumnKind) -> str:
    """Return what a kind of column is called on the screen."""
    return {
        _K.NUMBER: _("Row number"),
        _K.NAME: _("Name"),
        _K.MIDDLE_NAME: _("Middle name"),
        _K.FAMILY_NAME: _("Family name"),
        _K.NIK: _("NIK"),
        _K.KK: _("Family card number (KK)"),
        _K.BIRTH_DATE: _("Birth date"),
        _K.BIRTH_PLACE: _("Birth place"),
        _K.BIRTH_PLACE_DATE: _("Birth place and date"),
        _K.SEX: _("Sex"),
        _K.MALE_MARK: _("Mark for men"),
        _K.FEMALE_MARK: _("Mark for women"),
        _K.PHONE: _("Phone"),
        _K.EMAIL: _("E-mail"),
        _K.ADDRESS: _("Address"),
        _K.RT: _("RT"),
        _K.VILLAGE: _("Village"),
        _K.OCCUPATION: _("Occupation"),
        _K.GROUP: _("Group"),
        _K.INCOME: _("Income"),
        _K.OTHER: _("Left out"),
        _K.MEMBER_NUMBER: _("Membership number"),
        _K.COVER_FROM: _("Cover begins"),
        _K.STATUS: _("Status"),
        _K.REASON: _("Reason"),
        _K.BILLING_CODE: _("Billing code"),
        _K.DUE: _("Amount due"),
        _K.PAID: _("Amount paid"),
        _K.PAID_ON: _("Paid on"),
        _K.REFERENCE: _("Reference"),
        _K.CHANNEL: _("Paid through"),
    }[kind]


def _birth(words: str) -> Heading:
    place, day = bool(_PLACE.search(words)), bool(_DAY.search(words))
    if place and day:
        return Heading(_K.BIRTH_PLACE_DATE, 1.0)
    if place:
        return Heading(_K.BIRTH_PLACE, 1.0)
    if re.search(r"\b(?:tahun|thn|year|bulan|month)\b", words) and not day:
        return Heading(_K.OTHER, 0.4)
    return Heading(_K.BIRTH_DATE, 1.0 if day else 0.7)


PEOPLE = Vocabulary(
    read_heading,
    (_K.NIK, _K.NAME),
    tuple(_K)[: tuple(_K).index(_K.OTHER) + 1],
)
"""Lists of people, as partners send them."""
