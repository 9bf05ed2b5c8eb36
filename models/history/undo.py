"""Taking an action back, today or much later, and what stands in the way of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.errors import UserError
from models.history.conflicts import Conflict, Key, conflicts_in, entailed, leave_out
from models.history.recording import Fields, named, recorder
from models.history.reversal import Reversal, carry_out, reversal_of
from models.history.rows import id_range
from models.history.tables import Action
from models.history.telling import kind_word, record_names
from models.words import N_, _, ngettext

TOLD = 50
"""How many records in the way are named."""

RECENT = 500
"""How many of the latest actions the Edit menu looks through."""


class UndoConflictError(UserError):
    """Records have been changed since: ``conflicts`` says which, ``lines`` in words."""

    def __init__(self, text: str, conflicts: Sequence[Conflict], lines: Sequence[str] = ()) -> None:
        super().__init__(text)
        self.conflicts = conflicts
        self.lines = lines


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
    return conflicts_in(session, reversal_of(session, action_id))


def undo(
    session: Session,
    action_id: int,
    *,
    keep_changed: bool = False,
    also: Collection[Key] = frozenset(),
) -> None:
    """Take an action back. Taking back an undo is a redo.

    Of what has been changed since, the records ``also`` names become as they were before the
    action: what was changed meanwhile is given up, and what was made since as a part of them is
    taken out. With ``keep_changed`` all else that has been changed stays as it is, and what it
    belongs to. Raises UndoConflictError, and does nothing, if anything is neither or can only be
    kept (``history.since`` tells which), and UserError if nothing would be taken back at all.
    """
    action = session.get_one(Action, action_id)
    if action.final:
        raise UserError(_("This cannot be undone: {action}").format(action=_title_of(action)))
    todo = reversal_of(session, action_id)
    found = conflicts_in(session, todo)
    open_still = [] if keep_changed else [one for one in found if one.key not in also]
    if open_still:
        raise _in_the_way(session, action, open_still)
    if found:
        _settle(session, todo, _going_with(session, action, todo, found, also), found)
    _name_reversal(session, action)
    try:
        carry_out(session, todo, _("Taken back: {action}").format(action=_title_of(action)))
    except IntegrityError as error:
        raise UserError(
            _(
                "This can no longer be undone, for other records now stand in its place: {action}"
            ).format(action=_title_of(action))
        ) from error
    if not recorder(session).changes:
        raise UserError(
            _("Nothing is left to take back of: {action}").format(action=_title_of(action))
        )


def _going_with(
    session: Session,
    action: Action,
    todo: Reversal,
    found: Sequence[Conflict],
    also: Collection[Key],
) -> dict[Key, frozenset[Key]]:
    """Return the changed records that are taken back too, and what goes with each."""
    wanted = [one for one in found if one.key in also]
    if not wanted:
        return {}
    meant = entailed(session, action, todo, wanted)
    refused = [one for one in wanted if meant[one.key].refusal is not None]
    if refused:
        raise _in_the_way(session, action, refused)
    return {key: one.goes for key, one in meant.items()}


def _settle(
    session: Session,
    todo: Reversal,
    taking: Mapping[Key, frozenset[Key]],
    found: Sequence[Conflict],
) -> None:
    """Leave out of ``todo`` what is kept and what that rests on; add what goes with the rest."""
    going = _parts_going(todo, taking)
    if going:
        found = conflicts_in(session, todo, going)  # what goes, too, is no longer in the way
    while kept := [one for one in found if one.used_by or one.key not in taking]:
        leave_out(todo, kept)
        going = _parts_going(todo, taking)
        found = conflicts_in(session, todo, going)
    for table, record_id in going:
        todo.made.setdefault(table, {})[record_id] = {}


def _parts_going(todo: Reversal, taking: Mapping[Key, frozenset[Key]]) -> frozenset[Key]:
    roots = (key for key in taking if key[1] in todo.made.get(key[0], {}))
    return frozenset[Key]().union(*(taking[key] for key in roots))


def _in_the_way(session: Session, action: Action, found: Sequence[Conflict]) -> UndoConflictError:
    return UndoConflictError(_conflict_text(action, found), found, _lines(session, found))


def _conflict_text(action: Action, found: Sequence[Conflict]) -> str:
    return ngettext(
        "“{action}” cannot be undone: {n} record has been changed since.",
        "“{action}” cannot be undone: {n} records have been changed since.",
        len({conflict.key for conflict in found}),
        action=_title_of(action),
    )


def _lines(session: Session, found: Iterable[Conflict]) -> list[str]:
    """Name each record in the way once; more than a person reads are not looked up."""
    records = list(dict.fromkeys(conflict.key for conflict in found))[:TOLD]
    names = record_names(session, records)
    return [f"{kind_word(key[0])}: {names[key]}" for key in records]


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
