"""Taking an action back, today or much later, and what stands in the way of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.closing.sealed import refuse_closed, sealed_among
from models.errors import UserError
from models.history.conflicts import Conflict, Key, leave_out
from models.history.in_the_way import conflicts_in, entailed
from models.history.paid import settle_paid
from models.history.recording import Fields, named, recorder
from models.history.reversal import Reversal, carry_out
from models.history.rooms import rooms
from models.history.rows import batches, id_range
from models.history.tables import Action
from models.history.telling import kind_word, record_names
from models.history.together import (
    Group,
    groups_of,
    leaders_of,
    leave_together,
    whole_reversal_of,
    with_their_own,
)
from models.office.rights import Right, need
from models.privacy.consent_wordings import refuse_agreed
from models.privacy.limits import refuse_half_lifted
from models.words import N_, _, ngettext

TOLD = 50
"""How many records in the way are named."""

RECENT = 500
"""How many of the latest actions the Edit menu looks through."""

LOOKED_AT = 20
"""How many of them are asked about at once: mostly the first is the one."""


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
    """Say an action's name in the spoken language; what was erased of it is said to be."""
    said = dict(words)
    if "of" in said:
        inner = said.pop("of")
        said["action"] = title(inner["name"], inner["words"])
    return _(name).format_map(_Said(said))


class _Said(dict[str, Any]):
    """The words of an action; in the place of one that was erased stands that it was."""

    def __missing__(self, _key: str) -> str:
        return _("erased data")


def next_undo(session: Session) -> Undoable | None:
    """Return the last action of this desk that is in effect and can be taken back."""
    return next_undo_redo(session)[0]


def next_redo(session: Session) -> Undoable | None:
    """Return the undo of this desk that nothing has followed."""
    return next_undo_redo(session)[1]


def next_undo_redo(
    session: Session, officer_id: int | None = None
) -> tuple[Undoable | None, Undoable | None]:
    """Return what ``next_undo`` and ``next_redo`` do, reading the actions once for both.

    With ``officer_id`` only what this officer did here is among them: who works at a desk after
    somebody else does not take back their work without seeing it.
    """
    done, undone = _stacks(session, officer_id)
    return _top(session, done), _top(session, undone)


