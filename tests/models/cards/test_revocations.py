import json
from datetime import timedelta

import pytest

from models.base import utc_now
from models.cards import revocations
from models.cards.office_keys import key_rows, read_keys, retire_key, take_in_keys, write_keys
from models.cards.revocations import read_revocations, write_revocations
from models.cards.signed_files import write_signed
from models.cards.signing import signer
from models.cards.tables import CopyState
from models.cards.verifying import Standing, check_code
from models.errors import UserError
from models.history.steps import next_steps, take_back
from models.progress import finish
from tests.models.cards.codes import copy, signed


@pytest.fixture
def known(store, other_store, tmp_path):
    """Let the store know the other office's key."""
    target = tmp_path / "tarakan.jangkau-keys"
    with other_store.writing() as session:
        write_keys(session, target)
    with store.writing() as session:
        take_in_keys(session, read_keys(target))


def listed(store, target):
    with store.writing() as session:
        write_revocations(session, target)
    return target


def dated(store, target, made_at, serials=()):
    """Write a list as made at that moment, properly signed."""
    with store.writing() as session:
        by = signer(session)
        content = {"office": by.office, "mark": by.mark, "keys": [by.mark]}
        content |= {"made_at": made_at.isoformat(), "serials": list(serials)}
        write_signed(target, revocations.PURPOSE, content, by)
    return target


def take_in(store, file):
    with store.writing() as session:
        return read_revocations(session, file)


def standing(store, code):
    with store.reading() as session:
        return check_code(session, code).verdict


def test_a_lost_card_is_revoked_wherever_the_list_is_taken_in(store, other_store, known, tmp_path):
    lost, good = signed(other_store, 7), signed(other_store, 8)
    copy(other_store, 7, CopyState.LOST)
    copy(other_store, 8)
    assert standing(store, lost) is Standing.GENUINE
    taken = take_in(store, listed(other_store, tmp_path / "list"))
    assert (taken.office, taken.count) == ("Kantor Cabang Tarakan", 1)
    assert standing(store, lost) is Standing.REVOKED
    assert standing(store, good) is Standing.GENUINE


def test_our_own_serials_are_not_revoked_by_anothers_list(store, other_store, known, tmp_path):
    own = signed(store, 7)
    copy(other_store, 7, CopyState.LOST)
    take_in(store, listed(other_store, tmp_path / "list"))
    assert standing(store, own) is Standing.GENUINE


def test_a_newer_list_takes_the_place_of_the_one_before(store, other_store, known, tmp_path):
    code = signed(other_store, 7)
    take_in(store, dated(other_store, tmp_path / "a", utc_now(), ["K00-000007"]))
    take_in(store, dated(other_store, tmp_path / "b", utc_now() + timedelta(minutes=1)))
    assert standing(store, code) is Standing.GENUINE


def test_an_older_list_is_refused(store, other_store, known, tmp_path):
    code = signed(other_store, 7)
    take_in(store, dated(other_store, tmp_path / "new", utc_now(), ["K00-000007"]))
    old = dated(other_store, tmp_path / "old", utc_now() - timedelta(days=3))
    with pytest.raises(UserError, match="a newer list of Kantor Cabang Tarakan"):
        take_in(store, old)
    assert standing(store, code) is Standing.REVOKED


def test_the_same_list_may_be_taken_in_twice(store, other_store, known, tmp_path):
    copy(other_store, 7, CopyState.LOST)
    target = listed(other_store, tmp_path / "list")
    assert take_in(store, target) == take_in(store, target)


def test_a_list_of_a_day_to_come_is_refused(store, other_store, known, tmp_path):
    later = dated(other_store, tmp_path / "list", utc_now() + timedelta(days=3))
    with pytest.raises(UserError, match="a day to come"):
        take_in(store, later)


