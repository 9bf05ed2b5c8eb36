"""Whether this file is a desk's, that came with a packet, and beginning a range of ids anew."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from models.cards.tables import CardCopy
from models.engines.dialects import put
from models.enrolment.tables import PaperForm
from models.events.tables import Event
from models.history.agreeing import CAME_WITH
from models.history.rows import CHAIN_BITS, DESK_BITS
from models.money.tables import Receipt
from models.office.queries import time_zone
from models.office.serials import AFTER
from models.office.tables import Desk, Office, local
from models.packets.tables import DeskPacket
from models.store import Store
from models.words import _, spoken

PACKET, MARK, SLOTS = CAME_WITH, "packet_mark", "packet_slots"
"""What a desk's file remembers: its packet, the mark of its office, and the parts of its range it
has begun."""
LAST_SLOT = (1 << (DESK_BITS - CHAIN_BITS)) - 1
APART = 1000
"""By so many the numbers on paper go on later where some may have been given since a backup."""
COUNTED: tuple[type[Receipt | CardCopy | PaperForm], ...] = (Receipt, CardCopy, PaperForm)
EARLIER, LATER = timedelta(minutes=5), timedelta(days=30)


@dataclass(frozen=True, slots=True)
class PacketHere:
    """The packet that this file was: for which event and desk, from which office, made when."""

    packet_id: int
    event_id: int
    event: str
    desk_id: int
    desk_number: int
    desk: str
    office: str
    made_at: datetime


def packet_here(session: Session) -> PacketHere | None:
    """Return which packet this file was; None where it is the office's own."""
    kept = remembered(session, PACKET)
    if kept is None:
        return None
    row = session.execute(
        select(
            DeskPacket.id,
            Event.id,
            Event.title,
            Desk.id,
            Desk.number,
            Desk.name,
            select(Office.name).limit(1).scalar_subquery(),
            DeskPacket.made_at,
        )
        .join(Event, Event.id == DeskPacket.event_id)
        .join(Desk, Desk.id == DeskPacket.desk_id)
        .where(DeskPacket.id == int(kept))
    ).one()
    return PacketHere(*row)


def remembered(session: Session, key: str) -> str | None:
    """Return what this file remembers under one of the keys of this module."""
    return session.scalar(select(local.c.value).where(local.c.key == key))


def remember(connection: Connection, key: str, value: str) -> None:
    """Remember ``value`` for this file alone."""
    put(connection, local.c.key, key, value)


def begin_anew(store: Store) -> bool:
    """Begin a range of ids of its own in a desk's file, and count papers on with a gap.

    Done as a packet is opened and after a backup was put in a desk's place: what another copy of
    the file made, or this one after the backup, is met by nothing that is made from now on. Return
    whether this file is a desk's; the office's own goes on as it was.
    """
    with store.connection() as connection, Session(connection) as session:
        if remembered(session, PACKET) is None:
            return False
        begun = [int(one) for one in (remembered(session, SLOTS) or "").split()]
        slot = _free_slot(begun)
        remember(connection, "next_id", str(slot << CHAIN_BITS))
        remember(connection, SLOTS, " ".join(map(str, [*begun, slot])))
        if begun:
            remember(connection, AFTER, str(_last_serial(session) + APART))
    return True


def clock_warning(session: Session, now: datetime) -> str:
    """Return what to say of the clock as a packet is opened; empty if it can be right."""
    here = packet_here(session)
    if here is None or here.made_at - EARLIER <= now <= here.made_at + LATER:
        return ""
    zone, words = time_zone(session), spoken()
    wall, made = now.astimezone(zone), here.made_at.astimezone(zone)
    text = (
        _(
            "The clock of this computer says {now}, but the packet was made on {made}: "
            "set the clock."
        )
        if now < here.made_at
        else _(
            "The clock of this computer says {now}, long after the packet was made on {made}: "
            "look whether it is right."
        )
    )
    return text.format(
        now=_said(words.day(wall.date()), words.clock(wall)),
        made=_said(words.day(made.date()), words.clock(made)),
    )


def _said(day: str, clock: str) -> str:
    return _("{day}, {time}").format(day=day, time=clock)


def _free_slot(begun: list[int]) -> int:
    """Return a part of the range that this file did not begin; by chance, so that no other did.

    It lies above those begun while there is room: by greater ids it is known what was done later,
    such as what is undone next, and what was done after a day was closed.
    """
    last = max(begun, default=0)
    if room := LAST_SLOT - last:
        return last + 1 + secrets.randbelow(max(room * 3 // 4, 1))  # and leave some for the next
    while (slot := secrets.randbelow(LAST_SLOT) + 1) in begun:
        pass
    return slot


def _last_serial(session: Session) -> int:
    """Return the greatest number on a paper of this desk, known or possible."""
    number = remembered(session, "desk_number")
    desk_id = select(Desk.id).where(Desk.number == int(number or 0)).scalar_subquery()
    known = [
        session.scalar(select(func.max(kind.serial)).where(kind.desk_id == desk_id)) or 0
        for kind in COUNTED
    ]
    return max(*known, int(remembered(session, AFTER) or 0))
