import errno
from datetime import timedelta

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as Failing
from keyring.errors import PasswordDeleteError

from models import opening, protecting, remembering
from models.base import utc_now
from models.errors import UserError
from models.keys import (
    Cost,
    SlotKind,
    SlotsMissingError,
    WrongSecretError,
    read_slots,
    slots_path,
    tidy_code,
)
from models.office.drafts import OfficerDraft
from models.office.operations import (
    add_officer,
    change_officer,
    retire_officer,
    set_up_office,
)
from models.office.pins import WrongPinError, has_pin, set_pin
from models.office.rights import BY_ROLE, NotAllowedError, Right
from models.office.second_person import Witness, prove
from models.office.signing_in import check_secret
from models.office.tables import Role
from tests.fixtures import CHEAP, OFFICE

pytestmark = pytest.mark.of_files("the keys lie beside the file")

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


@pytest.fixture
def office(tmp_path):
    """An open protected office: its store, Rina who administers it, Budi of the desk, the code."""
    path = tmp_path / "kantor.jangkau"
    protection, code = protecting.new_protection(PASSWORD, CHEAP)
    store = opening.create(path, protection)
    with store.writing() as session:
        rina = set_up_office(session, OFFICE, OfficerDraft(name="Rina"))
        budi = add_officer(session, OfficerDraft(name="Budi", role=Role.DESK_OFFICER))
        session.flush()
        ids = rina.id, budi.id
    protecting.own_slot(path, PASSWORD, ids[0], "Rina", CHEAP)
    store.admit(ids[0])
    protecting.add_user(store, ids[1], OTHER, CHEAP)
    yield store, *ids, code
    store.close()


def signed_in(path, secret, officer_id=None):
    """Return who is signed in after the file was opened with a secret."""
    store = opening.open_store(path, secret, officer_id)
    who = store.officer_id if store.signed_in else None
    store.close()
    return who


def test_each_signs_in_with_their_own_password(office):
    store, rina, budi, code = office
    assert signed_in(store.path, PASSWORD) == rina
    assert signed_in(store.path, OTHER, budi) == budi
    assert signed_in(store.path, code, budi) is None
    with pytest.raises(WrongSecretError):
        opening.open_store(store.path, OTHER, rina)
    assert [user.name for user in protecting.users(store.path)] == ["Budi", "Rina"]


def test_who_may_not_administer_gives_nobody_a_password(office):
    store, rina, budi, _code = office
    desk = opening.open_store(store.path, OTHER, budi)
    before = slots_path(store.path).read_bytes()
    with pytest.raises(NotAllowedError):
        protecting.add_user(desk, rina, "kata sandi baru", CHEAP)
    desk.close()
    assert slots_path(store.path).read_bytes() == before


def test_a_password_is_changed_for_its_own_officer_and_the_file_stays(office):
    store, rina, budi, code = office
    store.settle()
    before = store.path.read_bytes()
    protecting.change_password(store.path, OTHER, "ladang jagung", CHEAP, budi)
    assert store.path.read_bytes() == before
    assert signed_in(store.path, "ladang jagung") == budi
    assert signed_in(store.path, PASSWORD) == rina
    assert not opens(store.path, OTHER)
    with pytest.raises(WrongSecretError):
        protecting.change_password(store.path, PASSWORD, "curi sandi", CHEAP, budi)
    protecting.change_password(store.path, code, "lupa sandi lama", CHEAP, budi)
    assert signed_in(store.path, "lupa sandi lama") == budi


def witness(store, officer_id, secret):
    return prove(store, officer_id, secret, Right.ADMINISTER)


def test_a_removed_user_is_shut_out_once_a_second_administrator_agrees(office):
    store, rina, budi, _code = office
    with store.writing() as session:
        dewi = add_officer(session, OfficerDraft(name="Dewi", role=Role.ADMINISTRATOR)).id
    protecting.add_user(store, dewi, "padi di sawah", CHEAP)
    set_pin(store, budi, "4711", CHEAP)
    protecting.remove_user(store, budi, witness(store, dewi, "padi di sawah"))
    assert not opens(store.path, OTHER)
    assert not has_pin(store, budi)
    assert [user.officer_id for user in protecting.users(store.path)] == [dewi, rina]


def test_nobody_is_removed_by_one_alone_nor_by_who_may_not(office):
    store, rina, budi, _code = office
    with pytest.raises(UserError):
        witness(store, rina, PASSWORD)
    with pytest.raises(NotAllowedError):
        witness(store, budi, OTHER)
    of_the_day = prove(store, budi, OTHER, Right.CLOSE_DAY)
    with pytest.raises(NotAllowedError):
        protecting.remove_user(store, budi, of_the_day)
    assert signed_in(store.path, OTHER) == budi


