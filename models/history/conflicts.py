"""Records that stand in the way of taking an action back."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from models.history.reversal import Reversal

Key = tuple[str, int]
"""A record: its table and its id."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record that is no longer as the action left it.

    ``field`` is empty where the record as a whole is in the way: gone, there again, or in use by
    ``used_by`` (a table's name), or held by a rule of its ``rooms.Room``.
    """

    table: str
    record_id: int
    field: str = ""
    expected: object = None
    found: object = None
    used_by: str = ""

    @property
    def key(self) -> Key:
        """The record."""
        return self.table, self.record_id


class Refusal(enum.IntEnum):
    """Why a record that has been changed since can only be kept; of several the first is told."""

    GONE = enum.auto()
    BACK = enum.auto()
    MERGED = enum.auto()
    NUMBERED = enum.auto()
    PRINTED = enum.auto()
    PAID = enum.auto()
    DRAWN_ANEW = enum.auto()
    ANOTHERS = enum.auto()
    GONE_ON = enum.auto()
    CLAIMED = enum.auto()


@dataclass(frozen=True, slots=True)
class Entailed:
    """What would have to go with a record, and why it cannot be taken back if it cannot."""

    goes: frozenset[Key] = frozenset()
    refusal: Refusal | None = None


def leave_out(todo: Reversal, found: Iterable[Conflict]) -> None:
    """Take the changed records out of the reversal, and fields rather than whole records."""
    for conflict in found:
        changed = todo.changed.get(conflict.table, {})
        if conflict.field and conflict.record_id in changed:
            for side in changed[conflict.record_id]:
                side.pop(conflict.field, None)
            continue
        for kept in (todo.made, todo.taken, todo.changed):
            kept.get(conflict.table, {}).pop(conflict.record_id, None)
