"""What people ask about their data, what was erased, what left the office, what got out."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Code, Id, Line, Name, Note, not_negative, utc_now, word
from models.documents.tables import DIGEST


class RequestKind(enum.StrEnum):
    """What a person asks about their data (UU 27/2022 art. 5-11)."""

    WITHDRAWAL = "withdrawal"
    LIMIT = "limit"
    COPY = "copy"
    CORRECTION = "correction"
    ERASURE = "erasure"


class ErasureCause(enum.StrEnum):
    """Why a person's data was erased (UU 27/2022 art. 43)."""

    REQUEST = "request"
    WITHDRAWAL = "withdrawal"
    RETENTION = "retention"


class RetentionSubject(enum.StrEnum):
    """What a rule of retention is about."""

    NEVER_ENROLLED = "never_enrolled"
    COVER_ENDED = "cover_ended"
    REJECTED = "rejected"


class DataRequest(Base):
    """A person's request about their data and until when it is to be met.

    ``due_at`` is 3 x 24 hours after ``asked_at`` (UU 27/2022 art. 41). ``how`` says in what way it
    was asked; ``refused`` with ``note`` saying why.
    """

    __tablename__ = "data_request"

    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[RequestKind] = mapped_column(word(RequestKind))
    asked_at: Mapped[datetime] = mapped_column(default=utc_now)
    due_at: Mapped[datetime] = mapped_column(index=True)
    how: Mapped[Line | None]
    officer_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    refused: Mapped[bool] = mapped_column(default=False)
    note: Mapped[Note | None]


class Erasure(Base):
    """A person whose data was erased: who, why and seen by whom, with nothing that names them.

    ``number`` is that of the certificate. ``covers`` is the SHA-256 over the entries of the
    history whose contents were taken out with it, each told by its action, its id and the record it
    is of, in hexadecimal (``history.verifying.covers_of``): an entry emptied in any other way is
    found.
    """

    __tablename__ = "erasure"
    __table_args__ = (*not_negative("entries"),)

    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), index=True)
    number: Mapped[Code] = mapped_column(unique=True)
    erased_at: Mapped[datetime] = mapped_column(default=utc_now)
    officer_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    witness_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    cause: Mapped[ErasureCause] = mapped_column(word(ErasureCause))
    request_id: Mapped[Id | None] = mapped_column(ForeignKey("data_request.id"))
    basis: Mapped[Line | None]
    entries: Mapped[int] = mapped_column(default=0)
    covers: Mapped[str | None] = mapped_column(DIGEST)


class ConsentText(Base):
    """A wording of consent of the office's own; never altered once somebody agreed to it."""

    __tablename__ = "consent_text"
    __table_args__ = (UniqueConstraint("version", "language"),)

    version: Mapped[Code]
    language: Mapped[Code]
    body: Mapped[Note]
    in_force_from: Mapped[date]


class RetentionRule(Base):
    """How long data is kept after its purpose has ended, in months (UU 27/2022 art. 42-44)."""

    __tablename__ = "retention_rule"
    __table_args__ = (CheckConstraint("months > 0", name="months_positive"),)

    subject: Mapped[RetentionSubject] = mapped_column(word(RetentionSubject), unique=True)
    months: Mapped[int]
    basis: Mapped[Line | None]
    active: Mapped[bool] = mapped_column(default=True)


class RetentionKeep(Base):
    """Why a person's data is kept past the rule, and until when (UU 27/2022 art. 42)."""

    __tablename__ = "retention_keep"

    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), index=True)
    until: Mapped[date]
    reason: Mapped[Line]
    kept_at: Mapped[datetime] = mapped_column(default=utc_now)
    officer_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))


class Breach(Base):
    """Data that got out: what, when, how, what is done (UU 27/2022 art. 46).

    ``scope`` holds what those affected are found by: an event, a span of days, a village.
    """

    __tablename__ = "breach"
    __table_args__ = (*not_negative("people"),)

    found_at: Mapped[datetime] = mapped_column(default=utc_now)
    happened: Mapped[Line | None]
    what: Mapped[Note]
    how: Mapped[Note | None]
    measures: Mapped[Note | None]
    scope: Mapped[dict[str, Any]]
    people: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[datetime | None]
    officer_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))


class Disclosure(Base):
    """A list or paper with personal data that left the program: what, for how many, and why."""

    __tablename__ = "disclosure"
    __table_args__ = (*not_negative("people"),)

    at: Mapped[datetime] = mapped_column(default=utc_now, index=True)
    officer_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    kind: Mapped[Code]
    title: Mapped[Name]
    reason: Mapped[Line | None]
    people: Mapped[int] = mapped_column(default=0)
    full_niks: Mapped[bool] = mapped_column(default=False)
    event_id: Mapped[Id | None] = mapped_column(ForeignKey("event.id"))
