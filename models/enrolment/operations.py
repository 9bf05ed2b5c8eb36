"""Enrolling people, noting what the agency and the bank say. The caller owns the session."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.cards.operations import queue_card
from models.enrolment.drafts import EnrolmentDraft
from models.enrolment.tables import (
    Consent,
    Enrolment,
    EnrolmentStatus,
    Payment,
    PaymentWay,
)
from models.errors import UserError
from models.events.operations import check_in
from models.fields import none_if_blank
from models.history.recording import named, recorder
from models.people.drafts import PersonDraft
from models.people.operations import add_person, change_person
from models.people.tables import Person
from models.words import N_, _


class AlreadyEnrolledError(UserError):
    """This person is enrolled at this event already."""


def enrol(
    session: Session, event_id: int, draft: EnrolmentDraft, at: datetime | None = None
) -> Enrolment:
    """Enrol a person at an event: take them in, mark them present, keep consent, queue a card.

    Raises NikTakenError, AlreadyEnrolledError, and UserError where it cannot be priced.
    """
    named(session, N_("Enrol {person}"), person=draft.person.name)
    moment = at or utc_now()
    if draft.person_id is None:
        person = add_person(session, draft.person)
    else:
        person = change_person(session, draft.person_id, draft.person)
    _refuse_twice(session, event_id, person)
    check_in(session, event_id, person.id, moment)
    if draft.consent.given:
        _keep_consent(session, event_id, person.id, draft, moment)
    enrolment = _enrolment(session, event_id, person.id, draft, moment)
    queue_card(session, enrolment)
    return enrolment


def take_in(
    session: Session, event_id: int, draft: PersonDraft, at: datetime | None = None
) -> Person:
    """Take in somebody who came unasked and does not enrol. Raises NikTakenError."""
    person = add_person(session, draft)
    check_in(session, event_id, person.id, at)
    return person


def set_status(
    session: Session,
    enrolment_id: int,
    status: EnrolmentStatus,
    *,
    billing_code: str = "",
    reason: str = "",
) -> None:
    """Note how far an enrolment is. Raises UserError if it is rejected without a reason."""
    enrolment = session.get_one(Enrolment, enrolment_id)
    named(session, N_("Note the status of {person}"), person=enrolment.person.name)
    if status is EnrolmentStatus.REJECTED and not reason.strip():
        raise UserError(_("Write why the enrolment was rejected."))
    enrolment.status = status
    enrolment.reject_reason = none_if_blank(reason)
    if billing_code.strip():
        enrolment.billing_code = billing_code.strip()


def pay(
    session: Session,
    enrolment_id: int,
    amount: int,
    way: PaymentWay,
    reference: str = "",
    at: datetime | None = None,
) -> Payment:
    """Note money that came for an enrolment, in rupiah; paid in full it counts as paid."""
    enrolment = session.get_one(Enrolment, enrolment_id)
    named(session, N_("Note a payment of {person}"), person=enrolment.person.name)
    if amount <= 0:
        raise UserError(_("Write the amount that was paid."))
    payment = Payment(
        enrolment_id=enrolment_id,
        amount=amount,
        paid_at=at or utc_now(),
        way=way,
        reference=none_if_blank(reference),
    )
    session.add(payment)
    session.flush()
    _settle(session, enrolment)
    return payment


def _settle(session: Session, enrolment: Enrolment) -> None:
    paid = sum(session.scalars(select(Payment.amount).where(Payment.enrolment_id == enrolment.id)))
    waiting = (EnrolmentStatus.TO_REGISTER, EnrolmentStatus.BILLED)
    if paid >= enrolment.total and enrolment.status in waiting:
        enrolment.status = EnrolmentStatus.PAID


def _refuse_twice(session: Session, event_id: int, person: Person) -> None:
    there = select(Enrolment.id).where(
        Enrolment.event_id == event_id,
        Enrolment.person_id == person.id,
        Enrolment.status != EnrolmentStatus.REJECTED,
    )
    if session.scalar(there) is not None:
        raise AlreadyEnrolledError(
            _("{name} is enrolled at this event already.").format(name=person.name)
        )


def _keep_consent(
    session: Session, event_id: int, person_id: int, draft: EnrolmentDraft, moment: datetime
) -> None:
    session.add(
        Consent(
            person_id=person_id,
            event_id=event_id,
            text_version=draft.consent.text_version,
            language=draft.consent.language,
            way=draft.consent.way,
            given_at=moment,
            officer_id=recorder(session).officer_id,
        )
    )


def _enrolment(
    session: Session, event_id: int, person_id: int, draft: EnrolmentDraft, moment: datetime
) -> Enrolment:
    priced = draft.price()
    enrolment = Enrolment(
        person_id=person_id,
        event_id=event_id,
        programmes=" ".join(draft.programmes),
        occupation=draft.occupation,
        sector=draft.sector,
        reported_income=draft.person.income,
        base_income=priced.base,
        base_reason=none_if_blank(draft.base_reason),
        first_month=draft.first_month,
        months=draft.months,
        payer=draft.payer,
        total=priced.total,
        pricing=priced.as_pricing(),
        age_reason=none_if_blank(draft.age_reason),
        declared_at=moment if draft.declared else None,
        status=EnrolmentStatus.TO_REGISTER,
        enrolled_at=moment,
        desk_id=recorder(session).desk_id,
    )
    session.add(enrolment)
    session.flush()
    return enrolment
