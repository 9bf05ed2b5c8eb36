"""Cards and their copies: what was taken back and done again, and cards drawn anew since."""

import pytest
from sqlalchemy import select

from models.cards.batches import came_out, drop_batch, jammed, note_sent, revert_batch
from models.cards.copies import current_copies
from models.cards.ending import issue_again, note_lost
from models.cards.handing import hand_over
from models.cards.operations import note_printed
from models.cards.stock import card_stock
from models.cards.tables import Card, CardCopy, CardKind, CardState, CopyState
from models.enrolment.numbers import correct_number
from models.enrolment.tables import EnrolmentStatus
from models.errors import UserError
from models.history.since import changed_since
from models.history.steps import next_steps
from models.history.undo import UndoConflictError, undo
from models.supplies.queries import stock
from tests import factories as a
from tests.models.cards.life import (
    card_states_of,
    done_again,
    drawn,
    printed,
    sent,
    supplied,
    undone,
    waiting,
)

NUMBER = "22012345678"


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
    return [(found[one].state, *found[one].copies.values()) for one in cards]


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
        (CardState.QUEUED,),
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
    assert counting(store, cards) == [(CardState.QUEUED,)] * 2


def test_a_copy_drawn_since_and_taken_back_is_not_in_the_way(store, cards, redone):
    batch, _again = redone
    with store.writing() as session:
        drop_batch(session, batch)
    dropping = next_steps(store)[0].action_id
    drawn(store, cards)
    undone(store)
    take_back(store, dropping)
    assert counting(store, cards) == [(CardState.SENT, CopyState.DRAWN)] * 2


def test_a_card_drawn_anew_and_changed_after_can_only_be_kept_too(store, cards):
    printed(store, cards)
    with store.writing() as session:
        note_lost(session, cards)
    losing = next_steps(store)[0].action_id
    with store.writing() as session:
        issue_again(session, cards)
    printed(store, cards)
    with store.writing() as session:
        note_lost(session, cards)
    undone(store)
    with store.reading() as session:
        rows = changed_since(session, losing)
    assert [row.may_take_back for row in rows] == [False, False]


def test_sending_is_not_taken_back_from_under_what_was_told_since(store, cards):
    batch = sent(store, cards)
    sending = next_steps(store)[0].action_id
    with store.writing() as session:
        came_out(session, batch, cards[:1])
    with store.reading() as session:
        rows = changed_since(session, sending)
    assert {row.key[0] for row in rows} == {"card_batch", "card_copy"}
    assert {row.reason for row in rows} == {"Its printing went on since. Take that back first."}
    for also in ({row.key for row in rows}, {row.key for row in rows if row.key[0] == "card_copy"}):
        with pytest.raises(UndoConflictError):
            take_back(store, sending, keep_changed=True, also=also)
    assert counting(store, cards) == [
        (CardState.PRINTED, CopyState.PRINTED),
        (CardState.QUEUED,),
    ]


def test_a_batch_that_went_on_keeps_all_its_cards(store, cards):
    """A spoilt card alone would be at the printer again, in a batch that was withdrawn."""
    batch = sent(store, cards)
    with store.writing() as session:
        came_out(session, batch, cards[:1], cards[1:])
    telling = next_steps(store)[0].action_id
    with store.writing() as session:
        revert_batch(session, batch, "Salah")
    with pytest.raises(UserError, match="Nothing is left"):
        take_back(store, telling, keep_changed=True)
    assert card_states_of(store, cards) == [CardState.QUEUED] * 2


def used(store, blank):
    """Return what is left in stock, and the pieces that came out well and that were spoilt."""
    with store.reading() as session:
        of_cards = card_stock(session)
        return stock(session, blank), of_cards.printed, of_cards.spoilt


def test_what_is_kept_of_a_telling_stays_charged_to_the_stock(store, keep):
    blank, cards = supplied(store), waiting(keep, 4)
    batch = sent(store, cards)
    with store.writing() as session:
        jammed(session, batch, cards[2], 2)  # the last one, and a blank besides
    telling = next_steps(store)[0].action_id
    with store.writing() as session:
        hand_over(session, cards[:1])
    take_back(store, telling, keep_changed=True)
    assert used(store, blank) == (98, 1, 1)
    done_again(store)
    assert used(store, blank) == (95, 3, 2)
    undone(store)
    assert used(store, blank) == (98, 1, 1)
    with store.writing() as session:
        came_out(session, batch, cards[1:3], cards[3:])
    assert used(store, blank) == (95, 3, 2)


def test_what_was_noted_as_printed_and_taken_back_was_never_used(store, cards):
    blank = supplied(store)
    with store.writing() as session:
        note_printed(session, cards)
    undone(store)
    assert used(store, blank) == (100, 0, 0)
    done_again(store)
    assert used(store, blank) == (98, 2, 0)


def test_no_copy_comes_back_as_somebody_elses_card(store, keep):
    people = [keep(a.person(member_number=number)) for number in (NUMBER, None)]
    status = EnrolmentStatus.REGISTERED
    enrolments = [keep(a.enrolment(person_id=one.id, status=status)) for one in people]
    of_member = {"kind": CardKind.MEMBER, "number": NUMBER}
    card = keep(a.card(enrolment_id=enrolments[0].id, **of_member)).id
    printed(store, [card])
    with store.writing() as session:
        issue_again(session, [card])
    again = next_steps(store)[0].action_id
    with store.writing() as session:
        correct_number(session, people[0].id, "")
        correct_number(session, people[1].id, NUMBER)
    with store.reading() as session:
        [row] = changed_since(session, again)
    assert row.reason == "It is for another enrolment by now."
    for how in ({}, {"also": {row.key}}, {"keep_changed": True}):
        with pytest.raises(UserError):
            take_back(store, again, **how)
    assert counting(store, [card]) == [(CardState.QUEUED,)]


def test_a_copy_does_not_come_back_to_a_printer_that_is_done(store, keep):
    person = keep(a.person(member_number=NUMBER))
    enrolment = keep(a.enrolment(person_id=person.id))
    of_member = {"kind": CardKind.MEMBER, "number": NUMBER}
    cards = [keep(a.card(enrolment_id=enrolment.id, **of_member)).id, *waiting(keep, 1)]
    batch = sent(store, cards)
    with store.writing() as session:
        correct_number(session, person.id, "")
    correcting = next_steps(store)[0].action_id
    with store.writing() as session:
        came_out(session, batch, cards[1:])
    with store.reading() as session:
        [row] = changed_since(session, correcting)
    assert (row.key, row.may_take_back) == (("card", cards[0]), False)
    with pytest.raises(UndoConflictError):
        take_back(store, correcting)
    undone(store)
    take_back(store, correcting)
    assert counting(store, cards) == [(CardState.SENT, CopyState.SENT)] * 2


def test_what_came_out_by_no_telling_does_not_come_back(store, cards):
    """An action taken back before would bring the pieces back, and the stock knew of none."""
    blank = supplied(store)
    with store.writing() as session:
        note_printed(session, cards)
    with store.writing() as session:
        note_lost(session, cards)
    losing = next_steps(store)[0].action_id
    undone(store)
    undone(store)
    with store.reading() as session:
        rows = changed_since(session, losing)
    assert [row.may_take_back for row in rows] == [False, False]
    with pytest.raises(UndoConflictError):
        take_back(store, losing, also={row.key for row in rows})
    assert used(store, blank) == (100, 0, 0)
