"""What one person came to, enrolled in, paid, was given and consented to, for their page."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cards.queries import last_day
from models.cards.tables import Card, CardKind, CardState
from models.documents.contents import content
from models.enrolment.tables import (
    Consent,
    ConsentWay,
    Enrolment,
    EnrolmentStatus,
    Payment,
    PaymentWay,
)
from models.errors import UserError
from models.events.tables import Attendance, Event
from models.money.numbers import receipt_number
from models.money.tables import Receipt
from models.office.tables import Desk, Officer
from models.people.apart import KeptApart, kept_apart
from models.people.groups import GroupRow, groups_of
from models.people.tables import Person


@dataclass(frozen=True, slots=True)
class PersonEvent:
    """An event whose list somebody is on; ``present_at`` None where they were not seen."""

    event_id: int
    title: str
    starts_at: datetime
    village: str
    walk_in: bool
    present_at: datetime | None


@dataclass(frozen=True, slots=True)
class PersonPayment:
    """Money that came for one enrolment, in rupiah; ``receipt`` is the number of its paper."""

    enrolment_id: int
    amount: int
    paid_at: datetime
    way: PaymentWay
    reference: str
    receipt_id: int | None = None
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A card of one enrolment, and where it stands."""

    event_id: int | None
    kind: CardKind
    number: str
    state: CardState
    printed_at: datetime | None
    handed_at: datetime | None


@dataclass(frozen=True, slots=True)
class PersonConsent:
    """A consent: to which wording, how and when it was given, who saw it, when it was withdrawn.

    ``proof`` is the picture of what was signed, empty without one; ``proof_lost`` why it is.
    """

    id: int
    text_version: str
    language: str
    way: ConsentWay
    given_at: datetime
    officer: str
    event: str
    withdrawn_at: datetime | None
    proof: bytes = b""
    proof_lost: str = ""


@dataclass(frozen=True, slots=True)
class PersonEnrolment:
    """One enrolment of somebody; ``total`` and ``paid`` in rupiah for all ``months``."""

    id: int
    event_id: int | None
    event: str
    programmes: tuple[str, ...]
    months: int
    first_month: date
    total: int
    paid: int
    status: EnrolmentStatus
    reject_reason: str
    billing_code: str
    enrolled_at: datetime
    person_id: int
    member_number: str

    @property
    def cover_until(self) -> date | None:
        """Return the last day of cover; None where the enrolment was rejected."""
        rejected = self.status is EnrolmentStatus.REJECTED
        return None if rejected else last_day(self.first_month, self.months)

    @property
    def owed(self) -> int:
        """Return what has not been paid yet, in rupiah."""
        return max(self.total - self.paid, 0)


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """What was noted of one person, the latest first."""

    member_number: str
    events: tuple[PersonEvent, ...]
    enrolments: tuple[PersonEnrolment, ...]
    payments: tuple[PersonPayment, ...] = ()
    cards: tuple[PersonCard, ...] = ()
    consents: tuple[PersonConsent, ...] = ()
    groups: tuple[GroupRow, ...] = ()
    heir_note: str = ""
    apart: tuple[KeptApart, ...] = ()

    @property
    def cover_until(self) -> date | None:
        """Return the last day of any cover, None without one."""
        return max((one.cover_until for one in self.enrolments if one.cover_until), default=None)


def person_record(session: Session, person_id: int) -> PersonRecord:
    """Return what was noted of one person."""
    number, heirs = session.execute(
        select(Person.member_number, Person.heir_note).where(Person.id == person_id)
    ).one()
    payments = _payments(session, person_id)
    return PersonRecord(
        number or "",
        _events(session, person_id),
        _enrolments(session, person_id, payments),
        payments,
        _cards(session, person_id),
        _consents(session, person_id),
        tuple(groups_of(session, person_id)),
        heirs or "",
        kept_apart(session, person_id),
    )


