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
)
from models.history.rows import batches
from models.office.queries import time_zone
from models.people.member_number import number_owners, survivors
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
    goes_on = survivors(session, found.values())
    members = _members(session, goes_on.values())
    return KnownHere(
        {nik: members[goes_on[person]] for nik, person in found.items()},
        number_owners(session, numbers),
        {},
    )


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
_BY_NAME = select(Person.name, Person.nik).where(
    Person.name.in_(bindparam("names", expanding=True)),
    Person.nik.is_not(None),
    Person.merged_into_id.is_(None),
)
_PEOPLE = select(Person.id, Person.nik, Person.name, Person.member_number).where(
    Person.id.in_(bindparam("people", expanding=True))
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
