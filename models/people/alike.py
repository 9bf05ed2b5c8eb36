"""Who is probably the same person as somebody: how likely it is, and why."""

import enum
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA
from sqlalchemy import Row
from sqlalchemy.orm import Session

from models.history.rows import batches
from models.people.apart import apart_from
from models.people.drafts import PersonDraft
from models.people.name_index import TABLE, Wanted, ask
from models.people.names import fold_name
from models.people.nik import clean_nik
from models.people.search import meant_words
from models.people.spelling import known_words
from models.people.tables import Sex
from models.words import _

LIKELY = 60
"""The score from which two are shown as probably one."""
LOOKED_AT = 200
"""How many that share something are compared with one person."""
NIK_LENGTH = 16


class Reason(enum.StrEnum):
    """What speaks for two records being of one person, or against it."""

    NIK_DIGIT = "nik_digit"
    NIK_SWAPPED = "nik_swapped"
    NAME = "name"
    NAME_ALIKE = "name_alike"
    BIRTH_DATE = "birth_date"
    BIRTH_ALIKE = "birth_alike"
    PHONE = "phone"
    KK = "kk"
    VILLAGE = "village"
    OTHER_NAME = "other_name"
    OTHER_BIRTH = "other_birth"
    OTHER_NIK = "other_nik"
    OTHER_SEX = "other_sex"


POINTS: Mapping[Reason, int] = {
    Reason.NIK_DIGIT: 45,
    Reason.NIK_SWAPPED: 45,
    Reason.NAME: 45,
    Reason.NAME_ALIKE: 35,
    Reason.BIRTH_DATE: 25,
    Reason.BIRTH_ALIKE: 12,
    Reason.PHONE: 25,
    Reason.KK: 15,
    Reason.VILLAGE: 10,
    Reason.OTHER_NAME: -75,
    Reason.OTHER_BIRTH: -20,
    Reason.OTHER_NIK: -10,
    Reason.OTHER_SEX: -15,
}
"""What each is worth of a hundred: a name and one more thing that few share make two likely one.

A family shares phone, KK and village, and twins their birth date, so another name outweighs these.
"""
SAME_NAME, ALIKE_NAME, OTHER_NAME = 97, 86, 70
"""How alike folded names are, of a hundred (RapidFuzz's ratio of their sorted words)."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a person is compared; ``folded`` is the name as names are compared."""

    id: int
    name: str
    nik: str
    birth_date: date | None
    phone: str
    kk_number: str
    region_code: str
    region_line: str
    sex: Sex | None
    folded: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", fold_name(self.name))

    @property
    def village(self) -> str:
        """Return the village without what it lies in."""
        return self.region_line.split(",")[0]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two are one, of a hundred, and why."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def likely(self) -> bool:
        """Whether it is worth a look."""
        return self.score >= LIKELY


@dataclass(frozen=True, slots=True)
class Alike:
    """Somebody known who is probably the same person."""

    person: Facts
    likeness: Likeness


def compare(one: Facts, other: Facts) -> Likeness:
    """Return how likely two records are of one person."""
    found = (
        _of_niks(one.nik, other.nik),
        _of_names(one.folded, other.folded),
        _of_births(one.birth_date, other.birth_date),
        Reason.PHONE if one.phone and one.phone == other.phone else None,
        Reason.KK if one.kk_number and one.kk_number == other.kk_number else None,
        Reason.VILLAGE if one.region_code and one.region_code == other.region_code else None,
        Reason.OTHER_SEX if one.sex and other.sex and one.sex is not other.sex else None,
    )
    reasons = tuple([reason for reason in found if reason is not None])
    return Likeness(min(100, max(0, sum([POINTS[reason] for reason in reasons]))), reasons)


def alike(
    session: Session, draft: PersonDraft, limit: int = 3, besides: int | None = None
) -> list[Alike]:
    """Return who is probably the person of ``draft``, the likeliest first.

    ``besides`` is the draft's own record; who was kept apart from it is left out. The very same
    NIK is told elsewhere. Looks for what is
    indexed, whatever the number of people; to be asked off the screen's thread.
    """
    wanted = Facts(
        id=besides or 0,
        name=draft.name,
        nik=clean_nik(draft.nik),
        birth_date=draft.birth_date,
        phone=draft.phone,
        kk_number=draft.kk_number,
        region_code=draft.region_code,
        region_line=draft.region_line,
        sex=draft.sex,
    )
    left_out = set() if besides is None else {besides} | apart_from(session, besides)
    found = [
        Alike(known, likeness)
        for known in facts(session, _sharing(session, wanted) - left_out).values()
        if not (wanted.nik and known.nik == wanted.nik)
        if (likeness := compare(wanted, known)).likely
    ]
    return sorted(found, key=lambda one: (-one.likeness.score, one.person.id))[:limit]


def facts(session: Session, ids: Iterable[int]) -> dict[int, Facts]:
    """Return what is compared of these people; those gone are left out."""
    found: dict[int, Facts] = {}
    for batch in batches(ids):
        rows: Any = ask(session.connection(), _FACTS, {"ids": json.dumps(list(batch))})
        found |= {row.id: facts_of(row) for row in rows}
    return found


