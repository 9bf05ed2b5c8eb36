"""Money that comes for an enrolment: what is due, what came, and how it is noted.

The caller owns the session.
"""

import enum
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.enrolment.money import MOST
from models.enrolment.tables import Enrolment, EnrolmentStatus, Payment, PaymentWay
from models.errors import UserError
from models.fields import none_if_blank
from models.history.recording import named, recorder
from models.money.here import open_box_id
from models.money.receipts import issue_receipt, settle
from models.money.tables import Receipt
from models.office.money import money_draft
from models.words import N_, _, spoken

CODE_LENGTH, REFERENCE_LENGTH, NOTE_LENGTH = 32, 300, 300


class PaymentState(enum.StrEnum):
    """How far the money for an enrolment is."""

    NONE = "none"
    BILLED = "billed"
    PART = "part"
    PAID = "paid"
    TOO_MUCH = "too_much"


@dataclass(frozen=True, slots=True)
class Due:
    """What an enrolment costs and what came for it, in rupiah."""

    total: int
    paid: int
    billing_code: str = ""

    @property
    def rest(self) -> int:
        """Return what is still open, in rupiah."""
        return max(self.total - self.paid, 0)

    @property
    def over(self) -> int:
        """Return what came beyond what is due, in rupiah."""
        return max(self.paid - self.total, 0)

    @property
    def state(self) -> PaymentState:
        """Return how far the money is."""
        if self.over:
            return PaymentState.TOO_MUCH
        if not self.rest:
            return PaymentState.PAID
        if self.paid:
            return PaymentState.PART
        return PaymentState.BILLED if self.billing_code else PaymentState.NONE


@dataclass(frozen=True, slots=True)
class PaymentDraft:
    """A payment as typed; ``expects`` is what is open for it, in rupiah.

    ``note`` stands on the receipt. ``billing_code`` is what it was billed with, ``settled`` that
    it was noted as paid already, ``takes_cash`` the office's rule, ``box_open`` whether cash has a
    box to go into.
    """

    amount: int | None = None
    way: PaymentWay = PaymentWay.CASH
    reference: str = ""
    note: str = ""
    expects: int = 0
    billing_code: str = ""
    settled: bool = False
    takes_cash: bool = True
    box_open: bool = True

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        if self.amount is None or self.amount <= 0:
            found["amount"] = _("Write the amount that was paid.")
        elif self.amount > MOST:
            found["amount"] = _("That is more than anybody pays.")
        if self.way is PaymentWay.CASH and not self.takes_cash:
            found["way"] = _("This office does not take cash.")
        if self.way is PaymentWay.CHANNEL and not self.reference.strip():
            found["reference"] = _("Write the reference that is on the proof of payment.")
        elif len(self.reference.strip()) > REFERENCE_LENGTH:
            found["reference"] = _too_long(REFERENCE_LENGTH)
        if len(self.note.strip()) > NOTE_LENGTH:
            found["note"] = _too_long(NOTE_LENGTH)
        return found

    def warnings(self) -> dict[str, str]:
        """Return what to point out beside a field without standing in the way."""
        found = {}
        if self.amount is not None and (said := self._unlike_due(self.amount)):
            found["amount"] = said
        if self.way is PaymentWay.CASH:
            if self.billing_code:
                found["way"] = _(
                    "It was billed with code {code}: whoever takes the cash pays it in under it."
                ).format(code=self.billing_code)
            elif not self.box_open:
                found["way"] = _("No cash box is open here: this cash will be in none.")
        return found

    def _unlike_due(self, amount: int) -> str:
        words = spoken()
        if self.settled:
            return _("This enrolment counts as paid already.")
        if amount < self.expects:
            return _("{rest} stays open.").format(rest=words.rupiah(self.expects - amount))
        if amount > self.expects:
            return _("That is {over} more than is due.").format(
                over=words.rupiah(amount - self.expects)
            )
        return ""


class PaidMeanwhileError(UserError):
    """What is open is not what it was when the payment was begun; ``now`` is the one proposed."""

    def __init__(self, text: str, now: PaymentDraft) -> None:
        super().__init__(text)
        self.now = now


def due(session: Session, enrolment_id: int) -> Due:
    """Return what an enrolment costs and what came for it."""
    enrolment = session.get_one(Enrolment, enrolment_id)
    paid = session.scalar(
        select(func.sum(Payment.amount)).where(Payment.enrolment_id == enrolment_id)
    )
    return Due(enrolment.total, paid or 0, enrolment.billing_code or "")


