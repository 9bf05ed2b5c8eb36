"""Compares the rows of a returned file with each other: the same again, or the contrary."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping

from models.exchange.headings import ColumnKind
from models.exchange.returns_fitting import with_error, without_payment
from models.exchange.returns_planned import (
    NO_EFFECTS,
    Returned,
    ReturnedRow,
    ReturnProblem,
    ReturnStatus,
)
from models.exchange.returns_sayings import ReturnFault
from models.people.nik import Severity

K = ColumnKind
F = ReturnFault


def compare(rows: list[ReturnedRow]) -> list[ReturnedRow]:
    """Return the rows with what they say against or beside one another.

    Whatever order they stand in, the same is noted: of two rows that contradict, neither is. That
    is so even if one of them has another problem, or what it says would depend on what is known.
    """
    rows = list(rows)
    against = _numbers_of_two(rows)
    shared = _shared(rows, _person)
    for places in shared:
        against |= _contradictions(rows, places)
    for at, problem in against.items():
        rows[at] = with_error(rows[at], problem)
    for places in shared:
        _tell_twice(rows, [at for at in places if rows[at].status not in _NOT_NOTED])
        _tell_same_payments(rows, [at for at in places if rows[at].effects.payment])
    return rows


_NOT_NOTED = frozenset({ReturnStatus.PROBLEM, ReturnStatus.UNKNOWN})


def _shared(
    rows: Iterable[ReturnedRow], key: Callable[[ReturnedRow], Hashable | None]
) -> list[list[int]]:
    """Return the places of the rows that share a key with another."""
    places: Mapping[Hashable, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        found = key(row)
        if found is not None:
            places[found].append(at)
    return [same for same in places.values() if len(same) > 1]


def _person(row: ReturnedRow) -> Hashable | None:
    return row.member.id if row.member is not None else None


def _numbers_of_two(rows: list[ReturnedRow]) -> dict[int, ReturnProblem]:
    """Find the rows that give one number to two people, known here or not."""
    found = {}
    for places in _shared(rows, lambda row: row.said.member_number):
        for at, line in _against(rows, places, _bearer).items():
            words = {"given": rows[at].said.member_number, "line": str(line)}
            found[at] = ReturnProblem(K.MEMBER_NUMBER, F.NUMBER_TWICE, Severity.ERROR, words)
    return found


def _bearer(row: ReturnedRow) -> Hashable | None:
    return row.member.id if row.member is not None else row.said.nik


def _tell_twice(rows: list[ReturnedRow], places: list[int]) -> None:
    """Keep the first of rows that say the same."""
    first: dict[Returned, int] = {}
    for at in places:
        said = rows[at].said._replace(nik=None, name="")
        line = first.setdefault(said, rows[at].line)
        if line != rows[at].line:
            twice = ReturnProblem(K.NIK, F.TWICE, words={"line": str(line)})
            rows[at] = rows[at]._replace(
                status=ReturnStatus.TWICE, problems=(twice,), effects=NO_EFFECTS
            )


def _contradictions(rows: list[ReturnedRow], places: list[int]) -> dict[int, ReturnProblem]:
    """Find the rows of one person that cannot all be right."""
    places = [at for at in places if rows[at].said.says_something]
    found: dict[int, ReturnProblem] = {}
    for kind, together, key in _AGAINST:
        for alike in _shared([rows[at] for at in places], together):
            lines = _against(rows, [places[each] for each in alike], key)
            for at, line in lines.items():
                words = {"line": str(line)}
                found[at] = ReturnProblem(kind, F.OTHERWISE, Severity.ERROR, words)
    return found


def _against(
    rows: list[ReturnedRow], places: Iterable[int], key: Callable[[ReturnedRow], Hashable | None]
) -> dict[int, int]:
    """Return for each row of ``places`` the line of the first that has another ``key``."""
    keyed = [(at, said) for at in places if (said := key(rows[at])) is not None]
    first: dict[Hashable, int] = {}
    for at, said in keyed:
        first.setdefault(said, rows[at].line)
    if len(first) < 2:
        return {}
    one, two = list(first)[:2]
    return {at: first[two if said == one else one] for at, said in keyed}


def _cover(row: ReturnedRow) -> Hashable | None:
    return row.said.cover_from or True


def _enrolment(row: ReturnedRow) -> Hashable | None:
    return row.enrolment.id if row.enrolment is not None else None


_AGAINST: tuple[
    tuple[
        ColumnKind,
        Callable[[ReturnedRow], Hashable | None],
        Callable[[ReturnedRow], Hashable | None],
    ],
    ...,
] = (
    (K.STATUS, _person, lambda row: row.said.rejected),
    (K.MEMBER_NUMBER, _person, lambda row: row.said.member_number),
    (K.REASON, _cover, lambda row: row.said.reason),
    (K.REASON, _enrolment, lambda row: row.said.reason),
    (K.BILLING_CODE, _cover, lambda row: row.said.billing_code),
    (K.BILLING_CODE, _enrolment, lambda row: row.said.billing_code),
    # A code is of one enrolment. Noted with one row, it would draw the other to the same one when
    # the file comes again.
    (K.BILLING_CODE, lambda row: row.said.billing_code, _enrolment),
)
"""What two rows of a person cannot say both: where, of which rows together, and what."""


def _tell_same_payments(rows: list[ReturnedRow], places: list[int]) -> None:
    """Note money once that two rows tell of, the one with its reference, the other without."""
    by_reference: dict[Hashable, int] = {}
    by_day: dict[Hashable, int] = {}
    for at in sorted(places, key=lambda at: _fullness(rows[at])):
        new, enrolment, line = rows[at].effects.payment, rows[at].enrolment, rows[at].line
        if new is None or enrolment is None:
            continue
        money = (enrolment.id, new.amount)
        if new.reference:
            said = by_reference.setdefault((*money, new.reference.casefold()), line)
        else:
            days = (new.day, None) if new.day else (ANY_DAY,)
            said = next((by_day[*money, day] for day in days if (*money, day) in by_day), line)
        by_day.setdefault((*money, new.day), line)
        by_day.setdefault((*money, ANY_DAY), line)
        if said != line:
            told = ReturnProblem(K.PAID, F.TWICE, words={"line": str(said)})
            rows[at] = without_payment(rows[at]._replace(problems=(*rows[at].problems, told)))


ANY_DAY = "any day"


def _fullness(row: ReturnedRow) -> tuple[object, ...]:
    """Order payments by what they say and not by where they stand; those that say more first."""
    new = row.effects.payment
    if new is None:
        return ()
    return (
        not new.reference,
        new.day is None,
        new.day.isoformat() if new.day else "",
        new.reference,
        new.in_cash,
    )
