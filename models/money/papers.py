"""Receipts and the sheet of a cash box with all that their pages need, as plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.enrolment.tables import Enrolment, Payment, PaymentWay
from models.events.summary import Letterhead
from models.money.cash import BoxRow, box_row
from models.money.content import ReceiptContent, content_of
from models.money.numbers import receipt_code, receipt_number
from models.money.tables import CashMove, Receipt
from models.office.queries import letterhead, time_zone
from models.office.tables import Desk, Office, Officer
from models.people.tables import Person


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """One receipt as it is printed; ``copy`` if it was printed before."""

    number: str
    code: str
    content: ReceiptContent
    issued_at: datetime
    voided_at: datetime | None = None
    void_reason: str = ""
    copy: bool = False


@dataclass(frozen=True, slots=True)
class MoveLine:
    """Rupiah put into a box (above nought) or taken out, when, by whom and what for."""

    moved_at: datetime
    note: str
    officer: str
    amount: int


@dataclass(frozen=True, slots=True)
class VoidLine:
    """A receipt of a box that is void, and why; its amount in rupiah does not count."""

    number: str
    name: str
    amount: int
    voided_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class WayLine:
    """What came in one way while a box was open, in so many payments, in rupiah."""

    way: PaymentWay
    payments: int
    amount: int


@dataclass(frozen=True, slots=True)
class LooseLine:
    """Cash put into a box for which no receipt was given."""

    name: str
    paid_at: datetime
    amount: int


@dataclass(frozen=True, slots=True)
class CashSheet:
    """A cash box from opening to closing, for the sheet that is signed.

    ``first`` and ``last`` are the numbers of the receipts given in that time, empty where none
    was; ``receipts`` how many, void ones too.
    """

    office: Letterhead
    time_zone: str
    box: BoxRow
    first: str
    last: str
    receipts: int
    voided: tuple[VoidLine, ...]
    ways: tuple[WayLine, ...]
    moves: tuple[MoveLine, ...]
    loose: tuple[LooseLine, ...]


def receipt_papers(
    session: Session, ids: Sequence[int], *, copy: bool = False
) -> list[ReceiptPaper]:
    """Return receipts as they are printed, in the order given; those that are gone left out.

    ``copy`` says that they were printed before.
    """
    logo = session.scalar(select(Office.logo))
    rows = session.execute(
        select(Receipt, Desk.number)
        .join(Desk, Desk.id == Receipt.desk_id)
        .where(Receipt.id.in_(ids))
    )
    found = {
        one.id: ReceiptPaper(
            number=receipt_number(desk, one.serial),
            code=receipt_code(desk, one.serial),
            content=content_of(one.content, logo),
            issued_at=one.issued_at,
            voided_at=one.voided_at,
            void_reason=one.void_reason or "",
            copy=copy,
        )
        for one, desk in rows
    }
    return [found[one] for one in ids if one in found]


def cash_sheet(session: Session, box_id: int) -> CashSheet:
    """Return a cash box with all that its sheet says; one still open, as it is now."""
    box = box_row(session, box_id)
    desk = session.scalar(select(Desk.number).where(Desk.id == box.desk_id)) or 0
    given = _given(session, box)
    numbers = [receipt_number(desk, one.serial) for one in given]
    return CashSheet(
        office=letterhead(session),
        time_zone=time_zone(session).key,
        box=box,
        first=numbers[0] if numbers else "",
        last=numbers[-1] if numbers else "",
        receipts=len(given),
        voided=tuple(_voided(given, numbers)),
        ways=tuple(_ways(session, box, given)),
        moves=tuple(_moves(session, box_id)),
        loose=tuple(_loose(session, box_id)),
    )


def _given(session: Session, box: BoxRow) -> Sequence[Receipt]:
    """Return the receipts given while a box was open, by number."""
    return session.scalars(
        select(Receipt)
        .where(
            Receipt.desk_id == box.desk_id,
            Receipt.content["cash_box_id"].as_integer() == box.id,
        )
        .order_by(Receipt.serial)
    ).all()


def _voided(given: Sequence[Receipt], numbers: Sequence[str]) -> Iterable[VoidLine]:
    for one, number in zip(given, numbers, strict=True):
        if one.voided_at is not None:
            yield VoidLine(number, one.name, one.amount, one.voided_at, one.void_reason or "")


def _ways(session: Session, box: BoxRow, given: Sequence[Receipt]) -> Iterable[WayLine]:
    """Yield the cash in a box, and what its receipts say came in other ways."""
    cash = session.scalar(select(func.count()).where(Payment.cash_box_id == box.id)) or 0
    yield WayLine(PaymentWay.CASH, cash, box.taken)
    others = [
        one.amount
        for one in given
        if one.voided_at is None and one.content["way"] == PaymentWay.CHANNEL
    ]
    yield WayLine(PaymentWay.CHANNEL, len(others), sum(others))


def _moves(session: Session, box_id: int) -> Iterable[MoveLine]:
    rows = session.execute(
        select(CashMove, Officer.name)
        .outerjoin(Officer, Officer.id == CashMove.officer_id)
        .where(CashMove.cash_box_id == box_id)
        .order_by(CashMove.moved_at, CashMove.id)
    )
    return [MoveLine(one.moved_at, one.note, officer or "", one.amount) for one, officer in rows]


def _loose(session: Session, box_id: int) -> Iterable[LooseLine]:
    rows = session.execute(
        select(Person.name, Payment.paid_at, Payment.amount)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .join(Payment, Payment.enrolment_id == Enrolment.id)
        .where(Payment.cash_box_id == box_id, Payment.receipt_id.is_(None))
        .order_by(Payment.paid_at, Payment.id)
    )
    return [LooseLine(name, paid_at, amount) for name, paid_at, amount in rows]
