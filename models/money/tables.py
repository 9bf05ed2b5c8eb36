"""What is given for money, and where cash lies."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Line, Name, Note, Numbered, Rupiah, not_negative


class Receipt(Numbered, Base):
    """A receipt (tanda terima) as it was given out: amount in rupiah, and what stood on it.

    ``serial`` counts the receipts of a desk without gaps; none is ever used twice. ``content`` is
    what was printed, so that it can be printed again as it was, whatever is corrected later.
    """

    __tablename__ = "receipt"
    __table_args__ = (
        UniqueConstraint("desk_id", "serial"),
        *not_negative("serial", "amount"),
    )

    desk_id: Mapped[Id] = mapped_column(ForeignKey("desk.id"))
    serial: Mapped[int]
    event_id: Mapped[Id | None] = mapped_column(ForeignKey("event.id"), index=True)
    officer_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    issued_at: Mapped[datetime]
    name: Mapped[Name]
    amount: Mapped[Rupiah]
    content: Mapped[dict[str, Any]]


class CashBox(Base):
    """The cash of one desk from opening to closing, in rupiah.

    ``counted`` is what lay in it at the end, ``notes`` how many of each banknote and coin;
    ``expected`` what should have, and ``difference_reason`` why they differ.
    """

    __tablename__ = "cash_box"
    __table_args__ = (
        *not_negative("opening", "counted"),
        Index(
            "ix_cash_box_one_open",
            "desk_id",
            unique=True,
            # The migration says it for PostgreSQL, too; here that would load all of its dialect.
            sqlite_where=text("closed_at IS NULL"),
        ),
    )

    desk_id: Mapped[Id] = mapped_column(ForeignKey("desk.id"))
    event_id: Mapped[Id | None] = mapped_column(ForeignKey("event.id"), index=True)
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    opening: Mapped[Rupiah] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    expected: Mapped[Rupiah | None]
    counted: Mapped[Rupiah | None]
    notes: Mapped[dict[str, Any] | None]
    difference_reason: Mapped[Note | None]


class CashMove(Base):
    """Rupiah put into a cash box (above nought) or taken out of it, other than for a receipt."""

    __tablename__ = "cash_move"
    __table_args__ = (CheckConstraint("amount <> 0", name="amount_not_nought"),)

    cash_box_id: Mapped[Id] = mapped_column(ForeignKey("cash_box.id"), index=True)
    moved_at: Mapped[datetime]
    officer_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    amount: Mapped[Rupiah]
    note: Mapped[Line]
