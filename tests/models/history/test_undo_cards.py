"""Cards and their copies: what was taken back and done again, and cards drawn anew since."""

import pytest
from sqlalchemy import select

from models.cards.batches import came_out, drop_batch, note_sent
from models.cards.copies import current_copies
from models.cards.tables import Card, CardCopy, CardState, CopyState
from models.history.since import changed_since
from models.history.steps import next_steps
from models.history.undo import UndoConflictError, undo
from tests.models.cards.life import card_states_of, done_again, drawn, undone, waiting


@pytest.fixture
def cards(keep):
    return waiting(keep, 2)


@pytest.fixture
def redone(store, cards):
    """The batch of a drawing that was taken back and done again, and the action of doing it so."""
    batch = drawn(store, cards).id
    undone(store)
    done_again(store)
    return batch, next_steps(store)[0].action_id


def take_back(store, action_id, **how):
    with store.writing() as session:
        undo(session, action_id, **how)


def counting(store, cards):
    """Return of each card how it stands, and how the copy of it that counts does."""
    with store.reading() as session:
        found = current_copies(session, cards)
    return [(found[one].state, found[one].copy_state) for one in cards]


def test_a_drawing_done_again_is_not_taken_back_once_other_copies_were_drawn(store, cards, redone):
    batch, again = redone
    with store.writing() as session:
        drop_batch(session, batch)
    drawn(store, cards)
    with pytest.raises(UndoConflictError) as caught:
        take_back(store, again)
    assert len(caught.value.lines) == len(cards)
    assert counting(store, cards) == [(CardState.SENT, CopyState.DRAWN)] * 2


def test_such_a_card_can_only_be_kept_and_it_is_said_why(store, cards, redone):
    batch, again = redone
    with store.writing() as session:
        drop_batch(session, batch)
    drawn(store, cards[:1])
    with store.reading() as session:
        rows = changed_since(session, again)
    assert [(row.key, row.may_take_back) for row in rows] == [
        ((Card.__tablename__, cards[0]), False),
        ((Card.__tablename__, cards[1]), True),
    ]
    assert rows[0].reason == "It was drawn anew since. Take that back first."
    with pytest.raises(UndoConflictError):
        take_back(store, again, also={row.key for row in rows})
    take_back(store, again, keep_changed=True, also={rows[1].key})
    assert counting(store, cards) == [
        (CardState.SENT, CopyState.DRAWN),
        (CardState.QUEUED, None),
    ]


def test_a_copy_that_was_sent_since_stands_in_the_way_of_its_drawing(store, cards, redone):
    batch, again = redone
    with store.writing() as session:
        note_sent(session, batch, "Canon")
    with pytest.raises(UndoConflictError):
        take_back(store, again)
    with store.reading() as session:
        copies = session.scalars(select(CardCopy)).all()
        told = [field for row in changed_since(session, again) for field in row.fields]
    assert [(one.state, one.voided_at) for one in copies] == [(CopyState.SENT, None)] * 2
    assert [(one.word, one.again) for one in told] == [("State", "Being printed")] * 2


def test_what_was_done_since_and_taken_back_is_not_in_the_way(store, cards, redone):
    batch, again = redone
    with store.writing() as session:
        note_sent(session, batch, "Canon")
    with store.writing() as session:
        came_out(session, batch, cards)
    undone(store)
    undone(store)
    take_back(store, again)
    assert card_states_of(store, cards) == [CardState.QUEUED] * 2
    assert counting(store, cards) == [(CardState.QUEUED, None)] * 2


def test_a_copy_drawn_since_and_taken_back_is_not_in_the_way(store, cards, redone):
    batch, _again = redone
    with store.writing() as session:
        drop_batch(session, batch)
    dropping = next_steps(store)[0].action_id
    drawn(store, cards)
    undone(store)
    take_back(store, dropping)
    assert counting(store, cards) == [(CardState.SENT, CopyState.DRAWN)] * 2
