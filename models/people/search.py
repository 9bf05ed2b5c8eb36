"""Finding people as one types: by any word of the name, by NIK, by phone, by number.

Names are kept folded (``fold_name``) in an index of their own (``people.name_index``); numbers are
found by a range on their own index. Results are never ranked by the index: that would read every
match at every keystroke. Where hardly anybody fits, those follow whose name fits save for one
letter. What is found of a record that was merged into another leads to that one.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from models.engines.dialects import put
from models.office.tables import local
from models.people.name_index import (
    TABLE,
    Given,
    Wanted,
    ask,
    index_everybody,
    index_people,
)
from models.people.names import FOLDING, fold_name
from models.people.spelling import KnownWords, kept_words, known_words

FEWEST_DIGITS = 3
TOO_FEW = 3
"""Where fewer are found, one letter may have been mistyped."""
FOLDED_BY = "folding"
"""Under which a file remembers the edition of ``fold_name`` that its index was made with."""
FEW_INVITED = 500
"""Up to this many people of an event are looked through sooner than all who fit."""
AFTER_NINE = ":"
"""The letter that sorts behind the digits: a prefix of digits is a range up to it."""

NUMBER = re.compile(r"[\d\s.+\-]+")


def refresh_people(session: Session, ids: Sequence[int]) -> None:
    """Bring the index up to date for the people with these ids, made, changed or gone."""
    if not ids:
        return
    names = index_people(session.connection(), ids)
    if (known := kept_words(session)) is not None:
        known.add(word for name in names for word in name.split())


def refold(connection: Connection) -> bool:
    """Index everybody anew where another edition folded the names; return whether it did."""
    kept = select(local.c.value).where(local.c.key == FOLDED_BY)
    if connection.execute(kept).scalar() == str(FOLDING):
        return False
    index_everybody(connection)
    put(connection, local.c.key, FOLDED_BY, str(FOLDING))
    return True


def find_ids(
    session: Session,
    typed: str,
    *,
    limit: int,
    event_id: int | None = None,
    only_event: bool = False,
) -> list[int]:
    """Return people that fit what was typed, at most ``limit``; those of an event first.

    Those who fit save for one letter come after all who fit as it was typed.
    """
    digits = re.sub(r"\D", "", typed)
    if NUMBER.fullmatch(typed.strip()):
        if len(digits) < FEWEST_DIGITS:
            return []
        numbers = _Numbers(session, limit, event_id, only_event)
        return numbers.ask(_ranges(digits))
    names = _Names(session, limit, event_id, only_event)
    if not (words := fold_name(typed).split()):
        return []
    found = names.ask([(word,) for word in words])
    if len(found) >= min(limit, TOO_FEW):
        return found
    for meant in meant_words(words, known_words(session)):
        found += names.ask(meant)
    return list(dict.fromkeys(found))[:limit]


def fits(name: str, typed: str) -> bool:
    """Tell whether a name fits what was typed as it was typed; any fits where that is a number."""
    if NUMBER.fullmatch(typed.strip()):
        return True
    words = [(word,) for word in fold_name(typed).split()]
    return all(begin(_folded(name)) for begin in _beginnings(words))


def meant_words(words: Sequence[str], known: KnownWords) -> Iterator[Wanted]:
    """Yield what may have been meant if one letter is wrong, for each word that it may be in.

    A word that no name has is the mistyped one; where there are two of them, nothing helps.
    """
    unknown = [place for place, word in enumerate(words) if not known.begin_with(word)]
    if len(unknown) > 1:
        return
    for place in unknown or range(len(words)):
        if meant := known.meant_by(words[place]):
            wanted: list[Sequence[str]] = [(word,) for word in words]
            wanted[place] = meant
            yield wanted


@dataclass(slots=True)
class _Asking:
    """How many are asked for, and of which event; see ``find_ids``."""

    session: Session
    limit: int
    event_id: int | None
    only_event: bool
    invited: Sequence[tuple[int, str]] | None = None

    def fetch(self, statement: str, given: Given, words: Wanted = ()) -> list[int]:
        """Return the people a statement finds."""
        bound = {**given, "limit": self.limit, "event": self.event_id}
        rows: Any = ask(self.session.connection(), statement, bound, words)
        return [row[0] for row in rows]

    def joined(self, found: Sequence[int], of_event: Callable[[], list[int]]) -> list[int]:
        """Return those found among all, each once, the event's first.

        Where fewer than the limit fit, they are all there are, and the event is not looked through.
        """
        if self.event_id is None:
            return list(dict.fromkeys(found))
        here = of_event() if len(found) >= self.limit else self._here(found)
        others = [] if self.only_event else found
        return list(dict.fromkeys([*here, *others]))[: self.limit]

    def _here(self, found: Sequence[int]) -> list[int]:
        """Return those who are on the event's list, in their order."""
        here = set(self.fetch(_HERE, {"ids": json.dumps(list(found))})) if found else set()
        return [person for person in found if person in here]


