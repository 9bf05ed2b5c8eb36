"""Cards into the queue, through the printer, into hands. The caller owns the session."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.cards.tables import Card, CardKind, CardState
from models.enrolment.tables import Enrolment
from models.events.tables import Event
from models.history.bulk import fetch_many, table_of, update_many
from models.history.recording import named
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
    """Note that the printer took these cards and all came out; return how many."""
    named(session, N_("Note cards as printed"))
    moment = utc_now()
    session.flush()
    found = fetch_many(session, table_of(Card), cards)
    changes = {
        card_id: {
            "state": CardState.PRINTED,
            "prints": fields["prints"] + 1,
            "printed_at": moment,
        }
        for card_id, fields in found.items()
        if fields["state"] is not CardState.CANCELLED
    }
    update_many(session, table_of(Card), changes, found)
    return len(changes)


def note_handed_over(session: Session, cards: Collection[int]) -> None:
    """Note that these cards are in their owners' hands."""
    named(session, N_("Note cards as handed over"))
    moment = utc_now()
    update_many(
        session,
        table_of(Card),
        {card: {"state": CardState.HANDED, "handed_at": moment} for card in cards},
    )


def queue_again(session: Session, cards: Collection[int]) -> None:
    """Put cards back into the queue, to be printed again with the same number."""
    named(session, N_("Print cards again"))
    update_many(session, table_of(Card), {card: {"state": CardState.QUEUED} for card in cards})


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
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:04d}"
