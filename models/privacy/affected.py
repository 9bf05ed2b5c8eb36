"""Whose data a breach is about: found by an event, a span of days, a village, a list that left."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, select, union
from sqlalchemy.orm import Session

from models.base import Base
from models.cards.tables import Card, CardCopy
from models.engines.dialects import JsonNumber
from models.enrolment.tables import Consent, Enrolment, Payment
from models.events.tables import Attendance, Event
from models.history.tables import Action, Change
from models.office.queries import time_zone
from models.people.nik import mask_nik
from models.people.tables import Person
from models.privacy.tables import Disclosure
from models.privacy.traces import BY_PERSON
from models.words import _, spoken

LISTS = 50
"""How many of the lists that left are offered."""
Ids = Select[Any]


class ScopeKind(enum.StrEnum):
    """What those affected are found by."""

    EVERYBODY = "everybody"
    EVENT = "event"
    DAYS = "days"
    VILLAGE = "village"
    DISCLOSURE = "disclosure"


@dataclass(frozen=True, slots=True)
class Scope:
    """What those affected are found by; of the other fields only those of ``kind`` count.

    Both days are in the span. A village is told by its code.
    """

    kind: ScopeKind = ScopeKind.EVERYBODY
    event_id: int | None = None
    first: date | None = None
    last: date | None = None
    region_code: str = ""
    region_line: str = ""
    disclosure_id: int | None = None

    def problems(self, today: date) -> dict[str, str]:
        """Return why nobody can be found by it, by field; ``today`` at the office."""
        if self.kind is ScopeKind.EVENT and self.event_id is None:
            return {"event": _("Choose the event from the list.")}
        if self.kind is ScopeKind.VILLAGE and not self.region_code:
            return {"village": _("Choose the village from the list.")}
        if self.kind is ScopeKind.DISCLOSURE and self.disclosure_id is None:
            return {"disclosure": _("Choose the list that left.")}
        return self._of_days(today) if self.kind is ScopeKind.DAYS else {}

    def _of_days(self, today: date) -> dict[str, str]:
        found = {}
        if self.first is None:
            found["first"] = _("From which day on?")
        elif self.first > today:
            found["first"] = _("This day has not come yet.")
        if self.last is None:
            found["last"] = _("Until which day?")
        elif self.first is not None and self.last < self.first:
            found["last"] = _("This is before the first day.")
        return found


@dataclass(frozen=True, slots=True)
class Affected:
    """One of those affected as a list shows them: the NIK masked."""

    person_id: int
    name: str
    nik: str
    village: str


@dataclass(frozen=True, slots=True)
class ListThatLeft:
    """A list or paper of one event that left the office; the moment at the office's clock."""

    id: int
    title: str
    at: datetime


def scope_names() -> dict[ScopeKind, str]:
    """Return what each kind of scope is called in the language of the screen."""
    return {
        ScopeKind.EVERYBODY: _("Everybody in this file"),
        ScopeKind.EVENT: _("An event"),
        ScopeKind.DAYS: _("Days of work"),
        ScopeKind.VILLAGE: _("A village"),
        ScopeKind.DISCLOSURE: _("A list that left"),
    }


def scope_said(session: Session, scope: Scope) -> str:
    """Say in the spoken language by what those affected are found."""
    name = scope_names()[scope.kind]
    if scope.kind is ScopeKind.EVENT:
        about = session.scalar(select(Event.title).where(Event.id == scope.event_id))
    elif scope.kind is ScopeKind.DISCLOSURE:
        about = session.scalar(select(Disclosure.title).where(Disclosure.id == scope.disclosure_id))
    elif scope.kind is ScopeKind.VILLAGE:
        about = scope.region_line or scope.region_code
    elif scope.first is not None and scope.last is not None and scope.kind is ScopeKind.DAYS:
        about = f"{spoken().day(scope.first)} – {spoken().day(scope.last)}"
    else:
        return name
    return f"{name}: {about}" if about else name


def kept_scope(scope: Scope) -> dict[str, Any]:
    """Return a scope as it is kept: what counts for its kind."""
    kept: dict[ScopeKind, dict[str, Any]] = {
        ScopeKind.EVERYBODY: {},
        ScopeKind.EVENT: {"event_id": scope.event_id},
        ScopeKind.DAYS: {
            "first": scope.first and scope.first.isoformat(),
            "last": scope.last and scope.last.isoformat(),
        },
        ScopeKind.VILLAGE: {"region_code": scope.region_code, "region_line": scope.region_line},
        ScopeKind.DISCLOSURE: {"disclosure_id": scope.disclosure_id},
    }
    return {"kind": scope.kind.value, **kept[scope.kind]}


def read_scope(kept: Mapping[str, Any]) -> Scope:
    """Return a scope from what was kept of it."""
    first, last = kept.get("first"), kept.get("last")
    return Scope(
        ScopeKind(kept["kind"]),
        kept.get("event_id"),
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        kept.get("region_code", ""),
        kept.get("region_line", ""),
        kept.get("disclosure_id"),
    )


