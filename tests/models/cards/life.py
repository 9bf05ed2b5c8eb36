"""Cards that wait to be printed, and how cards, copies and stock stand."""

from sqlalchemy import select

from models.cards.batches import came_out, draw_batch, note_sent
from models.cards.tables import Card, CardCopy, CardState, CopyState
from models.history.steps import next_steps, take_back
from models.progress import finish
from models.supplies.drafts import MoveDraft, SupplyDraft
from models.supplies.operations import add_stock, add_supply
from models.supplies.tables import SupplyKind
from tests import factories as a


def waiting(keep, count=3, **of_enrolment):
    """Keep so many cards that wait to be printed, of as many people; return their ids."""
    people = [keep(a.person()) for _one in range(count)]
    made = [keep(a.enrolment(person_id=one.id, **of_enrolment)) for one in people]
    return [keep(a.card(enrolment_id=one.id)).id for one in made]


def drawn(store, cards, sheet="id1", **of_batch):
    with store.writing() as session:
        return draw_batch(session, cards, sheet=sheet, design="plain", **of_batch)


def sent(store, cards, **of_batch):
    batch = drawn(store, cards, **of_batch).id
    with store.writing() as session:
        note_sent(session, batch, "Canon")
    return batch


def printed(store, cards, **of_batch):
    batch = sent(store, cards, **of_batch)
    with store.writing() as session:
        came_out(session, batch, cards)
    return batch


def supplied(store, count=100, kind=SupplyKind.BLANK_CARD, each=1, name="Kartu kosong"):
    """Keep stock of a supply; return its id."""
    with store.writing() as session:
        made = add_supply(session, SupplyDraft(name, kind, each))
        add_stock(session, made, MoveDraft(count))
    return made


def undone(store):
    """Take the last action back."""
    finish(take_back(store, next_steps(store)[0].action_id))


def done_again(store):
    """Do again what was taken back last."""
    finish(take_back(store, next_steps(store)[1].action_id))


def card_states_of(store, cards) -> list[CardState]:
    with store.reading() as session:
        return [session.get_one(Card, card).state for card in cards]


def copies(store) -> list[tuple[int, int, CopyState, bool]]:
    """Return of each copy, by serial, its card, serial, state, and whether it is void."""
    with store.reading() as session:
        found = session.scalars(select(CardCopy).order_by(CardCopy.serial))
        return [(one.card_id, one.serial, one.state, one.voided_at is not None) for one in found]


def copy_states(store) -> list[CopyState]:
    return [state for _card, _serial, state, _void in copies(store)]
