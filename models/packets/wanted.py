"""What records are to hold once everything that is known has been put together."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from models.base import utc_now
from models.history.conflicts import Key
from models.history.recording import Fields, plain
from models.packets.as_one import joined_order, still_counts
from models.packets.folding import Dispute, Folded, Side, fold, fold_fields
from models.packets.rules import INTO, JOINED_BY, OUT_OF_LIST, OWN
from models.packets.same_people import NUMBERS, PERSON, People
from models.packets.scope import Scope, leading_to, table_named
from models.packets.tables import ConflictKind
from models.packets.writes import Order, Records, Write, in_order


@dataclass(slots=True)
class Wanted:
    """``fields`` is by record what it is to hold, None if it is not to be there.

    ``joined`` leads from records that are one with another to that one; ``unmade`` are those whose
    making nobody knows, so that they cannot be put back; ``beside`` were only asked whether they
    are there.
    """

    scope: Scope
    people: People
    fields: Records[Fields | None] = field(default_factory=Records)
    joined: dict[Key, Key] = field(default_factory=dict)
    disputes: list[Dispute] = field(default_factory=list)
    unmade: set[Key] = field(default_factory=set)
    beside: set[Key] = field(default_factory=set)

    def of(self, name: str) -> list[tuple[int, Fields]]:
        """Return the records of a table that are to be there."""
        return [
            (key[1], fields)
            for key in self.fields.of(name)
            if (fields := self.fields[key]) is not None
        ]

    def get(self, name: str, record_id: Any) -> Fields:  # noqa: ANN401 - what a column holds
        """Return what a record is to hold; nothing if it is not looked at."""
        return self.fields.get((name, record_id)) or {}

    def dispute(
        self, kind: ConflictKind, key: Key, sides: Iterable[Side], name: str | None = None
    ) -> None:
        """Note what somebody has to decide."""
        self.disputes.append(Dispute(kind, *key, name, tuple(sorted(sides))))

    def maker(self, key: Key) -> Side:
        """Return a record and the action that made it, as a side of a conflict."""
        made = [one for one in self.scope.writes.get(key, ()) if one.before is None]
        return Side(key[1], min(made, key=in_order).action_id if made else 0)


def put_together(scope: Scope, people: People) -> Wanted:
    """Put together all records that are looked at, and those that become one with others."""
    wanted = Wanted(scope, people)
    for key, writes in list(scope.writes.items()):
        _fold(wanted, key, writes)
    together = ((PERSON, one) for members in people.groups.values() for one in members)
    order = joined_order(scope, together)
    for survivor, members in people.groups.items():
        _join_person(wanted, survivor, members, order)
    _free_numbers(wanted)
    _lead(wanted, PERSON, people.goes_on)
    for name, columns in sorted(JOINED_BY.items()):
        _join_alike(wanted, name, columns)
    return wanted


def _fold(wanted: Wanted, key: Key, writes: list[Write], *, alive: bool = False) -> None:
    scope = wanted.scope
    now = scope.current.get(key)
    if not writes:
        wanted.fields[key] = None if now is None else dict(now)
        return
    folded = fold(key[0], writes, scope.order, scope.settled, alive=alive)
    wanted.fields[key] = _whole(key, folded, now)
    if not folded.made:
        wanted.unmade.add(key)
    _tell(wanted, key, folded)


def revive_record(wanted: Wanted, key: Key) -> bool:
    """Let a record be there that others rest on, though somebody took it out; tell if it can be."""
    wanted.scope.take([key])
    writes = wanted.scope.writes[key]
    if not any(one.before is None for one in writes):
        return False
    _fold(wanted, key, writes, alive=True)
    sides = [Side(one.record_id, one.action_id) for one in writes if one.after is None]
    wanted.dispute(ConflictKind.TAKEN_OUT, key, [*sides, wanted.maker(key)])
    return True


def _whole(key: Key, folded: Folded, now: Fields | None) -> Fields | None:
    """Return a record whole: of one whose making is known, what was never said is empty."""
    if folded.fields is None:
        return None
    if folded.made:
        return {**_empty(key[0]), **folded.fields, "id": key[1]}
    return {**now, **folded.fields} if now is not None else None


@cache
def _empty(name: str) -> Fields:
    return {one.name: None for one in table_named(name).columns if one.nullable}


def _tell(wanted: Wanted, key: Key, folded: Folded) -> None:
    for name, sides in folded.disputes:
        wanted.dispute(ConflictKind.FIELD, key, sides, name)
    if folded.kept_back and key[0] not in JOINED_BY:
        wanted.dispute(ConflictKind.TAKEN_OUT, key, folded.kept_back)


def _join_person(wanted: Wanted, survivor: int, members: Iterable[int], order: Order) -> None:
    """Let one record hold what is known of a person, and the others lead to it."""
    keys = {(PERSON, one) for one in members}
    wanted.disputes = [
        one
        for one in wanted.disputes
        if (one.table, one.record_id) not in keys
        or one.kind is not ConflictKind.FIELD
        or (one.record_id != survivor and _said_elsewhere(wanted, one))
    ]
    own = wanted.get(PERSON, survivor)
    writes = _union(wanted.scope, (PERSON, survivor), keys - {(PERSON, survivor)}, order)
    if own.get(INTO) is not None:  # desks merged them in a circle: what that left here is no word
        writes = [one for one in writes if (one.after or {}).get(INTO) is None]
        own |= {INTO: None, "archived_at": None}
    folded = fold_fields(PERSON, writes, order, wanted.scope.settled)
    said = {name: value for name, value in (folded.fields or {}).items() if name not in OWN}
    if own:
        wanted.fields[PERSON, survivor] = {**own, **said}
        _tell(wanted, (PERSON, survivor), folded)
    for one in members:
        fields = wanted.fields[PERSON, one]
        if one != survivor and fields is not None:
            fields[INTO] = survivor
            now = wanted.scope.current.get((PERSON, one), {})
            fields["archived_at"] = now.get("archived_at") or plain(utc_now())


def _said_elsewhere(wanted: Wanted, told: Dispute) -> bool:
    """Tell whether, of somebody merged, a desk says that they are another one or not to be used."""
    actions = {side.action for side in told.sides}
    writes = wanted.scope.writes[told.table, told.record_id]
    into = {(one.after or {}).get(INTO) for one in writes if one.action_id in actions}
    there = (told.table, told.field) == OUT_OF_LIST
    return there and len({wanted.people.of(one) for one in into}) > 1


def _free_numbers(wanted: Wanted) -> None:
    """Let a number stand but in one record: that of whoever goes on with it."""
    for column in NUMBERS:
        holders: dict[Any, Fields] = {}
        people = wanted.of(PERSON)
        gone = wanted.people.goes_on
        for _one, fields in sorted(people, key=lambda each: (each[0] in gone, each[0])):
            number = fields.get(column)
            if number is not None and holders.setdefault(number, fields) is not fields:
                fields[column] = None


def _lead(wanted: Wanted, name: str, goes_on: Mapping[int, int]) -> None:
    """Have whatever leads to a record that is one with another lead to that one."""
    if not goes_on:
        return
    for table, columns in leading_to(name).items():
        if table == name:
            continue
        for _one, fields in wanted.of(table):
            for column in columns:
                fields[column] = goes_on.get(fields[column], fields[column])
            if table == "person_apart":
                pair = sorted((fields["first_id"], fields["other_id"]))
                fields["first_id"], fields["other_id"] = pair


def _join_alike(wanted: Wanted, name: str, columns: tuple[str, ...]) -> None:
    """Let records of a table be one that stand for one thing, the earliest going on."""
    alike: dict[tuple[Any, ...], list[Key]] = {}
    for one, fields in wanted.of(name):
        alike.setdefault(tuple(fields[column] for column in columns), []).append((name, one))
    several = [keys for keys in alike.values() if len(keys) > 1]
    order = joined_order(wanted.scope, (key for keys in several for key in keys))
    goes_on: dict[int, int] = {}
    for keys in several:
        first, *others = sorted(keys, key=wanted.scope.made)
        _as_one(wanted, first, others, columns, order)
        goes_on |= {key[1]: first[1] for key in others}
    _lead(wanted, name, goes_on)
    if name == "person_apart":
        for one, fields in wanted.of(name):
            if fields["first_id"] == fields["other_id"]:
                wanted.fields[name, one] = None


def _as_one(
    wanted: Wanted, first: Key, others: Collection[Key], columns: tuple[str, ...], order: Order
) -> None:
    for key in others:
        wanted.joined[key] = first
        wanted.fields[key] = None
    writes = [_without(one, columns) for one in _union(wanted.scope, first, others, order)]
    folded = fold_fields(first[0], writes, order, wanted.scope.settled)
    said = {name: value for name, value in (folded.fields or {}).items() if name not in OWN}
    wanted.fields[first] = {**wanted.get(*first), **said}
    gone = {first, *others}
    wanted.disputes = [one for one in wanted.disputes if (one.table, one.record_id) not in gone]
    _tell(wanted, first, folded)


def _union(scope: Scope, first: Key, others: Iterable[Key], order: Order) -> list[Write]:
    """Return all that was written to records that are one, in order."""
    found = list(scope.writes[first])
    for key in others:
        found += still_counts(scope.writes[key], order)
    return sorted(found, key=in_order)


def _without(write: Write, columns: tuple[str, ...]) -> Write:
    """Leave out by what two records were found to be one: of that they say the same."""
    before, after = (
        None if side is None else {name: side[name] for name in side if name not in columns}
        for side in (write.before, write.after)
    )
    return write._replace(before=before, after=after)
