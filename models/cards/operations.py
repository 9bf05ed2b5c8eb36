"""Cards into the queue, and out of it where the program did not print them.

The caller owns the session.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models.cards.batches import came_out, draw_batch
from models.cards.copies import current_copies
from models.cards.tables import Card, CardKind, CardState
from models.enrolment.tables import Enrolment
from models.events.tables import Event
from models.history.recording import named
from models.office.serials import next_serial
from models.office.tables import local
from models.people.tables import Person
from models.words import N_

PROOF_PREFIX = "BP"
"""Bukti pendaftaran: our own number, never to be taken for the agency's eleven digits."""


def queue_card(session: Session, enrolment: Enrolment) -> Card:
    """Put an enrolment's card into the queue.

    With a membership number it is the member's card, without one a proof of registration. A number
    has one card: a member who has it already gets a proof of what they enrolled in now.
    """
    member = session.scalar(
        select(Person.member_number).where(
            Person.id == enrolment.person_id,
            ~exists().where(Card.number == Person.member_number),
        )
    )
    card = Card(
        enrolment_id=enrolment.id,
        kind=CardKind.MEMBER if member else CardKind.PROOF,
        number=member or _proof_number(session, _day_of(session, enrolment)),
        state=CardState.QUEUED,
    )
    session.add(card)
    session.flush()
    return card


def note_printed(session: Session, cards: Collection[int]) -> int:
    """Note that cards of the queue were printed otherwise and all came out; return how many.

    What does not wait to be printed stays as it is.
    """
    named(session, N_("Note cards as printed"))
    found = current_copies(session, cards)
    waiting = [card for card in cards if card in found and found[card].state is CardState.QUEUED]
    if waiting:
        came_out(session, draw_batch(session, waiting, sheet="", design="").id, waiting)
    return len(waiting)


def _day_of(session: Session, enrolment: Enrolment) -> date:
    starts_at = session.scalar(select(Event.starts_at).where(Event.id == enrolment.event_id))
    return starts_at.date() if starts_at else enrolment.enrolled_at.date()


def _proof_number(session: Session, day: date) -> str:
    """Return the next number of the day at this desk: ``BP-220628-0-0001``."""
    desk = session.scalar(select(local.c.value).where(local.c.key == "desk_number"))
    prefix = f"{PROOF_PREFIX}-{day:%y%m%d}-{desk}-"
    last = session.scalar(
        select(Card.number)
        .where(Card.number.startswith(prefix, autoescape=True))
        .order_by(func.length(Card.number).desc(), Card.number.desc())
        .limit(1)
    )
    given = int(last.removeprefix(prefix)) if last else None
    return f"{prefix}{next_serial(session, given):04d}"
