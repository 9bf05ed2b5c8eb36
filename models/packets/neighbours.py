"""Finds the records a merge must look at besides those that came home."""

from typing import Any

from sqlalchemy import select

from models.history.conflicts import Key
from models.history.rows import chain_key, chain_range
from models.packets.laptops import NUMBERED, twins_of
from models.packets.rules import JOINED_BY
from models.packets.same_people import PERSON, Finder, People
from models.packets.scope import Scope, leading_to, table_named
from models.packets.tables import ConflictKind, ConflictState

JOINED = "joined"
"""Stands in the place of a field where two records were found to be one thing."""
OWNED = (
    ("payment", "enrolment_id", "enrolment"),
    ("card", "enrolment_id", "enrolment"),
    ("card_copy", "card_id", "card"),
)
"""A table, its field that names a record of another, and that one's table."""


def gather(scope: Scope) -> People:
    """Look also at what stands beside what came home; return who is one person with whom.

    One leads to the other, so it is gone on with until nothing is missing.
    """
    finder = Finder(scope)
    while True:
        people, seen = finder.find(), len(scope.writes)
        _of_people(scope, people)
        _enrolments(scope)
        for name, column, owner in OWNED:
            _owned(scope, name, column, owner)
        for name, columns in JOINED_BY.items():
            _alike(scope, name, columns)
        scope.take_where("card", "number", scope.brought.values("card", "number"))
        _twin_laptops(scope)
        _conflicts(scope)
        if len(scope.writes) == seen:
            return people


def _of_people(scope: Scope, people: People) -> None:
    """Look at all that belongs to those who become one, or were one so far."""
    told = {one for members in people.groups.values() for one in members}
    told |= {
        each
        for key in scope.current.of(PERSON)
        if (into := scope.current[key]["merged_into_id"]) is not None
        for each in (key[1], into)
    }
    known = [one for one in told if (PERSON, one) in scope.current]
    if known:
        for name, columns in leading_to(PERSON).items():
            for column in columns:
                scope.take_where(name, column, known)


def _conflicts(scope: Scope) -> None:
    """Look at all sides of what was told before of a record that is looked at."""
    rows = (row for row in scope.told if row.state is ConflictState.OPEN or row.field == JOINED)
    told = ([key for key in _keys(row) if key[0] != PERSON] for row in rows)
    scope.take(key for keys in told if any(one in scope.writes for one in keys) for key in keys)


def _keys(row: Any) -> list[Key]:  # noqa: ANN401 - a row of conflicts
    table = side_table(row.kind, row.record_table)
    sides = [(table, side["record"]) for side in row.sides]
    return [(row.record_table, row.record_id), *sides]


def side_table(kind: ConflictKind, table: str) -> str:
    """Return of which table the records are that the sides of a conflict name."""
    return {
        ConflictKind.PAID_TWICE: "payment",
        ConflictKind.CARD_TWICE: "card_copy",
    }.get(kind, table)


def _alike(scope: Scope, name: str, columns: tuple[str, ...]) -> None:
    """Look at the records that may stand for the same thing as one that came home."""
    leading = [key.parent.name for key in table_named(name).foreign_keys]
    column = next((one for one in reversed(columns) if one in leading), columns[0])
    came = scope.brought
    known = came.known(name, column) if column in leading else came.values(name, column)
    scope.take_where(name, column, known)
    _led_to(scope, name, column)


def _led_to(scope: Scope, name: str, column: str) -> None:
    """Look at all that leads to records that come to be one: all of it is to lead to one of them.

    What came home may lead to one that is another since long, too.
    """
    leading = [(table, each) for table, columns in leading_to(name).items() for each in columns]
    for table, each in leading:
        scope.take((name, one) for one in scope.brought.values(table, each))
    alike = _held_twice(scope, name, column) if leading else ()
    for table, each in leading:
        scope.take_where(table, each, alike)


def _held_twice(scope: Scope, name: str, column: str) -> set[int]:
    """Return the records of which another holds, or came home with, the same value."""
    holders: dict[Any, set[int]] = {}
    for key in scope.current.of(name):
        holders.setdefault(scope.current[key][column], set()).add(key[1])
    for key in scope.brought.writes.of(name):
        for one in scope.brought.writes[key]:
            if one.after and one.after.get(column) is not None:
                holders.setdefault(one.after[column], set()).add(key[1])
    return {one for those in holders.values() if len(those) > 1 for one in those}


def _twin_laptops(scope: Scope) -> None:
    """Look at all numbered papers of laptops that opened the same packet, where some came home."""
    keys = {chain_key(one) for name in NUMBERED for _table, one in scope.writes.of(name)}
    for key in twins_of(scope.order, keys):
        low, high = chain_range(key)
        for name in NUMBERED:
            table = table_named(name)
            here = scope.session.scalars(select(table.c.id).where(table.c.id.between(low, high)))
            scope.take((name, one) for one in here)


def _enrolments(scope: Scope) -> None:
    known = scope.brought.known("enrolment", "person_id")
    changed = [key for key, _writes in scope.of("enrolment") if key in scope.current]
    people = {scope.current[key]["person_id"] for key in changed}
    scope.take_where("enrolment", "person_id", {*known, *people})


def _owned(scope: Scope, name: str, column: str, owner: str) -> None:
    """Look at all that belongs to one owner, where some of it came home."""
    owners = scope.brought.known(name, column) | {
        scope.current[key][column] for key in scope.current.of(name)
    }
    scope.take((owner, one) for one in owners)
    several = {key[1] for key, _writes in scope.of(owner) if key in scope.current}
    scope.take_where(name, column, several)
