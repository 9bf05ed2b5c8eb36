"""Takes a person's name and numbers out of texts that are about something else."""

import json
import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from models.base import Base
from models.history.bulk import fetch_many, table_of, update_many
from models.history.conflicts import Key
from models.history.emptying import Naming
from models.history.recording import OWN_WRITES, Fields
from models.history.tables import Action, Change
from models.office.tables import local
from models.people.tables import Person
from models.privacy.free_texts import FREE, OF_PEOPLE, rewritten
from models.privacy.traces import Traces, may_say, may_stand
from models.reporting.tables import EventReport
from models.unsaved import PREFIX

SIGN = "—"
"""Stands where a name stood."""
BORNE = ("phone", "email", "kk_number")
"""What several people may have in common, beside a name."""


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is looked for in a text."""

    pattern: re.Pattern[str] | None
    said: set[str]

    def without(self, value: Any) -> Any:  # noqa: ANN401 - JSON
        return without(value, self.pattern, self.said)


def redact(session: Session, traces: Traces) -> Naming:
    """Put a sign where texts say the person; return what else has to be emptied.

    In what is kept of other people a name or number stays that somebody else in the file bears,
    too: it may be that one who is meant.
    """
    everywhere = _Sought(traces.names_in(), traces.said)
    shared = _borne_by_others(session, traces)
    alone = _Sought(traces.names_in(besides=shared), traces.said - shared)
    found = Naming()
    for kind in FREE:
        sought = alone if kind in OF_PEOPLE else everywhere
        found.records |= _put_signs(session, traces, kind, sought)
    found.changes = _in_history(session, traces, everywhere, alone)
    found.actions = _in_words(session, alone)
    return found


def _put_signs(session: Session, traces: Traces, kind: type[Base], sought: _Sought) -> set[Key]:
    """Put signs into the records of a kind; return which."""
    table = table_of(kind)
    columns = [table.c[name] for name in FREE[kind]]
    rows = session.execute(
        select(table.c.id, *columns).where(may_stand(columns, sought.said))
    ).all()
    changes: dict[int, Fields] = {}
    for row in rows:
        differing = rewritten(kind, dict(row._mapping), sought.without)
        if differing and (table.name, row.id) not in traces.records:
            changes[row.id] = differing
    if kind is EventReport:
        _without_paper(session, traces, changes)
    update_many(session, table, changes)
    return {(table.name, record_id) for record_id in changes}


def _borne_by_others(session: Session, traces: Traces) -> set[str]:
    """Return which of the person's names and numbers somebody else in the file bears, too."""
    others = select(Person.id).where(Person.id.not_in(traces.people), Person.erased_at.is_(None))
    found = set()
    for one in traces.said:
        bears = [getattr(Person, name) == one for name in BORNE]
        named = Person.name.icontains(one, autoescape=True)
        if session.scalar(others.where(or_(named, *bears)).limit(1)) is not None:
            found.add(one)
    return found


def forget_typed(session: Session, traces: Traces) -> int:
    """Take out what was typed and not saved, and other notes of this file, that say the person.

    Return how many.
    """
    pattern = traces.names_in()
    ids = {str(record_id) for _table, record_id in traces.records}
    gone = [
        key
        for key, value in session.execute(select(local.c.key, local.c.value)).all()
        if (key.startswith(PREFIX) and key.rpartition("/")[2] in ids)
        or _says(value, pattern, traces.said)
    ]
    session.execute(
        delete(local).where(local.c.key.in_(gone)), execution_options={OWN_WRITES: True}
    )
    return len(gone)


def without(value: Any, pattern: re.Pattern[str] | None, said: set[str]) -> Any:  # noqa: ANN401 - JSON
    """Return a text, or whatever JSON holds, with a sign in place of what says somebody."""
    if isinstance(value, str):
        if value in said:
            return SIGN
        return pattern.sub(SIGN, value) if pattern is not None else value
    if isinstance(value, dict):
        return {key: without(one, pattern, said) for key, one in value.items()}
    if isinstance(value, list):
        return [without(one, pattern, said) for one in value]
    return value


def _without_paper(session: Session, traces: Traces, changes: dict[int, Fields]) -> None:
    """Take the PDF of a report, too, whose texts or figures said the person."""
    for record_id, kept in fetch_many(session, table_of(EventReport), changes).items():
        if kept["document"] is not None:
            traces.contents.add(kept["document"])
            changes[record_id]["document"] = None


def _says(value: str, pattern: re.Pattern[str] | None, said: set[str]) -> bool:
    try:
        held = json.loads(value)
    except ValueError:
        held = value
    return bool(without(held, pattern, said) != held)


def _in_history(session: Session, traces: Traces, everywhere: _Sought, alone: _Sought) -> set[int]:
    """Return the changes of other records by which a text said the person.

    And those by which another record had a number that is only this person's.
    """
    kinds = {kind.__tablename__: kind for kind in FREE}
    number = _Sought(None, traces.alone)
    found = set()
    changes = select(
        Change.id, Change.record_table, Change.record_id, Change.before, Change.after
    ).where(may_say(traces.said))
    for row in session.execute(changes.execution_options(yield_per=1000)):
        if (row.record_table, row.record_id) in traces.records:
            continue
        kind = kinds.get(row.record_table)
        sought = alone if kind in OF_PEOPLE else everywhere
        for side in filter(None, (row.before, row.after)):
            said = kind is not None and rewritten(kind, side, sought.without)
            if said or number.without(side) != side:
                found.add(row.id)
    return found


def _in_words(session: Session, sought: _Sought) -> set[int]:
    """Return the actions of which the words say the person, among others."""
    if sought.pattern is None:
        return set()
    rows = session.execute(
        select(Action.id, Action.words).where(may_stand((Action.words,), sought.said))
    )
    pattern = sought.pattern
    return {row.id for row in rows if without(row.words, pattern, set()) != row.words}
