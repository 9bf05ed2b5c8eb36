"""Official letters, and the texts an office made its own."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Code, Id, Name, Note, not_negative, word
from models.documents.tables import DIGEST
from models.events.tables import Event
from models.partners.tables import Partner


class LetterKind(enum.StrEnum):
    """What a letter is for: undangan, permohonan fasilitas, surat tugas, ucapan terima kasih."""

    INVITATION = "invitation"
    FACILITIES = "facilities"
    ASSIGNMENT = "assignment"
    THANKS = "thanks"


class LetterTemplate(Base):
    """The office's own text for letters of a kind in a language, in place of what is shipped."""

    __tablename__ = "letter_template"
    __table_args__ = (UniqueConstraint("kind", "language"),)

    kind: Mapped[LetterKind] = mapped_column(word(LetterKind))
    language: Mapped[Code]
    subject: Mapped[Name]
    body: Mapped[Note]


class Letter(Base):
    """A letter that was given a number, as it was made; ``digest`` is its PDF's.

    ``serial`` counts the letters of ``year``, and no number is ever given twice: one that is not to
    be used is voided and stays. ``replaces_id`` is the sent letter in whose place it was made.
    ``subject`` is what it says; ``body`` has its placeholders still, for making it anew.
    """

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("year", "serial"),
        UniqueConstraint("number"),
        *not_negative("serial"),
    )

    event_id: Mapped[Id] = mapped_column(ForeignKey("event.id"), index=True)
    kind: Mapped[LetterKind] = mapped_column(word(LetterKind))
    partner_id: Mapped[Id | None] = mapped_column(ForeignKey("partner.id"), index=True)
    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[Name]
    dated_on: Mapped[date]
    language: Mapped[Code]
    paper: Mapped[Code]
    recipient: Mapped[Note]
    subject: Mapped[Name]
    body: Mapped[Note]
    digest: Mapped[str] = mapped_column(DIGEST, ForeignKey("content.digest"))
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    sent_how: Mapped[Name | None]
    voided_at: Mapped[datetime | None]
    void_reason: Mapped[Note | None]
    replaces_id: Mapped[Id | None] = mapped_column(ForeignKey("letter.id"))

    event: Mapped[Event] = relationship()
    partner: Mapped[Partner | None] = relationship()
