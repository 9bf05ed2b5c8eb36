"""Taking an action back, today or much later, and what stands in the way of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.base import Base
from models.errors import UserError
from models.history.bulk import delete_many, fetch_many, restore_many, update_many
from models.history.recording import Fields, named, plain, recorder
from models.history.rows import batches, id_range
from models.history.tables import Action, Change
from models.history.telling import kind_word, record_name
from models.history.values import revive
from models.words import N_, _, ngettext

TOLD = 50
"""How many records in the way are named."""

RECENT = 500
"""How many of the latest actions the Edit menu looks through."""


class UndoConflictError(UserError):
    """Records have been changed since: ``conflicts`` says which, ``lines`` in words."""

    def __init__(
        self, text: str, conflicts: Sequence["Conflict"], lines: Sequence[str] = ()
    ) -> None:
        super().__init__(text)
        self.conflicts = conflicts
        self.lines = lines


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record that is no longer as the action left it.

    ``field`` is empty where the record as a whole is in the way: gone, there again, or in use by
    ``used_by`` (a table's name).
    """

    table: str
    record_id: int
    field: str = ""
    expected: object = None
    found: object = None
    used_by: str = ""


@dataclass(slots=True)
class _Reversal:
    """What must be done to take an action back, by table."""

    made: dict[str, dict[int, Fields]] = field(default_factory=dict)
    taken: dict[str, dict[int, Fields]] = field(default_factory=dict)
    changed: dict[str, dict[int, tuple[Fields, Fields]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Undoable:
    """An action that Edit › Undo or Redo would take back."""

    action_id: int
    title: str


def title(name: str, words: Fields) -> str:
    """Say an action's name in the spoken language."""
    said = dict(words)
    if "of" in said:
        inner = said.pop("of")
        said["action"] = title(inner["name"], inner["words"])
    text = _(name)
    return text.format(**said) if said else text


def next_undo(session: Session) -> Undoable | None:
    """Return the last action of this desk that is in effect and can be taken back."""
    return next_undo_redo(session)[0]


def next_redo(session: Session) -> Undoable | None:
    """Return the undo of this desk that nothing has followed."""
    return next_undo_redo(session)[1]


def next_undo_redo(session: Session) -> tuple[Undoable | None, Undoable | None]:
    """Return what ``next_undo`` and ``next_redo`` do, reading the actions once for both."""
    done, undone = _stacks(session)
    return _top(done), _top(undone)


def conflicts(session: Session, action_id: int) -> list[Conflict]:
    """Return what has happened since to the records an action touched."""
    return _conflicts(session, _reversal(session, action_id))


def undo(session: Session, action_id: int, *, keep_changed: bool = False) -> None:
    """Take an action back. Taking back an undo is a redo.

    With ``keep_changed`` whatever has been changed since stays as it is and the rest is taken back.
    Raises UndoConflictError, and does nothing, if anything has been changed and is not to be kept.
    """
    action = session.get_one(Action, action_id)
    if action.final:
        raise UserError(_("This cannot be undone: {action}").format(action=_title_of(action)))
    todo = _reversal(session, action_id)
    found = _conflicts(session, todo)
    if found and not keep_changed:
        raise UndoConflictError(_conflict_text(action, found), found, _lines(session, found))
    while found:
        _leave_out(todo, found)
        found = _conflicts(session, todo)
    _name_reversal(session, action)
    try:
        _apply(session, todo)
    except IntegrityError as error:
        raise UserError(
            _(
                "This can no longer be undone, for other records now stand in its place: {action}"
            ).format(action=_title_of(action))
        ) from error


def _conflict_text(action: Action, found: Sequence[Conflict]) -> str:
    return ngettext(
        "“{action}” cannot be undone: {n} record has been changed since.",
        "“{action}” cannot be undone: {n} records have been changed since.",
        len({(conflict.table, conflict.record_id) for conflict in found}),
        action=_title_of(action),
    )


def _lines(session: Session, found: Iterable[Conflict]) -> list[str]:
    """Name each record in the way once; more than a person reads are not looked up."""
    records = dict.fromkeys((conflict.table, conflict.record_id) for conflict in found)
    return [
        f"{kind_word(table)}: {record_name(session, table, record)}"
        for table, record in list(records)[:TOLD]
    ]


def _title_of(action: Action) -> str:
    return title(action.name, action.words)


def _name_reversal(session: Session, action: Action) -> None:
    redo = action.undoes_id is not None and action.name == UNDO
    root = action.words.get("of") or {"name": action.name, "words": action.words}
    named(session, REDO if redo else UNDO, of=root)
    recorder(session).undoes_id = action.id


UNDO = N_("Undo: {action}")
REDO = N_("Redo: {action}")


def _stacks(session: Session) -> tuple[dict[int, Any], dict[int, Any]]:
    """Replay the desk's recent actions as two stacks: what can be undone, what can be redone."""
    low, high = id_range(session)
    rows = session.execute(
        select(Action.id, Action.name, Action.words, Action.undoes_id, Action.final)
        .where(Action.id.between(low, high))
        .order_by(Action.id.desc())
        .limit(RECENT)
    ).all()
    done: dict[int, Any] = {}
    undone: dict[int, Any] = {}
    for row in reversed(rows):
        done.pop(row.undoes_id, None)
        undone.pop(row.undoes_id, None)
        if row.undoes_id is not None and row.name == UNDO:
            undone[row.id] = row
            continue
        if row.undoes_id is None:
            undone = {}
        if not row.final:
            done[row.id] = row
    return done, undone


def _top(stack: dict[int, Any]) -> Undoable | None:
    if not stack:
        return None
    row = stack[next(reversed(stack))]
    words = row.words.get("of") or {"name": row.name, "words": row.words}
    return Undoable(row.id, title(words["name"], words["words"]))


def _reversal(session: Session, action_id: int) -> _Reversal:
    """Return what takes an action back, the last change first."""
    todo = _Reversal()
    rows = session.execute(
        select(Change.record_table, Change.record_id, Change.before, Change.after)
        .where(Change.action_id == action_id)
        .order_by(Change.id.desc())
    )
    for table, record_id, *sides in rows:
        before, after = (_of_today(table, side) for side in sides)
        if before is None:
            todo.made.setdefault(table, {})[record_id] = after or {}
        elif after is None:
            todo.taken.setdefault(table, {})[record_id] = before
        elif after:
            todo.changed.setdefault(table, {})[record_id] = (before, after)
    return todo


def _of_today(table: str, fields: Fields | None) -> Fields | None:
    """Leave out what an older version of the program kept and today's tables do not."""
    if fields is None:
        return None
    columns = _table(table).columns
    return {name: value for name, value in fields.items() if name in columns}


def _conflicts(session: Session, todo: _Reversal) -> list[Conflict]:
    found: list[Conflict] = []
    for name, made in todo.made.items():
        now = fetch_many(session, _table(name), made)
        empty = dict.fromkeys(_table(name).columns.keys())
        found += _differing(name, {key: {**empty, **made[key]} for key in now}, now)
        found += _in_use(session, name, now, todo)
    for name, taken in todo.taken.items():
        found += [Conflict(name, key) for key in fetch_many(session, _table(name), taken)]
    for name, changed in todo.changed.items():
        now = fetch_many(session, _table(name), changed)
        found += [Conflict(name, key) for key in changed if key not in now]
        found += _differing(name, {key: changed[key][1] for key in now}, now)
    return found


def _differing(
    name: str, expected: dict[int, Fields], now: dict[int, Fields]
) -> Iterable[Conflict]:
    for record_id, fields in expected.items():
        for key, value in fields.items():
            is_now = plain(now[record_id].get(key))
            if is_now != value:
                yield Conflict(name, record_id, key, value, is_now)


def _in_use(
    session: Session, name: str, ids: Collection[int], todo: _Reversal
) -> Iterable[Conflict]:
    """Find records from elsewhere that rest on those about to be taken out.

    A record that is itself about to go, or to rest on another one, is not in the way.
    """
    for table in Base.metadata.sorted_tables:
        going = todo.made.get(table.name, {})
        turning = todo.changed.get(table.name, {})
        for key in table.foreign_keys:
            if key.column.table.name != name:
                continue
            for batch in batches(ids):
                rows = session.execute(select(table.c.id, key.parent).where(key.parent.in_(batch)))
                yield from (
                    Conflict(name, used, used_by=table.name)
                    for user, used in rows
                    if user not in going and key.parent.name not in turning.get(user, ({}, {}))[0]
                )


def _leave_out(todo: _Reversal, found: Iterable[Conflict]) -> None:
    """Take the changed records out of the reversal, and fields rather than whole records."""
    for conflict in found:
        changed = todo.changed.get(conflict.table, {})
        if conflict.field and conflict.record_id in changed:
            for side in changed[conflict.record_id]:
                side.pop(conflict.field, None)
            continue
        for kept in (todo.made, todo.taken, todo.changed):
            kept.get(conflict.table, {}).pop(conflict.record_id, None)


def _apply(session: Session, todo: _Reversal) -> None:
    ordered = Base.metadata.sorted_tables
    for table in ordered:
        _restore(session, table, todo.taken.get(table.name, {}))
    for table in ordered:
        update_many(
            session,
            table,
            {
                key: {name: revive(table.c[name], value) for name, value in before.items()}
                for key, (before, _after) in todo.changed.get(table.name, {}).items()
            },
        )
    for table in reversed(ordered):
        delete_many(session, table, todo.made.get(table.name, {}))


def _restore(session: Session, table: Table, taken: Mapping[int, Fields]) -> None:
    """Put records back; those that rest on others of their own table do so once all are there."""
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    alone = [
        {name: value for name, value in one.items() if name not in own} for one in taken.values()
    ]
    restore_many(session, table, alone)
    resting = {
        key: {name: one[name] for name in own if name in one}
        for key, one in taken.items()
        if any(name in one for name in own)
    }
    update_many(session, table, resting)


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
