import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from models import opening
from models.backups.erased import Erased, add_erased, read_erased
from models.backups.keeping import keeping
from models.backups.known import known_backups
from models.backups.making import back_up, make_backup
from models.backups.placing import complete
from models.backups.proving import NotProvenError
from models.backups.reading import keyed
from models.backups.restoring import (
    SecretNeededError,
    get_ready,
    keys_for,
    look_into,
    restore,
    undoable_restore,
    unlock_backup,
)
from models.base import utc_now
from models.history.recording import named
from models.keys import SlotKind, WrongSecretError, read_slots, seal, slots_path, write_slots
from models.office.drafts import OfficerDraft
from models.office.operations import add_officer
from models.office.rights import BY_ROLE, NotAllowedError, Right
from models.office.tables import Officer, Role
from models.partners.tables import Partner
from models.progress import finish
from models.protecting import add_user, new_recovery_code
from tests import factories as a
from tests.fixtures import CHEAP

PASSWORD, NEW = "rahasia kantor", "sawah hijau pagi"
OLD = ["Dinas Lama", "Dinas Baru"]


@pytest.fixture
def path(tmp_path, protection):
    """An encrypted database with one partner, which nobody has open."""
    path = tmp_path / "kantor.jangkau"
    opening.create(path, protection).close()
    add(path, "Dinas Lama")
    return path


@pytest.fixture
def key(protection):
    return protection.file_key


def add(path, name, password=PASSWORD):
    store = opening.open_store(path, password)
    with store.writing("Add") as session:
        session.add(a.partner(name=name))
    store.close()


def names(path, password=PASSWORD):
    store = opening.open_store(path, password)
    with store.reading() as session:
        found = [one.name for one in session.query(Partner).order_by(Partner.id)]
    store.close()
    return found


def backed_up(path):
    store = opening.open_store(path, PASSWORD)
    made = finish(make_backup(store))
    store.close()
    return made.path


def put_back(path, backup, key, secret=None):
    unlocked = finish(unlock_backup(path, backup, key, secret))
    finish(get_ready(path, unlocked))
    return finish(restore(path, unlocked, key))


def test_the_backup_takes_the_place_and_what_was_there_is_moved_aside(path, key):
    backup = backed_up(path)
    add(path, "Dinas Baru")
    aside = put_back(path, backup, key)
    assert names(path) == ["Dinas Lama"]
    assert names(aside) == ["Dinas Lama", "Dinas Baru"]
    assert undoable_restore(path) == aside


def test_a_restore_is_undone_by_restoring_what_was_moved_aside(path, key):
    backup = backed_up(path)
    add(path, "Dinas Baru")
    put_back(path, put_back(path, backup, key), key)
    assert names(path) == ["Dinas Lama", "Dinas Baru"]
    assert len([one for one in known_backups(path) if one.aside and one.there]) == 2


def test_before_it_is_done_it_is_told_what_is_in_it_and_what_would_be_lost(path, key):
    backup = backed_up(path)
    add(path, "Dinas Baru")
    add(path, "Dinas Lain")
    preview = finish(look_into(path, finish(unlock_backup(path, backup, key)), key))
    assert preview.contents.counts["action"] == 1
    assert [one.kind for one in preview.latest] == ["Add"]
    assert (len(preview.lost), preview.akin) == (2, True)


def test_a_backup_of_another_database_is_told_apart(path, key, tmp_path):
    other = opening.create(tmp_path / "lain.jangkau")
    with other.writing("Add") as session:
        session.add(a.partner())
    made = finish(make_backup(other))
    other.close()
    preview = finish(look_into(path, finish(unlock_backup(path, made.path, key)), key))
    assert not preview.akin


def test_a_password_that_was_changed_since_does_not_come_back(path, key):
    backup = backed_up(path)
    write_slots(path, [seal(key, NEW, SlotKind.PASSWORD, CHEAP)])
    put_back(path, backup, key)
    assert names(path, NEW) == ["Dinas Lama"]
    with pytest.raises(WrongSecretError):
        opening.open_store(path, PASSWORD)


def test_on_a_new_computer_the_backup_opens_with_the_password_of_its_time(path, tmp_path):
    backup = backed_up(path)
    new = tmp_path / "baru" / "kantor.jangkau"
    with pytest.raises(SecretNeededError):
        finish(unlock_backup(new, backup))
    with pytest.raises(WrongSecretError):
        finish(unlock_backup(new, backup, secret="bukan ini lho"))
    assert put_back(new, backup, None, PASSWORD) is None
    assert names(new) == ["Dinas Lama"]


