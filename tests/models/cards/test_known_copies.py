import pytest

from models.cards.ending import issue_again, note_lost, void_cards
from models.cards.handing import hand_over
from models.cards.known_copies import check_card
from models.cards.signing import specimen_code
from models.cards.tables import CardState, CopyState
from models.cards.verifying import Standing
from models.people.tables import Person
from tests import factories as a
from tests.printed_cards import (
    NIK,
    NUMBER,
    OWNER,
    altered,
    draw,
    face,
    print_card,
    queue_card,
    signed,
)


@pytest.fixture
def event(keep):
    return keep(a.event()).id


@pytest.fixture
def card(keep, event):
    return queue_card(keep, event)[0]


@pytest.fixture
def check(store):
    def _check(text):
        with store.reading() as session:
            return check_card(session, text)

    return _check


def act(store, do, *given):
    with store.writing() as session:
        do(session, *given)


def test_of_a_card_of_ours_it_is_told_whose_it_is(store, card, check):
    known = check(print_card(store, card)).known
    assert (known.name, known.nik, known.state) == (OWNER, NIK, CardState.PRINTED)
    assert (known.copy.state, known.copy.void, known.copy.reason) == (CopyState.PRINTED, False, "")
    assert known.copy.since is not None


def test_a_copy_that_nobody_told_of_yet_has_no_day(store, card, check):
    known = check(draw(store, card)[1]).known
    assert (known.copy.state, known.copy.since) == (CopyState.DRAWN, None)


def test_it_is_told_that_a_copy_was_handed_over(store, card, check):
    code = print_card(store, card)
    act(store, hand_over, [card])
    known = check(code).known
    assert (known.state, known.copy.state) == (CardState.HANDED, CopyState.HANDED)


def test_a_lost_copy_says_why_and_the_one_after_it_is_genuine(store, card, check):
    first = print_card(store, card)
    act(store, note_lost, [card], "Hanyut di sungai")
    act(store, issue_again, [card], "Hilang")
    second = print_card(store, card)
    old, new = check(first), check(second)
    assert (old.verdict.verdict, old.known.copy.state) == (Standing.REVOKED, CopyState.LOST)
    assert old.known.copy.reason == "Hanyut di sungai"
    assert (new.verdict.verdict, new.known.copy.state) == (Standing.GENUINE, CopyState.PRINTED)


def test_a_card_declared_void_says_so(store, card, check):
    code = print_card(store, card)
    act(store, void_cards, [card], "Salah orang")
    found = check(code)
    assert found.verdict.verdict is Standing.REVOKED
    assert (found.known.copy.void, found.known.copy.reason) == (True, "Salah orang")


def test_whoever_was_merged_is_told_as_the_one_who_goes_on(store, keep, event, check):
    card, owner = queue_card(keep, event)
    other = keep(a.person(name="Siti R.")).id
    with store.writing("Merge") as session:
        session.get_one(Person, owner).merged_into_id = other
    assert check(print_card(store, card)).known.person_id == other


def test_a_serial_that_was_not_drawn_here_is_nobodys(store, card, check):
    print_card(store, card)
    found = check(signed(store, serial=99))
    assert (found.verdict.verdict, found.known) == (Standing.GENUINE, None)


def test_the_serial_of_another_card_is_nobodys(store, card, check):
    print_card(store, card)
    assert check(signed(store, serial=1, number="BP-220628-0-0999")).known is None


@pytest.mark.usefixtures("card")
def test_of_an_unsigned_code_its_number_is_looked_up(check):
    for code in (f"JK1:P:{NUMBER}", specimen_code(face())):
        found = check(code)
        assert found.verdict.verdict is Standing.UNSIGNED
        assert (found.known.name, found.known.copy) == (OWNER, None)


def test_of_an_altered_code_nobody_is_named(store, card, check):
    found = check(altered(print_card(store, card)))
    assert (found.verdict.verdict, found.known) == (Standing.ALTERED, None)
