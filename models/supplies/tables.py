"""Things that are used up, and every piece that came in or went out."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Id, Line, Name, word


class SupplyKind(enum.StrEnum):
    """What sort of supply it is."""

    BLANK_CARD = "blank_card"
    RIBBON = "ribbon"
    OTHER = "other"


class Supply(Base):
    """A thing that is used up; one piece of it is good for ``cards_each`` cards.

    ``begun_at`` is when the piece in the printer was put in: what was printed since has used it.
    """

    __tablename__ = "supply"
    __table_args__ = (CheckConstraint("cards_each >= 1", name="cards_each_positive"),)

    name: Mapped[Name]
    kind: Mapped[SupplyKind] = mapped_column(word(SupplyKind))
    cards_each: Mapped[int] = mapped_column(default=1)
    active: Mapped[bool] = mapped_column(default=True)
    begun_at: Mapped[datetime | None]


class SupplyMove(Base):
    """Pieces that came in (``count`` above nought) or went out, for an event where it was one.

    ``batch_id`` is the batch of cards they were used for.
    """

    __tablename__ = "supply_move"
    __table_args__ = (CheckConstraint("count <> 0", name="count_not_nought"),)

    supply_id: Mapped[Id] = mapped_column(ForeignKey("supply.id"), index=True)
    event_id: Mapped[Id | None] = mapped_column(ForeignKey("event.id"), index=True)
    batch_id: Mapped[Id | None] = mapped_column(ForeignKey("card_batch.id"), index=True)
    day: Mapped[date]
    count: Mapped[int]
    note: Mapped[Line | None]

    supply: Mapped[Supply] = relationship()
