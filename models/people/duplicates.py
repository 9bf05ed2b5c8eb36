"""The review of everybody: who is probably in the list twice."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from models.people.alike import COLUMNS, Facts, Likeness, compare, facts, facts_of
from models.people.apart import Pair, apart_pairs, ordered
from models.people.queries import people_count
from models.progress import Progress, Work
from models.store import Store

MOST_SHARING = 40
"""Where more people share something, it tells nothing of any two of them."""
STEP = 2000
"""Records looked at between two reports."""
COMMON = frozenset({"muh", "abd", "siti", "nur", "ahmad", "sri"})
"""Words so many names begin with that they part nobody from anybody."""
BEGINNING = 3

Keys = Callable[[Facts], Iterable[Hashable]]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two records that are probably of one person, the older record first."""

    first: Facts
    other: Facts
    likeness: Likeness

    @property
    def pair(self) -> Pair:
        """Return the ids of both."""
        return self.first.id, self.other.id


def duplicates(store: Store) -> Work[list[Duplicate]]:
    """Return those that are probably one person, the likeliest first.

    Only those are compared that share a phone, a KK, most of the NIK, a birth date and the
    beginning of a name, or a village, the whole name and part of the birth date: the work grows
    with the number of people and not with its square.
    """
    found: dict[Pair, Likeness] = {}
    done = 0
    with store.reading() as session:
        total = people_count(session) * len(_SHARED)
        yield Progress(done, total)
        for shared, keys in _SHARED:
            told = done
            for people in _sharing(session, shared):
                done += len(people)
                found |= _likely(people, keys)
                if done - told >= STEP:
                    told = done
                    yield Progress(done, total)
        likely = still_likely(session, list(found))
    return sorted(likely, key=lambda one: (-one.likeness.score, one.pair))


def still_likely(session: Session, pairs: Sequence[Pair]) -> list[Duplicate]:
    """Return, of these pairs and in their order, those still probably one person, as they are.

    Those who were kept apart are left out.
    """
    known = facts(session, {person for pair in pairs for person in pair})
    apart = apart_pairs(session)
    both = [
        Duplicate(known[first], known[other], compare(known[first], known[other]))
        for first, other in pairs
        if first in known and other in known and (first, other) not in apart
    ]
    return [one for one in both if one.likeness.likely]


def _sharing(session: Session, shared: str) -> Iterator[Sequence[Row[tuple[object, ...]]]]:
    """Yield those whose ``shared`` is the same, also where it is only one person's."""
    statement = text(
        f"SELECT {shared} AS shared, {COLUMNS} FROM person AS p"
        f" WHERE {shared} IS NOT NULL AND p.archived_at IS NULL ORDER BY {shared}"
    )
    rows = session.connection().execute(statement, execution_options={"yield_per": STEP})
    for _shared, people in groupby(rows, key=lambda row: row.shared):
        yield list(people)


def _likely(rows: Sequence[Row[tuple[object, ...]]], keys: Keys) -> dict[Pair, Likeness]:
    """Return the likely pairs among people who share something and one of their ``keys``, too."""
    if len(rows) < 2:
        return {}
    by_key: dict[Hashable, list[Facts]] = defaultdict(list)
    for person in map(facts_of, rows):
        for key in set(keys(person)):
            by_key[key].append(person)
    compared = (
        pair
        for people in by_key.values()
        if len(people) <= MOST_SHARING
        for pair in combinations(people, 2)
    )
    return {
        ordered(one.id, other.id): likeness
        for one, other in compared
        if (likeness := compare(one, other)).likely
    }


def _nothing_more(_person: Facts) -> Iterable[Hashable]:
    return ("",)


def _of_name(person: Facts) -> Iterable[Hashable]:
    """Return the beginnings of the words of a name, save the commonest, and the whole of it."""
    words = person.folded.split()
    yield tuple(sorted(words))
    yield from (word[:BEGINNING] for word in words if word not in COMMON)


def _name_and_birth(person: Facts) -> Iterable[Hashable]:
    """Return the whole name with the year and with the day, of which a slip leaves one as it was.

    Neighbours of one name of whom nothing else is alike are too many to be looked at.
    """
    if person.birth_date is not None:
        name = tuple(sorted(person.folded.split()))
        yield name, person.birth_date.year
        yield name, person.birth_date.month, person.birth_date.day


_SHARED: tuple[tuple[str, Keys], ...] = (
    ("p.phone", _nothing_more),
    ("p.kk_number", _nothing_more),
    ("substr(p.nik, 1, 12)", _nothing_more),
    ("substr(p.nik, 7)", _nothing_more),
    ("p.birth_date", _of_name),
    ("p.region_code", _name_and_birth),
)
"""What two records of one person share: of a NIK, all but the serial or all but the district."""
