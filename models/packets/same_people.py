"""Finds records of one person that were made at two places, and those that may be."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from models.history.recording import Fields
from models.history.rows import batches, chain_key
from models.packets.likeness import Strangers, facts_of, may_be_one, own_fields, surely
from models.packets.scope import Scope, leading_to
from models.packets.tables import ConflictKind, ConflictState
from models.packets.writes import Write
from models.people.apart import Pair, apart_pairs, ordered
from models.people.tables import Person

PERSON = Person.__tablename__
NUMBERS = ("nik", "member_number")
"""What only one person has."""
LIKENESS = ("name", "birth_date", "region_line")
"""By what people without a number are surely one; of a region the line leads."""


@dataclass(slots=True)
class People:
    """Who is one person with whom.

    ``goes_on`` leads from each record to the one that goes on in its place; ``suspects`` are pairs
    that may be one. ``erased`` are those whose data must not come back.
    """

    goes_on: dict[int, int] = field(default_factory=dict)
    by_hand: frozenset[int] = frozenset()
    suspects: frozenset[Pair] = frozenset()
    erased: frozenset[int] = frozenset()
    groups: dict[int, list[int]] = field(default_factory=dict)

    def of(self, person_id: Any) -> Any:  # noqa: ANN401 - what a column holds
        """Return who goes on for a person."""
        return self.goes_on.get(person_id, person_id)


class Finder:
    """Finds who is one person with whom, again whenever more is looked at."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._finding = _Finding(scope)
        self._asked: set[int] = set()
        self._erased: set[int] = set()
        self._read: dict[str, int] = {}

    def find(self) -> People:
        """Look at all records that matter for the people of what is looked at by now."""
        touched = {record for _table, record in self._scope.writes.of(PERSON)}
        named = (touched | self._named()) - self._asked
        merged, erased = _standing(self._scope, named)
        self._asked |= named
        self._erased |= erased
        self._scope.take((PERSON, one) for one in merged)
        self._finding.close()
        return self._finding.people(frozenset(self._erased))

    def _named(self) -> set[int]:
        """Return the people whom what is looked at names since this was asked before."""
        found: set[int] = set()
        for table, columns in leading_to(PERSON).items():
            keys = self._scope.writes.of(table)
            writes = self._scope.writes
            found.update(
                one.after[column]
                for key in keys[self._read.get(table, 0) :]
                for one in writes[key]
                if one.after
                for column in columns
                if column in one.after
            )
            self._read[table] = len(keys)
        return found - {None}


def _standing(scope: Scope, named: Collection[int]) -> tuple[set[int], frozenset[int]]:
    """Return who of these was merged into somebody, with both, and who was erased."""
    known = [one for one in named if not scope.brought.is_fresh(one)]
    merged: set[int] = set()
    erased = set()
    for batch in batches(known):
        rows = scope.session.execute(
            select(Person.id, Person.merged_into_id, Person.erased_at).where(Person.id.in_(batch))
        )
        for person_id, into, erased_at in rows:
            if into is not None:
                merged |= {person_id, into}
            if erased_at is not None:
                erased.add(person_id)
    return merged, frozenset(erased)


@dataclass(slots=True)
class _Finding:
    """Widens what is looked at until nobody is missing."""

    scope: Scope
    own: dict[int, Fields] = field(default_factory=dict)
    pairs: set[Pair] = field(default_factory=set)
    strangers: Strangers | None = None

    def close(self) -> None:
        """Look at everybody who is one person with somebody looked at, or may be."""
        if self.strangers is None:
            self.strangers = Strangers(self.scope)
        while fresh := [one for (_table, one), _ in self.scope.of(PERSON) if one not in self.own]:
            self.own |= {one: self._own_fields(one) for one in fresh}
            for column in NUMBERS:
                self.scope.take_where(PERSON, column, (self.own[one].get(column) for one in fresh))
            now = {one: self.scope.current.get((PERSON, one)) for one in fresh}
            known = {one: fields for one, fields in now.items() if fields is not None}
            own = [self.own[one] for one in fresh]  # at a desk somebody may have been merged, too
            into = {fields.get("merged_into_id") for fields in (*known.values(), *own)}
            self.scope.take((PERSON, one) for one in into if one is not None)
            self.scope.take_where(PERSON, "merged_into_id", known)
            waiting = self._open_pairs()
            self.scope.take((PERSON, one) for pair in waiting for one in pair)
            self.pairs |= {pair for pair in waiting if self.scope.order.strangers(*pair)}
            self.pairs |= self.strangers.alike({one: self.own[one] for one in fresh})
            self.scope.take((PERSON, one) for pair in self.pairs for one in pair)

    def _open_pairs(self) -> set[Pair]:
        """Return the pairs of which somebody is looked at and nobody has said yet.

        They are of whoever went on when that was told. What was alike may be a record that goes on
        as somebody else by now: that is found anew, once both are looked at.
        """
        pairs = {
            ordered(*(side["record"] for side in row.sides))
            for row in self.scope.told
            if row.state is ConflictState.OPEN
            and (row.kind, row.record_table) == (ConflictKind.SAME_PERSON, PERSON)
        }
        return {pair for pair in pairs if any((PERSON, one) in self.scope.writes for one in pair)}

    def people(self, erased: frozenset[int]) -> People:
        """Join who is one, the earliest record going on."""
        erased |= {one for one, fields in self.own.items() if fields.get("erased_at") is not None}
        joining = _Joining(self.scope, self.own)
        joining.by_hand()
        joining.by_numbers()
        suspects = joining.by_likeness(self.pairs, apart_pairs(self.scope.session))
        groups = {joining.survivor(members): members for members in joining.several()}
        goes_on = {one: left for left, members in groups.items() for one in members if one != left}
        roots = {ordered(*(goes_on.get(one, one) for one in pair)) for pair in suspects}
        return People(
            goes_on,
            frozenset(joining.merged),
            frozenset(pair for pair in roots if pair[0] != pair[1]),
            erased,
            groups,
        )

    def _own_fields(self, one: int) -> Fields:
        """Return what a record would hold if nobody else were the same person; nothing if gone."""
        key = PERSON, one
        return own_fields(self.scope, self.scope.writes[key], self.scope.current.get(key, {}))


