"""What has been changed since an action, record by record, for choosing what is kept."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.history.conflicts import Conflict, Entailed, Key, Refusal
from models.history.fields import field_word
from models.history.in_the_way import conflicts_in, entailed
from models.history.recording import Fields
from models.history.reversal import Reversal
from models.history.rows import batches
from models.history.saying import Sayer
from models.history.tables import Action, Change
from models.history.telling import OWN_NAMES, kind_word, record_names
from models.history.together import groups_of, leaders_of, whole_reversal_of
from models.office.tables import Officer
from models.words import _


@dataclass(frozen=True, slots=True)
class FieldSince:
    """A field changed since, in words: as the action left it, as it is, as it would be again.

    ``again`` is empty where the record itself would go.
    """

    word: str
    then: str
    now: str
    again: str


@dataclass(frozen=True, slots=True)
class RecordSince:
    """A record that is no longer as an action left it, and what taking it back too would mean.

    ``at`` and ``officer`` say when it was changed last and by whom; ``goes`` names what was made
    since and would be taken out with it; ``reason`` says why it can only be kept, else it is empty.
    """

    key: Key
    kind: str
    name: str
    fields: tuple[FieldSince, ...]
    goes: tuple[str, ...]
    reason: str
    at: datetime | None
    officer: str

    @property
    def may_take_back(self) -> bool:
        """Whether it need not be kept."""
        return not self.reason


class _Later(NamedTuple):
    """The last change of a record since the action."""

    at: datetime
    officer: str
    before: Fields | None
    after: Fields | None


Say = Callable[[str, str, object], str]
"""Says a table's field's value as the history keeps it."""


def changed_since(session: Session, action_id: int) -> list[RecordSince]:
    """Return the records that stand in the way of undoing an action, by kind and name.

    What ``undo`` is then to take back too is said by their keys. Records that go together are
    told as one. Asks the database by tables and not by records: to be asked off the screen's
    thread all the same.
    """
    action = session.get_one(Action, action_id)
    todo = whole_reversal_of(session, action_id)
    found = conflicts_in(session, todo)
    leaders = leaders_of(groups_of(session, todo))
    meant = _as_one(entailed(session, action, todo, found), leaders)
    touched = frozenset(meant).union(*(one.goes for one in meant.values()))
    telling = _Telling(
        todo, record_names(session, touched), _later(session, action, touched), Sayer(session).say
    )
    by_key: dict[Key, list[Conflict]] = {}
    for conflict in found:
        by_key.setdefault(leaders.get(conflict.key, conflict.key), []).append(conflict)
    rows = [telling.record(key, meant[key], by_key[key]) for key in by_key]
    return sorted(rows, key=lambda row: (row.kind, row.name.casefold(), row.key))


def _as_one(meant: Mapping[Key, Entailed], leaders: Mapping[Key, Key]) -> dict[Key, Entailed]:
    """Return what taking back would mean, those that go together as one choice."""
    found: dict[Key, Entailed] = {}
    for key, one in meant.items():
        leader = leaders.get(key, key)
        other = found.get(leader, Entailed())
        reasons = [each.refusal for each in (one, other) if each.refusal is not None]
        found[leader] = Entailed(one.goes | other.goes, min(reasons, default=None))
    return found


@dataclass(frozen=True, slots=True)
class _Telling:
    """Puts what was looked up for all the records into words for each."""

    todo: Reversal
    names: Mapping[Key, str]
    later: Mapping[Key, _Later]
    say: Say

    def record(self, key: Key, meant: Entailed, found: Iterable[Conflict]) -> RecordSince:
        """Tell one record."""
        changes = [self.later[one] for one in (key, *meant.goes) if one in self.later]
        last = max(changes, key=lambda one: one.at, default=None)
        goes = (f"{kind_word(one[0])}: {self.names[one]}" for one in meant.goes)
        return RecordSince(
            key=key,
            kind=kind_word(key[0]),
            name=self.names[key] or _name_that_was(self.later.get(key)),
            fields=tuple(self._fields(found)),
            goes=tuple(sorted(goes)),
            reason=_reasons()[meant.refusal] if meant.refusal else "",
            at=last.at if last else None,
            officer=last.officer if last else "",
        )

    def _fields(self, found: Iterable[Conflict]) -> Iterator[FieldSince]:
        for one in found:
            word = field_word(one.table, one.field)
            if word:
                then, now = (
                    self.say(one.table, one.field, value) for value in (one.expected, one.found)
                )
                yield FieldSince(word, then, now, self._again(one))

    def _again(self, one: Conflict) -> str:
        changed = self.todo.changed.get(one.table, {}).get(one.record_id)
        return self.say(one.table, one.field, changed[0][one.field]) if changed else ""


def _name_that_was(last: _Later | None) -> str:
    """Return the name of a record that is gone, as the history kept it."""
    kept = (last.before if last else None) or {}
    return next((str(kept[name]) for name in OWN_NAMES if kept.get(name)), "")


def _later(session: Session, action: Action, keys: Collection[Key]) -> dict[Key, _Later]:
    by_table: dict[str, list[int]] = {}
    for table, record_id in keys:
        by_table.setdefault(table, []).append(record_id)
    after = or_(Action.at > action.at, and_(Action.at == action.at, Action.id > action.id))
    wanted: Any = (
        select(Change.record_id, Action.at, Officer.name, Change.before, Change.after)
        .join(Action, Action.id == Change.action_id)
        .outerjoin(Officer, Officer.id == Action.officer_id)
        .where(after)
        .order_by(Action.at, Action.id)
    )
    return {
        (table, record_id): _Later(at, officer or "", was, became)
        for table, ids in by_table.items()
        for batch in batches(ids)
        for record_id, at, officer, was, became in session.execute(
            wanted.where(Change.record_table == table, Change.record_id.in_(batch))
        )
    }


def _reasons() -> dict[Refusal, str]:
    return {
        Refusal.GONE: _("It has been taken out since. Undo that first."),
        Refusal.BACK: _("It is there again already."),
        Refusal.MERGED: _("It has been merged since. Undo the merging first."),
        Refusal.NUMBERED: _("A numbered paper was given out for it."),
        Refusal.PRINTED: _("A card was printed for it."),
        Refusal.PAID: _("Money was taken for it."),
        Refusal.DRAWN_ANEW: _("It was drawn anew since. Take that back first."),
        Refusal.ANOTHERS: _("It is for another enrolment by now."),
        Refusal.GONE_ON: _("Its printing went on since. Take that back first."),
        Refusal.CLAIMED: _("Other records refer to it by now."),
    }
