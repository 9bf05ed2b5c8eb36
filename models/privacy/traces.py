"""All that is there of a person: their records, those that went, what says their name."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Table, Text, cast, false, or_, select, true
from sqlalchemy.orm import Session

from models.base import Base
from models.cards.tables import Card, CardCopy
from models.documents.tables import Attachment
from models.documents.tables import content as content_table
from models.engines.dialects import JsonNumber
from models.enrolment.tables import Consent, Enrolment, PaperForm, Payment
from models.events.tables import Attendance, SessionPresence
from models.history.bulk import fetch_many
from models.history.conflicts import Key
from models.history.rows import batches
from models.history.tables import Change
from models.money.tables import Receipt
from models.packets.tables import MergeConflict
from models.people.tables import GroupMember, Person, PersonApart
from models.privacy.tables import DataRequest, RetentionKeep

SAID = ("name", "nik", "kk_number", "phone", "email", "member_number", "billing_code")
"""The fields whose values tell who somebody is, wherever they are said."""
ALONE = ("nik", "member_number")
"""Those of them that are nobody else's."""
MOST_SOUGHT = 40
"""Texts looked for in the history at once."""
FEWEST_DIGITS = 8
"""A shorter number may mean anything."""

BY_PERSON: dict[str, tuple[str, ...]] = {
    Attachment.__tablename__: ("person_id",),
    Attendance.__tablename__: ("person_id",),
    Consent.__tablename__: ("person_id",),
    DataRequest.__tablename__: ("person_id",),
    Enrolment.__tablename__: ("person_id",),
    GroupMember.__tablename__: ("person_id",),
    MergeConflict.__tablename__: ("person_id",),
    PaperForm.__tablename__: ("person_id",),
    PersonApart.__tablename__: ("first_id", "other_id"),
    RetentionKeep.__tablename__: ("person_id",),
    SessionPresence.__tablename__: ("person_id",),
}
BY_ENROLMENT = {
    Card.__tablename__: ("enrolment_id",),
    Payment.__tablename__: ("enrolment_id",),
}
BY_CARD = {CardCopy.__tablename__: ("card_id",)}


@dataclass(slots=True)
class Traces:
    """What is there of one person, and of the records that were merged into theirs.

    ``records`` are all that were ever theirs, those that are gone included; ``said`` their names
    and numbers, of whatever time; ``contents`` the fingerprints of their files and pictures.
    """

    people: tuple[int, ...]
    records: set[Key] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    alone: set[str] = field(default_factory=set)
    contents: set[str] = field(default_factory=set)

    def ids(self, kind: type[Base]) -> list[int]:
        """Return the ids of their records of a kind."""
        return sorted(one for table, one in self.records if table == kind.__tablename__)

    def names_in(self, besides: Collection[str] = ()) -> re.Pattern[str] | None:
        """Return what finds them in a text: a name of several words, a long number, an address.

        A single word may mean anything else and is not looked for within a text; ``besides`` are
        those that may mean somebody else, too.
        """
        wanted = self.said.difference(besides)
        telling = sorted(filter(_telling, wanted), key=len, reverse=True)
        if not telling:
            return None
        either = "|".join(re.escape(one) for one in telling)
        return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def people_of(session: Session, person_id: int) -> tuple[int, ...]:
    """Return a person's record and all that were merged into it, however deep."""
    found = [person_id]
    for one in found:
        merged = select(Person.id).where(Person.merged_into_id == one)
        found += [other for other in session.scalars(merged) if other not in found]
    return tuple(found)


def traces_of(session: Session, person_id: int) -> Traces:
    """Return all that is there of a person; it looks through the whole history."""
    session.flush()
    traces = Traces(people_of(session, person_id))
    traces.records |= {(Person.__tablename__, one) for one in traces.people}
    _follow(session, traces, BY_PERSON, traces.people)
    enrolments = traces.ids(Enrolment)
    _follow(session, traces, BY_ENROLMENT, enrolments)
    _follow(session, traces, BY_CARD, traces.ids(Card))
    _add_receipts(session, traces, enrolments)
    for fields in _all_fields(session, traces.records):
        _look_into(traces, fields)
    return traces