def payment_draft(session: Session, enrolment_id: int) -> PaymentDraft:
    """Return the payment to be proposed: all that is open, in cash where the office takes it."""
    owed = due(session, enrolment_id)
    status = session.get_one(Enrolment, enrolment_id).status
    return replace(
        new_payment_draft(session, owed.rest),
        billing_code=owed.billing_code,
        settled=status is EnrolmentStatus.PAID,
    )


def refuse_otherwise_due(session: Session, enrolment_id: int, draft: PaymentDraft) -> None:
    """Return if as much is open as was when the payment was begun.

    Raises PaidMeanwhileError where somebody else took or took back money since.
    """
    now = payment_draft(session, enrolment_id)
    if now.expects != draft.expects:
        said = _("Money was noted elsewhere meanwhile: {rest} is open now, not {before}.")
        rupiah = spoken().rupiah
        raise PaidMeanwhileError(
            said.format(rest=rupiah(now.expects), before=rupiah(draft.expects)), now
        )


def new_payment_draft(session: Session, expects: int) -> PaymentDraft:
    """Return the payment to be proposed for an enrolment still to be made, due in rupiah."""
    takes_cash = money_draft(session).takes_cash
    return PaymentDraft(
        amount=expects or None,
        way=PaymentWay.CASH if takes_cash else PaymentWay.CHANNEL,
        expects=expects,
        takes_cash=takes_cash,
        box_open=open_box_id(session) is not None,
    )


def take_payment(
    session: Session,
    enrolment_id: int,
    draft: PaymentDraft,
    *,
    with_receipt: bool = True,
    at: datetime | None = None,
) -> tuple[Payment, Receipt | None]:
    """Take money for an enrolment and give a receipt for it, as one action.

    Cash goes into the desk's open box; where none is open it lies in none, and is listed so.
    Raises UserError for what ``problems`` finds, and for a note without a receipt to stand on.
    """
    for problem in draft.problems().values():
        raise UserError(problem)
    if draft.note.strip() and not with_receipt:
        raise UserError(_("A note stands on the receipt: give one, or leave the note out."))
    if draft.way is PaymentWay.CASH and not money_draft(session).takes_cash:
        raise UserError(_("This office does not take cash."))
    payment = pay(session, enrolment_id, draft.amount or 0, draft.way, draft.reference, at)
    receipt = issue_receipt(session, payment, note=draft.note) if with_receipt else None
    return payment, receipt


def pay(
    session: Session,
    enrolment_id: int,
    amount: int,
    way: PaymentWay,
    reference: str = "",
    at: datetime | None = None,
) -> Payment:
    """Note money that came for an enrolment, in rupiah, as somebody tells it: without a receipt.

    Paid in full it counts as paid. Raises UserError if it is nothing, or longer than can be kept.
    """
    enrolment = session.get_one(Enrolment, enrolment_id)
    named(session, N_("Note a payment of {person}"), person=enrolment.person.name)
    if not 0 < amount <= MOST:
        raise UserError(_("Write the amount that was paid."))
    payment = Payment(
        enrolment_id=enrolment_id,
        amount=amount,
        paid_at=at or utc_now(),
        way=way,
        reference=none_if_blank(reference),
        desk_id=recorder(session).desk_id,
        officer_id=recorder(session).officer_id,
        cash_box_id=open_box_id(session) if way is PaymentWay.CASH else None,
    )
    session.add(payment)
    session.flush()
    settle(session, enrolment, came=amount)
    session.flush()
    return payment


def note_billed(session: Session, enrolment_id: int, code: str) -> None:
    """Note the billing code (kode iuran) the agency gave for an enrolment.

    One that is paid or registered keeps its status. Raises UserError without a code, with one that
    is too long, and for an enrolment that was rejected.
    """
    enrolment = session.get_one(Enrolment, enrolment_id)
    named(session, N_("Note the billing code of {person}"), person=enrolment.person.name)
    code = code.strip()
    if not code:
        raise UserError(_("Write the billing code."))
    if len(code) > CODE_LENGTH:
        raise UserError(_too_long(CODE_LENGTH))
    if enrolment.status is EnrolmentStatus.REJECTED:
        raise UserError(_("This enrolment was rejected: nothing is billed for it."))
    enrolment.billing_code = code
    if enrolment.status is EnrolmentStatus.TO_REGISTER:
        enrolment.status = EnrolmentStatus.BILLED
    session.flush()


def payment_state_name(state: PaymentState) -> str:
    """Say in the spoken language how far the money is."""
    return {
        PaymentState.NONE: _("Not paid"),
        PaymentState.BILLED: _("Billed"),
        PaymentState.PART: _("Paid in part"),
        PaymentState.PAID: _("Paid"),
        PaymentState.TOO_MUCH: _("Paid too much"),
    }[state]


def _too_long(most: int) -> str:
    return _("Write no more than {most} characters.").format(most=most)