class _Joining:
    """Sets of records that are one person."""

    def __init__(self, scope: Scope, own: dict[int, Fields]) -> None:
        self._scope = scope
        self._own = own
        self._into = {one: one for one in own}
        self._members = {one: [one] for one in own}
        self.merged = {
            one: fields["merged_into_id"]
            for one, fields in own.items()
            if fields.get("merged_into_id") in own
        }
        self._open_circles()

    def _open_circles(self) -> None:
        """Of those whom desks merged in a circle, the one into the other, let the earliest be."""
        for one in list(self.merged):
            way = [one]
            while (into := self.merged.get(way[-1])) is not None and into not in way:
                way.append(into)
            if into is not None:
                del self.merged[min(way[way.index(into) :], key=self._age)]

    def by_hand(self) -> None:
        """Join whom somebody merged."""
        for one, into in self.merged.items():
            self._join(one, into)

    def by_numbers(self) -> None:
        """Join those who have the same number, and those whom the office went on with as one."""
        for column in NUMBERS:
            holders: dict[Any, int] = {}
            for one, fields in self._own.items():
                number = fields.get(column)
                if number is not None and one not in self.merged:
                    self._join(holders.setdefault(number, one), one)
        for one, into in self._went_on(NUMBERS):
            self._join(one, into)

    def by_likeness(self, pairs: Iterable[Pair], apart: set[Pair]) -> set[Pair]:
        """Join who is surely one; return the pairs of whom a person has to say."""
        suspects = set()
        for one, into in self._went_on(LIKENESS):
            first, other = self._root(one), self._root(into)
            if not self._kept_apart(first, other, apart) and self._may_be_one(first, other):
                self._join(first, other)
        for pair in sorted(pairs, key=lambda pair: sorted(map(self._age, pair))):
            first, other = (self._root(one) for one in pair)
            if first == other or pair in apart or self._kept_apart(first, other, apart):
                continue
            if not all(self._own[one].get("name") for one in pair):
                continue
            if not may_be_one(*(facts_of(one, self._own[one]) for one in pair)):
                continue
            if surely(*(self._own[one] for one in pair)) and self._may_be_one(first, other):
                self._join(first, other)
            else:
                suspects.add(pair)
        return suspects

    def several(self) -> list[list[int]]:
        """Return the sets of more than one record."""
        return [sorted(members) for members in self._members.values() if len(members) > 1]

    def survivor(self, members: Collection[int]) -> int:
        """Return the record that goes on: the earliest of those nobody merged."""
        left = [one for one in members if one not in self.merged]
        return min(left or members, key=self._age)

    def _may_be_one(self, first: int, other: int) -> bool:
        """Tell whether no two of those who would become one have different NIKs."""
        both = (*self._members[first], *self._members[other])
        return len({self._own[one].get("nik") for one in both} - {None}) <= 1

    def _kept_apart(self, first: int, other: int, apart: set[Pair]) -> bool:
        return any(
            ordered(one, another) in apart
            for one in self._members[first]
            for another in self._members[other]
        )

    def _went_on(self, fields: Collection[str]) -> Iterator[Pair]:
        """Yield who are one where the office, knowing them as one, changed what had made them so.

        It went on with them as one, so they stay it.
        """
        for one in self._own:
            into = self._scope.current.get((PERSON, one), {}).get("merged_into_id")
            if into is None or not self._own.get(into) or not self._own[one]:
                continue
            told = [each for each in self._scope.writes[PERSON, one] if _says(each, fields)]
            known_at = max((each.known_at for each in told), default=0)
            if any(
                each.stamp > known_at and each.before is not None and _says(each, fields)
                for each in self._scope.writes[PERSON, into]
                if chain_key(each.action_id) not in self._scope.order.known
            ):
                yield one, into

    def _age(self, one: int) -> tuple[int, int]:
        return self._scope.made((PERSON, one))

    def _root(self, one: int) -> int:
        while self._into[one] != one:
            one = self._into[one]
        return one

    def _join(self, one: int, other: int) -> None:
        first, second = self._root(one), self._root(other)
        if first != second:
            self._into[second] = first
            self._members[first] += self._members.pop(second)


def _says(write: Write, fields: Collection[str]) -> bool:
    """Tell whether a write made a record or changed one of these fields."""
    return write.before is None or not (write.after or {}).keys().isdisjoint(fields)
