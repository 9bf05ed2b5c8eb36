import pytest

from models.cards.batches import came_out
from models.cards.copies import REASON_LENGTH, revoked_serials
from models.cards.ending import issue_again, note_damaged, note_lost, void_cards
from models.cards.handing import hand_over
from models.cards.tables import Card, CardCopy, CardState, CopyState
from models.errors import UserError
from models.history.steps import next_steps
from tests import factories as a
from tests.models.cards.life import (
    card_states_of,
    copies,
    copy_states,
    drawn,
    printed,
    sent,
    undone,
    waiting,
)


@pytest.fixture
def cards(keep):
    return waiting(keep)


def do(store, operation, *given):
    with store.writing() as session:
        return operation(session, *given)


def revoked(store):
    with store.reading() as session:
        return revoked_serials(session)


@pytest.mark.parametrize(
    ("operation", "card_state", "copy_state"),
    [
        (note_lost, CardState.LOST, CopyState.LOST),
        (note_damaged, CardState.DAMAGED, CopyState.DAMAGED),
        (issue_again, CardState.QUEUED, CopyState.REPLACED),
    ],
)
@pytest.mark.parametrize("handed", [False, True])
def test_a_card_that_is_out_ends_with_its_copy(
    store, cards, operation, card_state, copy_state, handed
):
    printed(store, cards)
    if handed:
        do(store, hand_over, cards)
    before = card_states_of(store, cards)
    assert do(store, operation, cards[:1], "  Jatuh ke sungai ") == 1
    assert card_states_of(store, cards) == [card_state, *before[1:]]
    assert copy_states(store)[0] is copy_state
    assert revoked(store) == [(0, 1)]
    with store.reading() as session:
        assert session.query(CardCopy).filter_by(serial=1).one().reason == "Jatuh ke sungai"
    undone(store)
    assert card_states_of(store, cards) == before
    assert revoked(store) == []


@pytest.mark.parametrize("operation", [note_lost, note_damaged, issue_again])
def test_what_was_never_printed_cannot_end(store, cards, operation):
    drawn(store, cards[:1])
    with pytest.raises(UserError, match="Only a card that was printed"):
        do(store, operation, cards)
    assert card_states_of(store, cards) == [CardState.SENT, CardState.QUEUED, CardState.QUEUED]


def test_issued_again_the_number_stays_and_the_serial_is_another(store, cards):
    printed(store, cards)
    with store.reading() as session:
        number = session.get_one(Card, cards[0]).number
    do(store, note_lost, cards[:1])
    do(store, issue_again, cards[:1], "Hilang")
    printed(store, cards[:1])
    with store.reading() as session:
        card = session.get_one(Card, cards[0])
        assert (card.number, card.prints, card.state) == (number, 2, CardState.PRINTED)
    mine = [(serial, state) for card, serial, state, _void in copies(store) if card == cards[0]]
    assert mine == [(1, CopyState.LOST), (4, CopyState.PRINTED)]


@pytest.mark.parametrize("operation", [issue_again, void_cards])
def test_a_reason_is_not_longer_than_a_line(store, cards, operation):
    printed(store, cards)
    with pytest.raises(UserError, match="too long"):
        do(store, operation, cards, "x" * (REASON_LENGTH + 1))
    assert do(store, operation, cards, "x" * REASON_LENGTH) == 3


def test_voiding_needs_a_reason(store, cards):
    with pytest.raises(UserError, match="Say why"):
        do(store, void_cards, cards, " ")


def test_void_cards_and_their_copies_hold_no_longer(store, cards):
    printed(store, cards[:1])
    assert do(store, void_cards, cards, "Salah orang") == 3
    assert card_states_of(store, cards) == [CardState.CANCELLED] * 3
    assert copies(store) == [(cards[0], 1, CopyState.PRINTED, True)]
    assert revoked(store) == [(0, 1)]
    assert do(store, void_cards, cards, "Salah orang") == 0


def test_voiding_can_be_taken_back(store, cards):
    printed(store, cards[:1])
    do(store, void_cards, cards, "Salah orang")
    undone(store)
    assert card_states_of(store, cards) == [CardState.PRINTED, CardState.QUEUED, CardState.QUEUED]
    assert copies(store) == [(cards[0], 1, CopyState.PRINTED, False)]


def test_what_is_at_the_printer_is_told_of_before_it_is_void(store, cards):
    sent(store, cards[:2])
    with pytest.raises(UserError, match="2 of these cards are at the printer"):
        do(store, void_cards, cards, "Salah")
    assert card_states_of(store, cards) == [CardState.SENT, CardState.SENT, CardState.QUEUED]


def test_a_card_older_than_copies_can_be_lost_and_issued_again(store, keep):
    enrolment = keep(a.enrolment(person_id=keep(a.person()).id))
    card = keep(a.card(enrolment_id=enrolment.id, state=CardState.HANDED, prints=1)).id
    assert do(store, note_lost, [card]) == 1
    assert do(store, issue_again, [card]) == 1
    assert card_states_of(store, [card]) == [CardState.QUEUED]


def test_hostile_reasons_are_kept_as_they_were_typed(store, cards):
    printed(store, cards)
    said = "'); DROP TABLE card; -- =HYPERLINK(1) <b>\u202e😀"
    do(store, note_lost, cards, said)
    with store.reading() as session:
        assert session.query(CardCopy).filter_by(serial=1).one().reason == said


def test_each_step_is_one_action_with_a_name(store, cards):
    printed(store, cards)
    names = []
    for operation, given in ((note_lost, ()), (issue_again, ("Hilang",)), (void_cards, ("Salah",))):
        do(store, operation, cards, *given)
        names.append(next_steps(store)[0].title)
    assert names == ["Note cards as lost", "Print cards again", "Void cards"]


def printed_twice(store, keep, state):
    """A card that is printed, and so stands in a copy that came from another desk; return it."""
    [card] = waiting(keep, 1)
    batch = printed(store, [card])
    with store.reading() as session:
        desk, day = session.query(CardCopy.desk_id, CardCopy.issued_on).one()
    of_copy = {"card_id": card, "batch_id": batch, "desk_id": desk, "place": 2, "issued_on": day}
    keep(CardCopy(serial=900, state=state, **of_copy))
    return card


@pytest.mark.parametrize("operation", [note_lost, note_damaged, issue_again, void_cards])
def test_no_copy_of_a_card_holds_when_it_ends_whichever_desk_printed_it(store, keep, operation):
    card = printed_twice(store, keep, CopyState.HANDED)
    assert do(store, operation, [card], "Hilang") == 1
    assert len(revoked(store)) == 2


def test_a_copy_still_at_a_printer_is_dropped_with_its_card(store, keep):
    card = printed_twice(store, keep, CopyState.SENT)
    do(store, note_lost, [card])
    assert copy_states(store) == [CopyState.LOST, CopyState.DROPPED]


def test_a_card_another_copy_of_which_holds_does_not_wait_to_be_printed(store, keep):
    card = printed_twice(store, keep, CopyState.PRINTED)
    do(store, hand_over, [card])
    assert copy_states(store) == [CopyState.HANDED] * 2
    do(store, issue_again, [card])
    batch = sent(store, [card])
    with store.writing("Take in a copy of another desk") as session:
        session.query(CardCopy).filter_by(serial=900).one().state = CopyState.PRINTED
    do(store, came_out, batch, [])
    assert card_states_of(store, [card]) == [CardState.PRINTED]
