"""Cards that waited for a membership number: made and put into the queue once it has come."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cards.tables import Card, CardKind, CardState
from models.history.bulk import insert_many, table_of, update_many
from models.history.recording import Fields
from models.history.rows import batches


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
    there = {
        row.number: row
        for batch in batches(wanted)
        for row in session.execute(
            select(Card.id, Card.number, Card.state).where(Card.number.in_(batch))
        )
    }
    changes: dict[int, Fields] = {
        card: {"state": CardState.CANCELLED} for card in _waiting(session, numbered, rejected)
    }
    again = {
        row.id: {"state": CardState.QUEUED, "enrolment_id": wanted[row.number]}
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
