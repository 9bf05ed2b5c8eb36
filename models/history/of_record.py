"""What was done to one person and what is theirs: each action, and the fields it changed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select
from sqlalchemy.orm import Session

from models.base import Base
from models.documents.tables import Attachment
from models.enrolment.tables import Consent, Enrolment
from models.events.tables import Attendance, SessionPresence
from models.history.fields import field_word
from models.history.reaching import living_of, of_enrolment, taken_out, touching
from models.history.recording import canonical
from models.history.saying import Sayer
from models.history.tables import Action, Change
from models.history.timeline import TimelineEntry, timeline_entries
from models.people.tables import GroupMember, Person

LATEST = 15
OF_PERSON: tuple[Any, ...] = (
    Attendance,
    SessionPresence,
    Enrolment,
    Consent,
    GroupMember,
    Attachment,
)
LEFT_ALONE = frozenset({"archived_at", "merged_into_id"})
"""Of a person: what only the undo of its own action takes back."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that an action changed: what it is called, what it held and holds, in words."""

    change_id: int
    table: str
    field: str
    word: str
    before: str
    after: str

    @property
    def may_put_back(self) -> bool:
        """Tell whether its earlier value can be put back alone.

        Of payments, cards and the like it cannot: their fields go together, as the action did.
        """
        return self.table == Person.__tablename__ and self.field not in LEFT_ALONE


@dataclass(frozen=True, slots=True)
class RecordAction:
    """An action, and what it changed of one person's records; ``whole`` if of themselves."""

    entry: TimelineEntry
    fields: tuple[FieldChange, ...]
    whole: bool


def person_timeline(session: Session, person_id: int, limit: int = LATEST) -> list[RecordAction]:
    """Return the latest actions that touched a person or anything of theirs, the latest first.

    To be asked off the screen's thread all the same: a history is long.
    """
    of_them = of_person(person_id)
    entries = timeline_entries(
        session, Action.id.in_(select(Change.action_id).where(of_them)), limit
    )
    fields, whole = _fields(session, [entry.action_id for entry in entries], of_them)
    return [
        RecordAction(entry, tuple(fields.get(entry.action_id, ())), entry.action_id in whole)
        for entry in entries
    ]


def _fields(
    session: Session, actions: Sequence[int], of_them: ColumnElement[bool]
) -> tuple[dict[int, list[FieldChange]], set[int]]:
    sayer = Sayer(session)
    rows = session.execute(
        select(
            Change.id,
            Change.action_id,
            Change.record_table,
            Change.record_id,
            Change.before,
            Change.after,
            Action.merged_by_id,
        )
        .join(Action, Action.id == Change.action_id)
        .where(Change.action_id.in_(actions), of_them)
        .order_by(Change.id)
    ).all()
    told = {
        (row.merged_by_id, row.record_table, row.record_id, field, canonical(value))
        for row in rows
        if row.merged_by_id is not None
        for field, value in (row.after or {}).items()
    }
    found: dict[int, list[FieldChange]] = {}
    whole: set[int] = set()
    for row in rows:
        if row.before is None or row.after is None:
            continue  # made or taken out: the action's own name tells it
        found.setdefault(row.action_id, []).extend(_changes(sayer, row, told))
        if row.record_table == Person.__tablename__:
            whole.add(row.action_id)
    return found, whole


def _changes(sayer: Sayer, row: Row[Any], told: Collection[object]) -> Iterable[FieldChange]:
    """Yield what a change did; what a merge did is ``told`` already where it was done."""
    table = row.record_table
    for field, before in row.before.items():
        word = field_word(table, field)
        after = canonical(row.after.get(field))
        if (row.action_id, table, row.record_id, field, after) in told:
            continue
        if word and field in row.after:
            yield FieldChange(
                row.id,
                table,
                field,
                word,
                sayer.say(table, field, before),
                sayer.say(table, field, row.after[field]),
            )


def of_person(person_id: int) -> ColumnElement[bool]:
    """Return what is true of the changes that touch a person."""
    enrolled = select(Enrolment.id).where(Enrolment.person_id == person_id)
    living: list[tuple[type[Base], Select[int]]] = [
        (Person, select(Person.id).where(Person.id == person_id)),
        *((one, select(one.id).where(one.person_id == person_id)) for one in OF_PERSON),
        *living_of(enrolled),
    ]
    theirs = select(Change.action_id).where(
        Change.record_table == Person.__tablename__, Change.record_id == person_id
    )
    moved = and_(
        Change.action_id.in_(theirs),
        Change.record_table.in_([kind.__tablename__ for kind in OF_PERSON]),
        Change.before["person_id"].as_integer() == person_id,
    )
    gone = or_(
        taken_out(OF_PERSON, "person_id", person_id),
        taken_out(of_enrolment(), "enrolment_id", enrolled),
    )
    return touching(living, moved, gone)
