"""What stands on a receipt: taken down when it is given, and read again as it was."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.cards.queries import last_day
from models.enrolment.tables import Enrolment, Payment, PaymentWay
from models.events.summary import Letterhead
from models.history.recording import plain
from models.money.spelling import spelt
from models.office.queries import letterhead, time_zone
from models.office.tables import Desk, Officer
from models.people.nik import mask_nik

LANGUAGES = ("id", "en")
"""In which the amount is spelt out, whichever the receipt is printed in."""


@dataclass(frozen=True, slots=True)
class ReceiptContent:
    """What one receipt says; amounts in rupiah.

    ``nik`` is masked; ``due`` was open before this payment; ``spelt`` is the amount in words by
    language; ``cash_box_id`` the desk's box that was open then, whichever way the money came.
    """

    name: str
    nik: str
    programmes: tuple[str, ...]
    months: int
    first_month: date
    last_day: date
    amount: int
    due: int
    way: PaymentWay
    reference: str
    note: str
    billing_code: str
    paid_at: datetime
    spelt: Mapping[str, str]
    event: str
    place: str
    desk: str
    officer: str
    office: Letterhead
    time_zone: str
    enrolment_id: int
    cash_box_id: int | None

    @property
    def rest(self) -> int:
        """Return what was still open after it, in rupiah."""
        return max(self.due - self.amount, 0)

    def kept(self) -> dict[str, Any]:
        """Return it as the database keeps it; the logo stays with the office."""
        whole = {one.name: getattr(self, one.name) for one in fields(self)}
        office = asdict(self.office)
        del office["logo"]
        whole |= {
            "programmes": list(self.programmes),
            "spelt": dict(self.spelt),
            "office": office,
        }
        return {name: plain(value) for name, value in whole.items()}


def content_of(kept: Mapping[str, Any], logo: bytes | None = None) -> ReceiptContent:
    """Return what a receipt says from what was kept of it, with the office's logo of today."""
    return ReceiptContent(
        **{
            **kept,
            "programmes": tuple(kept["programmes"]),
            "first_month": date.fromisoformat(kept["first_month"]),
            "last_day": date.fromisoformat(kept["last_day"]),
            "paid_at": datetime.fromisoformat(kept["paid_at"]),
            "way": PaymentWay(kept["way"]),
            "office": Letterhead(**kept["office"], logo=logo),
        }
    )


def take_down(
    session: Session, payment: Payment, note: str, cash_box_id: int | None
) -> ReceiptContent:
    """Return what a receipt for a payment is to say, as everything stands now."""
    enrolment = session.get_one(Enrolment, payment.enrolment_id)
    event, office = enrolment.event, letterhead(session)
    desk = session.get(Desk, payment.desk_id) if payment.desk_id else None
    officer = session.get(Officer, payment.officer_id) if payment.officer_id else None
    return ReceiptContent(
        name=enrolment.person.name,
        nik=mask_nik(enrolment.person.nik or ""),
        programmes=tuple(enrolment.programmes.split()),
        months=enrolment.months,
        first_month=enrolment.first_month,
        last_day=last_day(enrolment.first_month, enrolment.months),
        amount=payment.amount,
        due=enrolment.total - _paid_besides(session, payment),
        way=payment.way,
        reference=payment.reference or "",
        note=note,
        billing_code=enrolment.billing_code or "",
        paid_at=payment.paid_at,
        spelt={language: spelt(payment.amount, language) for language in LANGUAGES},
        event=event.title if event else "",
        place=((event.region_line if event else "") or "").split(",")[0],
        desk=desk.name if desk else "",
        officer=officer.name if officer else "",
        office=office,
        time_zone=time_zone(session).key,
        enrolment_id=enrolment.id,
        cash_box_id=cash_box_id,
    )


def _paid_besides(session: Session, payment: Payment) -> int:
    paid = session.scalar(
        select(func.sum(Payment.amount)).where(
            Payment.enrolment_id == payment.enrolment_id, Payment.id != payment.id
        )
    )
    return paid or 0
