"""What people ask about their data: written down, met, refused. The caller owns the session."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.enrolment.tables import Consent
from models.errors import UserError
from models.history.recording import named, recorder
from models.office.queries import time_zone
from models.office.rights import Right, need
from models.people.tables import Person
from models.privacy.drafts import TO_MEET, RequestDraft
from models.privacy.limits import put_out_of_use
from models.privacy.queries import open_request
from models.privacy.tables import DataRequest, RequestKind
from models.words import N_, _

_NOTED = {
    RequestKind.WITHDRAWAL: N_("Note that {person} withdraws consent"),
    RequestKind.LIMIT: N_("Note that {person} asks for a limit on their data"),
    RequestKind.COPY: N_("Note that {person} asks for a copy of their data"),
    RequestKind.CORRECTION: N_("Note that {person} asks for a correction"),
    RequestKind.ERASURE: N_("Note that {person} asks for erasure"),
}
_LIMITING = frozenset({RequestKind.WITHDRAWAL, RequestKind.LIMIT})
"""What puts a record out of use as soon as it is noted (UU 27/2022 art. 9, 11 and 41)."""


def note_request(session: Session, person_id: int, draft: RequestDraft) -> DataRequest:
    """Write a request down; it is to be met within 3 x 24 hours (UU 27/2022 art. 41).

    A withdrawal ends every consent that stands. It and a limit put the record out of use at once.
    Raises UserError where the same is asked already and waits, or nobody is there any more.
    """
    person = session.get(Person, person_id)
    if person is None or person.merged_into_id is not None or person.erased_at is not None:
        raise UserError(_("This person is not there any more."))
    _refuse_twice(session, person_id, draft.kind)
    named(session, _NOTED[draft.kind], person=person.name)
    asked = _moment(session, draft.asked_at)
    request = DataRequest(
        person_id=person_id,
        kind=draft.kind,
        asked_at=asked,
        due_at=asked + TO_MEET,
        how=draft.how.strip() or None,
        officer_id=recorder(session).officer_id,
    )
    session.add(request)
    if draft.kind is RequestKind.WITHDRAWAL:
        _withdraw_all(session, person_id, asked)
    if draft.kind in _LIMITING:
        put_out_of_use(person)
    session.flush()
    return request


def finish_request(session: Session, request_id: int, note: str = "") -> None:
    """Note that a request is met. Raises UserError if it is gone, or was met meanwhile."""
    _close(session, request_id, note, refused=False)


def refuse_request(session: Session, request_id: int, note: str) -> None:
    """Note that a request is refused, and why. Raises UserError without a reason."""
    if not note.strip():
        raise UserError(_("Say why it is refused."))
    _close(session, request_id, note, refused=True)


def _close(session: Session, request_id: int, note: str, *, refused: bool) -> None:
    need(session, Right.PLAN)
    request = open_request(session, request_id)
    person = session.get_one(Person, request.person_id)
    said = N_("Refuse a request of {person}") if refused else N_("Meet a request of {person}")
    named(session, said, person=person.name)
    request.done_at = max(utc_now(), request.asked_at)
    request.done_by_id = recorder(session).officer_id
    request.refused = refused
    request.note = note.strip() or None
    session.flush()


def _refuse_twice(session: Session, person_id: int, kind: RequestKind) -> None:
    waiting = select(DataRequest.id).where(
        DataRequest.person_id == person_id,
        DataRequest.kind == kind,
        DataRequest.done_at.is_(None),
    )
    if session.scalar(waiting.limit(1)) is not None:
        raise UserError(_("This has been asked already, and waits to be met."))


def _withdraw_all(session: Session, person_id: int, moment: datetime) -> None:
    standing = select(Consent).where(Consent.person_id == person_id, Consent.withdrawn_at.is_(None))
    for consent in session.scalars(standing):
        consent.withdrawn_at = max(moment, consent.given_at)


def _moment(session: Session, said: datetime | None) -> datetime:
    """Return the moment that the office's clock showed; now, where none was said."""
    return utc_now() if said is None else said.replace(tzinfo=time_zone(session))
