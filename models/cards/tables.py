"""Cards: what is printed and handed over."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Code, Id, not_negative, word
from models.enrolment.tables import Enrolment


class CardKind(enum.StrEnum):
    """A member's card, or a proof of registration (bukti pendaftaran) while there is no number."""

    MEMBER = "member"
    PROOF = "proof"


class CardState(enum.StrEnum):
    """Where a card stands: in the queue, printed, handed over, spoilt, cancelled."""

    QUEUED = "queued"
    PRINTED = "printed"
    HANDED = "handed"
    SPOILT = "spoilt"
    CANCELLED = "cancelled"


class Card(Base):
    """One card of one enrolment. A reprint keeps the number; a card anew cancels it."""

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
