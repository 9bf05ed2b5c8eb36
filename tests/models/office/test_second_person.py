"""The second person proves to be there, and guessing is slowed down for each, whoever asks."""

from datetime import timedelta

import pytest

import models.office.proof_tries
from models.base import utc_now
from models.office.pins import TRIES, WrongPinError, set_pin
from models.office.proof_tries import seconds_to_wait, takes_pins, wrong_proofs
from models.office.rights import Right
from models.office.second_person import TooSoonError, prove
from models.office.tables import Officer, Role
from models.opening import open_store
from tests.fixtures import CHEAP


@pytest.fixture
def second(store, keep):
    officer = keep(Officer(name="Agus Salim", role=Role.COORDINATOR)).id
    set_pin(store, officer, "4711", CHEAP)
    return officer


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is moved by some seconds."""
    now = [utc_now()]
    monkeypatch.setattr(models.office.proof_tries, "utc_now", lambda: now[0])

    def _pass(seconds):
        now[0] += timedelta(seconds=seconds)

    return _pass


def guess(store, officer, times=1):
    for _each in range(times):
        with pytest.raises(WrongPinError):
            prove(store, officer, "0000", Right.ERASE)


def test_a_wrong_one_is_counted_and_a_right_one_ends_the_count(store, second, clock):
    guess(store, second, 2)
    assert wrong_proofs(store, second) == 2
    prove(store, second, "4711", Right.ERASE)
    assert wrong_proofs(store, second) == 0


def test_after_some_not_even_the_right_one_is_taken_before_the_wait_is_over(store, second, clock):
    guess(store, second, 3)
    assert seconds_to_wait(store, second) == 1
    with pytest.raises(TooSoonError, match="Wait 1 second"):
        prove(store, second, "4711", Right.ERASE)
    clock(1)
    assert prove(store, second, "4711", Right.ERASE).officer_id == second


def test_what_is_tried_too_soon_is_not_even_looked_at(store, second, clock):
    guess(store, second, 3)
    for _each in range(9):
        with pytest.raises(TooSoonError):
            prove(store, second, "0000", Right.ERASE)
    assert wrong_proofs(store, second) == 3


def test_a_clock_turned_back_shortens_no_wait(store, second, clock):
    guess(store, second, 3)
    clock(-3600)
    assert seconds_to_wait(store, second) == 1


def test_a_clock_that_was_years_ahead_and_is_set_right_keeps_nobody_out(store, second, clock):
    clock(10 * 365 * 24 * 3600)
    guess(store, second, 3)
    clock(-10 * 365 * 24 * 3600)
    with pytest.raises(TooSoonError):
        prove(store, second, "4711", Right.ERASE)
    clock(1)
    assert prove(store, second, "4711", Right.ERASE).officer_id == second


def test_it_is_counted_for_each_officer_apart(store, keep, second, clock):
    other = keep(Officer(name="Budi", role=Role.COORDINATOR)).id
    set_pin(store, other, "2580", CHEAP)
    guess(store, second, 3)
    assert prove(store, other, "2580", Right.ERASE).officer_id == other
    assert wrong_proofs(store, second) == 3


@pytest.mark.of_files("opens the file anew")
def test_the_count_outlives_the_program(store, second, clock):
    guess(store, second, 3)
    clock(1)
    guess(store, second)
    path = store.path
    store.close()
    again = open_store(path)
    try:
        assert (wrong_proofs(again, second), seconds_to_wait(again, second)) == (4, 2)
    finally:
        again.close()


def test_so_many_wrong_ones_end_the_use_of_pins(store, second, clock):
    for _each in range(TRIES):
        assert takes_pins(store, second)
        guess(store, second)
        clock(60)
    assert not takes_pins(store, second)
    # Without a password there is nothing else to prove it by: one only waits ever longer.
    assert prove(store, second, "4711", Right.ERASE).officer_id == second
