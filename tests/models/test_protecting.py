import errno

import pytest

from models import opening, protecting
from models.errors import UserError
from models.keys import (
    SlotKind,
    SlotsMissingError,
    WrongSecretError,
    read_slots,
    slots_path,
    tidy_code,
)
from tests.fixtures import CHEAP

PASSWORD, OTHER = "rahasia kantor", "sawah hijau pagi"


@pytest.fixture
def made(tmp_path):
    """A protected database that nobody has open, and its recovery code."""
    path = tmp_path / "kantor.jangkau"
    protection, code = protecting.new_protection(PASSWORD, CHEAP)
    opening.create(path, protection).close()
    return path, code


def opens(path, secret):
    try:
        opening.open_store(path, secret).close()
    except WrongSecretError:
        return False
    return True


def test_password_and_recovery_code_open_what_they_protect(made):
    path, code = made
    assert opens(path, PASSWORD)
    assert opens(path, code)
    assert not opens(path, OTHER)


def test_the_recovery_code_is_one_that_can_be_typed_again(made):
    _path, code = made
    assert tidy_code(code.lower().replace("-", " ")) == code


def test_no_two_databases_share_key_or_code():
    one, code = protecting.new_protection(PASSWORD, CHEAP)
    other, second = protecting.new_protection(PASSWORD, CHEAP)
    assert one.file_key != other.file_key
    assert code != second


def test_a_changed_password_replaces_the_old_one(made):
    path, code = made
    protecting.change_password(path, PASSWORD, OTHER, CHEAP)
    assert opens(path, OTHER)
    assert opens(path, code)
    assert not opens(path, PASSWORD)


def test_the_recovery_code_lets_one_choose_a_new_password(made):
    path, code = made
    protecting.change_password(path, code, OTHER, CHEAP)
    assert opens(path, OTHER)
    assert not opens(path, PASSWORD)


def test_a_new_recovery_code_replaces_the_old_one(made):
    path, code = made
    fresh = protecting.new_recovery_code(path, PASSWORD, CHEAP)
    assert fresh != code
    assert opens(path, fresh)
    assert opens(path, PASSWORD)
    assert not opens(path, code)


def test_there_is_one_slot_of_each_kind_however_often_they_change(made):
    path, _code = made
    protecting.change_password(path, PASSWORD, OTHER, CHEAP)
    protecting.change_password(path, OTHER, PASSWORD, CHEAP)
    protecting.new_recovery_code(path, PASSWORD, CHEAP)
    kinds = sorted(slot.kind for slot in read_slots(path))
    assert kinds == [SlotKind.PASSWORD, SlotKind.RECOVERY]


@pytest.mark.parametrize(
    "change",
    [
        lambda path: protecting.change_password(path, "salah sekali", OTHER, CHEAP),
        lambda path: protecting.new_recovery_code(path, "salah sekali", CHEAP),
        lambda path: protecting.verify(path, "salah sekali"),
    ],
)
def test_a_wrong_secret_changes_nothing(made, change):
    path, _code = made
    before = slots_path(path).read_bytes()
    with pytest.raises(WrongSecretError):
        change(path)
    assert slots_path(path).read_bytes() == before


def test_a_weak_password_is_refused_and_changes_nothing(made):
    path, _code = made
    before = slots_path(path).read_bytes()
    with pytest.raises(protecting.WeakPasswordError, match="at least 8"):
        protecting.change_password(path, PASSWORD, "pendek", CHEAP)
    assert slots_path(path).read_bytes() == before
    with pytest.raises(protecting.WeakPasswordError):
        protecting.new_protection("aaaaaaaaaa", CHEAP)


def test_a_right_secret_is_recognised(made):
    path, code = made
    protecting.verify(path, PASSWORD)
    protecting.verify(path, code)


def test_a_missing_key_file_is_named(made):
    path, _code = made
    slots_path(path).unlink()
    with pytest.raises(SlotsMissingError, match=r"kantor\.jangkau\.keys"):
        protecting.verify(path, PASSWORD)


def test_a_key_file_that_cannot_be_written_stays_as_it_was(made, monkeypatch):
    path, _code = made
    before = slots_path(path).read_bytes()

    def full(*_given, **_more):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("models.files.tempfile.NamedTemporaryFile", full)
    with pytest.raises(UserError, match=r"kantor\.jangkau\.keys could not .* No space left"):
        protecting.change_password(path, PASSWORD, OTHER, CHEAP)
    assert slots_path(path).read_bytes() == before
    assert opens(path, PASSWORD)
