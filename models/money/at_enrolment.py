"""What of the money is settled while somebody is enrolled: nothing yet, billed, or paid."""

import enum
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.enrolment.tables import Payment, PaymentWay
from models.money.numbers import receipt_number
from models.money.paying import (
    CODE_LENGTH,
    PaymentDraft,
    new_payment_draft,
    note_billed,
    take_payment,
)
from models.money.tables import Receipt
from models.office.tables import Desk
from models.words import _


class MoneyKind(enum.StrEnum):
    """How far the money is when the form is saved."""

    NONE = "none"
    CASH = "cash"
    CHANNEL = "channel"
    BILLED = "billed"


_WAYS = {MoneyKind.CASH: PaymentWay.CASH, MoneyKind.CHANNEL: PaymentWay.CHANNEL}


@dataclass(frozen=True, slots=True)
class MoneyDraft:
    """The money part of an enrolment as typed; without an ``amount``, what is due is paid.

    ``takes_cash`` is the office's rule, ``box_open`` whether cash has a box to go into.
    """

    kind: MoneyKind = MoneyKind.NONE
    amount: int | None = None
    reference: str = ""
    billing_code: str = ""
    takes_cash: bool = True
    box_open: bool = True

    def payment(self, due: int) -> PaymentDraft | None:
        """Return the payment it means where so many rupiah are due; None if nothing was paid."""
        way = _WAYS.get(self.kind)
        if way is None:
            return None
        return PaymentDraft(
            amount=due if self.amount is None else self.amount,
            way=way,
            reference=self.reference,
            expects=due,
            takes_cash=self.takes_cash,
            box_open=self.box_open,
        )

    def problems(self, due: int) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        code = self.billing_code.strip()
        if self.kind is MoneyKind.BILLED and not code:
            found["billing_code"] = _("Write the billing code.")
        elif self.kind is MoneyKind.BILLED and len(code) > CODE_LENGTH:
            text = _("Write no more than {most} characters.")
            found["billing_code"] = text.format(most=CODE_LENGTH)
        payment = self.payment(due)
        return {**found, **(_beside(payment.problems()) if payment else {})}

    def warnings(self, due: int) -> dict[str, str]:
        """Return what to point out beside a field without standing in the way."""
        payment = self.payment(due)
        return _beside(payment.warnings()) if payment else {}


def begin_money(session: Session) -> MoneyDraft:
    """Return the money part of a form that begins: nothing paid, by the rules of this office."""
    rules = new_payment_draft(session, 0)
    return MoneyDraft(takes_cash=rules.takes_cash, box_open=rules.box_open)


def keep_money(
    session: Session, enrolment_id: int, draft: MoneyDraft, due: int, at: datetime
) -> None:
    """Keep what was paid, a receipt with it, or billed. Raises UserError as those who do it."""
    if draft.kind is MoneyKind.BILLED:
        note_billed(session, enrolment_id, draft.billing_code)
    elif (payment := draft.payment(due)) is not None:
        take_payment(session, enrolment_id, payment, at=at)


def receipt_said(session: Session, enrolment_id: int) -> str:
    """Return the number of the receipt that was given for an enrolment; empty without one."""
    found = session.execute(
        select(Desk.number, Receipt.serial)
        .join(Receipt, Receipt.desk_id == Desk.id)
        .join(Payment, Payment.receipt_id == Receipt.id)
        .where(Payment.enrolment_id == enrolment_id)
        .order_by(Receipt.serial.desc())
        .limit(1)
    ).one_or_none()
    return receipt_number(found.number, found.serial) if found else ""


def money_name(kind: MoneyKind) -> str:
    """Say in the spoken language how far the money is."""
    return {
        MoneyKind.NONE: _("Not yet"),
        MoneyKind.CASH: _("Cash"),
        MoneyKind.CHANNEL: _("Channel"),
        MoneyKind.BILLED: _("Billed"),
    }[kind]


def _beside(said: dict[str, str]) -> dict[str, str]:
    """Name the fields as the form of an enrolment does."""
    return {{"way": "money"}.get(name, name): text for name, text in said.items()}
