"""The book that is kept beside an office: what it holds, and what may not be missing there."""

from collections import Counter

from sqlalchemy import select

from models.base import Base
from models.enrolment.tables import Payment
from models.events.tables import Attendance
from models.history.fields import field_word
from models.history.recording import canonical, plain_fields
from models.history.rows import id_range
from models.history.tables import Action, Change
from models.money.tables import Receipt
from models.packets.neighbours import JOINED
from models.packets.rules import COUNTED, NOTES, OWN, RULES, registers
from models.packets.tables import ConflictState, MergeConflict
from models.people.tables import Person

DERIVED = {"merge_conflict", "packet_return"}
UNKNOWN = object()
"""What a field held before its record was made."""


def records(store):
    """Return all that the office holds, but for what tells how it came."""
    found = {}
    with store.reading() as session:
        for table in Base.metadata.sorted_tables:
            if "id" not in table.c or table.name in {"action", "change", *DERIVED}:
                continue
            for row in session.execute(select(table)):
                fields = plain_fields(dict(row._mapping))
                if table.name == "person" and fields["merged_into_id"] is not None:
                    fields["archived_at"] = True
                found[table.name, row.id] = canonical(fields)
    return found


def conflicts(store):
    with store.reading() as session:
        rows = session.scalars(
            select(MergeConflict).where(MergeConflict.state == ConflictState.OPEN)
        )
        return Counter(
            (row.kind, row.record_table, row.record_id, row.field, canonical(row.sides))
            for row in rows
        )


def differing(ours, theirs):
    keys = sorted(ours.keys() | theirs.keys())
    return [
        (key, ours.get(key), theirs.get(key)) for key in keys if ours.get(key) != theirs.get(key)
    ]


def nothing_is_lost(day, office):
    """Every action of every desk is there; what was said last at each stands, or waits."""
    with office.reading() as session:
        book = Book(session)
        here = {row.id: row.digest for row in session.execute(select(Action.id, Action.digest))}
        money = {one.id: one.amount for one in session.scalars(select(Payment))}
        places = session.scalars(select(Attendance)).all()
        present = {one.person_id for one in places if one.present_at is not None}
        voided = {one.id for one in session.scalars(select(Receipt)) if one.voided_at is not None}
    for laptop in day.town.laptops:
        with laptop.store.reading() as session:
            own = Action.id.between(*id_range(session))
            for row in session.scalars(select(Action).where(own)):
                assert here[row.id] == row.digest
            for one in session.scalars(select(Payment)):
                assert money.get(one.id) == one.amount or one.receipt_id in voided
            for one in session.scalars(select(Attendance)):
                there = book.goes_on("person", one.person_id) in present
                assert one.present_at is None or there or book.waits(one, "person_id")
            missing = [said for said in last_said(session, own) if not book.holds(*said)]
            assert missing == []


class Book:
    """What the office holds, and what waits there for somebody."""

    def __init__(self, session):
        self._records = {
            (table.name, row.id): plain_fields(dict(row._mapping))
            for table in Base.metadata.sorted_tables
            if "id" in table.c and table.name not in {"action", "change"}
            for row in session.execute(select(table))
        }
        told = session.scalars(select(MergeConflict)).all()
        self._into = {
            (row.record_table, side["record"]): row.record_id
            for row in told
            if row.field == JOINED and row.record_table != "person"
            for side in row.sides
        }
        self._into |= {
            key: fields["merged_into_id"]
            for key, fields in self._records.items()
            if key[0] == "person" and fields["merged_into_id"] is not None
        }
        self._sides = {
            (row.record_table, row.field, side["record"], side["action"])
            for row in told
            if row.state is ConflictState.OPEN
            for side in row.sides
        }

    def goes_on(self, table, record_id):
        while self._into.get((table, record_id), record_id) != record_id:
            record_id = self._into[table, record_id]
        return record_id

    def waits(self, record, field):
        """Tell whether somebody has to say what a field of a record holds."""
        kept = record.__tablename__, field, record.id
        return any(side[:3] == kept for side in self._sides)

    def holds(self, table, record_id, leader, action_id, name, value):
        """Tell whether a field stands as a desk said it, or is told as one side of a conflict."""
        if (table, leader, record_id, action_id) in self._sides:
            return True
        fields = self._records.get((table, self.goes_on(table, record_id)))
        if fields is None:
            return False
        for key in Base.metadata.tables[table].c[name].foreign_keys:
            value = self.goes_on(key.column.table.name, value)
        marked = table == "card" and name == "number" and (fields[name] or "").startswith(value)
        return marked or fields[name] == value


def last_said(session, own):
    """Yield each field a desk wrote last, but where a rule settles it: who leads it, and when.

    What is at its end as it was before the desk wrote to it is left out: of that it said nothing;
    so is what it left in a record that it merged into another.
    """
    said, began = {}, {}
    for row in own_changes(session, own):
        key = row.record_table, row.record_id
        if row.after is None:
            said = {one: told for one, told in said.items() if one[:2] != key}
            continue
        for leader, fresh in by_leader(row):
            _action, fields = said.get((*key, leader), (None, {}))
            said[*key, leader] = row.action_id, fields | fresh
        for name in row.after:
            began.setdefault((*key, name), UNKNOWN if row.before is None else row.before[name])
    for (*key, leader), (action_id, fields) in without_merged(session, said):
        if any(value != began[*key, name] for name, value in fields.items()):
            for name, value in fields.items():
                yield *key, leader, action_id, name, value


def without_merged(session, said):
    rows = session.scalars(select(Person.id).where(Person.merged_into_id.is_not(None)))
    merged = {("person", one) for one in rows}
    return [one for one in said.items() if one[0][:2] not in merged]


def own_changes(session, own):
    return session.scalars(
        select(Change)
        .join(Action, Action.id == Change.action_id)
        .where(own, Change.record_table.not_in(DERIVED))
        .order_by(Change.id)
    )


def by_leader(change):
    """Yield what a change says, by what goes together; what a rule settles is left out."""
    for register in registers(change.record_table, set(change.after)):
        if not settled_by_rule(change.record_table, register[0]):
            said = change.after.keys() & set(register)
            yield register[0], {name: change.after[name] for name in said}


def settled_by_rule(table, leader):
    ruled = (table, leader) in RULES.keys() | COUNTED | NOTES
    return ruled or leader in OWN or not field_word(table, leader)
