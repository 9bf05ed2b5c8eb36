"""Days that were closed, as they were counted, witnessed and sealed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Note, utc_now
from models.documents.tables import DIGEST


class DayClose(Base):
    """One closing of a day at one desk (tutup hari): what was there, what was counted, who saw it.

    ``figures`` is what the records say, ``counted`` what was found in hand; ``explanation`` says
    why they differ. ``seal`` is the chain of the history up to ``sealed_action_id``: nothing before
    it can change without the printed seal telling. Work done later the same day is closed by a
    further row with the next ``sequence``. A closing is never taken back.
    """

    __tablename__ = "day_close"
    __table_args__ = (UniqueConstraint("day", "desk_id", "sequence"),)

    day: Mapped[date] = mapped_column(index=True)
    desk_id: Mapped[Id] = mapped_column(ForeignKey("desk.id"))
    sequence: Mapped[int] = mapped_column(default=1)
    closed_at: Mapped[datetime] = mapped_column(default=utc_now)
    officer_id: Mapped[Id] = mapped_column(ForeignKey("officer.id"))
    witness_id: Mapped[Id] = mapped_column(ForeignKey("officer.id"))
    figures: Mapped[dict[str, Any]]
    counted: Mapped[dict[str, Any]]
    explanation: Mapped[Note | None]
    seal: Mapped[bytes]
    sealed_action_id: Mapped[Id | None]
    paper: Mapped[str | None] = mapped_column(DIGEST, ForeignKey("content.digest"))
