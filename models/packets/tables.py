"""Packets that were given to desks, what came home, and what two of them say differently."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigInt, Code, Id, Line, Note, not_negative, word


class ConflictKind(enum.StrEnum):
    """What cannot be put together without somebody deciding."""

    FIELD = "field"
    SAME_PERSON = "same_person"
    ENROLLED_TWICE = "enrolled_twice"
    PAID_TWICE = "paid_twice"
    CARD_TWICE = "card_twice"
    NUMBER_TWICE = "number_twice"
    RECEIPT_TWICE = "receipt_twice"
    TAKEN_OUT = "taken_out"


class ConflictState(enum.StrEnum):
    """Whether it waits for somebody, was decided, or went away: all came to say the same."""

    OPEN = "open"
    DECIDED = "decided"
    GONE = "gone"


class Choice(enum.StrEnum):
    """What was decided: the first side, another one, or to leave all standing."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class DeskPacket(Base):
    """What was given to a desk: which event, what of it, and the ranges that are its alone.

    ``known`` says how far the office's history was in it: the last action of each chain, by the
    chain's key. ``stamp`` is that of the office's last action then. ``content`` says in numbers and
    regions what was put in. The desk signs what it brings home; ``public`` is the other half of
    that key. What opens the file lies among the office's secrets.
    """

    __tablename__ = "desk_packet"

    desk_id: Mapped[Id] = mapped_column(ForeignKey("desk.id"), index=True)
    event_id: Mapped[Id] = mapped_column(ForeignKey("event.id"), index=True)
    made_at: Mapped[datetime]
    officer_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    stamp: Mapped[int] = mapped_column(BigInt)
    known: Mapped[dict[str, Any]]
    content: Mapped[dict[str, Any]]
    public: Mapped[bytes]
    first_number: Mapped[Code | None]
    last_number: Mapped[Code | None]
    closed_at: Mapped[datetime | None]
    close_reason: Mapped[Note | None]


class PacketReturn(Base):
    """What came home once: the actions of one chain from ``first_id`` to ``last_id``.

    ``merge_id`` is the action by which it was put in, which is written last. ``ahead`` is by how
    many seconds the clock of the desk was ahead of the office's. ``digest`` is the fingerprint of
    the file.
    """

    __tablename__ = "packet_return"
    __table_args__ = (*not_negative("actions"),)

    packet_id: Mapped[Id] = mapped_column(ForeignKey("desk_packet.id"), index=True)
    desk_id: Mapped[Id] = mapped_column(ForeignKey("desk.id"))
    chain_key: Mapped[int] = mapped_column(BigInt, index=True)
    first_id: Mapped[Id]
    last_id: Mapped[Id]
    merge_id: Mapped[Id | None] = mapped_column(
        ForeignKey("action.id", deferrable=True, initially="DEFERRED")
    )
    returned_at: Mapped[datetime]
    actions: Mapped[int]
    ahead: Mapped[int] = mapped_column(default=0)
    digest: Mapped[bytes]


class MergeConflict(Base):
    """Two or more desks that say different things, to be decided by somebody.

    ``sides`` are the records and actions that say so (``{"record": id, "action": id}``), in the
    order of their ids; the values stand in the history alone, so that what is erased there is gone.
    ``person_id`` is whom it concerns.
    """

    __tablename__ = "merge_conflict"
    __table_args__ = (Index("ix_merge_conflict_record", "record_table", "record_id", "field"),)

    kind: Mapped[ConflictKind] = mapped_column(word(ConflictKind))
    record_table: Mapped[Code]
    record_id: Mapped[Id]
    field: Mapped[Code | None]
    person_id: Mapped[Id | None] = mapped_column(ForeignKey("person.id"), index=True)
    sides: Mapped[list[Any]]
    state: Mapped[ConflictState] = mapped_column(
        word(ConflictState), default=ConflictState.OPEN, index=True
    )
    choice: Mapped[Choice | None] = mapped_column(word(Choice))
    found_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    officer_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    reason: Mapped[Line | None]
