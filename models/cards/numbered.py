"""Cards that waited for a membership number: made and put into the queue once it has come."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cards.copies import void_copies
from models.cards.tables import Card, CardKind, CardState
from models.enrolment.tables import Enrolment
from models.history.bulk import insert_many, table_of, update_many
from models.history.recording import Fields
from models.history.rows import batches
from models.words import _

NEVER_PRINTED: Fields = {"prints": 0, "printed_at": None, "handed_at": None}
"""A number that was somebody else's by mistake: what was printed was not this person's card."""


def make_member_cards(
    session: Session, numbered: Mapping[int, tuple[int, str]], rejected: Collection[int] = ()
) -> int:
    """Put the member's card of each enrolment into the queue; return how many there are.

    ``numbered`` gives person and number by enrolment. A number has one card, whatever else the
    person enrols in. The proof of registration that was still to be printed in its place is
    cancelled, and so is what was to be printed for a ``rejected`` enrolment.
    """
    latest = {person: (number, one) for one, (person, number) in sorted(numbered.items())}
    wanted = dict(latest.values())
    there = _bearing(session, wanted)
    changes: dict[int, Fields] = {
        card: {"state": CardState.CANCELLED} for card in _waiting(session, numbered, rejected)
    }
    bearers = {number: person for person, (number, _one) in latest.items()}
    again = {
        row.id: {
            "state": CardState.QUEUED,
            "enrolment_id": wanted[row.number],
            **({} if row.person_id == bearers[row.number] else NEVER_PRINTED),
        }
        for row in there.values()
        if row.state is CardState.CANCELLED
    }
    update_many(session, table_of(Card), changes | again)
    fresh = sorted((one, number) for number, one in wanted.items() if number not in there)
    insert_many(
        session,
        Card,
        ("enrolment_id", "kind", "number", "state"),
        [(one, CardKind.MEMBER, number, CardState.QUEUED) for one, number in fresh],
    )
    return len(fresh) + len(again)


def cancel_number(session: Session, number: str) -> None:
    """Cancel the card that bears a number nobody has any more, and every copy, wherever it is."""
    found = session.scalar(select(Card.id).where(Card.number == number))
    if found is not None:
        void_copies(session, [found], _("Nobody has this number any more."))
        update_many(session, table_of(Card), {found: {"state": CardState.CANCELLED}})


def queue_anew(session: Session, enrolment_id: int, number: str | None) -> None:
    """Queue the card of an enrolment again that was cancelled, where no other one stands for it.

    It is the member's card where there is a ``number``, else the proof of registration.
    """
    cards = session.execute(
        select(Card.id, Card.kind, Card.number, Card.state)
        .where(Card.enrolment_id == enrolment_id)
        .order_by(Card.id)
    ).all()
    fitting = [
        card.id
        for card in cards
        if card.number == number or (number is None and card.kind is CardKind.PROOF)
    ]
    if fitting and all(card.state is CardState.CANCELLED for card in cards):
        update_many(session, table_of(Card), {fitting[-1]: {"state": CardState.QUEUED}})


def _bearing(session: Session, numbers: Collection[str]) -> dict[str, Any]:
    """Return by number the cards that bear one of these: ``id``, ``state``, ``person_id``."""
    cards = select(Card.id, Card.number, Card.state, Enrolment.person_id).join(Card.enrolment)
    return {
        row.number: row
        for batch in batches(numbers)
        for row in session.execute(cards.where(Card.number.in_(batch)))
    }


def _waiting(
    session: Session, numbered: Collection[int], rejected: Collection[int]
) -> dict[int, Any]:
    """Return the queued proofs of those who have a number now, and all cards of the rejected."""
    queued = select(Card.id, Card.kind, Card.enrolment_id).where(Card.state == CardState.QUEUED)
    gone = set(rejected)
    return {
        row.id: row
        for batch in batches([*numbered, *rejected])
        for row in session.execute(queued.where(Card.enrolment_id.in_(batch)))
        if row.enrolment_id in gone or row.kind is CardKind.PROOF
    }
