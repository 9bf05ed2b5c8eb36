import json
from dataclasses import replace

import pytest

from models import opening
from models.cards.office_keys import (
    KeyOffer,
    exposure_said,
    find_key,
    key_rows,
    read_keys,
    retire_key,
    take_in_keys,
    write_keys,
)
from models.cards.signing import signer
from models.cards.tables import OfficeKey
from models.cards.verifying import Standing, check_code
from models.errors import UserError
from models.history.steps import next_steps, take_back
from models.history.telling import kind_word, record_name
from models.progress import finish
from tests.models.cards.codes import signed


@pytest.fixture
def handed(other_store, tmp_path):
    """The file of another office's keys."""
    target = tmp_path / "tarakan.jangkau-keys"
    with other_store.writing() as session:
        assert write_keys(session, target) == 1
    return target


def take_in(store, file):
    with store.writing() as session:
        return take_in_keys(session, read_keys(file))


def standing(store, code):
    with store.reading() as session:
        return check_code(session, code).verdict


def rows(store):
    with store.reading() as session:
        return key_rows(session)


def rewritten(file, **changes):
    """Write the file anew with some things changed, its signature left as it is."""
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | changes), "utf-8")
    return file


def test_with_another_offices_keys_its_cards_can_be_checked(store, other_store, handed):
    code = signed(other_store)
    assert standing(store, code) is Standing.UNKNOWN_OFFICE
    assert take_in(store, handed) == 1
    with store.reading() as session:
        found = check_code(session, code)
    assert (found.verdict, found.office) == (Standing.GENUINE, "Kantor Cabang Tarakan")


def test_a_file_of_keys_holds_no_private_key(other_store, handed):
    with other_store.reading() as session:
        secret = signer(session)._key.private_bytes_raw()
    said = json.loads(handed.read_text("utf-8"))
    assert set(said) == {"jangkau", "version", "office", "keys", "signature"}
    assert secret.hex() not in handed.read_text("utf-8")


def test_who_takes_a_key_in_can_compare_its_fingerprint(other_store, handed):
    [own] = rows(other_store)
    assert read_keys(handed).fingerprint == own.fingerprint
    assert own.fingerprint.replace(" ", "").startswith(own.mark)


def test_taking_in_the_same_keys_twice_changes_nothing(store, handed):
    assert take_in(store, handed) == 1
    assert take_in(store, handed) == 0
    assert [row.office for row in rows(store)] == ["Kantor Cabang Tarakan"]


def test_taking_a_key_in_is_one_action_that_can_be_taken_back(store, other_store, handed):
    take_in(store, handed)
    done, _undone = next_steps(store)
    assert "Kantor Cabang Tarakan" in done.title
    finish(take_back(store, done.action_id))
    assert standing(store, signed(other_store)) is Standing.UNKNOWN_OFFICE


@pytest.mark.parametrize(
    "changes", [{"office": "Kantor Cabang Palsu"}, {"more": 1}, {"signature": "AAAA"}]
)
def test_a_file_that_was_altered_is_refused(store, handed, changes):
    with pytest.raises(UserError, match="was altered"):
        take_in(store, rewritten(handed, **changes))
    assert rows(store) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"keys": []},
        {"keys": ["AAAA"]},
        {"keys": ["ü"]},
        {"keys": [1]},
        {"keys": None},
        {"office": ""},
        {"office": 7},
        {"office": "\ud800"},
        {"version": 2},
        {"jangkau": "revoked cards"},
        {"signature": 5},
        {"signature": "?"},
    ],
)
def test_a_file_of_something_else_is_refused(handed, changes):
    with pytest.raises(UserError, match=r"tarakan\.jangkau-keys"):
        read_keys(rewritten(handed, **changes))


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"[]", b"{}", b"null", b"[" * 100_000, b'{"version": 1e999}']
)
def test_what_is_no_such_file_at_all_is_refused(tmp_path, data):
    file = tmp_path / "x.jangkau-keys"
    file.write_bytes(data)
    with pytest.raises(UserError, match=r"x\.jangkau-keys"):
        read_keys(file)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UserError, match="could not be read"):
        read_keys(tmp_path / "x.jangkau-keys")


