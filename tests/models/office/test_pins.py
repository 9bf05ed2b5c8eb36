import pytest
from sqlalchemy import func, select

from models.errors import UserError
from models.history.tables import Action, Change
from models.keys import Cost
from models.local_notes import noted_under
from models.office.pins import (
    TRIES,
    WrongPinError,
    check_pin,
    has_pin,
    may_be_pin,
    pin_problem,
    remove_pin,
    set_pin,
    wait_after,
)
from tests.fixtures import CHEAP

RINA, BUDI = 7, 2**62


def test_who_set_a_pin_unlocks_with_it_and_with_no_other(store):
    set_pin(store, RINA, "4711", CHEAP)
    check_pin(store, RINA, "4711")
    for wrong in ("4712", "47110", "", "٤٧١١"):
        with pytest.raises(WrongPinError):
            check_pin(store, RINA, wrong)


def test_a_pin_is_one_officers_own(store):
    set_pin(store, RINA, "4711", CHEAP)
    set_pin(store, BUDI, "90210", CHEAP)
    check_pin(store, BUDI, "90210")
    with pytest.raises(WrongPinError):
        check_pin(store, BUDI, "4711")


def test_another_pin_takes_the_place_of_the_first(store):
    set_pin(store, RINA, "4711", CHEAP)
    set_pin(store, RINA, "80085", CHEAP)
    check_pin(store, RINA, "80085")
    with pytest.raises(WrongPinError):
        check_pin(store, RINA, "4711")


def test_a_pin_that_was_removed_opens_nothing(store):
    set_pin(store, RINA, "4711", CHEAP)
    remove_pin(store, RINA)
    assert not has_pin(store, RINA)
    with pytest.raises(WrongPinError):
        check_pin(store, RINA, "4711")


def test_nobody_has_a_pin_at_first(store):
    assert not has_pin(store, RINA)
    assert not has_pin(store, None)


def test_what_is_kept_is_an_argon2id_hash_salted_anew_each_time(store):
    set_pin(store, RINA, "4711", Cost(memory=64, passes=1, lanes=1))
    set_pin(store, BUDI, "4711", Cost(memory=64, passes=1, lanes=1))
    kept = list(noted_under(store, "pin/").values())
    assert all(one.startswith("$argon2id$v=19$m=64,t=1,p=1$") for one in kept)
    assert len(set(kept)) == 2
    assert not any("4711" in one for one in kept)


def test_a_pin_is_no_part_of_the_history(store):
    def written():
        with store.reading() as session:
            return [session.scalar(select(func.count()).select_from(t)) for t in (Action, Change)]

    before = written()
    set_pin(store, RINA, "4711", CHEAP)
    remove_pin(store, RINA)
    assert written() == before


@pytest.mark.parametrize("pin", ["4711", "90210", "1213", "00001", "12345679"])
def test_any_four_to_eight_digits_that_do_not_run_can_be_used(pin):
    assert pin_problem(pin) == ""


@pytest.mark.parametrize(
    "pin", ["", "471", "471104711", "47a1", " 4711", "٤٧١١", "0000", "1234", "87654321", "²²³³"]
)
def test_what_is_no_pin_or_too_easy_is_told_and_not_kept(store, pin):
    assert pin_problem(pin)
    with pytest.raises(UserError):
        set_pin(store, RINA, pin, CHEAP)
    assert not has_pin(store, RINA)


def test_a_pin_is_typed_twice_alike():
    assert pin_problem("4711", "4711") == ""
    assert "differ" in pin_problem("4711", "4712")


def test_only_digits_may_be_a_pin():
    assert may_be_pin("4711")
    assert not may_be_pin("rahasia kantor")


def test_the_wait_grows_with_each_wrong_one():
    waits = [wait_after(wrong) for wrong in range(TRIES + 3)]
    assert waits == sorted(waits)
    assert waits[1] == 0
    assert waits[TRIES] > 0
    assert waits[-1] == 30
