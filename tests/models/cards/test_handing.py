import pytest

from models.cards.batch_rows import copies_of
from models.cards.handing import LARGEST_SIGNATURE, PNG, hand_over
from models.cards.tables import Card, CardState, HandWay
from models.documents.contents import content
from models.errors import UserError
from models.office.at_desk import officer_here
from tests import factories as a
from tests.models.cards.life import card_states_of, printed, undone, waiting

SIGNATURE = PNG + b"drawn"


@pytest.fixture
def cards(keep):
    return waiting(keep)


def hand(store, cards, signature=None):
    with store.writing() as session:
        return hand_over(session, cards, signature)


def copy_of(store, card):
    with store.reading() as session:
        return copies_of(session, card)[0]


def test_handed_over_is_noted_with_when_and_by_whom(store, cards):
    printed(store, cards)
    assert hand(store, cards[:2]) == 2
    assert card_states_of(store, cards) == [CardState.HANDED, CardState.HANDED, CardState.PRINTED]
    copy = copy_of(store, cards[0])
    assert (copy.hand_way, copy.signature) == (HandWay.TICKED, None)
    with store.reading() as session:
        assert copy.handed_at == session.get_one(Card, cards[0]).handed_at is not None


def test_whoever_sits_here_handed_it_over(store, cards):
    store.officer_id = officer_here(store)
    printed(store, cards)
    hand(store, cards)
    copy = copy_of(store, cards[0])
    assert (copy.printed_by, copy.handed_by) == ("Rina Contoh", "Rina Contoh")


def test_a_signature_is_kept_with_the_copy(store, cards):
    printed(store, cards)
    hand(store, cards[:1], SIGNATURE)
    copy = copy_of(store, cards[0])
    assert copy.hand_way is HandWay.DRAWN
    with store.reading() as session:
        assert content(session, copy.signature) == SIGNATURE


@pytest.mark.parametrize(
    "signature", [b"", b"GIF89a", SIGNATURE + bytes(LARGEST_SIGNATURE)], ids=["", "GIF", "large"]
)
def test_what_is_no_signature_is_refused_and_nothing_is_handed_over(store, cards, signature):
    printed(store, cards)
    with pytest.raises(UserError, match="not a signature"):
        hand(store, cards, signature)
    assert card_states_of(store, cards) == [CardState.PRINTED] * 3


def test_what_is_not_printed_stays_as_it_is(store, cards):
    printed(store, cards[:1])
    assert hand(store, cards) == 1
    assert card_states_of(store, cards) == [CardState.HANDED, CardState.QUEUED, CardState.QUEUED]


def test_where_nothing_is_printed_nothing_can_be_handed_over(store, cards):
    with pytest.raises(UserError, match="Only a card that was printed"):
        hand(store, cards)


def test_a_card_older_than_copies_can_be_handed_over(store, keep):
    enrolment = keep(a.enrolment(person_id=keep(a.person()).id))
    card = keep(a.card(enrolment_id=enrolment.id, state=CardState.PRINTED, prints=1)).id
    assert hand(store, [card]) == 1
    assert card_states_of(store, [card]) == [CardState.HANDED]


def test_handing_over_can_be_taken_back(store, cards):
    printed(store, cards)
    hand(store, cards, SIGNATURE)
    undone(store)
    assert card_states_of(store, cards) == [CardState.PRINTED] * 3
    copy = copy_of(store, cards[0])
    assert (copy.handed_at, copy.handed_by, copy.hand_way, copy.signature) == (None, "", None, None)
