"""Enrolment into the programmes: the contribution as priced, the consent, the payment."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import (
    Base,
    Code,
    Id,
    Line,
    Name,
    Note,
    Numbered,
    Rupiah,
    not_negative,
    utc_now,
    word,
)
from models.documents.tables import DIGEST
from models.events.tables import Event
from models.money.tables import Receipt
from models.people.tables import Person, Sector


class Payer(enum.StrEnum):
    """Who pays the contribution; the state's payment gets no discount (PP 50/2025)."""

    SELF = "self"
    BUDGET = "budget"


class EnrolmentStatus(enum.StrEnum):
    """Perlu didaftarkan, ditagih, lunas, terdaftar, ditolak."""

    TO_REGISTER = "to_register"
    BILLED = "billed"
    PAID = "paid"
    REGISTERED = "registered"
    REJECTED = "rejected"


class ConsentWay(enum.StrEnum):
    """How consent was given (UU 27/2022 art. 22: written or recorded)."""

    TICKED = "ticked"
    DRAWN = "drawn"
    SIGNED = "signed"
    THUMBPRINT = "thumbprint"


class PaymentWay(enum.StrEnum):
    """How money came."""

    CASH = "cash"
    CHANNEL = "channel"


class Enrolment(Base):
    """One person's entry into programmes for a number of months, as it was priced that day.

    ``programmes`` are codes with a space between ("JKK JKM JHT"); ``first_month`` is the first day
    of a month; ``pricing`` is the working, a line for each run of equal months, with the legal
    basis of every rule that was used.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        CheckConstraint("months > 0", name="months_positive"),
        *not_negative("reported_income", "base_income", "total"),
        Index(
            "ix_enrolment_one_open",
            "event_id",
            "person_id",
            unique=True,
            # The migration says it for PostgreSQL, too; here that would load all of its dialect.
            sqlite_where=text("status <> 'rejected'"),
        ),
        # What the first page counts by month is answered from it alone.
        Index("ix_enrolment_enrolled_at", "enrolled_at", "status", "total"),
    )

    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), index=True)
    event_id: Mapped[Id | None] = mapped_column(ForeignKey("event.id"), index=True)
    programmes: Mapped[Code]
    occupation: Mapped[Name]
    sector: Mapped[Sector] = mapped_column(word(Sector))
    reported_income: Mapped[Rupiah]
    base_income: Mapped[Rupiah]
    base_reason: Mapped[Note | None]
    first_month: Mapped[date]
    months: Mapped[int]
    payer: Mapped[Payer] = mapped_column(word(Payer))
    total: Mapped[Rupiah]
    pricing: Mapped[list[Any]]
    age_reason: Mapped[Note | None]
    declared_at: Mapped[datetime | None]
    status: Mapped[EnrolmentStatus] = mapped_column(word(EnrolmentStatus), index=True)
    reject_reason: Mapped[Line | None]
    billing_code: Mapped[Code | None]
    enrolled_at: Mapped[datetime] = mapped_column(default=utc_now)
    desk_id: Mapped[Id | None] = mapped_column(ForeignKey("desk.id"))

    person: Mapped[Person] = relationship()
    event: Mapped[Event | None] = relationship()


class Consent(Base):
    """A person's agreement to the processing of their data, with its proof.

    UU 27/2022 art. 22 and 24. ``text_version`` names the wording that was shown;
    the wordings are shipped and never altered. ``proof`` is the picture of what was signed here.
    """

    __tablename__ = "consent"

    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), index=True)
    event_id: Mapped[Id | None] = mapped_column(ForeignKey("event.id"), index=True)
    text_version: Mapped[Code]
    language: Mapped[Code]
    way: Mapped[ConsentWay] = mapped_column(word(ConsentWay))
    given_at: Mapped[datetime] = mapped_column(default=utc_now)
    officer_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    withdrawn_at: Mapped[datetime | None]
    proof: Mapped[str | None] = mapped_column(DIGEST, ForeignKey("content.digest"))


class Payment(Base):
    """Money that came for an enrolment, in whole rupiah.

    ``cash_box_id`` is where cash was put; ``receipt_id`` the paper that was given for it.
    """

    __tablename__ = "payment"
    __table_args__ = (*not_negative("amount"),)

    enrolment_id: Mapped[Id] = mapped_column(ForeignKey("enrolment.id"), index=True)
    amount: Mapped[Rupiah]
    paid_at: Mapped[datetime]
    way: Mapped[PaymentWay] = mapped_column(word(PaymentWay))
    reference: Mapped[Name | None]
    desk_id: Mapped[Id | None] = mapped_column(ForeignKey("desk.id"))
    officer_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    cash_box_id: Mapped[Id | None] = mapped_column(ForeignKey("cash_box.id"), index=True)
    receipt_id: Mapped[Id | None] = mapped_column(ForeignKey("receipt.id"), index=True)

    enrolment: Mapped[Enrolment] = relationship()
    receipt: Mapped[Receipt | None] = relationship()


class PaperForm(Numbered, Base):
    """A numbered form for when the power is out: printed beforehand, typed in later.

    ``serial`` counts the forms of a desk and is never used twice. ``written_at`` is the time on the
    paper, ``typed_at`` when it was typed in, ``person_id`` who stands on it. ``text_version`` and
    ``language`` are of the wording of consent that is printed on it.
    """

    __tablename__ = "paper_form"
    __table_args__ = (UniqueConstraint("desk_id", "serial"), *not_negative("serial"))

    event_id: Mapped[Id] = mapped_column(ForeignKey("event.id"), index=True)
    desk_id: Mapped[Id] = mapped_column(ForeignKey("desk.id"))
    serial: Mapped[int]
    printed_at: Mapped[datetime]
    text_version: Mapped[Code]
    language: Mapped[Code]
    written_at: Mapped[datetime | None]
    typed_at: Mapped[datetime | None]
    person_id: Mapped[Id | None] = mapped_column(ForeignKey("person.id"), index=True)
