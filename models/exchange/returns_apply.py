"""Notes what the agency's file says, as one action: numbers, statuses, payments, and cards."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from models.cards.numbered import make_member_cards
from models.enrolment.tables import Enrolment, EnrolmentStatus, Payment, PaymentWay
from models.exchange.returns_fitting import RANK
from models.exchange.returns_plan import ReturnsPlan
from models.exchange.returns_planned import KnownEnrolment, NewPayment, ReturnedRow, ReturnStatus
from models.history.bulk import insert_many, table_of, update_many
from models.history.recording import Fields, named
from models.office.queries import time_zone
from models.office.rights import Right, need
from models.people.tables import Person
from models.progress import Progress, Work
from models.words import N_

S = EnrolmentStatus

NOON = time(12)
"""When a payment is said to have come of which only the day is known."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What was noted: rows of each sort, and the cards that now wait to be printed."""

    registered: int
    rejected: int
    billed: int
    paid: int
    cards: int

    @property
    def total(self) -> int:
        """Return of how many rows something was noted."""
        return self.registered + self.rejected + self.billed + self.paid


def apply_returns(session: Session, plan: ReturnsPlan) -> Work[Noted]:
    """Note what the plan's good rows say. What is known already stays; nothing goes back."""
    need(session, Right.PLAN)
    named(session, N_("Note what the agency returned in {file}"), file=plan.found.file_name)
    taken, counts = plan.taken, plan.counts()
    yield Progress(0, len(taken))
    numbers = {
        row.member.id: {"member_number": row.effects.member_number}
        for row in taken
        if row.member is not None and row.effects.member_number
    }
    update_many(session, table_of(Person), numbers)
    _note_payments(session, taken, plan.today)
    yield Progress(len(taken) // 2, len(taken))
    update_many(session, table_of(Enrolment), _changes(taken))
    cards = make_member_cards(session, _numbered(plan.rows), _rejected(taken))
    yield Progress(len(taken), len(taken))
    return Noted(
        counts[ReturnStatus.REGISTERED],
        counts[ReturnStatus.REJECTED],
        counts[ReturnStatus.BILLED],
        counts[ReturnStatus.PAID],
        cards,
    )


def _note_payments(session: Session, rows: Sequence[ReturnedRow], today: date) -> None:
    zone = time_zone(session)
    new = [
        (row.enrolment.id, row.effects.payment)
        for row in rows
        if row.enrolment is not None and row.effects.payment is not None
    ]
    insert_many(
        session,
        Payment,
        ("enrolment_id", "amount", "paid_at", "way", "reference"),
        [
            (
                enrolment,
                payment.amount,
                _moment(payment.day or today, zone),
                PaymentWay.CASH if payment.in_cash else PaymentWay.CHANNEL,
                payment.reference or None,
            )
            for enrolment, payment in sorted(new, key=_said)
        ],
    )


def _said(one: tuple[int, NewPayment]) -> tuple[object, ...]:
    """Order payments by what they are, so that it is all one how the file was sorted."""
    enrolment, payment = one
    return enrolment, payment.day or date.max, payment.reference, payment.amount


def _moment(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, NOON, zone).astimezone(UTC)


def _changes(rows: Iterable[ReturnedRow]) -> Mapping[int, Fields]:
    """Return the new fields of each enrolment, all its rows taken together."""
    together: dict[int, list[ReturnedRow]] = defaultdict(list)
    for row in rows:
        if row.enrolment is not None:
            together[row.enrolment.id].append(row)
    changes = {one: _change(its_rows) for one, its_rows in together.items()}
    return {one: fields for one, fields in changes.items() if fields}


def _change(rows: Sequence[ReturnedRow]) -> Fields:
    enrolment = rows[0].enrolment
    if enrolment is None:
        return {}
    fields: Fields = {}
    codes = [row.effects.billing_code for row in rows if row.effects.billing_code]
    if codes:
        fields["billing_code"] = codes[0]
    status = _status(enrolment, rows)
    if status is S.REJECTED:
        reasons = [row.effects.reason for row in rows if row.effects.reason]
        if reasons:
            fields |= {"status": status, "reject_reason": reasons[0]}
    elif status is not enrolment.status:
        fields |= {"status": status, "reject_reason": None}
    return fields


def _status(enrolment: KnownEnrolment, rows: Sequence[ReturnedRow]) -> S:
    """Return the furthest status: what the rows say, or paid where all that is due has come."""
    said = [row.effects.status for row in rows if row.effects.status]
    if S.REJECTED in said:
        return S.REJECTED
    status = max(said, key=RANK.__getitem__, default=enrolment.status)
    paid = sum(each.amount for each in enrolment.payments)
    fresh = sum(row.effects.payment.amount for row in rows if row.effects.payment)
    if fresh and paid + fresh >= enrolment.total and status in (S.TO_REGISTER, S.BILLED):
        return S.PAID
    return status


def _numbered(rows: Iterable[ReturnedRow]) -> dict[int, tuple[int, str]]:
    """Return person and number by the enrolment a card with that number is for."""
    return {
        row.enrolment.id: (row.member.id, row.effects.member_number or row.member.member_number)
        for row in rows
        if row.status is ReturnStatus.REGISTERED
        and row.member is not None
        and row.enrolment is not None
        and (row.effects.member_number or row.member.member_number)
    }


def _rejected(rows: Iterable[ReturnedRow]) -> list[int]:
    return [
        row.enrolment.id
        for row in rows
        if row.status is ReturnStatus.REJECTED and row.enrolment is not None
    ]