def test_a_damaged_backup_changes_nothing(path, key):
    backup = backed_up(path)
    content = bytearray(backup.read_bytes())
    content[len(content) // 2 :] = os.urandom(len(content) - len(content) // 2)
    backup.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises((NotProvenError, opening.UserError)):
        put_back(path, backup, key)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*incoming*"))


def test_who_may_not_restore_cannot(path, key, monkeypatch):
    backup = backed_up(path)
    store = opening.open_store(path, PASSWORD)
    monkeypatch.setattr(type(store), "rights", property(lambda _self: frozenset()))
    with pytest.raises(NotAllowedError):
        finish(get_ready(path, finish(unlock_backup(path, backup, key)), store))
    store.close()


def test_a_missing_key_file_is_found_among_the_backups(path):
    backed_up(path)
    slots_path(path).unlink()
    with pytest.raises(WrongSecretError):
        finish(keys_for(path, "bukan ini lho"))
    assert finish(keys_for(path, PASSWORD)) is not None
    assert names(path) == ["Dinas Lama"]


def test_a_damaged_database_can_be_replaced_and_stays_aside_as_it_was(path, key):
    backup = backed_up(path)
    path.write_bytes(os.urandom(path.stat().st_size))
    hurt = path.read_bytes()
    aside = put_back(path, backup, None, PASSWORD)
    assert names(path) == ["Dinas Lama"]
    assert aside.read_bytes() == hurt


def test_who_was_erased_since_stays_listed_and_is_to_be_erased_again(path, key):
    backup = backed_up(path)
    gone = Erased(77, "HAPUS-1", utc_now())
    add_erased(path, [gone, gone])
    put_back(path, backup, key)
    assert read_erased(path) == [gone]
    assert keeping(path).erasing
    names(path)
    assert not keeping(path).erasing


def test_the_erased_of_another_database_are_not_erased_here(path, key, tmp_path):
    add_erased(path, [Erased(77, "HAPUS-1", utc_now())])
    other = opening.create(tmp_path / "lain.jangkau")
    finish(back_up(other, tmp_path / "salinan.jangkau"))
    other.close()
    put_back(path, tmp_path / "salinan.jangkau", key)
    assert read_erased(path) == []


def test_a_list_of_the_erased_that_cannot_be_read_stops_a_restore(path, key):
    backup = backed_up(path)
    path.with_name("kantor.jangkau.erased").write_bytes(b"{")
    unlocked = finish(unlock_backup(path, backup, key))
    with pytest.raises(opening.UserError, match="erased"):
        finish(get_ready(path, unlocked))
    assert names(path) == ["Dinas Lama"]


RESTORES = """
import sys
from pathlib import Path
from models.backups.restoring import get_ready, restore, unlock_backup
from models.progress import finish
path, backup, key = Path(sys.argv[1]), Path(sys.argv[2]), bytes.fromhex(sys.argv[3])
unlocked = finish(unlock_backup(path, backup, key))
print("begun", flush=True)
finish(get_ready(path, unlocked))
finish(restore(path, unlocked, key))
print("done", flush=True)
"""


def killed_after(seconds, *arguments):
    """Restore in a process of its own and kill it; return whether it had said it was done."""
    run = [sys.executable, "-c", RESTORES, *map(str, arguments)]
    with subprocess.Popen(run, stdout=subprocess.PIPE, cwd=Path.cwd()) as process:
        process.stdout.readline()
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read()
    return b"done" in said


def test_killed_at_any_moment_it_leaves_the_old_or_the_new(path, key, tmp_path):
    backup = backed_up(path)
    add(path, "Dinas Baru")
    new = ["Dinas Lama"]
    spans = random.Random(8)
    for number in range(int(os.environ.get("JANGKAU_KILLS", "6"))):
        folder = tmp_path / f"try{number}"
        folder.mkdir()
        for one in path.parent.glob("kantor.jangkau*"):
            (shutil.copytree if one.is_dir() else shutil.copy)(one, folder / one.name)
        at = folder / path.name
        done = killed_after(spans.random() * 0.25, at, backup, key.hex())
        found = names(at)
        assert found in (OLD, new)
        assert not done or found == new
        if found == new:
            [aside] = [one for one in known_backups(at) if one.aside and one.there]
            assert names(aside.path) == OLD


@pytest.mark.parametrize("step", range(10))
def test_after_each_step_that_is_cut_the_next_start_ends_it(path, key, step, monkeypatch):
    backup = backed_up(path)
    add(path, "Dinas Baru")
    unlocked = finish(unlock_backup(path, backup, key))
    finish(get_ready(path, unlocked))
    left = [step]

    class PowerCut(BaseException):
        pass

    def cut(real):
        def _do(*given, **more):
            if left[0] == 0:
                raise PowerCut
            left[0] -= 1
            return real(*given, **more)

        return _do

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", cut(Path.replace))
        patch.setattr(Path, "unlink", cut(Path.unlink))
        with suppress(PowerCut):
            finish(restore(path, unlocked, key))
    written_down = path.with_name("kantor.jangkau.replacing").exists()
    ended = keeping(path).restored_at is not None
    assert names(path) == (["Dinas Lama"] if written_down or ended else OLD)
    assert not complete(path)
    assert len(read_slots(path)) == 1


@pytest.fixture
def staffed(path, key):
    """A database with an officer of each role, each with a password of their own."""
    ids = {}
    store = opening.open_store(path, PASSWORD)
    with store.writing() as session:
        for role in Role:
            ids[role] = add_officer(session, OfficerDraft(name=role.value, role=role)).id
    for role, one in ids.items():
        add_user(store, one, f"kata sandi {role.value}", CHEAP)
    finish(make_backup(store))
    store.settle()
    store.close()
    return ids


@pytest.mark.parametrize("role", Role)
def test_with_no_database_open_a_password_restores_where_its_role_may(path, staffed, role):
    backup = known_backups(path)[0].path
    work = unlock_backup(path, backup, secret=f"kata sandi {role.value}")
    if Right.RESTORE in BY_ROLE[role]:
        assert finish(work).file_key is not None
    else:
        with pytest.raises(NotAllowedError, match="role does not allow"):
            finish(work)


def test_a_role_is_that_of_today_and_of_the_backup_only_where_today_is_gone(path, staffed):
    backup, secret = known_backups(path)[0].path, "kata sandi coordinator"
    store = opening.open_store(path, PASSWORD)
    with store.writing("Change") as session:
        session.get_one(Officer, staffed[Role.COORDINATOR]).role = Role.READER
    store.settle()
    store.close()
    with pytest.raises(NotAllowedError):
        finish(unlock_backup(path, backup, secret=secret))
    path.unlink()
    assert finish(unlock_backup(path, backup, secret=secret)).path == backup


def test_who_was_removed_restores_nothing_with_the_password_of_that_time(path, staffed):
    backup, secret = known_backups(path)[0].path, "kata sandi coordinator"
    store = opening.open_store(path, PASSWORD)
    with store.writing("Change") as session:
        session.get_one(Officer, staffed[Role.COORDINATOR]).active = False
    store.settle()
    store.close()
    with pytest.raises(NotAllowedError):
        finish(unlock_backup(path, backup, secret=secret))


def test_the_recovery_code_restores_whatever_roles_there_are(path, staffed):
    code = new_recovery_code(path, PASSWORD, CHEAP)
    backup = known_backups(path)[0].path
    assert finish(unlock_backup(path, backup, secret=code)).file_key is not None


def test_what_would_be_lost_is_told_by_its_kind_and_its_own_words(path, key):
    finish(make_backup(store := opening.open_store(path, PASSWORD)))
    with store.writing() as session:
        named(session, "Add {person}", person="Siti <b>Contoh</b>")
        session.add(a.partner())
    store.settle()
    store.close()
    with closing(keyed(path, key)) as connection:
        [action] = connection.execute("SELECT max(id) FROM action").fetchone()
        unlocked = finish(unlock_backup(path, known_backups(path)[0].path, key))
        [done] = finish(look_into(path, unlocked, key)).lost
        assert (done.kind, done.title) == ("Add …", "Add Siti <b>Contoh</b>")
        for altered in ("[]", "{", "[" * 90_000, "7", '{"of": 3}', ""):
            connection.execute("UPDATE action SET words = ? WHERE id = ?", (altered, action))
            [done] = finish(look_into(path, unlocked, key)).lost
            assert done.kind == "Add …"
            assert done.title.startswith("Add ")
