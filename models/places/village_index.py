"""Finding villages by name while one types: two long texts that are searched, no database."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, chain

_LONGEST = 100
_NOISE = {"desa", "kelurahan", "kel", "kecamatan", "kec", "distrik", "kabupaten", "kab", "provinsi"}
_MARKS = re.compile(r"[^\w\n ]|_")
_BLANKS = re.compile(r" {2,}")
_EDGES = re.compile(r" \n ?|\n ")


def fold_region(text: str) -> str:
    """Return ``text`` as regions are compared: small letters and digits, words one space apart."""
    return _folded(text.replace("\n", " ")).strip()


def _folded(text: str) -> str:
    """Fold many names at once, a line each."""
    plain = text.casefold().replace("'", "").replace("’", "")
    return _EDGES.sub("\n", _BLANKS.sub(" ", _MARKS.sub(" ", plain)))


Span = tuple[int, int]
"""From which village to before which, as numbers in the order of their codes."""


@dataclass(frozen=True, slots=True)
class _Query:
    """What is looked for: the text as one phrase, its longest word, and the other words.

    The words begin with a blank, as each does in the lines, so that they match beginnings only.
    """

    phrase: str
    leading: str
    others: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "_Query | None":
        """Return the query that ``text`` means, or None if it has no word."""
        words = fold_region(text[:_LONGEST]).split()
        telling = [word for word in words if word not in _NOISE] or words
        if not telling:
            return None
        leading, *others = sorted(telling, key=len, reverse=True)
        return cls(" ".join(telling), f" {leading}", tuple(f" {word}" for word in others))


class _Lines:
    """Folded names in one text, each in a line of its own and led by a blank."""

    def __init__(self, names: Iterable[str]) -> None:
        folded = _folded("\n".join(names)).split("\n")
        self.lines = [f" {name}" for name in folded]
        self._text = "\n" + "\n".join(self.lines) + "\n"
        self._starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))

    def matches(self, pattern: str, first: int, last: int) -> Iterator[int]:
        """Yield the number of each line from ``first`` to before ``last`` that has ``pattern``."""
        at, end = self._starts[first], self._starts[last] + 1
        while (at := self._text.find(pattern, at, end)) >= 0:
            number = bisect_right(self._starts, at) - 1
            yield number
            at = self._starts[number + 1]

    def holds(self, pattern: str, first: int, last: int) -> bool:
        """Tell whether any line from ``first`` to before ``last`` has ``pattern``."""
        return self._text.find(pattern, self._starts[first], self._starts[last] + 1) >= 0


class VillageIndex:
    """The names of all villages, searched by phrase and by words.

    ``villages`` and ``regions`` give names by code. The villages are kept in the order of their
    codes, so that a district, a regency or a province is one unbroken stretch.
    """

    def __init__(self, villages: Mapping[str, str], regions: Mapping[str, str]) -> None:
        self._codes = sorted(villages)
        self._names = _Lines(villages[code] for code in self._codes)
        districts = sorted({code[:8] for code in self._codes})
        self._first = [bisect_left(self._codes, code) for code in districts]
        self._first.append(len(self._codes))
        self._around = _Lines(
            f"{regions[code]} {regions[code[:5]]} {regions[code[:2]]}" for code in districts
        )

    def find(self, text: str, *, near: str, limit: int) -> list[str]:
        """Return the codes of at most ``limit`` villages, the likeliest first."""
        query = _Query.of(text)
        if query is None:
            return []
        zones = self._zones(near)
        ranked = chain(
            (found for zone in zones for found in self._by_name(query, zone)),
            (found for zone in zones for found in self._by_surroundings(query, zone)),
        )
        chosen: dict[int, None] = {}
        for found in ranked:
            if len(chosen) >= limit:
                break
            chosen[found] = None
        return [self._codes[number] for number in chosen]

    def _zones(self, near: str) -> list[list[Span]]:
        """Return the stretches to search, one after the other: regency, province, the rest."""
        whole = (0, len(self._codes))
        inner = self._stretch(near[:5]) if len(near) >= 5 else (0, 0)
        outer = self._stretch(near[:2]) if len(near) >= 2 else (0, 0)
        if inner[0] == inner[1]:
            return [[outer], _outside(whole, outer)]
        return [[inner], _outside(outer, inner), _outside(whole, outer)]

    def _stretch(self, code: str) -> Span:
        return bisect_left(self._codes, f"{code}."), bisect_left(self._codes, f"{code}/")

    def _by_name(self, query: _Query, zone: list[Span]) -> Iterator[int]:
        """Yield villages of that name, then so beginning, then by words, then with it inside."""
        for pattern in (f"\n {query.phrase}\n", f"\n {query.phrase}"):
            yield from self._named(pattern, zone)
        for number in self._named(query.leading, zone):
            whole = self._names.lines[number] + self._around.lines[self._district(number)]
            if all(word in whole for word in query.others):
                yield number
        yield from self._by_name_in_surroundings(query, zone)
        yield from self._named(query.phrase, zone)

    def _by_name_in_surroundings(self, query: _Query, zone: list[Span]) -> Iterator[int]:
        """Yield villages where the longest word is not the village's own but another word is."""
        for district in self._lying_in(query.leading, zone):
            around = self._around.lines[district]
            first, last = self._first[district], self._first[district + 1]
            missing = [word for word in query.others if word not in around]
            if not all(self._names.holds(word, first, last) for word in missing):
                continue
            for number in range(first, last):
                name = self._names.lines[number]
                own = [word for word in query.others if word in name]
                if own and all(word in name for word in missing):
                    yield number

    def _by_surroundings(self, query: _Query, zone: list[Span]) -> Iterator[int]:
        """Yield the villages of a district, a regency or a province of that name."""
        for district in self._lying_in(query.leading, zone):
            if all(word in self._around.lines[district] for word in query.others):
                yield from range(self._first[district], self._first[district + 1])

    def _named(self, pattern: str, zone: list[Span]) -> Iterator[int]:
        """Yield the villages of ``zone`` whose name matches ``pattern``."""
        for first, last in zone:
            yield from self._names.matches(pattern, first, last)

    def _lying_in(self, pattern: str, zone: list[Span]) -> Iterator[int]:
        """Yield the districts of ``zone`` that match ``pattern``, themselves or by what is above.

        They are numbered in the order of their codes.
        """
        for first, last in zone:
            if first < last:
                end = self._district(last - 1) + 1
                yield from self._around.matches(pattern, self._district(first), end)

    def _district(self, number: int) -> int:
        return bisect_right(self._first, number) - 1


def _outside(whole: Span, hole: Span) -> list[Span]:
    """Return what is left of ``whole`` without ``hole``."""
    if hole[0] == hole[1]:
        return [whole]
    return [(whole[0], hole[0]), (hole[1], whole[1])]
