"""The history: every user action with a line for each record it touched."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Code, Id, Line, utc_now


class Action(Base):
    """One thing a user did: one transaction.

    ``name`` is an English sentence with ``{places}``, said in the reader's language; ``words``
    fills the places. ``digest`` covers the action and the digests of its changes, ``chain`` covers
    the chain before it and ``digest``: data can be taken out without breaking the chain.
    ``final`` marks what cannot be taken back, such as setting up the office.
    """

    __tablename__ = "action"

    at: Mapped[datetime] = mapped_column(default=utc_now, index=True)
    officer_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    desk_id: Mapped[Id | None] = mapped_column(ForeignKey("desk.id"))
    name: Mapped[Line]
    words: Mapped[dict[str, Any]]
    final: Mapped[bool] = mapped_column(default=False)
    undoes_id: Mapped[Id | None] = mapped_column(ForeignKey("action.id"), index=True)
    digest: Mapped[bytes]
    chain: Mapped[bytes]

    changes: Mapped[list["Change"]] = relationship(
        back_populates="action", order_by="Change.id", viewonly=True
    )


class Change(Base):
    """What one action did to one record.

    ``before`` is None for a record made, ``after`` None for one taken out, and the other side
    holds its fields, empty ones left out; otherwise both hold the fields that differ.
    ``record_id`` has no foreign key: the record may be gone.
    """

    __tablename__ = "change"

    action_id: Mapped[Id] = mapped_column(ForeignKey("action.id"), index=True)
    record_table: Mapped[Code]
    record_id: Mapped[Id] = mapped_column(index=True)
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    digest: Mapped[bytes]

    action: Mapped[Action] = relationship(back_populates="changes", viewonly=True)
