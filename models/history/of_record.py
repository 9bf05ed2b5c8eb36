"""What was done to one person and what is theirs: each action, and the fields it changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, and_, or_, select
from sqlalchemy.orm import Session

from models.base import Base
from models.cards.tables import Card
from models.documents.tables import Attachment
from models.enrolment.tables import Consent, Enrolment, Payment
from models.events.tables import Attendance, SessionPresence
from models.history.tables import Action, Change
from models.history.timeline import TimelineEntry, taken_back
from models.history.undo import title
from models.office.queries import time_zone
from models.office.tables import Officer
from models.people.tables import GroupMember, Person
from models.people.telling import field_word, value_said

LATEST = 15
OF_PERSON: tuple[Any, ...] = (
    Attendance,
    SessionPresence,
    Enrolment,
    Consent,
    GroupMember,
    Attachment,
)
OF_ENROLMENT: tuple[Any, ...] = (Payment, Card)
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

    What was taken out again is found by what the history kept of it, so it looks through the whole
    history: to be asked off the screen's thread.
    """
    of_them = _of_person(person_id)
    actions = session.execute(
        select(Action, Officer.name)
        .outerjoin(Officer, Officer.id == Action.officer_id)
        .where(Action.id.in_(select(Change.action_id).where(of_them)))
        .order_by(Action.at.desc(), Action.id.desc())
        .limit(limit)
    ).all()
    ids = [action.id for action, _officer in actions]
    undone = taken_back(session, ids)
    fields, whole = _fields(session, ids, of_them)
    return [
        RecordAction(
            TimelineEntry(
                action.id,
                action.at,
                officer or "",
                title(action.name, action.words),
                action.id in undone,
                action.final,
            ),
            tuple(fields.get(action.id, ())),
            action.id in whole,
        )
        for action, officer in actions
    ]


def _fields(
    session: Session, actions: Sequence[int], of_them: ColumnElement[bool]
) -> tuple[dict[int, list[FieldChange]], set[int]]:
    zone = time_zone(session)
    rows = session.execute(
        select(
            Change.id,
            Change.action_id,
            Change.record_table,
            Change.before,
            Change.after,
        )
        .where(Change.action_id.in_(actions), of_them)
        .order_by(Change.id)
    ).all()
    found: dict[int, list[FieldChange]] = {}
    whole: set[int] = set()
    for row in rows:
        if row.before is None or row.after is None:
            continue  # made or taken out: the action's own name tells it
        found.setdefault(row.action_id, []).extend(_changes(session, zone, row))
        if row.record_table == Person.__tablename__:
            whole.add(row.action_id)
    return found, whole


def _changes(session: Session, zone: ZoneInfo, row: Row[Any]) -> Iterable[FieldChange]:
    table = row.record_table
    for field, before in row.before.items():
        word = field_word(table, field)
        if word and field in row.after:
            yield FieldChange(
                row.id,
                table,
                field,
                word,
                value_said(session, zone, table, field, before),
                value_said(session, zone, table, field, row.after[field]),
            )


def _of_person(person_id: int) -> ColumnElement[bool]:
    """Return what is true of the changes that touch a person."""
    enrolled = select(Enrolment.id).where(Enrolment.person_id == person_id)
    living = [
        and_(Change.record_table == Person.__tablename__, Change.record_id == person_id),
        *(_among(one, select(one.id).where(one.person_id == person_id)) for one in OF_PERSON),
        *(
            _among(one, select(one.id).where(one.enrolment_id.in_(enrolled)))
            for one in OF_ENROLMENT
        ),
    ]
    gone = and_(
        Change.record_table.in_([kind.__tablename__ for kind in OF_PERSON]),
        or_(
            and_(Change.after.is_(None), Change.before["person_id"].as_integer() == person_id),
            and_(Change.before.is_(None), Change.after["person_id"].as_integer() == person_id),
        ),
    )
    return or_(*living, gone)


def _among(kind: type[Base], ids: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a select
    return and_(Change.record_table == kind.__tablename__, Change.record_id.in_(ids))
