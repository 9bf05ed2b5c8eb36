"""What the records say of one day at one desk: people, money, receipts, cash boxes, cards, blanks.

A day is the office's own, from midnight to midnight by the clock on its wall.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, select, union
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.cards.tables import CardBatch, CardCopy, CopyState
from models.enrolment.tables import Enrolment, EnrolmentStatus, Payment, PaymentWay
from models.events.tables import Attendance, SessionPresence
from models.history.recording import plain
from models.money.box_rows import BoxRow, box_rows
from models.money.numbers import receipt_number
from models.money.tables import CashMove, Receipt
from models.office.queries import time_zone
from models.office.tables import Desk
from models.supplies.queries import supplies
from models.supplies.tables import SupplyKind, SupplyMove


@dataclass(frozen=True, slots=True)
class Span:
    """The moments of a day: from ``begin`` on, up to but not including ``end``."""

    begin: datetime
    end: datetime

    def holds(self, moment: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
        """Return that a moment lies on the day."""
        return (moment >= self.begin) & (moment < self.end)


@dataclass(frozen=True, slots=True)
class WayFigure:
    """What came in one way, in so many payments, in rupiah."""

    way: PaymentWay
    payments: int
    amount: int


@dataclass(frozen=True, slots=True)
class VoidFigure:
    """A receipt that was declared void; its amount in rupiah.

    It names nobody: what a day was closed with stays, also when a person's data is erased.
    """

    number: str
    amount: int


@dataclass(frozen=True, slots=True)
class ReceiptFigures:
    """Receipts given on the day: ``amount`` in rupiah is of those not void when it ended.

    ``corrected`` are those of earlier days that were declared void on this one.
    """

    first: str
    last: str
    given: int
    amount: int
    voided: tuple[VoidFigure, ...]
    corrected: tuple[VoidFigure, ...]


@dataclass(frozen=True, slots=True)
class BoxFigure:
    """A cash box that was open on the day, from its opening on, in rupiah.

    ``counted`` and ``closed_on`` are None while it is open; ``out`` is never above nought.
    """

    id: int
    opening: int
    taken: int
    put_in: int
    out: int
    closed_on: int | None
    counted: int | None
    reason: str

    @property
    def expected(self) -> int:
        """Return what should be in it."""
        return self.opening + self.taken + self.put_in + self.out


@dataclass(frozen=True, slots=True)
class CardFigures:
    """Pieces printed, handed over and spoilt on the day; ``here`` lie printed at the desk now.

    Pieces belong to the desk that printed them, whoever hands them over.
    """

    printed: int
    handed: int
    spoilt: int
    here: int


@dataclass(frozen=True, slots=True)
class BlankFigure:
    """Blank cards of one sort: pieces the day's batches used, and what should be there now."""

    supply_id: int
    name: str
    used: int
    stock: int


@dataclass(frozen=True, slots=True)
class DayFigures:
    """All that is known of a day at a desk; ``loose`` is cash in rupiah that lies in no box."""

    day: date
    desk_id: int
    desk: str
    met: int
    walk_ins: int
    enrolled: int
    booked: int
    ways: tuple[WayFigure, ...]
    loose: int
    receipts: ReceiptFigures
    boxes: tuple[BoxFigure, ...]
    cards: CardFigures
    blanks: tuple[BlankFigure, ...]

    @property
    def open_box(self) -> BoxFigure | None:
        """Return the box that is still open, None without one."""
        return next((box for box in self.boxes if box.counted is None), None)

    def kept(self) -> dict[str, Any]:
        """Return the figures as JSON holds them."""
        return {**asdict(self), "day": plain(self.day)}


def figures_of(kept: Mapping[str, Any]) -> DayFigures:
    """Return figures as they were kept."""
    receipts = kept["receipts"]
    return DayFigures(
        **{
            **kept,
            "day": date.fromisoformat(kept["day"]),
            "ways": tuple(
                WayFigure(PaymentWay(one["way"]), one["payments"], one["amount"])
                for one in kept["ways"]
            ),
            "receipts": ReceiptFigures(
                **{
                    **receipts,
                    "voided": tuple(VoidFigure(**one) for one in receipts["voided"]),
                    "corrected": tuple(VoidFigure(**one) for one in receipts["corrected"]),
                }
            ),
            "boxes": tuple(BoxFigure(**one) for one in kept["boxes"]),
            "cards": CardFigures(**kept["cards"]),
            "blanks": tuple(BlankFigure(**one) for one in kept["blanks"]),
        }
    )


def span_of(session: Session, day: date) -> Span:
    """Return the moments of a day at the office."""
    zone = time_zone(session)
    midnight = datetime.combine(day, time(), zone)
    return Span(midnight, datetime.combine(day + timedelta(days=1), time(), zone))


def day_figures(session: Session, day: date, desk_id: int) -> DayFigures:
    """Return the figures of a day at a desk. Raises LookupError if the desk is gone."""
    session.flush()
    span, desk = span_of(session, day), session.get_one(Desk, desk_id)
    met, walk_ins = _met(session, span, desk_id)
    enrolled, booked = session.execute(
        select(func.count(), func.coalesce(func.sum(Enrolment.total), 0)).where(
            Enrolment.desk_id == desk_id,
            span.holds(Enrolment.enrolled_at),
            Enrolment.status != EnrolmentStatus.REJECTED,
        )
    ).one()
    return DayFigures(
        day=day,
        desk_id=desk_id,
        desk=desk.name,
        met=met,
        walk_ins=walk_ins,
        enrolled=enrolled,
        booked=booked,
        ways=_ways(session, span, desk_id),
        loose=_loose(session, span, desk_id),
        receipts=_receipts(session, span, desk),
        boxes=_boxes(session, span, desk_id),
        cards=_cards(session, span, desk_id),
        blanks=_blanks(session, span, desk_id),
    )


