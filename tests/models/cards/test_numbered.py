import pytest
from sqlalchemy import select

from models.cards.numbered import make_member_cards
from models.cards.operations import queue_card
from models.cards.tables import Card, CardKind, CardState
from tests import factories as a

NUMBER = "22153323437"


@pytest.fixture
def enrolments(keep):
    """Two enrolments of one person, at two events."""
    person = keep(a.person(name="Ayu", member_number=NUMBER))
    events = keep(a.event(), a.event())
    return keep(*(a.enrolment(event_id=one.id, person_id=person.id) for one in events))


def make(store, numbered, rejected=()):
    with store.writing("Make cards") as session:
        return make_member_cards(session, numbered, rejected)


def cards(store):
    with store.reading() as session:
        found = session.scalars(select(Card).order_by(Card.id)).all()
        return [(card.kind, card.number, card.state, card.enrolment_id) for card in found]


def test_a_member_card_is_queued_and_the_proof_it_replaces_is_cancelled(store, keep, enrolments):
    one = enrolments[0]
    keep(a.card(enrolment_id=one.id, number="BP-1"))
    assert make(store, {one.id: (one.person_id, NUMBER)}) == 1
    assert cards(store) == [
        (CardKind.PROOF, "BP-1", CardState.CANCELLED, one.id),
        (CardKind.MEMBER, NUMBER, CardState.QUEUED, one.id),
    ]


def test_a_number_has_one_card_for_the_latest_enrolment(store, enrolments):
    numbered = {one.id: (one.person_id, NUMBER) for one in enrolments}
    assert make(store, numbered) == 1
    assert make(store, numbered) == 0
    assert cards(store) == [(CardKind.MEMBER, NUMBER, CardState.QUEUED, enrolments[1].id)]


@pytest.mark.parametrize("state", [CardState.PRINTED, CardState.HANDED, CardState.SPOILT])
def test_a_card_that_is_there_stays_as_it_is(store, keep, enrolments, state):
    one = enrolments[0]
    keep(a.card(enrolment_id=one.id, kind=CardKind.MEMBER, number=NUMBER, state=state))
    assert make(store, {one.id: (one.person_id, NUMBER)}) == 0
    assert [card[2] for card in cards(store)] == [state]


def test_a_cancelled_card_is_queued_again(store, keep, enrolments):
    one, then = enrolments
    cancelled = {"kind": CardKind.MEMBER, "number": NUMBER, "state": CardState.CANCELLED}
    keep(a.card(enrolment_id=one.id, **cancelled))
    assert make(store, {then.id: (then.person_id, NUMBER)}) == 1
    assert cards(store) == [(CardKind.MEMBER, NUMBER, CardState.QUEUED, then.id)]


def test_what_waits_for_a_rejected_enrolment_is_cancelled_and_nothing_else(store, keep, enrolments):
    one, other = enrolments
    keep(a.card(enrolment_id=one.id, number="BP-1"))
    keep(a.card(enrolment_id=one.id, number="BP-2", state=CardState.PRINTED))
    keep(a.card(enrolment_id=other.id, number="BP-3"))
    make(store, {}, [one.id])
    assert [card[2] for card in cards(store)] == [
        CardState.CANCELLED,
        CardState.PRINTED,
        CardState.QUEUED,
    ]


def test_a_member_who_enrols_again_gets_a_proof_beside_the_card(store, enrolments):
    with store.writing("Queue") as session:
        made = [queue_card(session, session.merge(one)).kind for one in enrolments]
    assert made == [CardKind.MEMBER, CardKind.PROOF]