def lists_that_left(session: Session, chosen: int | None = None) -> list[ListThatLeft]:
    """Return the lists of which it is known who stood on them: those of one event, latest first.

    ``chosen`` is among them, however old it is.
    """
    zone = time_zone(session)
    rows = session.execute(
        select(Disclosure.id, Disclosure.title, Disclosure.at)
        .where(Disclosure.event_id.is_not(None))
        .order_by((Disclosure.id == chosen).desc(), Disclosure.at.desc(), Disclosure.id.desc())
        .limit(LISTS)
    )
    return [ListThatLeft(row.id, row.title, row.at.astimezone(zone)) for row in rows]


def affected_count(session: Session, scope: Scope) -> int:
    """Count those affected; who was erased since is not there any more and not counted."""
    return session.scalar(select(func.count()).where(_is_affected(session, scope))) or 0


def affected_list(session: Session, scope: Scope) -> list[Affected]:
    """Return those affected by name, with masked NIKs; of merged records the one that goes on."""
    rows = session.execute(
        select(Person.id, Person.name, Person.nik, Person.region_line)
        .where(_is_affected(session, scope))
        .order_by(func.lower(Person.name), Person.id)
    )
    return [
        Affected(row.id, row.name, mask_nik(row.nik or ""), row.region_line or "") for row in rows
    ]


def _is_affected(session: Session, scope: Scope) -> ColumnElement[bool]:
    """Return what is true of a ``Person`` who is affected; the limited must be told, too."""
    there = Person.erased_at.is_(None) & Person.merged_into_id.is_(None)
    if scope.kind is ScopeKind.EVERYBODY:
        return there
    records = union(*_records(session, scope)).subquery()
    found = select(records.c[0].label("id")).cte("found", recursive=True)
    goes_on = select(Person.merged_into_id).join(found, found.c.id == Person.id)
    found = found.union(goes_on.where(Person.merged_into_id.is_not(None)))
    return there & Person.id.in_(select(found.c.id))


def _records(session: Session, scope: Scope) -> list[Ids]:
    """Return selects that together find the records of people, twice where they do."""
    if scope.kind is ScopeKind.VILLAGE:
        return [select(Person.id).where(Person.region_code == scope.region_code)]
    if scope.kind is ScopeKind.DAYS:
        return _of_days(session, scope)
    event = scope.event_id
    if scope.kind is ScopeKind.DISCLOSURE:
        event = session.scalar(
            select(Disclosure.event_id).where(Disclosure.id == scope.disclosure_id)
        )
    return [
        select(Attendance.person_id).where(Attendance.event_id == event),
        select(Enrolment.person_id).where(Enrolment.event_id == event),
        select(Consent.person_id).where(Consent.event_id == event),
    ]


def touched_count(session: Session, actions: ColumnElement[bool]) -> int:
    """Count the people of whom these actions made, changed or took out any record."""
    people = union(*_touched(actions)).subquery()
    return session.scalar(select(func.count()).select_from(people)) or 0


def _of_days(session: Session, scope: Scope) -> list[Ids]:
    """Find whose records were made, changed or taken out on the days of ``scope``."""
    assert scope.first is not None
    assert scope.last is not None
    zone = time_zone(session)
    start, end = (
        datetime.combine(day, time(), zone).astimezone(UTC)
        for day in (scope.first, scope.last + timedelta(days=1))
    )
    return _touched((Action.at >= start) & (Action.at < end))


def _touched(actions: ColumnElement[bool]) -> list[Ids]:
    """Find whose records ``actions`` made, changed or took out."""
    change = (
        select(Change.record_table, Change.record_id, Change.before, Change.after)
        .join(Action, Action.id == Change.action_id)
        .where(actions)
        .cte("changed")
    )
    name, record = change.c.record_table, change.c.record_id
    found: list[Ids] = [select(record).where(name == Person.__tablename__)]
    for table, columns in BY_PERSON.items():
        kept = Base.metadata.tables[table]
        for column in columns:
            found.append(_owned(kept, kept.c[column], name, record))
            gone = JsonNumber(change.c.before, column)
            found.append(select(gone).where(name == table, gone.is_not(None)))
    return [*found, *_through_enrolments(name, record)]


def _owned(
    table: Table, person: ColumnElement[Any], name: ColumnElement[str], record: ColumnElement[int]
) -> Ids:
    return select(person).where(name == table.name, table.c.id == record, person.is_not(None))


def _through_enrolments(name: ColumnElement[str], record: ColumnElement[int]) -> list[Ids]:
    """Find whose payments, cards and printed cards were touched."""
    owner = select(Enrolment.person_id)
    card = owner.join(Card, Card.enrolment_id == Enrolment.id)
    copied = card.join(CardCopy, CardCopy.card_id == Card.id)
    paid = owner.join(Payment, Payment.enrolment_id == Enrolment.id)
    return [
        paid.where(name == Payment.__tablename__, Payment.id == record),
        card.where(name == Card.__tablename__, Card.id == record),
        copied.where(name == CardCopy.__tablename__, CardCopy.id == record),
    ]
