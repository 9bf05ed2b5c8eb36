import pytest
from sqlalchemy import select

from models.cards.batch_rows import batch_rows
from models.cards.batches import came_out, draw_batch, drop_batch, jammed, note_sent, revert_batch
from models.cards.ending import issue_again
from models.cards.handing import hand_over
from models.cards.numbered import cancel_number
from models.cards.tables import BatchState, Card, CardBatch, CardCopy, CardState, CopyState
from models.errors import UserError
from models.history.tables import Action
from models.history.undo import UndoConflictError, undo
from models.office.queries import today
from tests import factories as a
from tests.models.cards.life import (
    card_states_of,
    copies,
    copy_states,
    done_again,
    drawn,
    printed,
    sent,
    undone,
    waiting,
)


@pytest.fixture
def cards(keep):
    return waiting(keep)


def batch_of(store, batch_id):
    with store.reading() as session:
        return session.get_one(CardBatch, batch_id)


def tell(store, batch, good, spoilt=()):
    with store.writing() as session:
        came_out(session, batch, good, spoilt)


def test_each_card_drawn_gets_the_next_serial_in_the_order_of_printing(store, cards):
    order = [cards[2], cards[0], cards[1]]
    batch = drawn(store, order)
    assert [(one.card_id, one.serial, one.place) for one in batch.copies] == [
        (cards[2], 1, 1),
        (cards[0], 2, 2),
        (cards[1], 3, 3),
    ]
    assert [row[:3] for row in copies(store)] == [
        (card, serial, CopyState.DRAWN) for card, serial in zip(order, (1, 2, 3), strict=True)
    ]


def test_a_copy_is_issued_on_the_day_of_the_office(store, cards):
    drawn(store, cards[:1])
    with store.reading() as session:
        assert session.scalars(select(CardCopy.issued_on)).one() == today(session)


def test_a_card_drawn_is_at_the_printer_and_cannot_be_drawn_a_second_time(store, cards):
    drawn(store, cards[:1])
    assert card_states_of(store, cards) == [CardState.SENT, CardState.QUEUED, CardState.QUEUED]
    with pytest.raises(UserError, match="1 of these cards does not wait"):
        drawn(store, cards)
    assert len(copies(store)) == 1


def test_a_card_asked_for_twice_is_drawn_once(store, cards):
    assert len(drawn(store, [cards[0], cards[0]]).copies) == 1


def test_without_a_card_nothing_is_drawn(store):
    with pytest.raises(UserError, match="no card"):
        drawn(store, [])


def test_a_card_that_is_gone_is_told_of(store, cards):
    with pytest.raises(UserError, match="do not wait"):
        drawn(store, [*cards, 998, 999])


def test_a_computer_that_is_no_desk_draws_nothing(bare_store):
    with (
        pytest.raises(UserError, match="not a desk"),
        bare_store.writing() as session,
    ):
        draw_batch(session, [1], sheet="id1", design="plain")


@pytest.mark.parametrize("give_up", [undone, None], ids=["taken back", "dropped"])
def test_a_serial_is_never_given_twice(store, cards, give_up):
    batch = drawn(store, cards)
    if give_up is None:
        with store.writing() as session:
            drop_batch(session, batch.id)
    else:
        give_up(store)
    assert card_states_of(store, cards) == [CardState.QUEUED] * 3
    assert [one.serial for one in drawn(store, cards).copies] == [4, 5, 6]


def test_a_batch_is_of_the_event_that_all_its_cards_are_of(store, keep):
    one, other = keep(a.event(), a.event())
    cards = waiting(keep, 2, event_id=one.id)
    others = waiting(keep, 1, event_id=other.id)
    alike, mixed = drawn(store, cards[:1]), drawn(store, [cards[1], *others])
    assert batch_of(store, alike.id).event_id == one.id
    assert batch_of(store, mixed.id).event_id is None


def test_sent_is_noted_with_the_printer_and_only_once(store, cards):
    batch = drawn(store, cards).id
    with store.writing() as session:
        note_sent(session, batch, "Canon")
    kept = batch_of(store, batch)
    assert (kept.state, kept.printer) == (BatchState.SENT, "Canon")
    assert kept.sent_at is not None
    assert copy_states(store) == [CopyState.SENT] * 3
    with pytest.raises(UserError, match="sent already"), store.writing() as session:
        note_sent(session, batch, "Canon")


