"""Receipts (tanda terima): given, voided, found. The caller owns the session.

A desk counts its receipts one by one; the number is taken in the transaction that keeps the
payment, and writing transactions come one after the other. What is taken back is voided.
"""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.closing.sealed import is_closed
from models.enrolment.tables import Enrolment, EnrolmentStatus, Payment
from models.errors import UserError
from models.history.recording import named, recorder
from models.money.content import take_down
from models.money.here import open_box_id
from models.money.numbers import (
    ReceiptNumber,
    read_receipt_code,
    read_receipt_number,
    receipt_code,
    receipt_number,
)
from models.money.receipt_rows import (
    ReceiptRow,
    find_receipt,
    first_gap,
    receipt_rows,
    receipts_of,
)
from models.money.tables import CashBox, Receipt
from models.office.serials import next_serial
from models.office.tables import Desk
from models.words import N_, _

__all__ = [
    "ReceiptNumber",
    "ReceiptRow",
    "find_receipt",
    "first_gap",
    "give_receipt",
    "issue_receipt",
    "read_receipt_code",
    "read_receipt_number",
    "receipt_code",
    "receipt_number",
    "receipt_rows",
    "receipts_of",
    "settle",
    "void_receipt",
    "void_warnings",
]

REASON_LENGTH = 500


def issue_receipt(
    session: Session, payment: Payment, *, note: str = "", at: datetime | None = None
) -> Receipt:
    """Give the next receipt of this desk for a payment that was kept.

    Raises UserError if it has one already, or this computer is no desk of the office.
    """
    if payment.receipt_id is not None:
        raise UserError(_("There is a receipt for this payment already."))
    desk_id = recorder(session).desk_id
    if desk_id is None:
        raise UserError(_("This computer is not a desk of the office yet."))
    content = take_down(session, payment, note.strip(), open_box_id(session))
    last = session.scalar(select(func.max(Receipt.serial)).where(Receipt.desk_id == desk_id))
    receipt = Receipt(
        desk_id=desk_id,
        serial=next_serial(session, last),
        event_id=session.get_one(Enrolment, payment.enrolment_id).event_id,
        officer_id=recorder(session).officer_id,
        issued_at=at or utc_now(),
        name=content.name,
        amount=content.amount,
        content=content.kept(),
    )
    session.add(receipt)
    session.flush()
    payment.receipt_id = receipt.id
    session.flush()
    return receipt


def give_receipt(session: Session, payment_id: int, note: str = "") -> Receipt:
    """Give a receipt for money that was noted without one. Raises UserError if it has one."""
    payment = session.get_one(Payment, payment_id)
    named(session, N_("Give a receipt to {person}"), person=payment.enrolment.person.name)
    return issue_receipt(session, payment, note=note)


def void_receipt(session: Session, receipt_id: int, reason: str) -> None:
    """Declare a receipt void and take its payment back; its number is never used again.

    What the money made paid is so no longer. Raises UserError without a reason, and if it is void.
    """
    receipt = session.get_one(Receipt, receipt_id)
    number = _number_of(session, receipt)
    named(session, N_("Void receipt {number} of {person}"), number=number, person=receipt.name)
    if not reason.strip():
        raise UserError(_("Write why the receipt is void."))
    if receipt.voided_at is not None:
        raise UserError(_("Receipt {number} is void already.").format(number=number))
    receipt.voided_at, receipt.void_reason = utc_now(), reason.strip()
    payments = session.scalars(select(Payment).where(Payment.receipt_id == receipt_id)).all()
    for payment in payments:
        enrolment = payment.enrolment
        session.delete(payment)
        session.flush()
        settle(session, enrolment, came=-payment.amount)
    session.flush()


def void_warnings(session: Session, receipt_id: int) -> list[str]:
    """Return what to tell before a receipt is voided: cash that was counted already, a member."""
    found = []
    receipt = session.get_one(Receipt, receipt_id)
    if is_closed(session, receipt.issued_at, receipt.desk_id):
        found.append(
            _("The day it was given on is closed: it will stand among the corrections of today.")
        )
    row = session.execute(
        select(CashBox.closed_at, Enrolment.status)
        .select_from(Payment)
        .join(Enrolment, Enrolment.id == Payment.enrolment_id)
        .outerjoin(CashBox, CashBox.id == Payment.cash_box_id)
        .where(Payment.receipt_id == receipt_id)
    ).first()
    if row is not None and row.closed_at is not None:
        found.append(
            _("The cash box this lay in was counted and closed: the count will no longer fit.")
        )
    if row is not None and row.status is EnrolmentStatus.REGISTERED:
        found.append(_("The agency has registered this person already."))
    return found


def settle(session: Session, enrolment: Enrolment, came: int = 0) -> None:
    """Let an enrolment's status follow the money: ``came`` rupiah came just now, or went.

    Paid in full it counts as paid. When what made it so goes again, it is as far as it was before:
    billed where there is a code. What the agency has registered or rejected stays.
    """
    paid = (
        session.scalar(select(func.sum(Payment.amount)).where(Payment.enrolment_id == enrolment.id))
        or 0
    )
    waiting = (EnrolmentStatus.TO_REGISTER, EnrolmentStatus.BILLED)
    if 0 < paid >= enrolment.total and enrolment.status in waiting:
        enrolment.status = EnrolmentStatus.PAID
    elif paid < enrolment.total <= paid - came and enrolment.status is EnrolmentStatus.PAID:
        enrolment.status = waiting[bool(enrolment.billing_code)]


def _number_of(session: Session, receipt: Receipt) -> str:
    return receipt_number(session.get_one(Desk, receipt.desk_id).number, receipt.serial)
