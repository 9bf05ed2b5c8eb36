"""The history: every user action with a line for each record it touched."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, BigInt, Code, Id, Line, utc_now

COUNT_BITS = 16
"""How many bits of a stamp count what falls into one millisecond."""


class Action(Base):
    """One thing a user did: one transaction.

    ``name`` is an English sentence with ``{places}``, said in the reader's language; ``words``
    fills the places. ``digest`` covers the action and the digests of its changes, ``chain`` covers
    the chain before it and ``digest``: data can be taken out without breaking the chain.
    ``final`` marks what cannot be taken back, such as setting up the office. ``words_digest``
    stands in ``digest`` for the words, so that they too can be taken out; ``erasure_id`` says by
    which erasure of a person they were.

    ``stamp`` is a hybrid logical clock: milliseconds since 1970, shifted left by ``COUNT_BITS``,
    and a count. It is later than that of every action that was known when this one was done,
    however wrong the clock. An action done elsewhere came with the action ``merged_by_id``: its
    changes say what was done there, those of the other one what that changed here.
    """

    __tablename__ = "action"

    at: Mapped[datetime] = mapped_column(default=utc_now, index=True)
    officer_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    desk_id: Mapped[Id | None] = mapped_column(ForeignKey("desk.id"))
    name: Mapped[Line]
    words: Mapped[dict[str, Any]]
    final: Mapped[bool] = mapped_column(default=False)
    undoes_id: Mapped[Id | None] = mapped_column(ForeignKey("action.id"), index=True)
    words_digest: Mapped[bytes]
    digest: Mapped[bytes]
    chain: Mapped[bytes]
    erasure_id: Mapped[Id | None] = mapped_column(ForeignKey("erasure.id"))
    stamp: Mapped[int] = mapped_column(BigInt, index=True)
    merged_by_id: Mapped[Id | None] = mapped_column(
        ForeignKey("action.id", deferrable=True, initially="DEFERRED"), index=True
    )

    changes: Mapped[list["Change"]] = relationship(
        back_populates="action", order_by="Change.id", viewonly=True
    )


class Change(Base):
    """What one action did to one record.

    ``before`` is None for a record made, ``after`` None for one taken out, and the other side
    holds its fields, empty ones left out; otherwise both hold the fields that differ.
    ``record_id`` has no foreign key: the record may be gone. What an erasure of a person emptied
    says so by its ``erasure_id``; the digest stays.
    """

    __tablename__ = "change"

    action_id: Mapped[Id] = mapped_column(ForeignKey("action.id"), index=True)
    record_table: Mapped[Code]
    record_id: Mapped[Id] = mapped_column(index=True)
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    digest: Mapped[bytes]
    erasure_id: Mapped[Id | None] = mapped_column(ForeignKey("erasure.id"))

    action: Mapped[Action] = relationship(back_populates="changes", viewonly=True)
