"""How far an enrolment is, as somebody notes it on a person's page, with money that came for it."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from models.edits import column
from models.enrolment.of_person import PersonEnrolment, enrolment_of
from models.enrolment.operations import set_status
from models.enrolment.tables import Enrolment, EnrolmentStatus, PaymentWay
from models.errors import UserError
from models.history.recording import named
from models.money.paying import pay
from models.people.member_number import number_problem
from models.words import N_, _, spoken

CODE_LENGTH, REASON_LENGTH, REFERENCE_LENGTH = 32, 500, 300


@dataclass(frozen=True, slots=True)
class StatusDraft:
    """A status as typed; ``amount`` is money that came now, ``owed`` what was open, in rupiah."""

    status: EnrolmentStatus = EnrolmentStatus.TO_REGISTER
    billing_code: str = ""
    reason: str = field(default="", metadata=column("reject_reason"))
    member_number: str = ""
    amount: int | None = None
    way: PaymentWay = PaymentWay.CHANNEL
    reference: str = ""
    owed: int = 0

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        if self.status is EnrolmentStatus.REJECTED and not self.reason.strip():
            found["reason"] = _("Write why the enrolment was rejected.")
        if self.status is EnrolmentStatus.BILLED and not self.billing_code.strip():
            found["billing_code"] = _("Write the billing code.")
        if self.status is EnrolmentStatus.REGISTERED and (
            said := number_problem(self.member_number)
        ):
            found["member_number"] = said
        if self.amount is not None and self.amount <= 0:
            found["amount"] = _("Write the amount that was paid.")
        if self.status is EnrolmentStatus.PAID and (self.amount or 0) < self.owed:
            found["amount"] = _("{owed} is open. Paid in part, it stays billed.").format(
                owed=spoken().rupiah(self.owed)
            )
        return found


def takes_money(status: EnrolmentStatus) -> bool:
    """Tell whether money may be noted with a status."""
    return status in (EnrolmentStatus.BILLED, EnrolmentStatus.PAID)


def status_draft(enrolment: PersonEnrolment) -> StatusDraft:
    """Return an enrolment's status as the form shows it."""
    return StatusDraft(
        status=enrolment.status,
        billing_code=enrolment.billing_code,
        reason=enrolment.reject_reason,
        member_number=enrolment.member_number,
        owed=enrolment.owed,
    )


def status_draft_of(session: Session, enrolment_id: int) -> StatusDraft:
    """Return the status of an enrolment as the form shows it. Raises UserError if it is gone."""
    found = enrolment_of(session, enrolment_id)
    if found is None:
        raise UserError(_("This enrolment is not there any more."))
    return status_draft(found)


def note_status(session: Session, enrolment_id: int, draft: StatusDraft) -> None:
    """Keep a status, and the number or the money that came with it, as one action.

    Raises UserError where it cannot be kept.
    """
    enrolment = session.get_one(Enrolment, enrolment_id)
    named(session, N_("Note the status of {person}"), person=enrolment.person.name)
    rejected = draft.status is EnrolmentStatus.REJECTED
    registered = draft.status is EnrolmentStatus.REGISTERED
    set_status(
        session,
        enrolment_id,
        draft.status,
        billing_code=draft.billing_code,
        reason=draft.reason if rejected else "",
        member_number=draft.member_number if registered else None,
    )
    if draft.amount and takes_money(draft.status):
        pay(session, enrolment_id, draft.amount, draft.way, draft.reference)
