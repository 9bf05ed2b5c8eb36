import base64
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.keys import (
    CODE_LETTERS,
    Cost,
    SlotKind,
    SlotsMissingError,
    WrongSecretError,
    group_code,
    new_file_key,
    new_random_secret,
    new_recovery_code,
    open_slot,
    password_problem,
    read_slots,
    seal,
    seal_anew,
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
    assert json.loads(kept)["format"] == 2


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


def test_an_officers_own_password_says_whose_it_is():
    key = new_file_key()
    slots = [
        seal(key, "satu dua tiga", SlotKind.PASSWORD, CHEAP, 7, "Rina"),
        seal(key, "empat lima", SlotKind.PASSWORD, CHEAP, 8, "Budi"),
    ]
    assert open_slot(slots, "empat lima").slot.officer_id == 8
    assert open_slot(slots, "satu dua tiga", 7).file_key == key


def test_the_password_of_another_officer_opens_nothing_for_who_says_to_be_one():
    key = new_file_key()
    slots = [seal(key, "satu dua tiga", SlotKind.PASSWORD, CHEAP, 7, "Rina")]
    with pytest.raises(WrongSecretError):
        open_slot(slots, "satu dua tiga", 8)


@pytest.mark.parametrize("owner", [None, 1, 8])
def test_a_slot_cannot_be_made_to_say_it_is_somebody_elses(owner):
    slot = seal(new_file_key(), "satu dua tiga", SlotKind.PASSWORD, CHEAP, 7, "Rina")
    with pytest.raises(WrongSecretError):
        open_slot([replace(slot, officer_id=owner)], "satu dua tiga")
    with pytest.raises(WrongSecretError):
        open_slot([replace(slot, officer_id=owner, format=1)], "satu dua tiga")


def old_file(path, key, secret):
    """Write a file of slots as the first format has it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    salt, nonce = b"s" * 16, b"n" * 12
    drawn = Argon2id(salt=salt, length=32, iterations=1, lanes=1, memory_cost=64)
    sealed = AESGCM(drawn.derive(secret.encode())).encrypt(nonce, key, b"password")
    said = {
        name: base64.b64encode(data).decode()
        for name, data in (("salt", salt), ("nonce", nonce), ("sealed", sealed))
    }
    cost = {"memory": 64, "passes": 1, "lanes": 1}
    kept = {"format": 1, "slots": [{"kind": "password", "cost": cost, **said}]}
    slots_path(path).write_text(json.dumps(kept))


def test_a_file_of_the_first_format_opens_and_is_sealed_anew(tmp_path):
    database, key = tmp_path / "kantor.jangkau", new_file_key()
    old_file(database, key, "satu dua tiga")
    opened = open_slot(read_slots(database), "satu dua tiga")
    assert (opened.file_key, opened.slot.officer_id) == (key, None)
    assert seal_anew(database, opened, "satu dua tiga", CHEAP)
    [fresh] = read_slots(database)
    assert fresh.format == 2
    assert unseal([fresh], "satu dua tiga") == key


def test_a_slot_that_is_too_cheap_by_now_is_sealed_anew_once(tmp_path):
    database, key, code = tmp_path / "kantor.jangkau", new_file_key(), new_recovery_code()
    dearer = Cost(memory=128, passes=1, lanes=1)
    write_slots(
        database,
        [
            seal(key, "satu dua tiga", SlotKind.PASSWORD, CHEAP, 7, "Rina"),
            seal(key, code, SlotKind.RECOVERY, CHEAP),
        ],
    )
    opened = open_slot(read_slots(database), "satu dua tiga")
    assert seal_anew(database, opened, "satu dua tiga", dearer)
    kept = read_slots(database)
    assert [one.cost for one in kept] == [dearer, CHEAP]
    again = open_slot(kept, "satu dua tiga")
    assert (again.slot.officer_id, again.slot.name) == (7, "Rina")
    assert not seal_anew(database, again, "satu dua tiga", dearer)
    typed = code.lower().replace("-", " ")
    assert seal_anew(database, open_slot(kept, typed), typed, dearer)
    assert unseal(read_slots(database), code) == key


@pytest.mark.parametrize(
    "change",
    [
        {"cost": {"memory": 2**40, "passes": 1, "lanes": 1}},
        {"cost": {"memory": 64, "passes": 2**31, "lanes": 1}},
        {"cost": {"memory": 64, "passes": 0, "lanes": 1}},
        {"format": 3},
        {"sealed": "?"},
        {"kind": "guess"},
    ],
)
def test_a_slot_that_asks_for_too_much_or_makes_no_sense_is_refused(tmp_path, change):
    database = tmp_path / "kantor.jangkau"
    write_slots(database, [seal(new_file_key(), "satu dua tiga", SlotKind.PASSWORD, CHEAP)])
    kept = json.loads(slots_path(database).read_text())
    kept["slots"][0] |= change
    slots_path(database).write_text(json.dumps(kept))
    with pytest.raises(SlotsMissingError):
        read_slots(database)


def test_a_key_is_not_shown_where_what_holds_it_is_printed():
    key = new_file_key()
    opened = open_slot([seal(key, "satu dua", SlotKind.PASSWORD, CHEAP)], "satu dua")
    assert repr(key) not in repr(opened)
    assert key.hex() not in repr(opened)


def test_a_random_secret_opens_only_its_own_kind_of_slot():
    key, secret = new_file_key(), new_random_secret()
    assert unseal([seal(key, secret, SlotKind.REMEMBERED, CHEAP, 7)], secret) == key
    with pytest.raises(WrongSecretError):
        unseal([seal(key, secret, SlotKind.PASSWORD, CHEAP)], secret)