def test_who_leaves_and_who_is_here_are_no_witnesses_of_it(office):
    store, rina, budi, _code = office
    with store.writing() as session:
        dewi = add_officer(session, OfficerDraft(name="Dewi", role=Role.ADMINISTRATOR)).id
    protecting.add_user(store, dewi, "padi di sawah", CHEAP)
    seen = witness(store, dewi, "padi di sawah")
    with pytest.raises(NotAllowedError):
        protecting.remove_user(store, dewi, seen)
    store.admit(dewi)
    with pytest.raises(NotAllowedError):
        protecting.remove_user(store, budi, seen)
    assert {user.officer_id for user in protecting.users(store.path)} == {rina, budi, dewi}


def test_a_witness_is_not_made_without_a_proof():
    with pytest.raises(TypeError, match="prove"):
        Witness(1, Right.ADMINISTER)


def test_whose_password_opens_the_file_is_not_retired_by_one_alone(office):
    store, _rina, budi, _code = office
    with pytest.raises(NotAllowedError, match="Another administrator"), store.writing() as session:
        retire_officer(session, budi)
    assert signed_in(store.path, OTHER) == budi


def test_the_door_offers_an_officer_by_the_name_they_have_now(office):
    store, _rina, budi, _code = office
    with store.writing() as session:
        change_officer(session, budi, OfficerDraft(name="Budi Santoso", role=Role.DESK_OFFICER))
    protecting.keep_names(store)
    assert "Budi Santoso" in [user.name for user in protecting.users(store.path)]
    assert signed_in(store.path, OTHER) == budi


def test_whose_slot_was_left_by_a_power_cut_is_turned_away_all_the_same(office):
    store, _rina, budi, _code = office
    with store.writing() as session:
        dewi = add_officer(session, OfficerDraft(name="Dewi", role=Role.ADMINISTRATOR)).id
    set_pin(store, dewi, "4711", CHEAP)
    with store.writing() as session:
        retire_officer(session, budi, witness(store, dewi, "4711"))
    with pytest.raises(NotAllowedError, match="any more"):
        opening.open_store(store.path, OTHER, budi)


def test_a_second_person_is_not_proved_by_what_others_know(office, monkeypatch):
    store, rina, budi, code = office
    store.close()
    desk = opening.open_store(store.path, OTHER, budi)
    for secret in (OTHER, code, "salah"):
        with pytest.raises(WrongPinError):
            prove(desk, rina, secret, Right.CLOSE_DAY)
    later = utc_now() + timedelta(minutes=1)  # wrong ones have to be waited for
    monkeypatch.setattr("models.office.proof_tries.utc_now", lambda: later)
    seen = prove(desk, rina, PASSWORD, Right.CLOSE_DAY)
    assert (seen.officer_id, seen.right) == (rina, Right.CLOSE_DAY)
    set_pin(desk, rina, "4711", CHEAP)
    assert prove(desk, rina, "4711", Right.CLOSE_DAY).officer_id == rina
    desk.close()


def test_another_officer_signs_in_with_a_secret_and_has_their_own_rights(office):
    store, rina, budi, code = office
    with pytest.raises(WrongPinError):
        check_secret(store, budi, code)
    assert store.officer_id == rina
    check_secret(store, budi, OTHER)
    store.admit(budi)
    assert (store.officer_id, store.rights) == (budi, BY_ROLE[Role.DESK_OFFICER])


def test_a_slot_that_is_weaker_than_todays_is_sealed_anew_at_the_next_opening(office):
    store, rina, _budi, _code = office
    assert signed_in(store.path, PASSWORD, rina) == rina
    costs = {one.officer_id: one.cost for one in read_slots(store.path)}
    assert costs[rina] == Cost()
    assert signed_in(store.path, PASSWORD, rina) == rina


class InMemory(KeyringBackend):
    """A keyring of the system, as sound as one that asks for the account's password."""

    priority = 1

    def __init__(self):
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


@pytest.fixture
def ring(monkeypatch):
    made, before = InMemory(), keyring.get_keyring()
    monkeypatch.setattr(remembering, "SOUND", (InMemory.__module__,))
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_what_the_keyring_remembers_opens_and_signs_in_until_it_is_forgotten(office, ring):
    store, rina, _budi, _code = office
    assert remembering.remembered_here(store.path) is None
    remembering.remember_here(store, rina, CHEAP)
    secret = remembering.remembered_here(store.path)
    assert signed_in(store.path, secret) == rina
    assert PASSWORD not in repr(ring.kept)
    assert secret.encode() not in slots_path(store.path).read_bytes()
    remembering.forget_here(store.path, rina)
    assert ring.kept == {}
    assert not opens(store.path, secret)
    assert signed_in(store.path, PASSWORD) == rina


def test_a_keyring_that_keeps_nothing_safe_is_told(office):
    store, rina, _budi, _code = office
    before = slots_path(store.path).read_bytes()
    keyring.set_keyring(InMemory())
    try:
        with pytest.raises(remembering.NoKeyringError, match="no keyring"):
            remembering.remember_here(store, rina, CHEAP)
    finally:
        keyring.set_keyring(Failing())
    assert slots_path(store.path).read_bytes() == before
