"""What actions did, record by record and field by field, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.history.fields import field_word
from models.history.inside import inside_told, is_told_inside
from models.history.rows import batches
from models.history.saying import Sayer
from models.history.tables import Change
from models.history.telling import OWN_NAMES, kind_word, record_names
from models.office.rights import Right, need
from models.people.tables import Person
from models.words import _

SHOWN = 200
"""How many changes of one action are told on a screen."""


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A field with its old and new value in words; the old one is empty where a record was made."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What an action did to one record, in words."""

    kind: str
    name: str
    deed: str
    fields: tuple[ValueChange, ...]


def history_detail(session: Session, action_id: int, *, whole: bool = False) -> list[RecordChange]:
    """Return what an action did, the first records of it. Raises NotAllowedError.

    NIKs are masked unless they are asked for ``whole`` and Right.SEE_NIK is there; incomes are
    where it is not.
    """
    need(session, Right.SEE_HISTORY)
    asked = select(Change).where(Change.action_id == action_id).order_by(Change.id)
    return _told(session, Sayer(session, whole), session.scalars(asked.limit(SHOWN)).all())


def history_details(
    session: Session, ids: Sequence[int], *, whole: bool = False
) -> dict[int, list[RecordChange]]:
    """Return all that each of these actions did, as ``history_detail`` says it, at once."""
    need(session, Right.SEE_HISTORY)
    found: dict[int, list[RecordChange]] = {one: [] for one in ids}
    sayer = Sayer(session, whole)
    asked = select(Change).order_by(Change.action_id, Change.id)
    for batch in batches(ids):
        changes = session.scalars(asked.where(Change.action_id.in_(batch))).all()
        for change, told in zip(changes, _told(session, sayer, changes), strict=True):
            found[change.action_id].append(told)
        session.expunge_all()
    return found


def people_among(session: Session, ids: Sequence[int]) -> int:
    """Count the people whose own particulars these actions made, changed or took out."""
    asked = select(Change.record_id).where(Change.record_table == Person.__tablename__)
    return len(
        {
            one
            for batch in batches(ids)
            for one in session.scalars(asked.where(Change.action_id.in_(batch)))
        }
    )


def _told(session: Session, sayer: Sayer, changes: Sequence[Change]) -> list[RecordChange]:
    names = record_names(session, {(one.record_table, one.record_id) for one in changes})
    return [
        RecordChange(
            kind_word(one.record_table),
            names[one.record_table, one.record_id] or _name_that_was(one),
            _deed(one),
            tuple(_values(sayer, one)),
        )
        for one in changes
    ]


def _name_that_was(change: Change) -> str:
    """Return the name of a record that is gone, as this change kept it."""
    kept: dict[str, Any] = change.before or change.after or {}
    return next((str(kept[name]) for name in OWN_NAMES if kept.get(name)), "")


def _deed(change: Change) -> str:
    if change.erasure_id is not None:
        return _("What it held has been erased.")
    if change.before is None:
        return _("made")
    return _("taken out") if change.after is None else _("changed")


def _values(sayer: Sayer, change: Change) -> Iterable[ValueChange]:
    table, before, after = change.record_table, change.before, change.after
    for name in dict.fromkeys([*(before or {}), *(after or {})]):
        word = field_word(table, name)
        if is_told_inside(table, name):
            yield from _inside(sayer, change, name)
        elif word:
            sides = (
                "" if side is None else sayer.say(table, name, side.get(name))
                for side in (before, after)
            )
            yield ValueChange(word, *sides)


def _inside(sayer: Sayer, change: Change, name: str) -> Iterable[ValueChange]:
    """Yield what changed inside a field that holds many values."""
    old, new = change.before, change.after
    told = inside_told(
        change.record_table,
        name,
        (old or {}).get(name),
        (new or {}).get(name),
        sees=sayer.sees_incomes,
    )
    for path, before, after in told:
        yield ValueChange(path, "" if old is None else before, "" if new is None else after)
