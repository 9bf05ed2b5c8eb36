"""Looks up the people of a returned file: all of them at once, in a handful of questions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.enrolment.tables import Enrolment, Payment
from models.events.tables import Event
from models.exchange.returns_planned import (
    KnownEnrolment,
    KnownHere,
    KnownMember,
    KnownPayment,
    NumberOwner,
)
from models.history.rows import batches
from models.office.queries import time_zone
from models.people.tables import Person

_Payments = Mapping[int, list[KnownPayment]]


def known_here(session: Session, niks: Iterable[str], numbers: Iterable[str]) -> KnownHere:
    """Return who is known by these NIKs, and whose these numbers are.

    The NIK of a person who was merged into another leads to the one that goes on.
    """
    found = {
        row.nik: row.id
        for batch in batches(niks)
        for row in session.execute(_BY_NIK, {"niks": batch})
    }
    survivors = _survivors(session, found.values())
    members = _members(session, survivors.values())
    return KnownHere(
        {nik: members[survivors[person]] for nik, person in found.items()},
        _owners(session, numbers),
        {},
    )


def _survivors(session: Session, people: Iterable[int]) -> dict[int, int]:
    """Return for each person who goes on in their place: mostly themselves."""
    leads = {person: person for person in people}
    asked, seen = set(leads), set[int]()
    while asked:
        seen |= asked
        merged = {
            row.id: row.merged_into_id
            for batch in batches(asked)
            for row in session.execute(_MERGED, {"people": batch})
        }
        leads = {person: merged.get(leads[person], leads[person]) for person in leads}
        asked = set(merged.values()) - seen
    return leads


def _members(session: Session, people: Iterable[int]) -> dict[int, KnownMember]:
    ids = set(people)
    enrolments = _enrolments(session, ids)
    return {
        row.id: KnownMember(
            row.id, row.nik or "", row.name, row.member_number or "", tuple(enrolments[row.id])
        )
        for batch in batches(ids)
        for row in session.execute(_PEOPLE, {"people": batch})
    }


def _enrolments(session: Session, people: Iterable[int]) -> dict[int, list[KnownEnrolment]]:
    zone = time_zone(session)
    found: dict[int, list[KnownEnrolment]] = defaultdict(list)
    for batch in batches(people):
        payments = _payments(session, batch, zone)
        for row in session.execute(_ENROLMENTS, {"people": batch}):
            found[row.person_id].append(
                KnownEnrolment(
                    row.id,
                    row.event_id,
                    row.title or "",
                    row.status,
                    row.reject_reason or "",
                    row.billing_code or "",
                    row.first_month,
                    row.total,
                    _day(row.enrolled_at, zone),
                    tuple(payments[row.id]),
                )
            )
    return found


def _payments(session: Session, people: list[int], zone: ZoneInfo) -> _Payments:
    found: dict[int, list[KnownPayment]] = defaultdict(list)
    for row in session.execute(_PAYMENTS, {"people": people}):
        paid = KnownPayment(row.amount, _day(row.paid_at, zone), row.reference or "")
        found[row.enrolment_id].append(paid)
    return found


def _owners(session: Session, numbers: Iterable[str]) -> dict[str, NumberOwner]:
    found = [
        row for batch in batches(numbers) for row in session.execute(_BY_NUMBER, {"numbers": batch})
    ]
    survivors = _survivors(session, [row.id for row in found])
    return {row.member_number: NumberOwner(survivors[row.id], row.name) for row in found}


def niks_of(session: Session, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the NIKs of the people of these names, in whatever capitals, by the small name."""
    spelt = {way for name in names for way in (name, name.upper(), name.title())}
    found: dict[str, list[str]] = defaultdict(list)
    for batch in batches(spelt):
        for row in session.execute(_BY_NAME, {"names": batch}):
            found[row.name.casefold()].append(row.nik)
    return {name: tuple(niks) for name, niks in found.items()}


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


_BY_NIK = select(Person.id, Person.nik).where(Person.nik.in_(bindparam("niks", expanding=True)))
_BY_NUMBER = select(Person.id, Person.name, Person.member_number).where(
    Person.member_number.in_(bindparam("numbers", expanding=True))
)
_BY_NAME = select(Person.name, Person.nik).where(
    Person.name.in_(bindparam("names", expanding=True)),
    Person.nik.is_not(None),
    Person.merged_into_id.is_(None),
)
_PEOPLE = select(Person.id, Person.nik, Person.name, Person.member_number).where(
    Person.id.in_(bindparam("people", expanding=True))
)
_MERGED = select(Person.id, Person.merged_into_id).where(
    Person.id.in_(bindparam("people", expanding=True)), Person.merged_into_id.is_not(None)
)
_ENROLMENTS = (
    select(
        Enrolment.id,
        Enrolment.person_id,
        Enrolment.event_id,
        Event.title,
        Enrolment.status,
        Enrolment.reject_reason,
        Enrolment.billing_code,
        Enrolment.first_month,
        Enrolment.total,
        Enrolment.enrolled_at,
    )
    .outerjoin(Event, Event.id == Enrolment.event_id)
    .where(Enrolment.person_id.in_(bindparam("people", expanding=True)))
    .order_by(Enrolment.enrolled_at, Enrolment.id)
)
_PAYMENTS = (
    select(Payment.enrolment_id, Payment.amount, Payment.paid_at, Payment.reference)
    .join(Enrolment, Enrolment.id == Payment.enrolment_id)
    .where(Enrolment.person_id.in_(bindparam("people", expanding=True)))
    .order_by(Payment.paid_at, Payment.id)
)