def test_nothing_is_printed_before_somebody_tells(store, cards):
    sent(store, cards)
    assert card_states_of(store, cards) == [CardState.SENT] * 3


def test_told_the_good_are_printed_and_all_others_wait_again(store, cards):
    batch = sent(store, cards)
    tell(store, batch, [cards[0]], [cards[1]])
    assert card_states_of(store, cards) == [
        CardState.PRINTED,
        CardState.QUEUED,
        CardState.QUEUED,
    ]
    assert copy_states(store) == [CopyState.PRINTED, CopyState.SPOILT, CopyState.DROPPED]
    kept = batch_of(store, batch)
    assert (kept.state, kept.spoilt) == (BatchState.TOLD, 1)
    with store.reading() as session:
        prints = [session.get_one(Card, card).prints for card in cards]
    assert prints == [1, 1, 0], "a spoilt one was printed, too"


def test_a_batch_that_was_never_noted_as_sent_can_be_told_of(store, cards):
    tell(store, drawn(store, cards).id, cards)
    assert card_states_of(store, cards) == [CardState.PRINTED] * 3


def test_a_batch_is_told_of_once(store, cards):
    batch = sent(store, cards)
    tell(store, batch, cards)
    with pytest.raises(UserError, match="told already"):
        tell(store, batch, [])
    assert card_states_of(store, cards) == [CardState.PRINTED] * 3


@pytest.mark.parametrize("spoilt", [[0], [-1]], ids=["good and spoilt", "of no batch"])
def test_cards_that_cannot_be_meant_are_refused(store, cards, spoilt):
    batch = sent(store, cards)
    with pytest.raises(UserError, match="not of that batch"):
        tell(store, batch, cards, [cards[0] if one == 0 else one for one in spoilt])
    assert card_states_of(store, cards) == [CardState.SENT] * 3


def test_a_card_printed_anew_is_not_handed_over_yet(store, cards):
    printed(store, cards[:1])
    with store.writing() as session:
        hand_over(session, cards[:1])
    with store.writing() as session:
        issue_again(session, cards[:1])
    printed(store, cards[:1])
    with store.reading() as session:
        assert session.get_one(Card, cards[0]).handed_at is None


@pytest.mark.parametrize(
    ("last_good", "spoilt", "expected", "pieces"),
    [
        (None, 0, "qqqq", 0),
        (None, 1, "sqqq", 1),
        (0, 0, "gqqq", 0),
        (1, 1, "ggsq", 1),
        (1, 5, "ggss", 5),
        (3, 0, "gggg", 0),
        (3, 2, "gggg", 2),
    ],
)
def test_after_a_jam_what_follows_the_last_good_one_waits_again(
    store, keep, last_good, spoilt, expected, pieces
):
    cards = waiting(keep, 4)
    batch = sent(store, cards)
    with store.writing() as session:
        jammed(session, batch, None if last_good is None else cards[last_good], spoilt)
    states = {"g": CopyState.PRINTED, "s": CopyState.SPOILT, "q": CopyState.DROPPED}
    assert copy_states(store) == [states[one] for one in expected]
    assert card_states_of(store, cards) == [
        CardState.PRINTED if one == "g" else CardState.QUEUED for one in expected
    ]
    assert batch_of(store, batch).spoilt == pieces


def test_the_last_good_one_must_be_of_the_batch(store, cards):
    batch = sent(store, cards[:2])
    with pytest.raises(UserError, match="not of that batch"), store.writing() as session:
        jammed(session, batch, cards[2])


def test_a_batch_that_was_sent_cannot_be_dropped(store, cards):
    batch = sent(store, cards)
    with pytest.raises(UserError, match="sent already"), store.writing() as session:
        drop_batch(session, batch)


def test_what_was_printed_in_a_batch_can_be_withdrawn(store, cards):
    batch = printed(store, cards)
    with store.writing() as session:
        revert_batch(session, batch, "  Tanggal salah ")
    kept = batch_of(store, batch)
    assert (kept.state, kept.note) == (BatchState.REVERTED, "Tanggal salah")
    assert copy_states(store) == [CopyState.REPLACED] * 3
    assert card_states_of(store, cards) == [CardState.QUEUED] * 3


def test_withdrawing_needs_a_reason(store, cards):
    batch = printed(store, cards)
    with pytest.raises(UserError, match="Say why"), store.writing() as session:
        revert_batch(session, batch, " ")


