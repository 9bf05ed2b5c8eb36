"""What a room of models has to say where its records are taken back or told of.

The history keeps the records of all rooms and knows the rules of none: a room whose records are
more than their fields says so by a ``Room`` of its own, which ``models.tables`` makes known.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from models.history.conflicts import Conflict, Key, Refusal
from models.history.recording import Fields
from models.history.reversal import Reversal


class Room:
    """The rules of one room; what it says nothing of is as with any other record."""

    links: Sequence[tuple[str, str, str]] = ()
    """A table, its field that names a record of another, and that one's table.

    Where an action touched both they go together: one says in short what the others say.
    """

    wholes: Mapping[str, tuple[str, Collection[str]]] = {}
    """By table the field that names a record of it, and the tables that have this field.

    None of these can be without the whole.
    """

    standing: Mapping[str, frozenset[str]] = {}
    """By table the fields that say how a record stands: one alone would contradict the others."""

    def in_the_way(self, session: Session, todo: Reversal) -> Iterable[Conflict]:
        """Return what else stands in the way of a reversal but changed fields and foreign keys."""
        return ()

    def gone_on(self, session: Session, todo: Reversal, found: Collection[Key]) -> Iterable[Key]:
        """Return of the records in the way those with which more was done than is taken back."""
        return ()

    def kept_for(self, table: str, found: Sequence[Conflict]) -> Refusal | None:
        """Return why a record that was only changed cannot become as it was before."""
        return None

    def handed_out(self, table: str, fields: Fields) -> Refusal | None:
        """Return why a record must not vanish as if it had never been."""
        return None

    def balancing(self, session: Session, todo: Reversal) -> Callable[[], None]:
        """Return what sets sums right once a part of ``todo`` was left out; asked before it is."""
        return _nothing

    def words(self) -> Mapping[type, Callable[[Any], str]]:
        """Return what says the values of the room's own types, loaded only as it is asked."""
        return {}


_ROOMS: list[Room] = []


def make_known(room: Room) -> None:
    """Let the history ask a room from now on."""
    _ROOMS.append(room)


def rooms() -> Sequence[Room]:
    """Return the rooms that have something to say."""
    return _ROOMS


def _nothing() -> None:
    """There are no sums."""
