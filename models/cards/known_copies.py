"""What this office knows itself of a card that was shown: whose it is, and how that copy stands."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cards.codes import Serial
from models.cards.tables import Card, CardCopy, CardState, CopyState
from models.cards.verifying import Standing, Verdict, check_code
from models.enrolment.tables import Enrolment
from models.office.tables import Desk
from models.people.tables import Person

_OF_NUMBER = frozenset({Standing.UNSIGNED})
_OF_COPY = frozenset({Standing.GENUINE, Standing.REVOKED})


@dataclass(frozen=True, slots=True)
class KnownCopy:
    """One piece of a card: how it stands, since when and why; ``void`` if it was declared so."""

    state: CopyState
    since: datetime | None
    void: bool
    reason: str


@dataclass(frozen=True, slots=True)
class KnownCard:
    """A card of ours and its owner; ``nik`` is whole. ``copy`` is None if only its number is known.

    The owner is who goes on where the person was merged into another.
    """

    person_id: int
    name: str
    nik: str
    state: CardState
    copy: KnownCopy | None


@dataclass(frozen=True, slots=True)
class CheckedCard:
    """A code that was checked, and what is known of the card here."""

    text: str
    verdict: Verdict
    known: KnownCard | None = None


def check_card(session: Session, text: str) -> CheckedCard:
    """Tell how a code stands, and of a card of ours whose it is.

    Of a signed card that is told only if this very copy was drawn here; of one that proves nothing,
    because it is not signed, whose its number is.
    """
    verdict = check_code(session, text)
    known = None
    if verdict.verdict in _OF_COPY and verdict.code is not None:
        known = _known(session, verdict.number, verdict.code.serial)
    elif verdict.verdict in _OF_NUMBER:
        known = _known(session, verdict.number, None)
    return CheckedCard(text, verdict, known)


def _known(session: Session, number: str, serial: Serial | None) -> KnownCard | None:
    card = session.execute(
        select(Card.id, Card.state, Enrolment.person_id)
        .join(Card.enrolment)
        .where(Card.number == number)
    ).one_or_none()
    copy = _copy(session, card.id, serial) if card is not None and serial is not None else None
    if card is None or (serial is not None and copy is None):
        return None
    owner = session.get_one(Person, card.person_id)
    if owner.merged_into_id is not None:
        owner = session.get_one(Person, owner.merged_into_id)
    return KnownCard(owner.id, owner.name, owner.nik or "", card.state, copy)


def _copy(session: Session, card_id: int, serial: Serial) -> KnownCopy | None:
    copy = session.scalar(
        select(CardCopy)
        .join(Desk, Desk.id == CardCopy.desk_id)
        .where(
            CardCopy.card_id == card_id,
            CardCopy.serial == serial.count,
            Desk.number == serial.desk,
        )
    )
    if copy is None:
        return None
    since = copy.voided_at or copy.ended_at or copy.handed_at or copy.printed_at
    reason = copy.void_reason or copy.reason or ""
    return KnownCopy(copy.state, since, copy.voided_at is not None, reason)
