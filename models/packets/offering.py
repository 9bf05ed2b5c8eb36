"""What a packet can be made of, and about how large it becomes, before it is made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.cards.blocks import free_by_block
from models.documents.tables import content
from models.events.tables import Event
from models.history.rows import batches
from models.office.rights import BY_ROLE, Right
from models.office.tables import Officer
from models.packets.choosing import MOST_CONTENTS, people_of
from models.packets.making import MOST_NUMBERS
from models.packets.numbers import last_run
from models.people.tables import Person

EMPTY_BYTES = 700_000
"""About what a packet takes before anybody is in it: its tables, designs, consent texts."""
PERSON_BYTES = 1_500
"""About what somebody takes in it besides a photo."""


@dataclass(frozen=True, slots=True)
class PacketOffer:
    """What can be chosen: who may sit at a desk, numbers to give along, the event's own village.

    ``numbers`` is how many follow one another at the end of the newest block that has any.
    """

    officers: Sequence[tuple[int, str]]
    numbers: int
    regions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PacketSize:
    """How many people go along, and about how many bytes the file has."""

    people: int
    size: int


def packet_offer(session: Session, event_id: int) -> PacketOffer:
    """Return what a packet for an event can be made of."""
    rows = session.execute(
        select(Officer.id, Officer.name, Officer.role).where(Officer.active).order_by(Officer.name)
    )
    event = session.get_one(Event, event_id)
    place = {event.region_code: event.region_line or ""} if event.region_code else {}
    serving = [(one, name) for one, name, role in rows if Right.SERVE in BY_ROLE[role]]
    return PacketOffer(serving, _numbers(session), place)


def packet_size(session: Session, event_id: int, regions: Iterable[str]) -> PacketSize:
    """Return about how large a packet of an event becomes with the people of ``regions``."""
    people = people_of(session, event_id, regions)
    photos = sum(
        session.scalar(
            select(func.coalesce(func.sum(content.c.size), 0)).where(
                content.c.digest.in_(select(Person.photo).where(Person.id.in_(batch)))
            )
        )
        or 0
        for batch in batches(people)
    )
    size = EMPTY_BYTES + PERSON_BYTES * len(people) + min(photos, MOST_CONTENTS)
    return PacketSize(len(people), size)


def _numbers(session: Session) -> int:
    """Return how many numbers a desk can be given at most."""
    spans = [last_run(list(free), MOST_NUMBERS) for _block, free in free_by_block(session)]
    return max((int(last) - int(first) + 1 for first, last in filter(None, spans)), default=0)
