"""Cards that were printed and signed, and other offices that print some."""

from datetime import date

from models.cards.batches import came_out, draw_batch, note_sent
from models.cards.faces import CardFace
from models.cards.signing import signer
from models.cards.tables import CardKind
from models.office.drafts import OfficerDraft
from models.office.operations import set_up_office
from models.people.tables import Sex
from tests import factories as a

NUMBER = "BP-220628-0-0007"
OWNER = "Siti Rahmawati"
ISSUED, UNTIL = date(2022, 6, 28), date(2022, 12, 31)
NIK = "6501034507880002"


def face(**given):
    """What is printed on the card of ``OWNER``."""
    return CardFace(
        **{
            "kind": CardKind.PROOF,
            "number": NUMBER,
            "name": OWNER,
            "programmes": ("JKK", "JKM"),
            "village": "Desa Pimping",
            "occupation": "Petani padi",
            "first_month": date(2022, 7, 1),
            "valid_until": UNTIL,
            "office": "Kantor Cabang Bulungan",
            "issued_on": ISSUED,
        }
        | given
    )


def queue_card(keep, event, **person):
    """Enrol the owner at ``event`` and queue their card; return its id, and the person's."""
    born = {"birth_date": date(1988, 7, 5), "sex": Sex.FEMALE}
    owner = keep(a.person(**{"name": OWNER, "nik": NIK} | born | person))
    enrolled = keep(a.enrolment(event_id=event, person_id=owner.id))
    return keep(a.card(enrolment_id=enrolled.id, number=NUMBER)).id, owner.id


def draw(store, card_id):
    """Draw a copy of a card; return its batch and its code."""
    with store.writing() as session:
        drawn = draw_batch(session, [card_id], sheet="id1", design="proof")
        [copy] = drawn.copies
        return drawn.id, signer(session).code(face(), copy.serial, 0)


def print_card(store, card_id):
    """Print a copy of a card; return its code."""
    batch, code = draw(store, card_id)
    with store.writing() as session:
        note_sent(session, batch, "Kantor")
    with store.writing() as session:
        came_out(session, batch, [card_id])
    return code


def set_up(store, office, officer="Dewi"):
    """Let ``store`` be that of another office."""
    with store.writing() as session:
        set_up_office(session, office, OfficerDraft(name=officer))
    return store


def signed(store, serial=1, **given):
    """Return the code of a card that ``store``'s office signs."""
    with store.writing() as session:
        return signer(session).code(face(**given), serial, 0)


def altered(code):
    """Return a signed code one letter of which was changed."""
    middle = len(code) // 2
    return code[:middle] + ("0" if code[middle] != "0" else "1") + code[middle + 1 :]
