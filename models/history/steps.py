"""Undo and redo as whole steps on a store, for whoever has a menu."""

from collections.abc import Collection

from models.history.conflicts import Key
from models.history.undo import Undoable, next_undo_redo, undo
from models.progress import Progress, Work
from models.store import Store


def next_steps(store: Store) -> tuple[Undoable | None, Undoable | None]:
    """Return what would be undone and what redone next, of what who works here did themselves."""
    with store.reading() as session:
        return next_undo_redo(session, store.officer_id)


def others_did(store: Store) -> bool:
    """Tell whether something done here can be undone, though not by who works here now."""
    with store.reading() as session:
        return next_undo_redo(session)[0] is not None


def take_back(
    store: Store,
    action_id: int,
    *,
    keep_changed: bool = False,
    also: Collection[Key] = frozenset(),
) -> Work[None]:
    """Take an action back in one transaction, as ``undo`` does, which says what it raises."""
    yield Progress(0, 0)
    with store.writing() as session:
        undo(session, action_id, keep_changed=keep_changed, also=also)