def _met(session: Session, span: Span, desk_id: int) -> tuple[int, int]:
    """Return how many people were seen, each once, and how many had not been invited."""
    came = Attendance.desk_id == desk_id, span.holds(Attendance.present_at)
    sat = SessionPresence.desk_id == desk_id, span.holds(SessionPresence.present_at)
    seen = union(
        select(Attendance.person_id).where(*came), select(SessionPresence.person_id).where(*sat)
    ).subquery()
    met = session.scalar(select(func.count()).select_from(seen))
    walk_ins = session.scalar(
        select(func.count(Attendance.person_id.distinct())).where(*came, Attendance.walk_in)
    )
    return met or 0, walk_ins or 0


def _ways(session: Session, span: Span, desk_id: int) -> tuple[WayFigure, ...]:
    rows = session.execute(
        select(Payment.way, func.count(), func.sum(Payment.amount))
        .where(Payment.desk_id == desk_id, span.holds(Payment.paid_at))
        .group_by(Payment.way)
    )
    found = {way: WayFigure(way, many, amount) for way, many, amount in rows}
    return tuple(found.get(way, WayFigure(way, 0, 0)) for way in PaymentWay)


def _loose(session: Session, span: Span, desk_id: int) -> int:
    return (
        session.scalar(
            select(func.sum(Payment.amount)).where(
                Payment.desk_id == desk_id,
                Payment.way == PaymentWay.CASH,
                Payment.cash_box_id.is_(None),
                span.holds(Payment.paid_at),
            )
        )
        or 0
    )


def _receipts(session: Session, span: Span, desk: Desk) -> ReceiptFigures:
    of_desk = Receipt.desk_id == desk.id
    void = func.coalesce(Receipt.voided_at < span.end, False)
    first, last, given, amount = session.execute(
        select(
            func.min(Receipt.serial),
            func.max(Receipt.serial),
            func.count(),
            func.coalesce(func.sum(case((void, 0), else_=Receipt.amount)), 0),
        ).where(of_desk, span.holds(Receipt.issued_at))
    ).one()
    today = span.holds(Receipt.issued_at) & (Receipt.voided_at < span.end)
    earlier = (Receipt.issued_at < span.begin) & span.holds(Receipt.voided_at)
    return ReceiptFigures(
        first=receipt_number(desk.number, first) if given else "",
        last=receipt_number(desk.number, last) if given else "",
        given=given,
        amount=amount,
        voided=_voided(session, desk, today),
        corrected=_voided(session, desk, earlier),
    )


def _voided(session: Session, desk: Desk, which: ColumnElement[bool]) -> tuple[VoidFigure, ...]:
    found = session.execute(
        select(Receipt.serial, Receipt.amount)
        .where(Receipt.desk_id == desk.id, which)
        .order_by(Receipt.serial)
    )
    return tuple(
        VoidFigure(receipt_number(desk.number, serial), amount) for serial, amount in found
    )


def _boxes(session: Session, span: Span, desk_id: int) -> tuple[BoxFigure, ...]:
    found = box_rows(session, desk_id=desk_id, during=(span.begin, span.end))
    came = func.sum(case((CashMove.amount > 0, CashMove.amount), else_=0))
    rows = session.execute(
        select(CashMove.cash_box_id, came)
        .where(CashMove.cash_box_id.in_([box.id for box in found]))
        .group_by(CashMove.cash_box_id)
    )
    put_in = {row[0]: row[1] for row in rows}
    return tuple(_box(one, put_in.get(one.id, 0)) for one in reversed(found))


def _box(box: BoxRow, put_in: int) -> BoxFigure:
    return BoxFigure(
        id=box.id,
        opening=box.opening,
        taken=box.taken,
        put_in=put_in,
        out=box.moved - put_in,
        closed_on=box.closed_on,
        counted=box.counted,
        reason=box.reason,
    )


def _cards(session: Session, span: Span, desk_id: int) -> CardFigures:
    def copies(*which: ColumnElement[bool]) -> int:
        asked = select(func.count()).select_from(CardCopy)
        return session.scalar(asked.where(CardCopy.desk_id == desk_id, *which)) or 0

    spoilt = session.scalar(
        select(func.sum(CardBatch.spoilt)).where(
            CardBatch.desk_id == desk_id, span.holds(CardBatch.told_at)
        )
    )
    return CardFigures(
        printed=copies(span.holds(CardCopy.printed_at)),
        handed=copies(span.holds(CardCopy.handed_at)),
        spoilt=spoilt or 0,
        here=copies(CardCopy.state == CopyState.PRINTED, CardCopy.voided_at.is_(None)),
    )


def _blanks(session: Session, span: Span, desk_id: int) -> tuple[BlankFigure, ...]:
    rows = session.execute(
        select(SupplyMove.supply_id, -func.sum(SupplyMove.count))
        .join(CardBatch, CardBatch.id == SupplyMove.batch_id)
        .where(CardBatch.desk_id == desk_id, span.holds(CardBatch.told_at))
        .group_by(SupplyMove.supply_id)
    )
    used = {row[0]: row[1] for row in rows}
    return tuple(
        BlankFigure(one.id, one.name, used.get(one.id, 0), one.stock)
        for one in supplies(session)
        if one.kind is SupplyKind.BLANK_CARD
    )
