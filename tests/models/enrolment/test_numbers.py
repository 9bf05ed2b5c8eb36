"""A membership number corrected by hand: the old card is cancelled, the new one queued."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from models.cards.operations import note_printed
from models.cards.tables import Card
from models.enrolment.numbers import NumberRefusedError, correct_number, number_standing
from models.enrolment.status import StatusDraft, note_status
from models.enrolment.tables import EnrolmentStatus
from models.history.undo import next_undo, undo
from models.people.tables import Person
from tests import factories as a

OLD, NEW = "12345678901", "12345678902"
S = EnrolmentStatus


@pytest.fixture
def person(keep):
    return keep(a.person(name="Awing")).id


@pytest.fixture
def registered(store, keep, person):
    """An enrolment registered with the old number, its card in the queue."""
    enrolment = keep(a.enrolment(person_id=person)).id
    note(store, enrolment, OLD)
    return enrolment


def note(store, enrolment, number):
    with store.writing() as session:
        note_status(session, enrolment, StatusDraft(status=S.REGISTERED, member_number=number))


def correct(store, person, number):
    with store.writing() as session:
        correct_number(session, person, number)


def take_back(store):
    with store.writing() as session:
        undo(session, next_undo(session).action_id)


def number(store, person):
    with store.reading() as session:
        return session.get_one(Person, person).member_number


def cards(store):
    with store.reading() as session:
        rows = session.execute(select(Card.number, Card.state, Card.enrolment_id))
        return {row.number: (row.state.value, row.enrolment_id) for row in rows}


def printed(store, number):
    with store.writing() as session:
        note_printed(session, [session.scalars(select(Card.id).where(Card.number == number)).one()])


def test_the_old_card_is_cancelled_the_new_one_queued_and_all_of_it_undone(
    store, person, registered
):
    correct(store, person, NEW)
    assert number(store, person) == NEW
    assert cards(store) == {OLD: ("cancelled", registered), NEW: ("queued", registered)}
    with store.reading() as session:
        assert next_undo(session).title == "Correct the membership number of Awing"
    take_back(store)
    assert number(store, person) == OLD
    assert cards(store) == {OLD: ("queued", registered)}


def test_a_card_that_was_printed_is_cancelled_too_and_told_before(store, person, registered):
    printed(store, OLD)
    with store.reading() as session:
        standing = number_standing(session, person)
    assert (standing.number, standing.handed_at, standing.makes_card) == (OLD, None, True)
    assert standing.printed_at is not None
    correct(store, person, NEW)
    assert cards(store)[OLD][0] == "cancelled"
    with store.reading() as session:
        assert number_standing(session, person).printed_at is None


def test_corrected_back_the_first_card_is_printed_again(store, person, registered):
    printed(store, OLD)
    correct(store, person, NEW)
    correct(store, person, OLD)
    assert cards(store) == {OLD: ("queued", registered), NEW: ("cancelled", registered)}


def test_the_same_number_changes_no_card(store, person, registered):
    printed(store, OLD)
    correct(store, person, " 123-4567-8901 ")
    assert cards(store) == {OLD: ("printed", registered)}


def test_before_an_enrolment_is_registered_only_the_number_is_kept(store, keep, person):
    enrolment = keep(a.enrolment(person_id=person)).id
    correct(store, person, NEW)
    assert (number(store, person), cards(store)) == (NEW, {})
    note(store, enrolment, NEW)
    assert cards(store) == {NEW: ("queued", enrolment)}


def test_taken_out_the_proof_stands_for_the_card_again(store, keep, person):
    keep(a.person(name="Budi"), a.person(name="Citra"))  # who have no number either
    enrolment = keep(a.enrolment(person_id=person)).id
    keep(a.card(enrolment_id=enrolment, number="BP-1"))
    note(store, enrolment, OLD)
    correct(store, person, " ")
    assert number(store, person) is None
    assert cards(store) == {"BP-1": ("queued", enrolment), OLD: ("cancelled", enrolment)}


def test_a_number_that_was_anothers_by_mistake_makes_a_card_never_printed(
    store, keep, person, registered
):
    printed(store, OLD)
    correct(store, person, NEW)
    other = keep(a.enrolment(person_id=keep(a.person(name="Budi")).id)).id
    note(store, other, OLD)
    with store.reading() as session:
        card = session.scalars(select(Card).where(Card.number == OLD)).one()
        found = (card.enrolment_id, card.state.value, card.prints, card.printed_at)
    assert found == (other, "queued", 0, None)


def test_a_number_of_a_merged_record_goes_to_who_goes_on(store, keep, person):
    gone = datetime(2026, 1, 1, tzinfo=UTC)
    merged = keep(
        a.person(name="Awang", member_number=OLD, archived_at=gone, merged_into_id=person)
    ).id
    correct(store, person, OLD)
    assert (number(store, person), number(store, merged)) == (OLD, None)
    take_back(store)
    assert (number(store, person), number(store, merged)) == (None, OLD)


@pytest.mark.parametrize("typed", ["12", "x" * 40, "123456789०"])
def test_what_is_no_number_is_refused(store, person, registered, typed):
    with pytest.raises(NumberRefusedError):
        correct(store, person, typed)
    assert number(store, person) == OLD


def test_the_number_of_somebody_else_is_refused(store, keep, person, registered):
    keep(a.person(name="Budi", member_number=NEW))
    with pytest.raises(NumberRefusedError, match="Budi"):
        correct(store, person, NEW)
    assert cards(store) == {OLD: ("queued", registered)}
