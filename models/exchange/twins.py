"""Compares the rows of a list with each other and with those known: who is there twice."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Set
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
from models.people.nik import Severity

_Candidate = tuple[int, date, str]
"""Place, birth date and name."""

_Born = tuple[date, str]
"""A birth date with a name, or part of one, in the form in which names are compared."""

_RECOGNIZED = frozenset({RowFault.SAME_KNOWN, RowFault.SAME_KNOWN_NIK})

# Names of this module, for a member of an enumeration is found more slowly.
_ADD, _PROBLEM, _TWICE = RowStatus.ADD, RowStatus.PROBLEM, RowStatus.TWICE


def settle(rows: list[PlannedRow], places: Iterable[int], known: KnownPeople) -> None:
    """Say of the rows at ``places``, in order, which are new, known, or there twice.

    Of equal NIKs the first sound row stands. Rows with an error stay as they are.
    """
    places = list(places)
    niks = [rows[place].person.nik for place in places]
    alone = len(set(niks)) == len(niks)  # as nearly always, and known at once
    repeated = set() if alone else {nik for nik, times in Counter(niks).items() if times > 1}
    concerned = [
        (place, nik)
        for place, nik in zip(places, niks, strict=True)
        if nik in repeated or nik in known or rows[place].status is not _ADD
    ]
    first: dict[str, int] = {}
    for place, nik in concerned:
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
    alike: dict[_Born, list[int]] = defaultdict(list)
    for place, born, name in _worth_comparing(rows, places):
        if folded := fold_name(name):
            alike[born, folded].append(place)
    for same in alike.values():
        if len(same) > 1:
            _warn(rows, same)


def _worth_comparing(rows: list[PlannedRow], places: Iterable[int]) -> list[_Candidate]:
    """Return those that share their birth date and both ends of their name, as far as that helps.

    To bring a whole name into the form in which it is compared takes long; words repeat, and are
    quick. Where a name may begin with a title or end in a degree, all of that day are compared.
    """
    asked = [place for place in places if rows[place].status is not _TWICE]
    births = [rows[place].person.birth_date for place in asked]
    times = Counter(births)
    candidates = [
        (place, born, rows[place].person.name)
        for place, born in zip(asked, births, strict=True)
        if born and times[born] > 1
    ]
    ends = [(born, _folded_end(name.rpartition(" ")[2])) for _at, born, name in candidates]
    dotted = {born for _at, born, name in candidates if "." in name or "," in name}
    candidates = _sharing(candidates, ends, dotted)
    starts = [(born, _folded_start(name.partition(" ")[0])) for _at, born, name in candidates]
    return _sharing(candidates, starts, dotted)


def _sharing(
    candidates: list[_Candidate], keys: list[_Born], always: Set[date]
) -> list[_Candidate]:
    """Return those whose key another has too, or who were born on a day of ``always``."""
    times = Counter(keys)
    always = always | {born for born, part in times if not part}
    return [
        candidate
        for candidate, key in zip(candidates, keys, strict=True)
        if times[key] > 1 or key[0] in always
    ]


def without_suspicion(row: PlannedRow) -> PlannedRow:
    """Return the row without the warning that it is probably the same person as another."""
    problems = tuple(each for each in row.problems if each.fault is not RowFault.SAME_PERSON)
    return row if len(problems) == len(row.problems) else row._replace(problems=problems)


def without_recognition(row: PlannedRow) -> PlannedRow:
    """Return the row as it was before somebody known was recognized in it."""
    if row.alike is None:
        return row
    problems = tuple(each for each in row.problems if each.fault not in _RECOGNIZED)
    row = row._replace(problems=problems, alike=None)
    if row.same_as is not None and row.status in (RowStatus.KNOWN, _TWICE):
        return _changed(row, _ADD)
    return row


def _changed(row: PlannedRow, status: RowStatus, twin_line: int | None = None) -> PlannedRow:
    return row._replace(
        status=status, twin_line=twin_line, known_id=None, differences=NO_DIFFERENCES
    )


def _known(row: PlannedRow, found: KnownPerson) -> PlannedRow:
    if found.limited:
        limited = RowProblem(ColumnKind.NIK, RowFault.LIMITED, Severity.ERROR)
        return _changed(row, _PROBLEM)._replace(problems=(*row.problems, limited))
    return row._replace(
        status=RowStatus.KNOWN,
        twin_line=None,
        known_id=found.id,
        differences=differences(found.person, row.person, row.from_nik),
    )


@lru_cache(maxsize=16384)
def _folded_start(word: str) -> str:
    """Return with what the form of a name begins that begins with ``word``; "" for a title."""
    first, *more = fold_name(f"{word} budi").split()
    return first if more else ""


@lru_cache(maxsize=16384)
def _folded_end(word: str) -> str:
    """Return with what the form of a name ends that ends with ``word``; "" if it has no letter."""
    return fold_name(word).rpartition(" ")[2]


def _warn(rows: list[PlannedRow], alike: list[int]) -> None:
    """Name to the first the second, and to all others the first."""
    for place in alike:
        other = rows[alike[1] if place == alike[0] else alike[0]].line
        warning = RowProblem(ColumnKind.NAME, RowFault.SAME_PERSON, line=other)
        rows[place] = rows[place]._replace(problems=(*rows[place].problems, warning))