def enrolment_of(session: Session, enrolment_id: int) -> PersonEnrolment | None:
    """Return one enrolment as its person's page shows it; None if it is gone."""
    person_id = session.scalar(select(Enrolment.person_id).where(Enrolment.id == enrolment_id))
    if person_id is None:
        return None
    found = _enrolments(session, person_id, _payments(session, person_id))
    return next(one for one in found if one.id == enrolment_id)


def _events(session: Session, person_id: int) -> tuple[PersonEvent, ...]:
    rows = session.execute(
        select(
            Event.id,
            Event.title,
            Event.starts_at,
            Event.region_line,
            Attendance.walk_in,
            Attendance.present_at,
        )
        .join(Attendance, Attendance.event_id == Event.id)
        .where(Attendance.person_id == person_id)
        .order_by(Event.starts_at.desc(), Event.id)
    )
    return tuple(
        PersonEvent(
            row.id,
            row.title,
            row.starts_at,
            (row.region_line or "").split(",")[0],
            row.walk_in,
            row.present_at,
        )
        for row in rows
    )


def _enrolments(
    session: Session, person_id: int, payments: tuple[PersonPayment, ...]
) -> tuple[PersonEnrolment, ...]:
    rows = session.execute(
        select(Enrolment, Event.title, Person.member_number)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Event, Event.id == Enrolment.event_id)
        .where(Enrolment.person_id == person_id)
        .order_by(Enrolment.enrolled_at.desc(), Enrolment.id.desc())
    )
    return tuple(
        PersonEnrolment(
            enrolment.id,
            enrolment.event_id,
            title or "",
            tuple(enrolment.programmes.split()),
            enrolment.months,
            enrolment.first_month,
            enrolment.total,
            sum(one.amount for one in payments if one.enrolment_id == enrolment.id),
            enrolment.status,
            enrolment.reject_reason or "",
            enrolment.billing_code or "",
            enrolment.enrolled_at,
            person_id,
            number or "",
        )
        for enrolment, title, number in rows
    )


def _payments(session: Session, person_id: int) -> tuple[PersonPayment, ...]:
    rows = session.execute(
        select(Payment, Receipt.serial, Desk.number)
        .join(Enrolment, Enrolment.id == Payment.enrolment_id)
        .outerjoin(Receipt, Receipt.id == Payment.receipt_id)
        .outerjoin(Desk, Desk.id == Receipt.desk_id)
        .where(Enrolment.person_id == person_id)
        .order_by(Payment.paid_at.desc(), Payment.id.desc())
    )
    return tuple(
        PersonPayment(
            one.enrolment_id,
            one.amount,
            one.paid_at,
            one.way,
            one.reference or "",
            one.receipt_id,
            "" if one.receipt_id is None else receipt_number(desk, serial),
        )
        for one, serial, desk in rows
    )


def _cards(session: Session, person_id: int) -> tuple[PersonCard, ...]:
    rows = session.execute(
        select(Card, Enrolment.event_id)
        .join(Enrolment, Enrolment.id == Card.enrolment_id)
        .where(Enrolment.person_id == person_id)
        .order_by(Card.id.desc())
    )
    return tuple(
        PersonCard(event, one.kind, one.number, one.state, one.printed_at, one.handed_at)
        for one, event in rows
    )


def _consents(session: Session, person_id: int) -> tuple[PersonConsent, ...]:
    rows = session.execute(
        select(Consent, Officer.name, Event.title)
        .outerjoin(Officer, Officer.id == Consent.officer_id)
        .outerjoin(Event, Event.id == Consent.event_id)
        .where(Consent.person_id == person_id)
        .order_by(Consent.given_at.desc(), Consent.id.desc())
    )
    return tuple(
        PersonConsent(
            one.id,
            one.text_version,
            one.language,
            one.way,
            one.given_at,
            officer or "",
            event or "",
            one.withdrawn_at,
            *_proof(session, one.proof),
        )
        for one, officer, event in rows
    )


def _proof(session: Session, digest: str | None) -> tuple[bytes, str]:
    """Return what was signed, or why it cannot be shown any more."""
    if digest is None:
        return b"", ""
    try:
        return content(session, digest), ""
    except UserError as error:
        return b"", str(error)
