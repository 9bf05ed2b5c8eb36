"""Cards as they are printed, one after the other: with photos, and signed where they are copies.

They come in small lots, so that a batch of any length is never held whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cards.codes import Serial
from models.cards.faces import CardFace
from models.cards.queries import card_faces
from models.cards.signing import NoKeyError, Signer, signer, specimen_code
from models.cards.tables import Card, CardBatch, CardCopy, CardKind, CopyState
from models.documents.contents import content
from models.enrolment.tables import Consent, ConsentWay, Enrolment
from models.errors import UserError
from models.events.tables import Event
from models.history.rows import batches
from models.office.tables import Desk
from models.people.tables import Person
from models.store import Store

LOT = 50
"""Cards that are read at once: with photos a few megabytes."""


def copy_faces(store: Store, batch_id: int) -> Iterator[CardFace]:
    """Yield the copies of a batch in the order they are printed, with their signed codes.

    The key that signs is made where there is none yet. Copies that were dropped are left out.
    """
    signs = _signer(store)
    with store.reading() as session:
        copies = session.execute(_copies(batch_id)).all()
    for start in range(0, len(copies), LOT):
        lot = {row.card_id: row for row in copies[start : start + LOT]}
        with store.reading() as session:
            faces = _faces(session, list(lot))
        for card, face in faces:
            yield _signed(face, lot[card], signs)


def specimen_faces(store: Store, cards: Sequence[int]) -> Iterator[CardFace]:
    """Yield cards as they will look, in their order; their codes are as long as real ones."""
    for start in range(0, len(cards), LOT):
        with store.reading() as session:
            faces = _faces(session, cards[start : start + LOT])
        for _card, face in faces:
            yield _specimen(face)


def cards_of(session: Session, batch_id: int) -> list[int]:
    """Return the cards of a batch in the order they are printed."""
    return [row.card_id for row in session.execute(_copies(batch_id))]


def batch_sheet(session: Session, batch_id: int) -> str:
    """Return the name of the sheet a batch was drawn for, nothing where there is no batch."""
    return session.scalar(select(CardBatch.sheet).where(CardBatch.id == batch_id)) or ""


def kinds_of(session: Session, cards: Sequence[int]) -> list[CardKind]:
    """Return which kinds of card these are."""
    found: set[CardKind] = set()
    for lot in batches(cards):
        found.update(session.scalars(select(Card.kind).where(Card.id.in_(lot)).distinct()))
    return sorted(found)


def _signer(store: Store) -> Signer:
    try:
        with store.reading() as session:
            return signer(session)
    except NoKeyError:
        with store.writing() as session:
            return signer(session)


def _copies(batch_id: int) -> Any:  # noqa: ANN401 - a statement of five columns
    return (
        select(CardCopy.card_id, CardCopy.serial, CardCopy.issued_on, Desk.number.label("desk"))
        .join(Desk, Desk.id == CardCopy.desk_id)
        .where(CardCopy.batch_id == batch_id, CardCopy.state != CopyState.DROPPED)
        .order_by(CardCopy.place)
    )


def _signed(face: CardFace, copy: Any, signs: Signer) -> CardFace:  # noqa: ANN401 - a row of ``_copies``
    """Return a face with its serial and signed code; one no code has room for stays unsigned."""
    serial = Serial(copy.desk, copy.serial)
    issued = replace(face, serial=str(serial), issued_on=copy.issued_on)
    try:
        return replace(issued, signed=signs.code(issued, copy.serial, copy.desk))
    except ValueError:
        return issued


def _specimen(face: CardFace) -> CardFace:
    shown = replace(face, serial=str(Serial(0, 0)))
    try:
        return replace(shown, signed=specimen_code(shown))
    except ValueError:
        return shown


def _faces(session: Session, cards: Sequence[int]) -> list[tuple[int, CardFace]]:
    """Return these cards with all that may be printed of them; those gone are left out."""
    wanted = (
        select(
            Card.id,
            Enrolment.person_id,
            Person.region_line,
            Person.group_name,
            Person.photo,
            Event.title,
        )
        .join(Card.enrolment)
        .join(Enrolment.person)
        .outerjoin(Enrolment.event)
        .where(Card.id.in_(cards))
    )
    details = {row.id: row for row in session.execute(wanted)}
    known = [card for card in cards if card in details]
    drawn = _drawn(session, [row.person_id for row in details.values()])
    return [
        (card, _detailed(session, face, details[card], drawn.get(details[card].person_id)))
        for card, face in zip(known, card_faces(session, known), strict=True)
    ]


def _drawn(session: Session, people: Sequence[int]) -> dict[int, str]:
    """Return what each of these drew as their signature last, under a consent that stands."""
    wanted = (
        select(Consent.person_id, Consent.proof)
        .where(
            Consent.person_id.in_(people),
            Consent.way == ConsentWay.DRAWN,
            Consent.withdrawn_at.is_(None),
        )
        .order_by(Consent.given_at, Consent.id)
    )
    return {person: proof for person, proof in session.execute(wanted) if proof}


def _detailed(
    session: Session,
    face: CardFace,
    row: Any,  # noqa: ANN401 - a row of ``_faces``
    drawn: str | None,
) -> CardFace:
    line: str = row.region_line or ""
    village, district, regency, *_ = [*line.split(", "), "", "", ""]
    return replace(
        face,
        village=village,
        district=district,
        regency=regency,
        group=row.group_name or "",
        event=row.title or "",
        photo=_kept(session, row.photo),
        signature=_kept(session, drawn),
    )


def _kept(session: Session, digest: str | None) -> bytes | None:
    try:
        return content(session, digest) if digest else None
    except UserError:  # gone or damaged: the card is printed without
        return None
