"""Takes what the history holds of records out of it, for an erasure; its chain stays whole."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy import null as sql_null
from sqlalchemy.orm import Session

from models.engines.dialects import JsonAtoms
from models.history.conflicts import Key
from models.history.recording import OWN_WRITES, Fields, recorder
from models.history.rows import batches
from models.history.tables import Action, Change
from models.history.verifying import covers_of
from models.history.walking import Entry
from models.privacy.tables import Erasure


@dataclass(slots=True)
class Naming:
    """What names a person beside their own records.

    ``records`` are those that the transaction under way took the name out of; ``changes`` and
    ``actions`` say it by what they hold or by their words, each by its id.
    """

    records: set[Key] = field(default_factory=set)
    changes: set[int] = field(default_factory=set)
    actions: set[int] = field(default_factory=set)


def empty_entries(
    session: Session,
    erasure_id: int,
    records: Collection[Key],
    said: Collection[str] = (),
    naming: Naming | None = None,
) -> int:
    """Empty what the history holds of ``records`` and note in the erasure what that was.

    Taken out are the values of every change of them, and the words of every action that touched
    them or says one of ``said``: the person's names and numbers. Of other records it is what is
    ``naming`` the person, with the words of those actions: what else their history tells stays.
    What the transaction under way changed of all these is kept without what was there before. The
    erasure's ``entries`` and ``covers`` are set, and the transaction cannot be undone; return how
    many entries it emptied in all.
    """
    naming = naming or Naming()
    session.flush()
    recorder(session).final = True
    emptied = set(_covered(session, erasure_id))
    actions: set[int] = set()
    for table, ids in _by_table(records).items():
        for batch in batches(ids):
            about = Change.record_table == table, Change.record_id.in_(batch)
            actions |= set(session.scalars(select(Change.action_id).where(*about)))
            emptied |= _empty_changes(session, erasure_id, *about)
    for batch in batches(naming.changes):
        found = _empty_changes(session, erasure_id, Change.id.in_(batch))
        actions |= {one.action_id for one in found}
        emptied |= found
    actions |= _saying(session, said) | naming.actions
    emptied |= _empty_words(session, erasure_id, actions)
    _forget_here(session, {*records, *naming.records})
    erasure = session.get_one(Erasure, erasure_id)
    erasure.entries, erasure.covers = len(emptied), covers_of(emptied)
    session.flush()
    return len(emptied)


def _covered(session: Session, erasure_id: int) -> Iterator[Entry]:
    """Yield what this erasure emptied before: it is repeated after a restore."""
    if session.get_one(Erasure, erasure_id).covers is None:
        return
    yield from _entries(session, Change.erasure_id == erasure_id)
    actions = select(Action.id).where(Action.erasure_id == erasure_id)
    yield from (Entry(one, one) for one in session.scalars(actions))


def _empty_changes(session: Session, erasure_id: int, *about: ColumnElement[bool]) -> set[Entry]:
    full = (*about, Change.erasure_id.is_(None))
    found = set(_entries(session, *full))
    nothing: Any = sql_null()
    session.execute(
        update(Change).where(*full).values(before=nothing, after=nothing, erasure_id=erasure_id),
        execution_options={OWN_WRITES: True, "synchronize_session": False},
    )
    return found


def _entries(session: Session, *about: ColumnElement[bool]) -> Iterator[Entry]:
    columns = select(Change.action_id, Change.id, Change.record_table, Change.record_id)
    for row in session.execute(columns.where(*about)):
        yield Entry(*row)


def _empty_words(session: Session, erasure_id: int, actions: Iterable[int]) -> set[Entry]:
    found: set[Entry] = set()
    for batch in batches(actions):
        full = Action.id.in_(batch), Action.erasure_id.is_(None)
        found |= {Entry(one, one) for one in session.scalars(select(Action.id).where(*full))}
        session.execute(
            update(Action).where(*full).values(words={}, erasure_id=erasure_id),
            execution_options={OWN_WRITES: True, "synchronize_session": False},
        )
    session.expire_all()
    return found


def _saying(session: Session, said: Collection[str]) -> set[int]:
    """Return the actions one of whose words is one of ``said``, however deep it stands."""
    wanted = [text for text in said if text]
    if not wanted:
        return set()
    words = JsonAtoms(Action.words).table_valued("atom", joins_implicitly=True)
    return set(session.scalars(select(Action.id).where(words.c.atom.in_(wanted))))


def _forget_here(session: Session, records: Collection[Key]) -> None:
    """Keep of what this transaction changed of the records only what they became."""
    changes = recorder(session).changes
    for key in records:
        if key in changes:
            before, after = changes[key]
            changes[key] = (_blank(before), after)


def _blank(fields: Fields | None) -> Fields | None:
    return None if fields is None else dict.fromkeys(fields)


def _by_table(records: Iterable[Key]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for table, record_id in records:
        found.setdefault(table, []).append(record_id)
    return found
