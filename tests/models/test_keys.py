import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.keys import (
    CODE_LETTERS,
    SlotKind,
    SlotsMissingError,
    WrongSecretError,
    group_code,
    new_file_key,
    new_recovery_code,
    password_problem,
    read_slots,
    seal,
    slots_path,
    tidy_code,
    unseal,
    write_slots,
)
from tests.fixtures import CHEAP


def test_a_password_opens_the_key_it_sealed():
    key = new_file_key()
    slots = [
        seal(key, "satu dua tiga", SlotKind.PASSWORD, CHEAP),
        seal(key, "empat lima", SlotKind.PASSWORD, CHEAP),
    ]
    assert unseal(slots, "satu dua tiga") == key
    assert unseal(slots, "empat lima") == key


def test_a_wrong_password_opens_nothing():
    slots = [seal(new_file_key(), "satu dua tiga", SlotKind.PASSWORD, CHEAP)]
    with pytest.raises(WrongSecretError):
        unseal(slots, "Satu dua tiga")


def test_a_recovery_code_opens_however_it_is_typed():
    key, code = new_file_key(), new_recovery_code()
    slots = [seal(key, code, SlotKind.RECOVERY, CHEAP)]
    assert unseal(slots, code.lower().replace("-", " ")) == key
    assert unseal(slots, code.replace("0", "o").replace("1", "l")) == key


def test_a_password_does_not_open_a_recovery_slot_nor_the_reverse():
    key, code = new_file_key(), new_recovery_code()
    with pytest.raises(WrongSecretError):
        unseal([seal(key, "satu dua tiga", SlotKind.RECOVERY, CHEAP)], "satu dua tiga")
    moved = seal(key, code, SlotKind.RECOVERY, CHEAP)
    with pytest.raises(WrongSecretError):
        unseal([type(moved)(SlotKind.PASSWORD, moved.salt, moved.nonce, moved.sealed, CHEAP)], code)


def test_a_slot_that_was_tampered_with_opens_nothing():
    slot = seal(new_file_key(), "satu dua tiga", SlotKind.PASSWORD, CHEAP)
    spoilt = type(slot)(slot.kind, slot.salt, slot.nonce, "A" + slot.sealed[1:], slot.cost)
    if spoilt == slot:
        spoilt = type(slot)(slot.kind, slot.salt, slot.nonce, "B" + slot.sealed[1:], slot.cost)
    with pytest.raises(WrongSecretError):
        unseal([spoilt], "satu dua tiga")


@settings(max_examples=50)
@given(st.integers(0, 23), st.sampled_from(CODE_LETTERS[:31]))
def test_one_mistyped_letter_of_a_code_is_noticed(place, letter):
    letters = new_recovery_code().replace("-", "")
    if letters[place] in (letter, "Z"):
        return
    wrong = letters[:place] + letter + letters[place + 1 :]
    assert tidy_code(group_code(wrong)) is None


def test_codes_never_repeat():
    assert len({new_recovery_code() for _ in range(100)}) == 100


def test_slots_are_kept_beside_the_database(tmp_path):
    database = tmp_path / "kantor.jangkau"
    slots = [seal(new_file_key(), "satu dua tiga", SlotKind.PASSWORD, CHEAP)]
    write_slots(database, slots)
    assert read_slots(database) == slots


@pytest.mark.parametrize("content", [None, "", "{}", '{"slots": [{}]}', "\x00\xff"])
def test_slots_that_are_missing_or_damaged_are_named(tmp_path, content):
    database = tmp_path / "kantor.jangkau"
    if content is not None:
        slots_path(database).write_text(content)
    with pytest.raises(SlotsMissingError, match=r"kantor\.jangkau\.keys"):
        read_slots(database)


def test_the_slots_do_not_hold_the_key_in_clear(tmp_path):
    database, key = tmp_path / "kantor.jangkau", new_file_key()
    write_slots(database, [seal(key, "satu dua tiga", SlotKind.PASSWORD, CHEAP)])
    kept = slots_path(database).read_bytes()
    assert key not in kept
    assert key.hex().encode() not in kept
    assert json.loads(kept)["format"] == 1


@pytest.mark.parametrize(
    ("password", "again", "sound"),
    [
        ("pendek", "pendek", False),
        ("aaaaaaaaaa", "aaaaaaaaaa", False),
        ("cukup panjang", "cukup pendek", False),
        ("cukup panjang", "cukup panjang", True),
    ],
)
def test_weak_or_differing_passwords_are_refused(password, again, sound):
    assert (password_problem(password, again) == "") is sound
