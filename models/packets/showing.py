"""What desks say differently, in words: each side, who said it, when, at which desk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.history.bulk import fetch_many
from models.history.recording import plain_fields
from models.history.rows import batches
from models.history.tables import Action, Change
from models.office.tables import Officer
from models.packets.deciding import CHOICES
from models.packets.folding import Side
from models.packets.neighbours import JOINED, side_table
from models.packets.scope import by_table, table_named
from models.packets.sides import ConflictSide, Sides
from models.packets.tables import Choice, ConflictKind, ConflictState, MergeConflict
from models.people.tables import Person

VOIDING = frozenset({ConflictKind.ENROLLED_TWICE, ConflictKind.PAID_TWICE, ConflictKind.CARD_TWICE})
"""Of these, what does not stand is rejected or voided, for which there must be a reason."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something two or more say differently: whom and what it concerns, and how it stands."""

    id: int
    kind: ConflictKind
    person_id: int | None
    name: str
    what: str
    sides: Sequence[ConflictSide]
    state: ConflictState
    choice: Choice | None
    decided_at: datetime | None
    officer: str
    reason: str

    @property
    def both(self) -> bool:
        """Whether all sides may stand."""
        return Choice.BOTH in CHOICES[self.kind]

    @property
    def single(self) -> bool:
        """Whether one side may stand alone."""
        return Choice.LEFT in CHOICES[self.kind]

    @property
    def voids(self) -> bool:
        """Whether a reason must be given for what is not to stand."""
        return self.kind in VOIDING


def open_differences(session: Session) -> int:
    """Return how many wait for somebody to decide."""
    asked = select(func.count(MergeConflict.id)).where(_seen(), _in(ConflictState.OPEN))
    return session.scalar(asked) or 0


def differences(session: Session, *, decided: bool = False) -> list[Difference]:
    """Return what waits to be decided, the oldest first; with ``decided`` what was, the last first.

    What came to say the same by itself is left out.
    """
    asked = select(MergeConflict).where(_seen())
    if decided:
        asked = asked.where(_in(ConflictState.DECIDED))
        asked = asked.order_by(MergeConflict.decided_at.desc(), MergeConflict.id.desc())
    else:
        asked = asked.where(_in(ConflictState.OPEN))
        asked = asked.order_by(MergeConflict.found_at, MergeConflict.id)
    return _told(session, session.scalars(asked).all())


def _seen() -> ColumnElement[bool]:
    """Leave out what is kept only to know which records became one."""
    return MergeConflict.field.is_distinct_from(JOINED)


def _in(state: ConflictState) -> ColumnElement[bool]:
    return MergeConflict.state == state


def _told(session: Session, found: Sequence[MergeConflict]) -> list[Difference]:
    said = {one.id: [Side(side["record"], side["action"]) for side in one.sides] for one in found}
    sides = _sides_of(session, found, said)
    people = _names(session, Person)
    officers = _names(session, Officer)
    return [
        Difference(
            one.id,
            one.kind,
            one.person_id,
            people(one.person_id) or sides.about(one.record_table, one.record_id),
            sides.word(one.kind, one.record_table, one.field),
            sides.rows(one.kind, one.record_table, one.field, said[one.id]),
            one.state,
            one.choice,
            one.decided_at,
            officers(one.officer_id),
            one.reason or "",
        )
        for one in found
    ]


def _sides_of(
    session: Session, found: Iterable[MergeConflict], said: Mapping[int, Sequence[Side]]
) -> Sides:
    """Look up what the sides of these conflicts wrote, and the records they are about."""
    keys = {(one.record_table, one.record_id) for one in found}
    for one in found:
        keys |= {(side_table(one.kind, one.record_table), side.record) for side in said[one.id]}
    ids = {side.action for sides in said.values() for side in sides}
    changes = {
        ((change.record_table, change.record_id), change.action_id): change.after or {}
        for batch in batches(ids)
        for change in session.scalars(select(Change).where(Change.action_id.in_(batch)))
        if (change.record_table, change.record_id) in keys
    }
    actions = {
        action.id: action
        for batch in batches(ids)
        for action in session.scalars(select(Action).where(Action.id.in_(batch)))
    }
    records = {
        (name, record_id): plain_fields(fields)
        for name, those in by_table(keys).items()
        for record_id, fields in fetch_many(session, table_named(name), those).items()
    }
    return Sides(session, changes, actions, records)


def _names(session: Session, kind: Any) -> Any:  # noqa: ANN401 - a mapped class with names
    """Return what says the name of a record, each looked up but once."""

    def name(record_id: int | None) -> str:
        record = session.get(kind, record_id) if record_id is not None else None
        return record.name if record is not None else ""

    return name
