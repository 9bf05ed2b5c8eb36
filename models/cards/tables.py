"""Cards: what is printed and handed over, copy by copy and batch by batch."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Code, Id, Line, Name, Numbered, Staying, not_negative, word
from models.documents.tables import DIGEST
from models.enrolment.tables import Enrolment


class CardKind(enum.StrEnum):
    """A member's card, or a proof of registration (bukti pendaftaran) while there is no number."""

    MEMBER = "member"
    PROOF = "proof"


class CardState(enum.StrEnum):
    """Where a card stands: in the queue, at the printer, printed, with its owner, or out of use."""

    QUEUED = "queued"
    SENT = "sent"
    PRINTED = "printed"
    HANDED = "handed"
    SPOILT = "spoilt"
    LOST = "lost"
    DAMAGED = "damaged"
    CANCELLED = "cancelled"


class CopyState(enum.StrEnum):
    """What became of one piece of plastic or paper.

    It is drawn, taken by the printer, out of it well or spoilt, with its owner; then lost, damaged,
    or replaced by another copy. One that was drawn and never printed is dropped.
    """

    DRAWN = "drawn"
    SENT = "sent"
    PRINTED = "printed"
    HANDED = "handed"
    SPOILT = "spoilt"
    LOST = "lost"
    DAMAGED = "damaged"
    REPLACED = "replaced"
    DROPPED = "dropped"


class BatchState(enum.StrEnum):
    """Where a batch stands: drawn, at the printer, told how it came out, or taken back."""

    DRAWN = "drawn"
    SENT = "sent"
    TOLD = "told"
    DROPPED = "dropped"
    REVERTED = "reverted"


class HandWay(enum.StrEnum):
    """How it was noted that a card was handed over: ticked, or signed for on the screen."""

    TICKED = "ticked"
    DRAWN = "drawn"


class Card(Base):
    """The card of one number. A reprint keeps the number and is another copy of it."""

    __tablename__ = "card"
    __table_args__ = (*not_negative("prints"),)

    enrolment_id: Mapped[Id] = mapped_column(ForeignKey("enrolment.id"), index=True)
    kind: Mapped[CardKind] = mapped_column(word(CardKind))
    number: Mapped[Code] = mapped_column(unique=True)
    state: Mapped[CardState] = mapped_column(word(CardState), index=True)
    prints: Mapped[int] = mapped_column(default=0)
    printed_at: Mapped[datetime | None]
    handed_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship()


class CardBatch(Staying, Base):
    """Cards that were drawn and sent to a printer together; ``printer`` is empty for a file.

    ``sheet`` and ``design`` are the names of what they were printed on and by.
    """

    __tablename__ = "card_batch"
    __table_args__ = (*not_negative("spoilt"),)

    desk_id: Mapped[Id] = mapped_column(ForeignKey("desk.id"))
    officer_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    event_id: Mapped[Id | None] = mapped_column(ForeignKey("event.id"), index=True)
    drawn_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    printer: Mapped[Name]
    sheet: Mapped[Name]
    design: Mapped[Name]
    state: Mapped[BatchState] = mapped_column(word(BatchState), index=True)
    spoilt: Mapped[int] = mapped_column(default=0)
    note: Mapped[Line | None]


class CardCopy(Numbered, Base):
    """One printed piece of a card. Its serial is in its code: no other copy ever has it.

    ``serial`` counts at the desk that drew it. ``place`` is its place in the batch, from 1.
    ``signature`` is the fingerprint of what its owner drew on taking it.
    """

    __tablename__ = "card_copy"
    __table_args__ = (UniqueConstraint("desk_id", "serial"), *not_negative("serial", "place"))
    emptied = ("printed_at",)  # it never came out, as is said then: nothing was used for it

    card_id: Mapped[Id] = mapped_column(ForeignKey("card.id"), index=True)
    batch_id: Mapped[Id] = mapped_column(ForeignKey("card_batch.id"), index=True)
    desk_id: Mapped[Id] = mapped_column(ForeignKey("desk.id"))
    serial: Mapped[int]
    place: Mapped[int]
    state: Mapped[CopyState] = mapped_column(word(CopyState), index=True)
    issued_on: Mapped[date]
    printed_at: Mapped[datetime | None]
    handed_at: Mapped[datetime | None]
    handed_by_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    hand_way: Mapped[HandWay | None] = mapped_column(word(HandWay))
    signature: Mapped[str | None] = mapped_column(DIGEST, ForeignKey("content.digest"))
    ended_at: Mapped[datetime | None]
    reason: Mapped[Line | None]


class NumberBlock(Base):
    """Membership numbers the agency gave to the office, from the first to the last, both included.

    Numbers are digits of one length; what leads is part of them.
    """

    __tablename__ = "number_block"

    first: Mapped[Code] = mapped_column(unique=True)
    last: Mapped[Code]
    received_on: Mapped[date]
    source: Mapped[Line | None]
    closed_at: Mapped[datetime | None]


class OfficeKey(Base):
    """The public half of an office's key: what it signed can be checked with it.

    ``mark`` is its fingerprint, eight hexadecimal digits, as it stands in codes. Of another office
    ``revoked`` are the serials of the list taken in last, made at ``revoked_at``.
    """

    __tablename__ = "office_key"

    mark: Mapped[str] = mapped_column(String(8), unique=True)
    office: Mapped[Name]
    public: Mapped[bytes]
    own: Mapped[bool] = mapped_column(default=False)
    since: Mapped[datetime]
    archived_at: Mapped[datetime | None]
    revoked: Mapped[list[Any] | None]
    revoked_at: Mapped[datetime | None]
