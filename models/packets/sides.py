"""What each side of a conflict says, in words: the value, who wrote it, where and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.history.bulk import fetch_many
from models.history.conflicts import Key
from models.history.fields import field_word
from models.history.recording import Fields, plain_fields
from models.history.rows import DESK_BITS, batches
from models.history.saying import Sayer
from models.history.tables import Action
from models.history.telling import OWN_NAMES, OWNERS, kind_word
from models.office.tables import Desk, Officer
from models.packets.folding import Side
from models.packets.neighbours import side_table
from models.packets.planning import Writing
from models.packets.scope import by_table, table_named
from models.packets.tables import ConflictKind
from models.words import _, ngettext

SAID = {
    "person": ("name", "birth_date", "region_line"),
    "enrolment": ("programmes", "months", "total", "status"),
    "payment": ("amount", "way", "paid_at"),
    "card_copy": ("serial", "state", "printed_at"),
    "card": ("number", "kind", "state"),
    "receipt": ("serial", "amount", "name"),
    "paper_form": ("serial", "written_at"),
}
"""By which fields a record is told where the whole of it is one side."""


@dataclass(frozen=True, slots=True)
class ConflictSide:
    """One side: what it says, who said so, at which desk and when by the clock there."""

    record_id: int
    action_id: int
    value: str
    officer: str
    desk: str
    at: datetime | None


class Sides:
    """Says sides of conflicts, looking up all that is asked for at once."""

    def __init__(
        self,
        session: Session,
        changes: Mapping[tuple[Key, int], Fields],
        actions: Mapping[int, Any],
        records: Mapping[Key, Fields],
    ) -> None:
        self._session = session
        self._changes = changes
        self._actions = actions
        self._records = records
        self._sayer = Sayer(session)
        self._officers = {
            row.id: row.name for row in session.execute(select(Officer.id, Officer.name))
        }
        rows = session.execute(select(Desk.id, Desk.number, Desk.name)).all()
        self._desks = {row.id: row.name for row in rows}
        self._numbers = {row.number: row.name for row in rows}

    @classmethod
    def of_plan(cls, session: Session, writing: Writing) -> "Sides":
        """Return what says the conflicts of a merge that is not done yet."""
        if writing.wanted is None:
            return cls(session, {}, {}, {})
        scope = writing.wanted.scope
        told = {
            (side_table(one.kind, one.table), side.record)
            for one in writing.opened
            for side in one.sides
        }
        changes = {
            (key, one.action_id): one.after or {}
            for key in told
            for one in scope.writes.get(key, ())
        }
        records = {
            key: fields or scope.current.get(key) or {}
            for key, fields in writing.wanted.fields.items()
        }
        new = {row.id: row for row in writing.brought.actions}
        asked = {side.action for one in writing.opened for side in one.sides} - new.keys()
        return cls(session, changes, new | _actions(session, asked), records)

    def about(self, table: str, record_id: int) -> str:
        """Say whom or what a record is of."""
        fields = self._records.get((table, record_id)) or {}
        own = next((str(fields[name]) for name in OWN_NAMES if fields.get(name)), "")
        if table == "person" or (own and table not in ("card",)):
            return own
        for column, owner in OWNERS.items():
            if fields.get(column) is not None:
                key = (owner, fields[column])
                if key not in self._records:
                    self._records = {**self._records, **_records(self._session, [key])}
                return self.about(*key)
        return own

    def word(self, kind: ConflictKind, table: str, field: str | None) -> str:
        """Say what the sides speak of: a field, or a kind of record."""
        if kind is ConflictKind.FIELD and field:
            return field_word(table, field)
        return kind_word(side_table(kind, table))

    def rows(
        self, kind: ConflictKind, table: str, field: str | None, sides: Iterable[Side]
    ) -> tuple[ConflictSide, ...]:
        """Return the sides of a conflict."""
        return tuple(self._row(kind, table, field, one) for one in sides)

    def _row(self, kind: ConflictKind, table: str, field: str | None, side: Side) -> ConflictSide:
        action = self._actions.get(side.action)
        return ConflictSide(
            side.record,
            side.action,
            self._value(kind, side_table(kind, table), field, side),
            self._officers.get(action.officer_id, "") if action is not None else "",
            self._desk(side, action),
            action.at if action is not None else None,
        )

    def _desk(self, side: Side, action: Any) -> str:  # noqa: ANN401 - a row of actions
        if action is not None and action.desk_id in self._desks:
            return str(self._desks[action.desk_id])
        return str(self._numbers.get(side.action >> DESK_BITS, ""))

    def _value(self, kind: ConflictKind, table: str, field: str | None, side: Side) -> str:
        key = (table, side.record)
        change = self._changes.get((key, side.action))
        if kind is ConflictKind.FIELD and field:
            return self._sayer.say(table, field, (change or {}).get(field))
        if kind is ConflictKind.TAKEN_OUT and not change:
            return _("taken out")
        fields = {**(change or {}), **(self._records.get(key) or {})}
        said = (fields.get(name) for name in SAID.get(table, OWN_NAMES))
        pairs = zip(SAID.get(table, OWN_NAMES), said, strict=True)
        return " · ".join(
            self._sayer.say(table, name, value)
            if name != "months"  # which no word stands before here
            else ngettext("{n} month", "{n} months", value)
            for name, value in pairs
            if value is not None
        )


def _actions(session: Session, ids: Iterable[int]) -> dict[int, Any]:
    columns = select(Action.id, Action.at, Action.officer_id, Action.desk_id)
    return {
        row.id: row
        for batch in batches(ids)
        for row in session.execute(columns.where(Action.id.in_(batch)))
    }


def _records(session: Session, keys: Iterable[Key]) -> dict[Key, Fields]:
    return {
        (name, record_id): plain_fields(fields)
        for name, ids in by_table(keys).items()
        for record_id, fields in fetch_many(session, table_named(name), ids).items()
    }