def _follow(
    session: Session, traces: Traces, links: Mapping[str, tuple[str, ...]], ids: Collection[int]
) -> None:
    """Add the records that point at one of ``ids``, or once did."""
    for name, columns in links.items():
        table = Base.metadata.tables[name]
        for batch in batches(ids):
            here = or_(*(table.c[column].in_(batch) for column in columns))
            pointing = session.scalars(select(table.c.id).where(here))
            traces.records |= {(name, one) for one in pointing}
    wanted = set(ids)
    for change in _changes_of(session, links, saying=map(str, ids)):
        for side in (change.before, change.after):
            if wanted & {(side or {}).get(column) for column in links[change.record_table]}:
                traces.records.add((change.record_table, change.record_id))


def _changes_of(session: Session, tables: Iterable[str], saying: Iterable[str]) -> Iterator[Any]:
    """Yield the changes of these tables in which one of some texts may stand."""
    changes = select(Change.record_table, Change.record_id, Change.before, Change.after)
    about = changes.where(Change.record_table.in_(list(tables)), may_say(saying))
    yield from session.execute(about.execution_options(yield_per=1000))


def may_say(texts: Iterable[str]) -> ColumnElement[bool]:
    """Return what lets all changes pass that say one of some texts, so that few are looked into.

    Looking into 300.000 takes a quarter of a minute, finding those by their text a second.
    """
    return may_stand((Change.before, Change.after), texts)


def may_stand(columns: Iterable[Any], texts: Iterable[str]) -> ColumnElement[bool]:
    """Return what is true where one of some texts may stand in a column, small letters or large.

    How letters beyond a to z and some signs stand in what is kept is the engine's business: for
    such a text, and for many, it lets everything pass.
    """
    wanted = {one.lower() for one in texts}
    if len(wanted) > MOST_SOUGHT or not all(map(_plain, wanted)):
        return true()
    sides = [cast(column, Text) for column in columns]
    return or_(
        false(), *(side.icontains(one, autoescape=True) for side in sides for one in sorted(wanted))
    )


def _plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and not set(text) & set('"\\')


def _add_receipts(session: Session, traces: Traces, enrolments: Collection[int]) -> None:
    """Add the receipts given for these enrolments, those that were voided too."""
    named = JsonNumber(Receipt.content, "enrolment_id")
    for batch in batches(enrolments):
        paid = select(Payment.receipt_id).where(Payment.enrolment_id.in_(batch))
        given = select(Receipt.id).where(or_(named.in_(batch), Receipt.id.in_(paid)))
        traces.records |= {(Receipt.__tablename__, one) for one in session.scalars(given)}


def _all_fields(session: Session, records: Iterable[Key]) -> Iterator[dict[str, Any]]:
    """Yield what the records hold, and what the history says they held."""
    by_table: dict[str, list[int]] = {}
    for name, record_id in records:
        by_table.setdefault(name, []).append(record_id)
    for name, ids in by_table.items():
        yield from fetch_many(session, Base.metadata.tables[name], ids).values()
        for batch in batches(ids):
            about = Change.record_table == name, Change.record_id.in_(batch)
            for before, after in session.execute(select(Change.before, Change.after).where(*about)):
                yield from (side for side in (before, after) if side)


def _look_into(traces: Traces, fields: dict[str, Any]) -> None:
    for name in SAID:
        value = fields.get(name)
        if isinstance(value, str) and value.strip():
            traces.said.add(value)
            if name in ALONE:
                traces.alone.add(value)
    traces.contents |= {
        value for name in _digest_columns() if isinstance(value := fields.get(name), str)
    }


@cache
def _digest_columns() -> frozenset[str]:
    return frozenset(column.name for _table, column in content_links())


def content_links() -> list[tuple[Table, Any]]:
    """Return each table and column that points at a content."""
    return [
        (table, key.parent)
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table is content_table
    ]


def unused(session: Session, contents: Collection[str]) -> set[str]:
    """Return those contents that nothing points at, and that no undoing could bring back."""
    left = set(contents)
    for table, column in content_links():
        for batch in batches(sorted(left)):
            left -= set(session.scalars(select(table.c[column.name]).where(column.in_(batch))))
    if left:
        tables = {table.name for table, _column in content_links()}
        for change in _changes_of(session, tables, saying=left):
            left -= set(re.findall(r"[0-9a-f]{64}", json.dumps([change.before, change.after])))
    return left


def _telling(said: str) -> bool:
    if "@" in said:
        return True
    digits = sum(letter.isdigit() for letter in said)
    return digits >= FEWEST_DIGITS or (len(said.split()) > 1 and not digits)
