"""Faces and copies to sign and to check."""

from datetime import date

from hypothesis import strategies as st
from sqlalchemy import select

from models.base import utc_now
from models.cards.codes import PROGRAMMES
from models.cards.faces import CardFace
from models.cards.signing import signer
from models.cards.tables import BatchState, CardBatch, CardCopy, CardKind, CardState, CopyState
from models.office.tables import Desk
from tests import factories as a

NUMBER = "02215332343"
PROOF_NUMBER = "BP-220628-8191-0001"


def face(**given):
    return CardFace(
        **{
            "kind": CardKind.MEMBER,
            "number": NUMBER,
            "name": "Siti Rahmawati",
            "programmes": ("JKK", "JKM"),
            "village": "Desa Pimping",
            "occupation": "Petani padi",
            "first_month": date(2022, 7, 1),
            "valid_until": date(2022, 12, 31),
            "office": "Kantor Cabang Bulungan",
            "issued_on": date(2022, 6, 28),
        }
        | given
    )


def faces():
    """Return a strategy for whatever a card may say."""
    members = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=5, max_size=15)
    proofs = st.builds(
        "BP-{:06d}-{}-{:04d}".format, *(st.integers(0, n) for n in (10**6 - 1, 8191, 9999))
    )
    programmes = st.sets(st.sampled_from(PROGRAMMES)).map(
        lambda s: tuple(p for p in PROGRAMMES if p in s)
    )
    return st.builds(
        face,
        kind=st.sampled_from(CardKind),
        number=members | proofs,
        name=st.text(max_size=300),
        programmes=programmes,
        valid_until=st.none() | st.dates(),
        issued_on=st.none() | st.dates(),
    )


def signed(store, serial=1, desk=0, **given):
    """Return the code of a copy, signed in this store."""
    with store.writing() as session:
        return signer(session).code(face(**given), serial, desk)


def copy(store, serial=1, state=CopyState.PRINTED, card_state=CardState.PRINTED, **given):
    """Keep a card and a copy of it with this serial; return the copy's id."""
    with store.writing("Keep a copy") as session:
        desk = session.scalars(select(Desk.id)).one()
        person = a.person()
        session.add(person)
        session.flush()
        enrolment = a.enrolment(person_id=person.id)
        batch = CardBatch(
            desk_id=desk,
            drawn_at=utc_now(),
            printer="",
            sheet="a4",
            design="",
            state=BatchState.TOLD,
        )
        session.add_all([enrolment, batch])
        session.flush()
        card = a.card(enrolment_id=enrolment.id, state=card_state)
        session.add(card)
        session.flush()
        made = CardCopy(
            card_id=card.id,
            batch_id=batch.id,
            desk_id=desk,
            serial=serial,
            place=serial,
            state=state,
            issued_on=date(2022, 6, 28),
            **given,
        )
        session.add(made)
        session.flush()
        return made.id
