"""Making a packet for a desk: what it needs of an event, enciphered, under a phrase."""

import base64
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Integer, func, insert, literal, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models import migrations, opening
from models.backups.manifests import program_version
from models.base import utc_now
from models.cards.blocks import free_by_block
from models.cards.signing import SECRET as CARDS
from models.cards.signing import mark_of, signer
from models.cards.tables import NumberBlock, OfficeKey
from models.engines.sealing import sealed
from models.errors import UserError
from models.events.tables import Event
from models.files import replacing
from models.history.chaining import FIRST_STAMP, last_stamp
from models.history.recording import named, recorder
from models.history.rows import CHAIN_BITS
from models.history.tables import Action
from models.keys import (
    RANDOM_MARK,
    Cost,
    Slot,
    SlotKind,
    new_file_key,
    new_random_secret,
    seal,
)
from models.leftovers import passing_folder
from models.office.rights import Right, need
from models.office.tables import Desk, Office, Officer, secret
from models.packets.choosing import Chosen, Scope, carry, people_of
from models.packets.envelope import Header, PacketKind, write_packet
from models.packets.here import MARK, PACKET, remember, remembered
from models.packets.numbers import Span, last_run
from models.packets.phrase import tidy_phrase
from models.packets.reading import secret_name
from models.packets.returning import SEALING, SIGNING
from models.packets.tables import DeskPacket
from models.privacy.disclosures import DisclosureKind, note_disclosure
from models.progress import Progress, Work
from models.store import Store
from models.troubles import plainly
from models.words import N_, _

PAYLOAD = "desk.db"
MOST_NUMBERS = 5000
Lent = tuple[NumberBlock, Span]
"""A block of membership numbers, and those of it that a desk may give."""
MOST_DESKS = 8191
"""A desk's number is part of every id it makes, and has 13 bits."""


@dataclass(frozen=True, slots=True)
class PacketDraft:
    """What a packet is to be: for an event, and these officers who may sit at its desk.

    Possible walk-ins are who lives in one of ``regions``, codes of villages or what holds them.
    ``numbers`` is how many membership numbers the desk may give; ``desk`` its name, made up if
    empty.
    """

    event_id: int
    officers: tuple[int, ...]
    regions: tuple[str, ...] = ()
    numbers: int = 0
    desk: str = ""

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        if not self.officers:
            found["officers"] = _("Choose who sits at this desk.")
        if not 0 <= self.numbers <= MOST_NUMBERS:
            found["numbers"] = _("At most {most} numbers can be given to a desk.").format(
                most=MOST_NUMBERS
            )
        if len(self.desk.strip()) > 300:
            found["desk"] = _("That is too long.")
        return found


@dataclass(frozen=True, slots=True)
class MadePacket:
    """A packet that was made: records in it by table, and the numbers its desk may give."""

    path: Path
    packet_id: int
    desk: str
    people: int
    counts: Mapping[str, int]
    photos_left: int
    numbers: Span | None


@dataclass(frozen=True, slots=True)
class _Keys:
    """What a desk signs and seals with, drawn for one packet; the office keeps what it needs."""

    signing: bytes = field(repr=False)
    public: bytes
    cards: bytes = field(repr=False)
    cards_public: bytes
    sealing: str = field(repr=False)


def make_packet(
    store: Store, draft: PacketDraft, target: Path, phrase: str, cost: Cost | None = None
) -> Work[MadePacket]:
    """Write what a desk needs to ``target``, opened by ``phrase``; one action that is final.

    Needs the rights to plan, to export and to see NIKs; the log of what left tells of it. Others
    who write wait meanwhile. Raises UserError where the draft cannot be kept, there is such a file
    already or it cannot be written; then nothing was done.
    """
    problem = next(iter(draft.problems().values()), "")
    if problem:
        raise UserError(problem)
    if target.exists():
        raise opening.AlreadyThereError(_("{path} is there already.").format(path=target))
    yield Progress(0, 0)
    key = new_file_key()
    slot = seal(key, tidy_phrase(phrase), SlotKind.PASSWORD, cost)
    try:
        with (
            passing_folder() as folder,
            closing(_empty(folder / PAYLOAD, key, store)) as payload,
            _gone_unless_kept(target),
            store.writing() as session,
        ):
            made, header = yield from _make(session, payload, draft, slot, target)
            payload.settle()
            payload.close()
            with replacing(target) as out:
                write_packet(out, payload.path, header, signer(session).sign)
    except (OSError, DBAPIError) as error:
        raise _not_written(target, error) from error
    return made