class _Numbers(_Asking):
    """Finds by NIK, phone or membership number."""

    def ask(self, given: Given) -> list[int]:
        """Return those whose number begins so."""
        found = self.fetch(_NUMBER, given)
        return self.joined(found, lambda: self.fetch(_NUMBER_OF_EVENT, given))


class _Names(_Asking):
    """Finds by beginnings of the words of a name."""

    def ask(self, words: Wanted) -> list[int]:
        """Return those whose name has a word that begins with one of each of ``words``."""
        return self.joined(self.fetch(_NAME, {}, words), lambda: self._of_event(words))

    def _of_event(self, words: Wanted) -> list[int]:
        if self.invited is None:
            given_event: Given = {"event": self.event_id, "limit": FEW_INVITED + 1}
            rows: Any = ask(self.session.connection(), _EVENT_NAMES, given_event)
            self.invited = [(who, _folded(name)) for who, name in rows]
        if len(self.invited) > FEW_INVITED:
            return self.fetch(_NAME_OF_EVENT, {}, words)
        begins = _beginnings(words)
        return [who for who, name in self.invited if all(begin(name) for begin in begins)]


def _beginnings(words: Wanted) -> list[Callable[[str], object]]:
    """Return for each of ``words`` what looks for it in a folded name."""
    return [re.compile(rf"\b(?:{'|'.join(either)})").search for either in words]


@lru_cache(maxsize=4 * FEW_INVITED)
def _folded(name: str) -> str:
    return fold_name(name)


_WHO = "coalesce(p.merged_into_id, p.id)"
_THERE = """(p.archived_at IS NULL OR EXISTS (
    SELECT 1 FROM person AS q WHERE q.id = p.merged_into_id AND q.archived_at IS NULL))"""
_INVITED = "SELECT person_id FROM attendance WHERE event_id = :event"

_NAME = f"""
SELECT {_WHO} FROM {TABLE} AS s {{cross}} person AS p ON p.id = s.rowid
WHERE {{fits}} AND {_THERE} {{by_index}} LIMIT :limit"""

_NAME_OF_EVENT = f"""
SELECT {_WHO} FROM {TABLE} AS s {{cross}} person AS p ON p.id = s.rowid
WHERE {{fits}} AND {_THERE} AND {{own}}s.rowid IN (
    {_INVITED} UNION ALL SELECT id FROM person WHERE merged_into_id IN ({_INVITED})
) {{by_index}} LIMIT :limit"""

_IN_RANGE = """(
    p.nik >= :number AND p.nik < :number_end
    OR p.phone >= :phone AND p.phone < :phone_end
    OR p.member_number >= :number AND p.member_number < :number_end
)"""

_HERE = f"{_INVITED} AND person_id IN {{ids}}"

_EVENT_NAMES = f"""
SELECT p.id, p.name FROM attendance AS a {{cross}} person AS p ON p.id = a.person_id
WHERE a.event_id = :event AND p.archived_at IS NULL
UNION ALL
SELECT p.merged_into_id, p.name FROM person AS p
WHERE p.merged_into_id > 0 AND p.merged_into_id IN ({_INVITED}) AND {_THERE}
{{by_found}} LIMIT :limit"""

_NUMBER = f"""
SELECT {_WHO} FROM person AS p WHERE {_IN_RANGE} AND {_THERE} {{by_person}} LIMIT :limit"""

_NUMBER_OF_EVENT = f"""
SELECT p.id FROM attendance AS a {{cross}} person AS p ON p.id = a.person_id
WHERE a.event_id = :event AND {_IN_RANGE} AND p.archived_at IS NULL
UNION
SELECT p.merged_into_id FROM person AS p
WHERE p.merged_into_id > 0 AND {_IN_RANGE} AND p.merged_into_id IN ({_INVITED})
{{by_found}} LIMIT :limit"""
"""The second half looks only through the merged records, which are few."""


def _ranges(digits: str) -> Given:
    phone = f"+62{digits.removeprefix('62').removeprefix('0')}"
    return {
        "number": digits,
        "number_end": digits + AFTER_NINE,
        "phone": phone,
        "phone_end": phone + AFTER_NINE,
    }
