import pytest

from models.cards.batch_rows import (
    PrintedBefore,
    batch_cards,
    batch_rows,
    batch_state_name,
    copies_of,
    copy_state_name,
    open_batches,
    printed_before,
)
from models.cards.batches import came_out, drop_batch
from models.cards.ending import issue_again, void_cards
from models.cards.tables import BatchState, Card, CardBatch, CardState, CopyState
from models.office.at_desk import officer_here
from models.office.tables import Desk
from models.people.tables import Person
from tests import factories as a
from tests.models.cards.life import drawn, printed, sent, supplied, undone, waiting


@pytest.fixture
def cards(keep):
    return waiting(keep)


@pytest.fixture(autouse=True)
def _somebody_sits_here(store):
    store.officer_id = officer_here(store)


def ask(store, query, *given):
    with store.reading() as session:
        return query(session, *given)


def test_a_batch_says_who_drew_it_and_what_became_of_its_cards(store, keep):
    event = keep(a.event(title="Pimping"))
    cards = waiting(keep, 4, event_id=event.id)
    batch = sent(store, cards)
    with store.writing() as session:
        came_out(session, batch, cards[:2], cards[2:3])
    [row] = ask(store, batch_rows)
    assert (row.id, row.state, row.officer, row.event) == (
        batch,
        BatchState.TOLD,
        "Rina Contoh",
        "Pimping",
    )
    assert (row.printer, row.sheet, row.design) == ("Canon", "id1", "plain")
    assert (row.cards, row.waiting, row.good, row.spoilt) == (4, 0, 2, 1)


def test_batches_come_with_the_latest_first_and_those_of_an_event_alone(store, keep):
    event = keep(a.event())
    cards, others = waiting(keep, 2, event_id=event.id), waiting(keep, 1)
    first, second = drawn(store, cards[:1]).id, drawn(store, cards[1:]).id
    third = drawn(store, others).id
    assert [row.id for row in ask(store, batch_rows)] == [third, second, first]
    assert [row.id for row in ask(store, batch_rows, event.id)] == [second, first]
    assert [row.id for row in ask(store, batch_rows, None, 1)] == [third]


def test_open_are_the_batches_nobody_has_told_of(store, cards):
    one, other = sent(store, cards[:1]), drawn(store, cards[1:2]).id
    printed(store, cards[2:])
    found = {row.id: (row.state, row.waiting) for row in ask(store, open_batches)}
    assert found == {one: (BatchState.SENT, 1), other: (BatchState.DRAWN, 1)}
    with store.writing() as session:
        drop_batch(session, other)
    assert [row.id for row in ask(store, open_batches)] == [one]


def test_a_batch_whose_drawing_was_taken_back_is_not_open(store, cards):
    batch = drawn(store, cards).id
    undone(store)
    assert ask(store, open_batches) == []
    assert [(row.id, row.state) for row in ask(store, batch_rows)] == [(batch, BatchState.DROPPED)]


def test_the_cards_of_a_batch_come_in_the_order_of_printing(store, cards):
    order = [cards[1], cards[2], cards[0]]
    batch = sent(store, order)
    found = ask(store, batch_cards, batch)
    assert [(one.card_id, one.place, one.serial) for one in found] == [
        (card, n, n) for n, card in enumerate(order, 1)
    ]
    with store.reading() as session:
        card = session.get_one(Card, cards[1])
        owner = session.get_one(Person, card.enrolment.person_id).name
        assert (found[0].name, found[0].number) == (owner, card.number)
    assert all(one.waiting for one in found)


def test_the_copies_of_a_card_come_with_the_latest_first(store, cards):
    printed(store, cards)
    with store.writing() as session:
        issue_again(session, cards[:1], "Foto salah")
    printed(store, cards[:1])
    latest, first = ask(store, copies_of, cards[0])
    assert (latest.serial, latest.state, latest.reason) == (4, CopyState.PRINTED, "")
    assert (first.serial, first.state, first.reason) == (1, CopyState.REPLACED, "Foto salah")
    assert (first.desk, first.printer, first.printed_by) == (0, "Canon", "Rina Contoh")
    assert first.printed_at is not None
    assert first.ended_at is not None


def test_a_void_copy_says_why(store, cards):
    printed(store, cards[:1])
    with store.writing() as session:
        void_cards(session, cards[:1], "Salah orang")
    [copy] = ask(store, copies_of, cards[0])
    assert copy.voided_at is not None
    assert copy.reason == "Salah orang"


def test_of_a_card_printed_before_it_is_known_how_often_when_and_by_whom(store, cards):
    printed(store, cards[:1])
    batch = sent(store, cards[1:2])
    with store.writing() as session:
        came_out(session, batch, [], cards[1:2])
    found = ask(store, printed_before, cards)
    assert {card: one.times for card, one in found.items()} == {cards[0]: 1, cards[1]: 1}
    assert found[cards[0]].officer == found[cards[1]].officer == "Rina Contoh"
    assert found[cards[0]].desk != ""
    assert None not in {one.at for one in found.values()}


def test_of_a_card_older_than_copies_it_is_known_how_often(store, keep):
    enrolment = keep(a.enrolment(person_id=keep(a.person()).id))
    card = keep(a.card(enrolment_id=enrolment.id, state=CardState.PRINTED, prints=2)).id
    assert ask(store, printed_before, [card]) == {card: PrintedBefore(2, None)}


def test_what_was_dropped_was_not_printed(store, cards):
    supplied(store)
    batch = sent(store, cards)
    with store.writing() as session:
        came_out(session, batch, [])
    assert ask(store, printed_before, cards) == {}


def test_every_state_has_a_name_of_its_own_kind():
    assert all(copy_state_name(state) for state in CopyState)
    assert all(batch_state_name(state) for state in BatchState)


def test_what_another_desk_prints_is_not_asked_about_here(store, keep, cards):
    other = keep(Desk(number=7, name="Meja 7"))
    theirs, ours = drawn(store, cards[:1]).id, drawn(store, cards[1:]).id
    with store.writing("Take in a desk's file") as session:
        session.get_one(CardBatch, theirs).desk_id = other.id
    assert [row.id for row in ask(store, open_batches)] == [ours]
    assert {row.id for row in ask(store, batch_rows)} == {ours, theirs}