def test_the_offices_own_keys_are_refused(store, tmp_path):
    target = tmp_path / "own.jangkau-keys"
    with store.writing() as session:
        write_keys(session, target)
    with pytest.raises(UserError, match="this office itself"):
        take_in(store, target)
    assert [row.own for row in rows(store)] == [True]


def test_keys_in_the_name_of_this_office_are_refused(store, handed):
    offer = replace(read_keys(handed), office="Kantor Cabang Bulungan")
    with pytest.raises(UserError, match="this office itself"), store.writing() as session:
        take_in_keys(session, offer)


def test_a_key_that_is_known_under_another_name_is_refused(store, handed):
    take_in(store, handed)
    offer = replace(read_keys(handed), office="Kantor Cabang Nunukan")
    with (
        pytest.raises(UserError, match="known as that of Kantor Cabang Tarakan"),
        store.writing() as session,
    ):
        take_in_keys(session, offer)


def test_another_key_under_a_known_mark_is_refused(store, keep, handed):
    offer = read_keys(handed)
    take_in(store, handed)
    with store.writing("Alter") as session:
        session.get_one(OfficeKey, rows(store)[0].id).public = bytes(32)
    with pytest.raises(UserError, match="is known as that"), store.writing() as session:
        take_in_keys(session, offer)


def test_marks_that_steer_are_taken_out_of_an_offices_name(other_store, tmp_path):
    target = tmp_path / "x.jangkau-keys"
    with other_store.writing("Rename") as session:
        by = signer(session)
        session.query(OfficeKey).one().office = "Kantor \u202eCabang\n Tarakan"
    assert by.office == "Kantor Cabang Tarakan"
    with other_store.writing() as session:
        write_keys(session, target)
    assert read_keys(target).office == "Kantor Cabang Tarakan"


def test_a_retired_key_of_another_office_is_not_trusted_until_taken_in_again(
    store, other_store, handed
):
    take_in(store, handed)
    with store.writing() as session:
        retire_key(session, key_rows(session)[0].id)
    assert standing(store, signed(other_store)) is Standing.UNKNOWN_OFFICE
    assert take_in(store, handed) == 1
    assert standing(store, signed(other_store)) is Standing.GENUINE


def test_the_history_calls_a_key_by_its_office(store, handed):
    take_in(store, handed)
    [row] = rows(store)
    with store.reading() as session:
        assert kind_word("office_key") == "Key of an office"
        assert record_name(session, "office_key", row.id) == "Kantor Cabang Tarakan"


def test_a_key_is_retired_once(store):
    signed(store)
    key = rows(store)[0].id
    with store.writing() as session:
        retire_key(session, key)
    with pytest.raises(UserError, match="not there any more"), store.writing() as session:
        retire_key(session, key)


def test_the_keys_of_an_offices_desks_are_handed_over_together(store, other_store, tmp_path):
    desk_code = signed(other_store)
    with other_store.writing() as session:
        retire_key(session, key_rows(session)[0].id)
    target = tmp_path / "both.jangkau-keys"
    with other_store.writing() as session:
        assert write_keys(session, target) == 2
    assert take_in(store, target) == 2
    assert standing(store, desk_code) is Standing.GENUINE
    assert standing(store, signed(other_store)) is Standing.GENUINE


def test_only_the_key_of_this_database_signs_here(other_store):
    signed(other_store)
    with other_store.writing() as session:
        retire_key(session, key_rows(session)[0].id)
    signed(other_store)
    assert [(row.here, row.archived_at is None) for row in rows(other_store)] == [
        (True, True),
        (False, False),
    ]


def test_no_key_is_found_under_a_mark_nobody_has(store):
    with store.reading() as session:
        assert find_key(session, "00000000") is None


def test_a_database_that_is_not_encrypted_is_told_to_expose_its_key(store, tmp_path, protection):
    assert "not encrypted" in exposure_said(store)
    protected = opening.create(tmp_path / "rahasia.jangkau", protection)
    assert exposure_said(protected) == ""
    protected.close()


def test_an_offer_names_its_office_and_keys(handed):
    offer = read_keys(handed)
    assert isinstance(offer, KeyOffer)
    assert [len(public) for public in offer.publics] == [32]
