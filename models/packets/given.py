"""The packets that were given out: what became of them, closing one and opening it again.

The caller owns the session.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.errors import UserError
from models.history.recording import named
from models.office.rights import Right, need
from models.office.tables import Desk
from models.packets.tables import DeskPacket, PacketReturn
from models.words import N_, _


@dataclass(frozen=True, slots=True)
class PacketRow:
    """A packet that was given out; ``returned_at`` is when something last came home of it.

    ``actions`` is how much came home, ``people`` how many are in it; numbers are those it may give.
    """

    id: int
    event_id: int
    desk_number: int
    desk: str
    made_at: datetime
    people: int
    first_number: str
    last_number: str
    returns: int
    returned_at: datetime | None
    actions: int
    closed_at: datetime | None
    close_reason: str


def packet_rows(session: Session, event_id: int | None = None) -> list[PacketRow]:
    """Return the packets of an event, or all, the latest first."""
    came = (
        select(
            PacketReturn.packet_id,
            func.count().label("returns"),
            func.max(PacketReturn.returned_at).label("returned_at"),
            func.sum(PacketReturn.actions).label("actions"),
        )
        .group_by(PacketReturn.packet_id)
        .subquery()
    )
    wanted = (
        select(DeskPacket, Desk.number, Desk.name, came.c.returns, came.c.returned_at)
        .add_columns(came.c.actions)
        .join(Desk, Desk.id == DeskPacket.desk_id)
        .outerjoin(came, came.c.packet_id == DeskPacket.id)
        .order_by(DeskPacket.made_at.desc(), DeskPacket.id.desc())
    )
    if event_id is not None:
        wanted = wanted.where(DeskPacket.event_id == event_id)
    return [
        PacketRow(
            packet.id,
            packet.event_id,
            number,
            name,
            packet.made_at,
            int(packet.content.get("people", 0)),
            packet.first_number or "",
            packet.last_number or "",
            returns or 0,
            returned_at,
            actions or 0,
            packet.closed_at,
            packet.close_reason or "",
        )
        for packet, number, name, returns, returned_at, actions in session.execute(wanted)
    ]


def close_packet(session: Session, packet_id: int, reason: str) -> None:
    """Take nothing more home of a packet, as when its laptop was lost; its numbers come back.

    Needs the right to plan. Raises UserError without a reason, or where it is gone.
    """
    need(session, Right.PLAN)
    if not reason.strip():
        raise UserError(_("Write why the packet is closed."))
    packet, desk = _packet(session, packet_id)
    named(session, N_("Close the packet of {desk}"), desk=desk)
    packet.closed_at, packet.close_reason = packet.closed_at or utc_now(), reason.strip()


def reopen_packet(session: Session, packet_id: int) -> None:
    """Take home again what comes of a packet that was closed.

    Needs the right to plan. Raises UserError where it is gone.
    """
    need(session, Right.PLAN)
    packet, desk = _packet(session, packet_id)
    named(session, N_("Open the packet of {desk} again"), desk=desk)
    packet.closed_at = packet.close_reason = None


def _packet(session: Session, packet_id: int) -> tuple[DeskPacket, str]:
    """Return a packet and the name of its desk."""
    packet = session.get(DeskPacket, packet_id)
    if packet is None:
        raise UserError(_("This packet is not there any more."))
    return packet, session.get_one(Desk, packet.desk_id).name
