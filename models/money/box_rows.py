"""Cash boxes and takings as lists show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import Session, aliased

from models.enrolment.tables import Enrolment, Payment, PaymentWay
from models.events.tables import Event
from models.money.here import open_box_id
from models.money.tables import CashBox, CashMove
from models.office.queries import time_zone
from models.office.tables import Desk, Officer
from models.people.tables import Person


@dataclass(frozen=True, slots=True)
class BoxRow:
    """One cash box, in rupiah.

    ``taken`` is the cash of payments in it, ``moved`` what else was put in less what was taken
    out; ``closed_on`` what should have been in it when it was closed, None while it is open.
    """

    id: int
    desk_id: int
    desk: str
    event_id: int | None
    event: str
    opened_at: datetime
    opened_by: str
    opening: int
    taken: int
    moved: int
    closed_at: datetime | None
    closed_by: str
    closed_on: int | None
    counted: int | None
    notes: Mapping[int, int]
    reason: str

    @property
    def expected(self) -> int:
        """Return what should be in it by what is known now."""
        return self.opening + self.taken + self.moved

    @property
    def difference(self) -> int | None:
        """Return how much more was counted than should have been there; less is negative."""
        if self.counted is None or self.closed_on is None:
            return None
        return self.counted - self.closed_on

    @property
    def changed_since(self) -> int:
        """Return by how much more should be in it now than when it was closed: a void is less."""
        return 0 if self.closed_on is None else self.expected - self.closed_on


@dataclass(frozen=True, slots=True)
class Unboxed:
    """Cash that was taken at a desk while no box was open there, in rupiah."""

    payment_id: int
    name: str
    amount: int
    paid_at: datetime
    desk: str
    officer: str


@dataclass(frozen=True, slots=True)
class Taking:
    """What one officer took in one way, in rupiah, in so many payments."""

    way: PaymentWay
    officer: str
    payments: int
    amount: int


def open_box_here(session: Session) -> BoxRow | None:
    """Return the box that is open at this desk, None without one."""
    box_id = open_box_id(session)
    return None if box_id is None else box_row(session, box_id)


def box_row(session: Session, box_id: int) -> BoxRow:
    """Return one box. Raises LookupError if it is gone."""
    return next(iter(_boxes(session, CashBox.id == box_id)))


def box_rows(
    session: Session,
    *,
    event_id: int | None = None,
    desk_id: int | None = None,
    during: tuple[datetime, datetime] | None = None,
) -> list[BoxRow]:
    """Return the boxes of an event, of a desk, or all: the latest first.

    ``during`` leaves those that were open at some moment from the first up to the second.
    """
    which = []
    if event_id is not None:
        which.append(CashBox.event_id == event_id)
    if desk_id is not None:
        which.append(CashBox.desk_id == desk_id)
    if during is not None:
        begin, end = during
        which.append(CashBox.opened_at < end)
        which.append(CashBox.closed_at.is_(None) | (CashBox.closed_at >= begin))
    return _boxes(session, *which)


def unboxed(session: Session, event_id: int | None = None) -> list[Unboxed]:
    """Return the cash, of an event or at all, that was taken while no box was open."""
    wanted = (
        select(Payment, Person.name, Desk.name, Officer.name)
        .join(Enrolment, Enrolment.id == Payment.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Desk, Desk.id == Payment.desk_id)
        .outerjoin(Officer, Officer.id == Payment.officer_id)
        .where(Payment.way == PaymentWay.CASH, Payment.cash_box_id.is_(None))
        .order_by(Payment.paid_at.desc(), Payment.id.desc())
    )
    if event_id is not None:
        wanted = wanted.where(Enrolment.event_id == event_id)
    return [
        Unboxed(one.id, name, one.amount, one.paid_at, desk, officer or "")
        for one, name, desk, officer in session.execute(wanted)
    ]


def takings(
    session: Session,
    *,
    event_id: int | None = None,
    desk_id: int | None = None,
    day: date | None = None,
) -> list[Taking]:
    """Return what was taken at the desks, by way and officer; of an event, a desk, a day.

    What the agency reported was not taken at a desk and does not count.
    """
    wanted = (
        select(Payment.way, Officer.name, func.count(), func.sum(Payment.amount))
        .join(Enrolment, Enrolment.id == Payment.enrolment_id)
        .outerjoin(Officer, Officer.id == Payment.officer_id)
        .where(Payment.desk_id.is_not(None))
        .group_by(Payment.way, Officer.id)
        .order_by(Payment.way, Officer.name.nulls_first(), Officer.id)
    )
    if event_id is not None:
        wanted = wanted.where(Enrolment.event_id == event_id)
    if desk_id is not None:
        wanted = wanted.where(Payment.desk_id == desk_id)
    if day is not None:
        start = datetime.combine(day, time(), time_zone(session))
        wanted = wanted.where(Payment.paid_at >= start, Payment.paid_at < start + timedelta(days=1))
    return [
        Taking(way, name or "", many, total) for way, name, many, total in session.execute(wanted)
    ]


def _boxes(session: Session, *which: ColumnElement[bool]) -> list[BoxRow]:
    opener, closer = aliased(Officer), aliased(Officer)
    wanted = (
        select(
            CashBox, Desk.name, Event.title, opener.name, closer.name, _sum(Payment), _sum(CashMove)
        )
        .join(Desk, Desk.id == CashBox.desk_id)
        .outerjoin(Event, Event.id == CashBox.event_id)
        .outerjoin(opener, opener.id == CashBox.opened_by_id)
        .outerjoin(closer, closer.id == CashBox.closed_by_id)
        .where(*which)
        .order_by(CashBox.opened_at.desc(), CashBox.id.desc())
    )
    return [
        BoxRow(
            id=box.id,
            desk_id=box.desk_id,
            desk=desk,
            event_id=box.event_id,
            event=event or "",
            opened_at=box.opened_at,
            opened_by=opened_by or "",
            opening=box.opening,
            taken=taken or 0,
            moved=moved or 0,
            closed_at=box.closed_at,
            closed_by=closed_by or "",
            closed_on=box.expected,
            counted=box.counted,
            notes={int(note): pieces for note, pieces in (box.notes or {}).items()},
            reason=box.difference_reason or "",
        )
        for box, desk, event, opened_by, closed_by, taken, moved in session.execute(wanted)
    ]


def _sum(kind: type[Payment | CashMove]) -> ScalarSelect[int]:
    return select(func.sum(kind.amount)).where(kind.cash_box_id == CashBox.id).scalar_subquery()