def test_a_batch_is_not_withdrawn_before_it_was_told_of(store, cards):
    batch = sent(store, cards)
    with pytest.raises(UserError, match="Say first"), store.writing() as session:
        revert_batch(session, batch, "Salah")


def test_what_is_with_its_owner_is_not_withdrawn_behind_their_back(store, cards):
    batch = printed(store, cards)
    with store.writing() as session:
        hand_over(session, cards[:1])
    with pytest.raises(UserError, match="1 card of this batch is with"), store.writing() as session:
        revert_batch(session, batch, "Salah")
    with store.writing() as session:
        issue_again(session, cards[:1], "Salah")
    with store.writing() as session:
        revert_batch(session, batch, "Salah")
    assert card_states_of(store, cards) == [CardState.QUEUED] * 3


def test_of_a_batch_withdrawn_nothing_is_left_to_withdraw(store, cards):
    batch = printed(store, cards)
    with store.writing() as session:
        revert_batch(session, batch, "Salah")
    with pytest.raises(UserError, match="Nothing of this batch"), store.writing() as session:
        revert_batch(session, batch, "Salah")


@pytest.mark.parametrize(
    "operation",
    [
        lambda session: note_sent(session, 999, "Canon"),
        lambda session: came_out(session, 999, []),
        lambda session: drop_batch(session, 999),
        lambda session: revert_batch(session, 999, "Salah"),
    ],
)
def test_a_batch_that_is_not_there_is_told_of(store, operation):
    with pytest.raises(UserError, match="not there"), store.writing() as session:
        operation(session)


def test_drawing_taken_back_leaves_a_batch_that_was_not_printed(store, cards):
    batch = drawn(store, cards).id
    undone(store)
    assert [void for *_rest, void in copies(store)] == [True] * 3
    with store.reading() as session:
        [row] = batch_rows(session)
    assert (row.id, row.state) == (batch, BatchState.DROPPED)
    for refused in (lambda s: note_sent(s, batch, "x"), lambda s: drop_batch(s, batch)):
        with pytest.raises(UserError, match="taken back"), store.writing() as session:
            refused(session)
    with pytest.raises(UserError, match="told already"):
        tell(store, batch, cards)


def test_drawing_done_again_is_the_same_batch_with_the_same_serials(store, cards):
    batch = drawn(store, cards)
    undone(store)
    done_again(store)
    assert copies(store) == [
        (one.card_id, one.serial, CopyState.DRAWN, False) for one in batch.copies
    ]
    tell(store, batch.id, cards)
    assert card_states_of(store, cards) == [CardState.PRINTED] * 3


def test_drawing_is_not_done_again_once_the_cards_are_in_another_batch(store, cards):
    drawn(store, cards)
    undone(store)
    with store.reading() as session:
        taken_back = session.scalars(select(Action.id).order_by(Action.id.desc()).limit(1)).one()
    drawn(store, cards[:1])
    with pytest.raises(UndoConflictError), store.writing() as session:
        undo(session, taken_back)


def test_telling_taken_back_asks_anew_how_it_came_out(store, cards):
    batch = sent(store, cards)
    tell(store, batch, cards[:1], cards[1:])
    undone(store)
    assert card_states_of(store, cards) == [CardState.SENT] * 3
    kept = batch_of(store, batch)
    assert (kept.state, kept.told_at, kept.spoilt) == (BatchState.SENT, None, 0)
    tell(store, batch, cards)
    assert copy_states(store) == [CopyState.PRINTED] * 3


def test_of_a_card_cancelled_at_the_printer_no_copy_is_good(store, keep):
    cards = waiting(keep, 2)
    batch = sent(store, cards)
    with store.reading() as session:
        number = session.get_one(Card, cards[0]).number
    with store.writing("Cancel") as session:
        cancel_number(session, number)
    tell(store, batch, cards)
    assert batch_of(store, batch).spoilt == 1
    assert copy_states(store) == [CopyState.SPOILT, CopyState.PRINTED]
    assert card_states_of(store, cards) == [CardState.CANCELLED, CardState.PRINTED]


def test_a_batch_of_numbers_nobody_has_any_more_waits_for_nothing(store, keep):
    [card] = waiting(keep, 1)
    sent(store, [card])
    with store.writing("Cancel") as session:
        cancel_number(session, session.get_one(Card, card).number)
    with store.reading() as session:
        [row] = batch_rows(session)
    assert (row.state, row.waiting) == (BatchState.DROPPED, 0)
