"""Reading what a desk brought home, up to the point where it is merged."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from models.cards.tables import OfficeKey
from models.engines.sealing import opened
from models.engines.sqlite import File
from models.history.rows import DESK_BITS, chain_key
from models.history.tables import Action
from models.keys import RANDOM_MARK, WrongSecretError, open_slot
from models.leftovers import passing_folder
from models.office.rights import Right, need
from models.office.tables import secret
from models.packets.envelope import (
    Packet,
    PacketError,
    PacketKind,
    altered,
    read_packet,
    unpack,
)
from models.packets.tables import DeskPacket
from models.store import Store
from models.words import _

PAYLOAD = "return.db"


@dataclass(frozen=True, slots=True)
class Returned:
    """What came home with one file, signed by the desk it was given to.

    ``session`` looks into it: actions, changes and contents stand there as the desk wrote them.
    ``chain_keys`` are those of its actions, ``digest`` is the fingerprint of the file, ``made_at``
    says the desk's clock.
    """

    packet_id: int
    desk_id: int
    chain_keys: tuple[int, ...]
    made_at: datetime
    digest: bytes
    program: str
    session: Session = field(repr=False)


@contextmanager
def open_return(store: Store, path: Path) -> Iterator[Returned]:
    """Lend what a desk brought home in the file at ``path``.

    Needs the right to plan. Raises PacketError for a file that is cut, altered, of another office
    or of a newer program, and where it cannot be read.
    """
    packet = read_packet(path, PacketKind.RETURN)
    with store.reading() as session:
        need(session, Right.PLAN)
        desk_id, key = _known(session, packet)
    with passing_folder() as folder:
        payload = folder / PAYLOAD
        unpack(packet, payload)
        engine = File(payload, _opened(packet, key)).engine()
        try:
            with Session(engine, autoflush=False) as session:
                yield _returned(packet, desk_id, session)
        finally:
            engine.dispose()


def secret_name(packet_id: int) -> str:
    """Return under which name the office keeps what opens the returns of a packet."""
    return f"packet:{packet_id}"


def _known(session: Session, packet: Packet) -> tuple[int, str]:
    """Return the desk a return is from, and what opens it. Raises PacketError."""
    header = packet.header
    ours = set(session.scalars(select(OfficeKey.mark).where(OfficeKey.own)))
    given = session.get(DeskPacket, header.packet_id)
    name = secret_name(header.packet_id)
    key = session.scalar(select(secret.c.value).where(secret.c.name == name))
    if header.mark not in ours or given is None or key is None:
        raise PacketError(
            _("{name} is of a packet that this office did not give out, but {office}.").format(
                name=packet.path.name, office=header.office or _("another office")
            )
        )
    if header.public != given.public:
        raise altered(packet.path)
    return given.desk_id, opened(session.connection(), secret, name, key)


def _opened(packet: Packet, key: str) -> bytes:
    try:
        return open_slot([packet.header.slot], RANDOM_MARK + key).file_key
    except WrongSecretError as error:
        raise altered(packet.path) from error


def _returned(packet: Packet, desk_id: int, session: Session) -> Returned:
    header = packet.header
    try:
        ids = session.scalars(select(Action.id)).all()
    except DatabaseError as error:
        raise altered(packet.path) from error
    if any(one >> DESK_BITS != header.desk_number for one in ids):
        raise altered(packet.path)
    chains = tuple(sorted({chain_key(one) for one in ids}))
    return Returned(
        header.packet_id,
        desk_id,
        chains,
        header.made_at,
        packet.digest,
        header.program,
        session,
    )
