"""Consents to the processing of somebody's data: said, and withdrawn."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.base import utc_now
from models.enrolment.tables import Consent
from models.errors import UserError
from models.history.recording import named
from models.people.tables import Person
from models.words import N_, _


def withdraw_consent(session: Session, consent_id: int, at: datetime | None = None) -> None:
    """Note that a consent is withdrawn (UU 27/2022 art. 9); the proof that it was given stays.

    Raises UserError if it is gone or withdrawn already.
    """
    consent = session.get(Consent, consent_id)
    if consent is None or consent.withdrawn_at is not None:
        raise UserError(_("This consent has been withdrawn meanwhile."))
    person = session.get_one(Person, consent.person_id)
    named(session, N_("Withdraw the consent of {person}"), person=person.name)
    consent.withdrawn_at = at or utc_now()