def facts_of(row: Row[tuple[object, ...]]) -> Facts:
    """Return a row of ``COLUMNS`` as what is compared."""
    born, sex = row.birth_date, row.sex
    return Facts(
        row.id,
        row.name,
        row.nik or "",
        date.fromisoformat(born) if isinstance(born, str) else born,
        row.phone or "",
        row.kk_number or "",
        row.region_code or "",
        row.region_line or "",
        Sex(sex) if sex else None,
    )


def reason_words(reason: Reason) -> str:
    """Say a reason in the spoken language."""
    return {
        Reason.NIK_DIGIT: _("NIK differs in one digit"),
        Reason.NIK_SWAPPED: _("two digits of the NIK exchanged"),
        Reason.NAME: _("same name"),
        Reason.NAME_ALIKE: _("similar name"),
        Reason.BIRTH_DATE: _("same birth date"),
        Reason.BIRTH_ALIKE: _("similar birth date"),
        Reason.PHONE: _("same phone"),
        Reason.KK: _("same KK number"),
        Reason.VILLAGE: _("same village"),
        Reason.OTHER_NAME: _("different name"),
        Reason.OTHER_BIRTH: _("different birth date"),
        Reason.OTHER_NIK: _("different NIK"),
        Reason.OTHER_SEX: _("different sex"),
    }[reason]


def near_niks(nik: str) -> set[str]:
    """Return the NIKs that differ from a whole one in a digit, or in two exchanged neighbours."""
    if len(nik) != NIK_LENGTH:
        return set()
    near = {nik[:at] + digit + nik[at + 1 :] for at in range(NIK_LENGTH) for digit in "0123456789"}
    near |= {nik[:at] + nik[at + 1] + nik[at] + nik[at + 2 :] for at in range(NIK_LENGTH - 1)}
    return near - {nik}


def _of_niks(one: str, other: str) -> Reason | None:
    if not one or not other or one == other:
        return None
    if OSA.distance(one, other, score_cutoff=1) > 1:
        return Reason.OTHER_NIK
    swapped = sorted(one) == sorted(other)
    return Reason.NIK_SWAPPED if swapped else Reason.NIK_DIGIT


@lru_cache(maxsize=4096)
def _of_names(first: str, second: str) -> Reason | None:
    if not first or not second:
        return None
    ratio = fuzz.token_sort_ratio(first, second)
    if ratio >= SAME_NAME:
        return Reason.NAME
    if ratio >= ALIKE_NAME or _within(first.split(), second.split()):
        return Reason.NAME_ALIKE
    return Reason.OTHER_NAME if ratio < OTHER_NAME else None


def _within(one: list[str], other: list[str]) -> bool:
    """Tell whether one name is the other with a word more; a single short word says too little."""
    shorter, longer = sorted((one, other), key=len)
    if max(map(len, shorter)) < len("budi") or not 0 < len(longer) - len(shorter) <= 1:
        return False
    left = iter(longer)
    return all(any(whole == word for whole in left) for word in shorter)


def _of_births(one: date | None, other: date | None) -> Reason | None:
    if one is None or other is None:
        return None
    if one == other:
        return Reason.BIRTH_DATE
    turned = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    if turned or OSA.distance(one.isoformat(), other.isoformat(), score_cutoff=1) <= 1:
        return Reason.BIRTH_ALIKE
    return Reason.OTHER_BIRTH


def _sharing(session: Session, wanted: Facts) -> set[int]:
    """Return those that share a number with somebody, or the name save for one letter."""
    found = set()
    if niks := near_niks(wanted.nik):
        found |= _ids(session, _BY_NIK, texts=json.dumps(list(niks)))
    if wanted.phone:
        found |= _ids(session, _BY_PHONE, phone=wanted.phone)
    words = wanted.folded.split()
    if not words:
        return found
    asked = [[(word,) for word in words], *meant_words(words, known_words(session))]
    if len(words) > 1:
        asked += [[(word,) for word in words if word is not left_out] for left_out in words]
    born = wanted.birth_date.isoformat() if wanted.birth_date else None
    for either in asked:
        found |= _ids(session, _BY_NAME, either, born=born, village=wanted.region_code)
    return found


def _ids(session: Session, statement: str, words: Wanted = (), **given: object) -> set[int]:
    rows: Any = ask(session.connection(), statement, {**given, "most": LOOKED_AT}, words)
    return {row[0] for row in rows}


COLUMNS = (
    "p.id, p.name, p.nik, p.birth_date, p.phone, p.kk_number, p.region_code, p.region_line, p.sex"
)

_FACTS = f"""
SELECT {COLUMNS} FROM person AS p WHERE p.id IN {{ids}} AND p.archived_at IS NULL"""

_BY_NIK = "SELECT id FROM person WHERE nik IN {texts} LIMIT :most"
_BY_PHONE = "SELECT id FROM person WHERE phone = :phone LIMIT :most"
_BY_NAME = f"""
SELECT p.id FROM {TABLE} AS s {{cross}} person AS p ON p.id = s.rowid
WHERE {{fits}} AND p.archived_at IS NULL AND (
    p.birth_date IS NULL OR p.birth_date = {{born}} OR p.region_code = :village
    OR {{born}} IS NULL
) {{by_index}} LIMIT :most"""
"""Of names that many have, only those count of whom something else may fit, too."""