def conflicts(session: Session, action_id: int) -> list[Conflict]:
    """Return what has happened since to the records an action touched."""
    return conflicts_in(session, whole_reversal_of(session, action_id))


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
    belongs to. Records that go together (``history.together``) are taken back or kept as one.
    Raises UndoConflictError, and does nothing, if anything is neither or can only be kept
    (``history.since`` tells which), and UserError if nothing would be taken back at all.
    """
    action = session.get_one(Action, action_id)
    _refuse_final(action)
    todo = whole_reversal_of(session, action_id)
    _ask_for_merge(session, todo)
    refuse_closed(session, action, todo)
    refuse_agreed(session, todo)
    groups = groups_of(session, todo)
    also = with_their_own(also, groups)
    found = conflicts_in(session, todo)
    open_still = [] if keep_changed else [one for one in found if one.key not in also]
    if open_still:
        raise _in_the_way(session, action, open_still, groups)
    if found:
        going = _going_with(session, action, todo, found, also, groups)
        _take_in_part(session, todo, going, found, groups)
    _name_reversal(session, action)
    _take_back(session, todo, _title_of(action))
    refuse_half_lifted(session)
    if not recorder(session).changes:
        raise UserError(
            _("Nothing is left to take back of: {action}").format(action=_title_of(action))
        )
    settle_paid(session, todo)


def _refuse_final(action: Action) -> None:
    """Raise UserError for what can never be taken back, or not by itself."""
    if action.final:
        raise UserError(_("This cannot be undone: {action}").format(action=_title_of(action)))
    if action.erasure_id is not None:
        raise UserError(_("This can no longer be undone: what it held has been erased."))
    if action.merged_by_id is not None:
        raise UserError(
            _(
                "This was done at a desk and came home by a merge. "
                "Undo that merge instead: {action}"
            ).format(action=_title_of(action))
        )


def _ask_for_merge(session: Session, todo: Reversal) -> None:
    """Ask who takes a merge back for what merging asks, and not for a right to each table."""
    if todo.merged:
        need(session, Right.PLAN)
        recorder(session).allowed_elsewhere = True


def _going_with(
    session: Session,
    action: Action,
    todo: Reversal,
    found: Sequence[Conflict],
    also: Collection[Key],
    groups: Mapping[Key, Group],
) -> dict[Key, frozenset[Key]]:
    """Return the changed records that are taken back too, and what goes with each."""
    wanted = [one for one in found if one.key in also]
    if not wanted:
        return {}
    meant = entailed(session, action, todo, wanted)
    refused = [one for one in wanted if meant[one.key].refusal is not None]
    if refused:
        raise _in_the_way(session, action, refused, groups)
    return {key: one.goes for key, one in meant.items()}


def _take_in_part(
    session: Session,
    todo: Reversal,
    taking: Mapping[Key, frozenset[Key]],
    found: Sequence[Conflict],
    groups: Mapping[Key, Group],
) -> None:
    """Leave out of ``todo`` what is kept, and let sums still count it."""
    balancing = [room.balancing(session, todo) for room in rooms()]
    _settle(session, todo, taking, found, groups)
    for balance in balancing:
        balance()


def _settle(
    session: Session,
    todo: Reversal,
    taking: Mapping[Key, frozenset[Key]],
    found: Sequence[Conflict],
    groups: Mapping[Key, Group],
) -> None:
    """Leave out of ``todo`` what is kept and what that rests on; add what goes with the rest."""
    going = _parts_going(todo, taking)
    if going:
        found = conflicts_in(session, todo, going)  # what goes, too, is no longer in the way
    while kept := [one for one in found if one.used_by or one.key not in taking]:
        leave_out(todo, kept)
        leave_together(todo, (one.key for one in kept), groups)
        going = _parts_going(todo, taking)
        found = conflicts_in(session, todo, going)
    for table, record_id in going:
        todo.made.setdefault(table, {})[record_id] = {}


def _parts_going(todo: Reversal, taking: Mapping[Key, frozenset[Key]]) -> frozenset[Key]:
    roots = (key for key in taking if key[1] in todo.made.get(key[0], {}))
    return frozenset[Key]().union(*(taking[key] for key in roots))


def _in_the_way(
    session: Session, action: Action, found: Iterable[Conflict], groups: Mapping[Key, Group]
) -> UndoConflictError:
    """Return the error that names each record in the way once, those that go together as one."""
    leaders = leaders_of(groups)
    told = list(found)
    records = list(dict.fromkeys(leaders.get(one.key, one.key) for one in told))
    text = ngettext(
        "“{action}” cannot be undone: {n} record has been changed since.",
        "“{action}” cannot be undone: {n} records have been changed since.",
        len(records),
        action=_title_of(action),
    )
    return UndoConflictError(text, told, _lines(session, records[:TOLD]))


def _lines(session: Session, records: Sequence[Key]) -> list[str]:
    names = record_names(session, records)
    return [f"{kind_word(key[0])}: {names[key]}" for key in records]


def _title_of(action: Action) -> str:
    return title(action.name, action.words)


def _take_back(session: Session, todo: Reversal, said: str) -> None:
    """Carry out what takes the action ``said`` back. Raises UserError where something is in place.

    It is told what the action is called: after a refusal nothing can be asked any more.
    """
    try:
        carry_out(session, todo, _("Taken back: {action}").format(action=said))
    except IntegrityError as error:
        raise UserError(
            _(
                "This can no longer be undone, for other records now stand in its place: {action}"
            ).format(action=said)
        ) from error


def _name_reversal(session: Session, action: Action) -> None:
    redo = action.undoes_id is not None and action.name == UNDO
    root = action.words.get("of") or {"name": action.name, "words": action.words}
    named(session, REDO if redo else UNDO, of=root)
    recorder(session).undoes_id = action.id


UNDO = N_("Undo: {action}")
REDO = N_("Redo: {action}")


def _stacks(session: Session, officer_id: int | None) -> tuple[dict[int, Any], dict[int, Any]]:
    """Replay the desk's recent actions as two stacks: what can be undone, what can be redone."""
    low, high = id_range(session)
    rows = session.execute(
        select(
            Action.id,
            Action.name,
            Action.words,
            Action.undoes_id,
            Action.at,
            Action.desk_id,
            Action.officer_id,
            or_(Action.final, Action.erasure_id.is_not(None)).label("final"),
        )
        .where(Action.id.between(low, high))
        .order_by(Action.id.desc())
        .limit(RECENT)
    ).all()
    done: dict[int, Any] = {}
    undone: dict[int, Any] = {}
    for row in reversed(rows):
        done.pop(row.undoes_id, None)
        undone.pop(row.undoes_id, None)
        if officer_id is not None and row.officer_id != officer_id:
            continue
        if row.undoes_id is not None and row.name == UNDO:
            if not row.final:
                undone[row.id] = row
            continue
        if row.undoes_id is None:
            undone = {}
        if not row.final:
            done[row.id] = row
    return done, undone


def _top(session: Session, stack: dict[int, Any]) -> Undoable | None:
    """Return the last of a stack that no sealed day holds fast."""
    for part in batches(reversed(stack.values()), LOOKED_AT):
        sealed = sealed_among(session, [(row.id, row.at, row.desk_id) for row in part])
        row = next((one for one in part if one.id not in sealed), None)
        if row is not None:
            words = row.words.get("of") or {"name": row.name, "words": row.words}
            return Undoable(row.id, title(words["name"], words["words"]))
    return None