def _empty(path: Path, key: bytes, office: Store) -> Store:
    return opening.create(path, opening.Protection(key, ()), like=office)


@contextmanager
def _gone_unless_kept(target: Path) -> Iterator[None]:
    """Take the file away again where the office could not keep that it was made."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        raise


def _make(
    session: Session, payload: Store, draft: PacketDraft, slot: Slot, target: Path
) -> Work[tuple[MadePacket, Header]]:
    """Note the packet in the office and fill its database; return what its file begins with."""
    for right in (Right.PLAN, Right.EXPORT, Right.SEE_NIK):
        need(session, right)
    if remembered(session, PACKET) is not None:
        raise UserError(_("This is the database of a desk. Packets are made at the office."))
    event = _event(session, draft.event_id)
    desk = _new_desk(session, draft)
    named(session, N_("Make a packet for {desk} at {event}"), desk=desk.name, event=event.title)
    _check_officers(session, draft.officers)
    keys, people = _draw_keys(), people_of(session, draft.event_id, draft.regions)
    _note_leaving(session, event, desk, len(people))
    lent = _lend(session, draft.numbers)
    packet = _note(session, draft, desk, keys, lent, len(people))
    scope = Scope(packet.id, draft.event_id, people, draft.officers)
    mark = signer(session).mark
    with payload.rebuilding() as connection:
        chosen = yield from carry(session, connection, scope)
        if lent is not None:
            _give_block(connection, *lent)
        _settle_in(connection, packet, desk, keys, mark)
    header = _header(session, packet, desk, mark, slot)
    return _made(target, packet, desk, chosen, lent), header


def _event(session: Session, event_id: int) -> Event:
    event = session.get(Event, event_id)
    if event is None or event.archived_at is not None:
        raise UserError(_("This event is not there any more."))
    return event


def _new_desk(session: Session, draft: PacketDraft) -> Desk:
    """Make the desk: its number is the next one, its name tells it among those of the event."""
    number = (session.scalar(select(func.max(Desk.number))) or 0) + 1
    if number > MOST_DESKS:
        raise UserError(_("No number is left for another desk."))
    given = select(func.count()).where(DeskPacket.event_id == draft.event_id)
    name = draft.desk.strip() or _("Desk {n}").format(n=(session.scalar(given) or 0) + 2)
    desk = Desk(number=number, name=name)
    session.add(desk)
    session.flush()
    return desk


def _check_officers(session: Session, officers: Collection[int]) -> None:
    """Raise UserError where one of them does not work here any more."""
    found = select(Officer.id).where(Officer.active, Officer.id.in_(officers))
    if set(session.scalars(found)) != set(officers):
        raise UserError(_("This officer does not work here any more."))


def _draw_keys() -> _Keys:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    signing, cards = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    return _Keys(
        signing.private_bytes_raw(),
        signing.public_key().public_bytes_raw(),
        cards.private_bytes_raw(),
        cards.public_key().public_bytes_raw(),
        new_random_secret().removeprefix(RANDOM_MARK),  # a server's texts have no NUL
    )


def _lend(session: Session, count: int) -> Lent | None:
    """Return the block, and the numbers of it, that a desk may give; None if it asks for none.

    They are the last ones in a row, so that the office goes on giving the first; where nowhere so
    many follow one another, the most that do. Raises UserError where none is left.
    """
    if count == 0:
        return None
    runs = ((block, last_run(list(free), count)) for block, free in free_by_block(session))
    found = [(block, span) for block, span in runs if span is not None]
    if not found:
        raise UserError(_("No number is left. Ask the agency for more, and take them in here."))
    return max(found, key=lambda lent: int(lent[1][1]) - int(lent[1][0]))


def _note(
    session: Session, draft: PacketDraft, desk: Desk, keys: _Keys, lent: Lent | None, people: int
) -> DeskPacket:
    """Keep in the office what was given, and what opens what comes home."""
    first, last = lent[1] if lent is not None else (None, None)
    office = session.scalars(select(Office.name)).one()
    packet = DeskPacket(
        desk_id=desk.id,
        event_id=draft.event_id,
        made_at=utc_now(),
        officer_id=recorder(session).officer_id,
        stamp=last_stamp(session) or 0,
        known=_known(session),
        content={
            "people": people,
            "regions": list(draft.regions),
            "officers": list(draft.officers),
        },
        public=keys.public,
        first_number=first,
        last_number=last,
    )
    key = OfficeKey(
        mark=mark_of(keys.cards_public),
        office=office,
        public=keys.cards_public,
        own=True,
        since=utc_now(),
    )
    session.add_all([packet, key])
    session.flush()
    name, connection = secret_name(packet.id), session.connection()
    opens = {"name": name, "value": sealed(connection, secret, name, keys.sealing)}
    connection.execute(insert(secret).values(opens))
    return packet


def _note_leaving(session: Session, event: Event, desk: Desk, people: int) -> None:
    """Write down that so many people leave the office by it; that is final, as the packet is."""
    note_disclosure(
        session,
        DisclosureKind.PACKET,
        _("Packet for {desk} at {event}").format(desk=desk.name, event=event.title),
        people,
        full_niks=True,
        event_id=event.id,
    )


def _known(session: Session) -> dict[str, int]:
    """Return the last action of each chain, by the chain's key."""
    chain = Action.id.bitwise_rshift(literal(CHAIN_BITS, Integer))
    rows = session.execute(select(chain, func.max(Action.id)).group_by(chain))
    return {str(key): last for key, last in rows}


