"""Takes a person's name and numbers out of texts that are about something else."""

import json
import re
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.orm import Session

from models.base import Base
from models.cards.tables import CardBatch
from models.closing.tables import DayClose
from models.documents.tables import Attachment
from models.events.tables import Event, EventTask
from models.history.bulk import fetch_many, table_of, update_many
from models.history.conflicts import Key
from models.history.recording import OWN_WRITES, Fields
from models.history.tables import Change
from models.letters.tables import Letter
from models.money.tables import CashMove
from models.office.tables import local
from models.partners.tables import PartnerNote
from models.people.tables import Group, SavedView
from models.privacy.tables import Breach, Disclosure
from models.privacy.traces import Traces, may_say
from models.reporting.tables import EventReport
from models.unsaved import PREFIX

SIGN = "—"
"""Stands where a name stood."""

FREE: dict[type[Base], tuple[str, ...]] = {
    Attachment: ("name", "caption"),
    Event: ("stage_reason", "problems_met", "follow_up", "note"),
    EventTask: ("text",),
    EventReport: ("texts", "figures"),
    Letter: ("recipient", "subject", "body"),
    PartnerNote: ("text",),
    Group: ("name", "note"),
    SavedView: ("name", "content"),
    CardBatch: ("note",),
    CashMove: ("note",),
    DayClose: ("explanation",),
    Disclosure: ("title", "reason"),
    Breach: ("happened", "what", "how", "measures"),
}
"""Records about something else, with the texts that people write into them."""


def redact(session: Session, traces: Traces) -> set[Key]:
    """Put a sign where texts say the person; return the records whose history says them, too."""
    pattern = traces.names_in()
    found: set[Key] = set()
    for kind, columns in FREE.items():
        table = table_of(kind)
        rows = session.execute(select(table.c.id, *(table.c[name] for name in columns)))
        changes: dict[int, Fields] = {}
        for row in rows:
            kept = dict(row._mapping)
            fresh = {name: without(kept[name], pattern, traces.said) for name in columns}
            differing = {name: value for name, value in fresh.items() if value != kept[name]}
            if differing:
                changes[row.id] = differing
        if kind is EventReport:
            _without_paper(session, traces, changes)
        update_many(session, table, changes)
        found |= {(table.name, record_id) for record_id in changes}
    return found | _in_history(session, traces, pattern)


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


def _in_history(session: Session, traces: Traces, pattern: re.Pattern[str] | None) -> set[Key]:
    """Return the records of whom the history says what is only this person's."""
    free = [kind.__tablename__ for kind in FREE]
    about = Change.record_table.in_(free)
    return _saying(session, traces, about, pattern, traces.said) | _saying(
        session, traces, and_(~about, may_say(traces.alone)), None, traces.alone
    )


def _saying(
    session: Session,
    traces: Traces,
    among: ColumnElement[bool],
    pattern: re.Pattern[str] | None,
    said: set[str],
) -> set[Key]:
    """Return the records of which a change among some says the person."""
    found: set[Key] = set()
    changes = select(Change.record_table, Change.record_id, Change.before, Change.after)
    for row in session.execute(changes.where(among).execution_options(yield_per=1000)):
        key = (row.record_table, row.record_id)
        if key in traces.records or key in found:
            continue
        held = [row.before, row.after]
        if without(held, pattern, said) != held:
            found.add(key)
    return found
