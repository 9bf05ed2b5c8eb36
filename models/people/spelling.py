"""One mistyped letter: the words of known names that a typed word may have been meant for."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Pool
from sqlalchemy.orm import Session

from models.people.name_index import indexed_words
from models.people.names import short_form

LETTERS = "abcdefghiklmnoprstuwz"
"""Those of folded names: the others are written with these (``models.people.names``)."""
FEWEST_LETTERS = 4
"""Of a shorter word nearly every other one is one letter away."""
MOST_MEANT = 24
"""How many words one mistyped word may have been meant for; more would be guessing."""


class KnownWords:
    """The folded words of all names, sorted, so that a beginning is found at once.

    Words of names that are gone may stay among them: asking for one finds nobody.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._words = sorted(words)
        self._lock = Lock()

    def add(self, words: Iterable[str]) -> None:
        """Take in the words of new names."""
        with self._lock:
            for word in set(words):
                if not self._has(word):
                    insort(self._words, word)

    def begin_with(self, beginning: str) -> bool:
        """Tell whether any word begins so."""
        place = bisect_left(self._words, beginning)
        return place < len(self._words) and self._words[place].startswith(beginning)

    def meant_by(self, word: str) -> list[str]:
        """Return the beginnings of known words that are one letter away from ``word``.

        Whole words come first, then those with as many letters; nothing for a word that is short.
        """
        if len(word) < FEWEST_LETTERS:
            return []
        known = {near for near in map(short_form, one_letter_away(word)) if self.begin_with(near)}
        known -= {word}
        return sorted(known, key=lambda near: self._unlikely(near, word))[:MOST_MEANT]

    def _has(self, word: str) -> bool:
        place = bisect_left(self._words, word)
        return place < len(self._words) and self._words[place] == word

    def _unlikely(self, near: str, word: str) -> tuple[bool, bool, str]:
        return not self._has(near), len(near) != len(word), near


def one_letter_away(word: str) -> Iterator[str]:
    """Yield what ``word`` is with one letter more, less, another, or two neighbours exchanged."""
    for place in range(len(word) + 1):
        start, end = word[:place], word[place:]
        for letter in LETTERS:
            yield start + letter + end
            if end:
                yield start + letter + end[1:]
        if end:
            yield start + end[1:]
        if len(end) > 1:
            yield start + end[1] + end[0] + end[2:]


def known_words(session: Session) -> KnownWords:
    """Return the words of all names in this database; read at the first asking, then kept."""
    found = kept_words(session)
    if found is None:
        found = KnownWords(indexed_words(session.connection()))
        _KNOWN[_pool(session)] = found
    return found


def kept_words(session: Session) -> KnownWords | None:
    """Return the words of all names where they were asked for already."""
    return _KNOWN.get(_pool(session))


def _pool(session: Session) -> Pool:
    return session.get_bind().engine.pool


_KNOWN: WeakKeyDictionary[Pool, KnownWords] = WeakKeyDictionary()
"""By the pool of connections, which readers and writers of one store share."""
