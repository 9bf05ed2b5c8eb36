"""A card and its copy are one choice where something was changed since an action."""

import pytest
from sqlalchemy import select

from models.cards.batches import came_out, note_sent
from models.cards.handing import hand_over
from models.cards.tables import Card, CardCopy, CardState, CopyState
from models.history.steps import next_steps, take_back
from models.history.undo import UndoConflictError
from models.progress import finish
from tests.models.cards.life import drawn, sent, waiting
from tests.models.history.choices_at_hand import since


def printed_and_handed(store, keep):
    """Print two cards and hand the first over; return them and the telling how they came out."""
    cards = waiting(keep, 2)
    batch = sent(store, cards)
    with store.writing() as session:
        came_out(session, batch, cards)
    action = next_steps(store)[0].action_id
    with store.writing() as session:
        hand_over(session, cards[:1])
    return cards, action


def card_and_copy(store, card):
    """Return how a card stands, how often it was printed, how its copy stands, when printed."""
    with store.reading() as session:
        return session.execute(
            select(Card.state, Card.prints, CardCopy.state, CardCopy.printed_at.is_not(None))
            .join(CardCopy, CardCopy.card_id == Card.id)
            .where(Card.id == card)
        ).one()


PRINTED_AND_HANDED = (CardState.HANDED, 1, CopyState.HANDED, True)
AT_THE_PRINTER = (CardState.SENT, 0, CopyState.SENT, False)


def test_a_card_and_its_copy_are_one_choice(store, keep):
    cards, action = printed_and_handed(store, keep)
    [row] = since(store, action)
    assert row.key == ("card", cards[0])


def test_a_card_that_is_kept_keeps_its_copy_as_it_is(store, keep):
    cards, action = printed_and_handed(store, keep)
    finish(take_back(store, action, keep_changed=True))
    assert card_and_copy(store, cards[0]) == PRINTED_AND_HANDED
    assert card_and_copy(store, cards[1]) == AT_THE_PRINTER


@pytest.mark.parametrize("by", ["card", "card_copy"])
def test_a_card_that_is_taken_back_takes_its_copy_along(store, keep, by):
    cards, action = printed_and_handed(store, keep)
    with store.reading() as session:
        copy = session.scalars(select(CardCopy.id).where(CardCopy.card_id == cards[0])).one()
    key = (by, {"card": cards[0], "card_copy": copy}[by])
    finish(take_back(store, action, also={key}))
    for card in cards:
        assert card_and_copy(store, card) == AT_THE_PRINTER


def test_a_card_whose_copy_can_only_be_kept_is_not_taken_back_without_it(store, keep):
    cards = waiting(keep, 1)
    batch = drawn(store, cards).id
    action = next_steps(store)[0].action_id
    with store.writing() as session:
        note_sent(session, batch, "Canon")
        came_out(session, batch, cards)
    [row] = [one for one in since(store, action) if one.key == ("card", cards[0])]
    assert not row.may_take_back
    with pytest.raises(UndoConflictError):
        finish(take_back(store, action, also={("card", cards[0])}))
    assert card_and_copy(store, cards[0])[0] is CardState.PRINTED


def test_a_card_and_its_copy_in_the_way_are_counted_and_named_once(store, keep):
    _cards, action = printed_and_handed(store, keep)
    with pytest.raises(UndoConflictError, match="1 record has been changed") as raised:
        finish(take_back(store, action))
    assert len(raised.value.lines) == 1
    assert raised.value.lines[0].startswith("Card: ")
    assert {one.table for one in raised.value.conflicts} == {"card", "card_copy"}
