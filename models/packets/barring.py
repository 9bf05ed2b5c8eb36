"""Keeps what was erased at the office from coming back with a desk."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import Base
from models.history.conflicts import Key
from models.packets.wanted import Wanted
from models.people.tables import Person
from models.privacy.tables import Erasure

PERSON = Person.__tablename__
RECEIPT = "receipt"


def barred(wanted: Wanted) -> dict[Key, int]:
    """Return the records that came home of people who were erased here, each with whose it is."""
    found: dict[Key, int] = {(PERSON, one): one for one in wanted.people.erased}
    if not found:
        return {}
    came = wanted.scope.brought.writes
    for table in Base.metadata.sorted_tables:
        required = [
            (key.parent.name, key.column.table.name)
            for key in table.foreign_keys
            if not key.parent.nullable
        ]
        for one, fields in wanted.of(table.name):
            for column, owner in required:
                whose = found.get((owner, fields[column]))
                if whose is not None and (table.name, one) in came:
                    found[table.name, one] = whose
    for name, record_id in list(found):
        receipt = wanted.get(name, record_id).get("receipt_id") if name == "payment" else None
        if receipt is not None:
            found[RECEIPT, receipt] = found[name, record_id]
    return {key: whose for key, whose in found.items() if key in came}


def keep_away(wanted: Wanted, keys: Iterable[Key]) -> None:
    """Leave these records as they are here; what only the desk knew of is not taken in."""
    for key in keys:
        now = wanted.scope.current.get(key)
        wanted.fields[key] = None if now is None else dict(now)
    gone = set(keys)
    wanted.disputes = [one for one in wanted.disputes if (one.table, one.record_id) not in gone]


def erasures_of(session: Session, people: Iterable[int]) -> dict[int, int]:
    """Return by which erasure each was erased; somebody merged, by that of the one who went on."""
    asked = set(people)
    into = {
        row.id: row.merged_into_id or row.id
        for row in session.execute(
            select(Person.id, Person.merged_into_id).where(Person.id.in_(asked))
        )
    }
    rows = session.execute(
        select(Erasure.person_id, Erasure.id)
        .where(Erasure.person_id.in_({*asked, *into.values()}))
        .order_by(Erasure.id)
    )
    by_person = {row.person_id: row.id for row in rows}
    return {
        one: by_person.get(one, by_person.get(into.get(one, one), 0))
        for one in asked
        if one in by_person or into.get(one) in by_person
    }