def _give_block(packet: Connection, block: NumberBlock, span: Span) -> None:
    """Let a desk give these numbers of a block, and no others."""
    first, last = span
    kept = {
        "id": block.id,
        "first": first,
        "last": last,
        "received_on": block.received_on,
        "source": block.source,
    }
    packet.execute(insert(NumberBlock).values(kept))


def _settle_in(packet: Connection, given: DeskPacket, desk: Desk, keys: _Keys, mark: str) -> None:
    """Tell the file which desk it is, and hand it what it signs and seals with."""
    said = {
        "desk_number": str(desk.number),
        PACKET: str(given.id),
        MARK: mark,
        FIRST_STAMP: str(given.stamp),
    }
    for name, value in said.items():
        remember(packet, name, value)
    secrets = {SIGNING: _text(keys.signing), CARDS: _text(keys.cards), SEALING: keys.sealing}
    rows = [{"name": name, "value": value} for name, value in secrets.items()]
    packet.execute(insert(secret), rows)


def _header(session: Session, packet: DeskPacket, desk: Desk, mark: str, slot: Slot) -> Header:
    key = signer(session)
    return Header(
        kind=PacketKind.DESK,
        packet_id=packet.id,
        desk_number=desk.number,
        desk=desk.name,
        office=key.office,
        mark=mark,
        made_at=packet.made_at,
        program=program_version(),
        schema=migrations.HEAD,
        public=key.public,
        slot=slot,
    )


def _made(
    target: Path, packet: DeskPacket, desk: Desk, chosen: Chosen, lent: Lent | None
) -> MadePacket:
    return MadePacket(
        target,
        packet.id,
        desk.name,
        chosen.counts["person"],
        dict(chosen.counts),
        chosen.photos_left,
        lent[1] if lent is not None else None,
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _not_written(target: Path, error: OSError | DBAPIError) -> UserError:
    if isinstance(error, DBAPIError):
        told = plainly(error, target)
        if told is None:
            raise error
        return told
    return UserError(
        _("{path} could not be written: {reason}.").format(
            path=target, reason=error.strerror or error
        )
    )