def test_a_list_that_was_altered_is_refused(store, other_store, known, tmp_path):
    copy(other_store, 7, CopyState.LOST)
    target = listed(other_store, tmp_path / "list")
    said = json.loads(target.read_text("utf-8"))
    target.write_text(json.dumps(said | {"serials": []}), "utf-8")
    with pytest.raises(UserError, match="was altered"):
        take_in(store, target)
    with store.reading() as session:
        assert key_rows(session)[0].revoked_at is None


def test_a_list_of_an_office_that_is_not_known_is_refused(store, other_store, tmp_path):
    with pytest.raises(UserError, match="not known here"):
        take_in(store, listed(other_store, tmp_path / "list"))


def test_our_own_list_is_refused(store, tmp_path):
    with pytest.raises(UserError, match="this office itself"):
        take_in(store, listed(store, tmp_path / "list"))


def test_a_file_of_keys_is_no_list(store, other_store, known, tmp_path):
    with pytest.raises(UserError, match="not a file of this kind"):
        take_in(store, tmp_path / "tarakan.jangkau-keys")


@pytest.mark.parametrize(
    "changes",
    [
        {"serials": ["01-000007"]},
        {"serials": [7]},
        {"serials": {}},
        {"made_at": "yesterday"},
        {"made_at": "2026-11-22T10:00:00"},
        {"made_at": 5},
        {"mark": None},
        {"keys": "all"},
    ],
)
def test_a_list_that_says_something_else_is_refused(store, other_store, known, tmp_path, changes):
    target = tmp_path / "list"
    with other_store.writing() as session:
        by = signer(session)
        content = {"mark": by.mark, "keys": [], "made_at": utc_now().isoformat(), "serials": []}
        write_signed(target, revocations.PURPOSE, content | changes, by)
    with pytest.raises(UserError, match="does not hold a list"):
        take_in(store, target)


def test_a_list_tells_of_the_cards_of_all_the_offices_keys(store, other_store, known, tmp_path):
    before = signed(other_store, 7)
    with other_store.writing() as session:
        retire_key(session, key_rows(session)[0].id)
    copy(other_store, 7, CopyState.LOST)
    keys = tmp_path / "both.jangkau-keys"
    with other_store.writing() as session:
        write_keys(session, keys)
    with store.writing() as session:
        take_in_keys(session, read_keys(keys))
    take_in(store, listed(other_store, tmp_path / "list"))
    assert standing(store, before) is Standing.REVOKED


def test_no_list_sets_back_what_a_newer_one_says_of_a_key(store, other_store, known, tmp_path):
    """The newer one was still signed by the older key, as by a desk that was set back."""
    code = signed(other_store, 7)
    newer = dated(other_store, tmp_path / "newer", utc_now() + timedelta(minutes=1), ["K00-000007"])
    with other_store.writing() as session:
        retire_key(session, key_rows(session)[0].id)
    older = listed(other_store, tmp_path / "older")
    keys = tmp_path / "both.jangkau-keys"
    with other_store.writing() as session:
        write_keys(session, keys)
    with store.writing() as session:
        take_in_keys(session, read_keys(keys))
    take_in(store, newer)
    take_in(store, older)
    assert standing(store, code) is Standing.REVOKED


def test_taking_a_list_in_is_one_action_that_can_be_taken_back(store, other_store, known, tmp_path):
    code = signed(other_store, 7)
    copy(other_store, 7, CopyState.LOST)
    take_in(store, listed(other_store, tmp_path / "list"))
    done, _undone = next_steps(store)
    assert "Kantor Cabang Tarakan" in done.title
    finish(take_back(store, done.action_id))
    assert standing(store, code) is Standing.GENUINE


def test_how_many_cards_another_office_revoked_is_known(store, other_store, known, tmp_path):
    made = utc_now()
    take_in(store, dated(other_store, tmp_path / "list", made, ["K00-000001", "K03-000002"]))
    with store.reading() as session:
        [row] = key_rows(session)
    assert (row.revoked, row.revoked_at) == (2, made)
