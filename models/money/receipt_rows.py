"""Receipts as lists show them, and the one that was scanned."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from models.enrolment.tables import Enrolment, PaymentWay
from models.money.numbers import (
    read_receipt_code,
    read_receipt_number,
    receipt_code,
    receipt_number,
)
from models.money.tables import Receipt
from models.office.queries import time_zone
from models.office.tables import Desk, Officer


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One receipt as a list shows it, its amount in rupiah.

    ``enrolment_id`` and ``person_id`` are None where the enrolment itself was taken back.
    """

    id: int
    number: str
    code: str
    desk: str
    issued_at: datetime
    name: str
    amount: int
    way: PaymentWay
    officer: str
    event_id: int | None
    enrolment_id: int | None
    person_id: int | None
    voided_at: datetime | None
    void_reason: str


def find_receipt(session: Session, typed: str) -> ReceiptRow | None:
    """Return the receipt whose code or number was scanned or typed, a void one too."""
    number = read_receipt_code(typed) or read_receipt_number(typed)
    if number is None:
        return None
    wanted = _rows().where(Desk.number == number.desk, Receipt.serial == number.serial)
    return next(_said(session.execute(wanted)), None)


def receipt_of(session: Session, receipt_id: int) -> ReceiptRow | None:
    """Return one receipt, None if it is gone."""
    return next(_said(session.execute(_rows().where(Receipt.id == receipt_id))), None)


def receipt_rows(
    session: Session,
    *,
    event_id: int | None = None,
    desk_id: int | None = None,
    day: date | None = None,
) -> list[ReceiptRow]:
    """Return the receipts of an event, of a desk, of a day at the office: the latest first."""
    wanted = _rows().order_by(Receipt.issued_at.desc(), Receipt.serial.desc())
    if event_id is not None:
        wanted = wanted.where(Receipt.event_id == event_id)
    if desk_id is not None:
        wanted = wanted.where(Receipt.desk_id == desk_id)
    if day is not None:
        start = datetime.combine(day, time(), time_zone(session))
        wanted = wanted.where(
            Receipt.issued_at >= start, Receipt.issued_at < start + timedelta(days=1)
        )
    return list(_said(session.execute(wanted)))


def receipts_of(session: Session, person_id: int) -> list[ReceiptRow]:
    """Return a person's receipts, void ones too, the latest first."""
    events = session.scalars(
        select(Enrolment.event_id).where(Enrolment.person_id == person_id).distinct()
    ).all()
    wanted = (
        _rows()
        # By event first, for which there is an index: what receipts say is looked through.
        .where(Receipt.event_id.in_(events) | Receipt.event_id.is_(None))
        .where(Enrolment.person_id == person_id)
        .order_by(Receipt.issued_at.desc(), Receipt.serial.desc())
    )
    return list(_said(session.execute(wanted)))


def first_gap(session: Session) -> str | None:
    """Return the first number that lacks among the receipts of any desk; None if none does."""
    place = func.row_number().over(partition_by=Receipt.desk_id, order_by=Receipt.serial)
    counted = select(Receipt.desk_id, Receipt.serial, place.label("place")).subquery()
    row = session.execute(
        select(Desk.number, counted.c.place)
        .join(Desk, Desk.id == counted.c.desk_id)
        .where(counted.c.serial != counted.c.place)
        .order_by(Desk.number, counted.c.place)
        .limit(1)
    ).first()
    return receipt_number(row.number, row.place) if row else None


def _rows() -> Select[Receipt, Desk, str, int, int]:
    return (
        select(Receipt, Desk, Officer.name, Enrolment.id, Enrolment.person_id)
        .join(Desk, Desk.id == Receipt.desk_id)
        .outerjoin(Officer, Officer.id == Receipt.officer_id)
        .outerjoin(Enrolment, Enrolment.id == Receipt.content["enrolment_id"].as_integer())
    )


def _said(rows: Iterable[Row[Receipt, Desk, str, int, int]]) -> Iterator[ReceiptRow]:
    for receipt, desk, officer, enrolment_id, person_id in rows:
        yield ReceiptRow(
            id=receipt.id,
            number=receipt_number(desk.number, receipt.serial),
            code=receipt_code(desk.number, receipt.serial),
            desk=desk.name,
            issued_at=receipt.issued_at,
            name=receipt.name,
            amount=receipt.amount,
            way=PaymentWay(receipt.content["way"]),
            officer=officer or "",
            event_id=receipt.event_id,
            enrolment_id=enrolment_id,
            person_id=person_id,
            voided_at=receipt.voided_at,
            void_reason=receipt.void_reason or "",
        )
