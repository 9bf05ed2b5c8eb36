"""Enrolling people, noting what the agency and the bank say. The caller owns the session."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.cards.operations import queue_card
from models.documents.contents import keep_content
from models.enrolment.drafts import EnrolmentDraft
from models.enrolment.numbers import follow_status, give_number
from models.enrolment.tables import (
    Consent,
    Enrolment,
    EnrolmentStatus,
)
from models.errors import UserError
from models.events.operations import check_in
from models.fields import none_if_blank
from models.history.recording import named, recorder
from models.money.at_enrolment import keep_money
from models.people.drafts import PersonDraft
from models.people.operations import add_person, change_person
from models.people.tables import Person
from models.words import N_, _


class AlreadyEnrolledError(UserError):
    """This person is enrolled at this event already."""


def enrol(
    session: Session,
    event_id: int,
    draft: EnrolmentDraft,
    at: datetime | None = None,
    session_id: int | None = None,
) -> Enrolment:
    """Enrol a person at an event: take them in, mark them present, keep consent, queue a card.

    They are seen at the sitting of ``session_id``, else at the one of that hour. A photo taken for
    it and money that came are kept in the same action. Raises NikTakenError, AlreadyEnrolledError,
    and UserError where it cannot be priced, was not signed as it should have been, or the money
    cannot be taken.
    """
    named(session, N_("Enrol {person}"), person=draft.person.name)
    moment = at or utc_now()
    if draft.person_id is None:
        person = add_person(session, draft.person)
    else:
        person = change_person(session, draft.person_id, draft.person)
    _refuse_twice(session, event_id, person)
    check_in(session, event_id, person.id, moment, session_id)
    if draft.consent.given:
        _keep_consent(session, event_id, person.id, draft, moment)
    if draft.photo is not None:
        person.photo = keep_content(session, draft.photo)
    enrolment = _enrolment(session, event_id, person.id, draft, moment)
    queue_card(session, enrolment)
    keep_money(session, enrolment.id, draft.money, enrolment.total, moment)
    return enrolment


def take_in(
    session: Session,
    event_id: int,
    draft: PersonDraft,
    at: datetime | None = None,
    session_id: int | None = None,
) -> Person:
    """Take in somebody who came unasked and does not enrol. Raises NikTakenError."""
    person = add_person(session, draft)
    check_in(session, event_id, person.id, at, session_id)
    return person


def set_status(
    session: Session,
    enrolment_id: int,
    status: EnrolmentStatus,
    *,
    billing_code: str = "",
    reason: str = "",
    member_number: str | None = None,
) -> None:
    """Note how far an enrolment is; its cards follow, as when the agency's file tells it.

    ``member_number`` is the person's as typed; None leaves it. Raises UserError if the enrolment is
    rejected without a reason, or the number cannot be kept, and AlreadyEnrolledError where another
    one took the place of one that was rejected.
    """
    enrolment = session.get_one(Enrolment, enrolment_id)
    named(session, N_("Note the status of {person}"), person=enrolment.person.name)
    if status is EnrolmentStatus.REJECTED and not reason.strip():
        raise UserError(_("Write why the enrolment was rejected."))
    before = enrolment.status
    if before is EnrolmentStatus.REJECTED and status is not before and enrolment.event_id:
        _refuse_twice(session, enrolment.event_id, enrolment.person)
    enrolment.status = status
    enrolment.reject_reason = none_if_blank(reason)
    if billing_code.strip():
        enrolment.billing_code = billing_code.strip()
    if member_number is not None:
        give_number(session, enrolment.person, member_number)
    follow_status(session, enrolment, before)


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
    if said := draft.consent.problem():
        raise UserError(said)
    proof = draft.consent.proof
    session.add(
        Consent(
            person_id=person_id,
            event_id=event_id,
            text_version=draft.consent.text_version,
            language=draft.consent.language,
            way=draft.consent.way,
            given_at=moment,
            officer_id=recorder(session).officer_id,
            proof=keep_content(session, proof) if proof is not None else None,
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
