"""Compares the rows of a list with each other and with those known: who is there twice."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from models.exchange.headings import ColumnKind
from models.exchange.planned import (
    NO_DIFFERENCES,
    KnownPeople,
    KnownPerson,
    PlannedRow,
    RowFault,
    RowProblem,
    RowStatus,
    differences,
)
from models.people.names import fold_name

# Names of this module, for a member of an enumeration is found more slowly.
_ADD, _PROBLEM, _TWICE = RowStatus.ADD, RowStatus.PROBLEM, RowStatus.TWICE


def settle(rows: list[PlannedRow], places: Iterable[int], known: KnownPeople) -> None:
    """Say of the rows at ``places``, in order, which are new, known, or there twice.

    Of equal NIKs the first sound row stands. Rows with an error stay as they are.
    """
    places = list(places)
    niks = [rows[place].person.nik for place in places]
    repeated = {nik for nik, times in Counter(niks).items() if times > 1}
    first: dict[str, int] = {}
    for place, nik in zip(places, niks, strict=True):
        row = rows[place]
        status = row.status
        if nik is None or status is _PROBLEM:
            continue
        if nik in repeated and first.setdefault(nik, row.line) != row.line:
            rows[place] = _changed(row, _TWICE, twin_line=first[nik])
        elif nik in known:
            rows[place] = _known(row, known[nik])
        elif status is not _ADD:
            rows[place] = _changed(row, _ADD)


def suspect(rows: list[PlannedRow], places: Iterable[int]) -> None:
    """Warn of rows at ``places`` that likely are one person: one name and birth date, two NIKs."""
    alike: dict[tuple[date, str], list[int]] = defaultdict(list)
    for place, born in _worth_comparing(rows, places):
        if name := fold_name(rows[place].person.name):
            alike[born, name].append(place)
    for same in alike.values():
        if len(same) > 1:
            _warn(rows, same)


def _worth_comparing(rows: list[PlannedRow], places: Iterable[int]) -> Iterator[tuple[int, date]]:
    """Yield those of ``places`` that share their birth date, and the last word of their name.

    On a day on which somebody's name may end in a degree, all are compared.
    """
    places = [place for place in places if rows[place].status is not _TWICE]
    births = [rows[place].person.birth_date for place in places]
    repeated = {born for born, times in Counter(births).items() if times > 1}
    ends: dict[tuple[date, str], list[int]] = defaultdict(list)
    with_degrees: set[date] = set()
    for place, born in zip(places, births, strict=True):
        if born in repeated and born:
            name = rows[place].person.name
            ends[born, _folded(name.rpartition(" ")[2])].append(place)
            if not (name.isascii() and name.replace(" ", "").isalpha()):
                with_degrees.add(born)
    for (born, _end), sharing in ends.items():
        if len(sharing) > 1 or born in with_degrees:
            yield from ((place, born) for place in sharing)


def without_suspicion(row: PlannedRow) -> PlannedRow:
    """Return the row without the warning that it is probably the same person as another."""
    problems = tuple(each for each in row.problems if each.fault is not RowFault.SAME_PERSON)
    return row if len(problems) == len(row.problems) else row._replace(problems=problems)


def _changed(row: PlannedRow, status: RowStatus, twin_line: int | None = None) -> PlannedRow:
    return row._replace(
        status=status, twin_line=twin_line, known_id=None, differences=NO_DIFFERENCES
    )


def _known(row: PlannedRow, found: KnownPerson) -> PlannedRow:
    return row._replace(
        status=RowStatus.KNOWN,
        twin_line=None,
        known_id=found.id,
        differences=differences(found.person, row.person, row.from_nik),
    )


@lru_cache(maxsize=16384)
def _folded(word: str) -> str:
    return fold_name(word)


def _warn(rows: list[PlannedRow], alike: list[int]) -> None:
    """Name to the first the second, and to all others the first."""
    for place in alike:
        other = rows[alike[1] if place == alike[0] else alike[0]].line
        warning = RowProblem(ColumnKind.NAME, RowFault.SAME_PERSON, line=other)
        rows[place] = rows[place]._replace(problems=(*rows[place].problems, warning))
