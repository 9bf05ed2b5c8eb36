import json
import os
from dataclasses import replace
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from models import opening
from models.backups.due import backup_state
from models.backups.failing import KEY, last_failure
from models.backups.keeping import folder_of
from models.backups.known import clear_begun_files, known_backups, newest
from models.backups.making import (
    back_up,
    last_backup,
    make_backup,
    verify,
)
from models.backups.manifests import manifest_path
from models.backups.proving import NotProvenError
from models.base import utc_now
from models.errors import UserError
from models.keys import slots_path
from models.local_notes import note
from models.office.operations import set_up_office
from models.partners.tables import Partner
from models.progress import finish
from tests import factories as a
from tests.fixtures import OFFICE, OFFICER
from tests.models.backups.backups_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.models.backups.backups_at_hand import add


def test_a_copy_of_an_encrypted_database_opens_with_the_same_password(tmp_path, protection):
    store = opening.create(tmp_path / "kantor.jangkau", protection)
    with store.writing("Add") as session:
        session.add(a.partner(name="Dinas"))
    assert last_backup(store) is None
    target = tmp_path / "usb" / "salinan.jangkau"
    target.parent.mkdir()
    assert finish(back_up(store, target)) == target
    assert last_backup(store) is not None
    store.close()
    copy = opening.open_store(target, "rahasia kantor")
    with copy.reading() as session:
        assert [one.name for one in session.query(Partner)] == ["Dinas"]
    copy.close()
    assert slots_path(target).exists()


def test_a_copy_has_what_was_committed_a_moment_ago(tmp_path, store, keep):
    target = tmp_path / "salinan.jangkau"
    for number in range(3):
        keep(a.partner(name=f"Dinas {number}"))
    finish(back_up(store, target))
    copy = opening.open_store(target)
    with copy.reading() as session:
        assert len(session.query(Partner).all()) == 3
    copy.close()


def test_the_database_is_never_copied_onto_itself(store):
    with pytest.raises(UserError, match="itself"):
        finish(back_up(store, store.path))


def test_a_place_that_cannot_be_written_to_is_told(tmp_path, store):
    with pytest.raises(UserError, match="could not be written"):
        finish(back_up(store, tmp_path / "nowhere" / "salinan.jangkau"))
    assert last_backup(store) is None


def test_a_copy_stopped_half_way_leaves_nothing(tmp_path, store):
    work = back_up(store, tmp_path / "salinan.jangkau")
    next(work)
    work.close()
    assert list(tmp_path.glob("*salinan*")) == []
    with store.writing("Still works") as session:
        session.add(a.partner())


def test_a_backup_lies_beside_the_database_proven_and_told_in_its_manifest(sealed):
    made = finish(make_backup(sealed))
    assert made.counts
    assert made.path.parent == folder_of(sealed.path)
    assert made.manifest.contents.counts["action"] == 1
    assert made.manifest.proven_at is not None
    assert newest(sealed.path) == made


def test_neither_backup_nor_manifest_shows_what_is_in_it(sealed):
    made = finish(make_backup(sealed))
    for path in made.path.parent.iterdir():
        content = path.read_bytes()
        assert b"Rahasia" not in content
        assert b"CREATE TABLE" not in content
        assert b"SQLite format" not in content


def test_a_backup_has_all_that_was_kept_before_it_and_no_half_of_what_came_during(sealed):
    for _ in range(3):
        with sealed.writing("Many") as session:
            session.add_all(a.person(address="x" * 400) for _ in range(500))
    work = make_backup(sealed)
    for _ in range(2):
        next(work)
    add(sealed, "Sesudah")  # the writer does not wait for the backup
    made = finish(work)
    assert made.manifest.contents.counts["person"] == 1500
    copy = opening.open_store(made.path, "rahasia kantor")
    with copy.reading() as session:
        assert [one.name for one in session.query(Partner)] == ["Dinas Rahasia"]
    copy.close()


def test_a_backup_that_was_cut_short_does_not_count(sealed):
    work = make_backup(sealed)
    next(work)
    work.close()
    assert known_backups(sealed.path) == []
    assert [one for one in folder_of(sealed.path).iterdir() if one.suffix != ".json"] == []


def test_a_backup_without_its_manifest_or_cut_in_size_does_not_count(sealed):
    made = finish(make_backup(sealed))
    with made.path.open("r+b") as file:
        file.truncate(made.manifest.size - 1)
    assert newest(sealed.path) is None
    manifest_path(made.path).unlink()
    assert known_backups(sealed.path) == []


def test_one_flipped_bit_is_found_when_it_is_verified_again(sealed):
    made = finish(make_backup(sealed))
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    made.path.write_bytes(content)
    with pytest.raises(NotProvenError):
        finish(verify(made, sealed.file_key))
    assert newest(sealed.path) is None
    [known] = known_backups(sealed.path)
    assert known.manifest.problem


def test_a_whole_backup_is_verified_again(sealed):
    made = finish(make_backup(sealed))
    assert finish(verify(made, sealed.file_key)).counts


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"null", b"\xff", b'{"moment": 3}'])
def test_a_manifest_that_cannot_be_read_makes_no_backup(sealed, content):
    made = finish(make_backup(sealed))
    manifest_path(made.path).write_bytes(content)
    assert known_backups(sealed.path) == []


def test_a_backup_knows_the_offices_clock_and_one_made_before_that_is_as_good(sealed):
    far = ZoneInfo("Pacific/Kiritimati")
    with sealed.writing("Set up") as session:
        set_up_office(session, replace(OFFICE, time_zone=far.key), OFFICER)
    path = finish(make_backup(sealed)).path
    assert newest(sealed.path).manifest.contents.clock == far
    said = json.loads(manifest_path(path).read_bytes())
    for kept in ({}, *({"zone": one} for one in ("Asia", "../etc/passwd", "\0", 5, None))):
        said["contents"] = {k: v for k, v in said["contents"].items() if k != "zone"} | kept
        manifest_path(path).write_text(json.dumps(said), "utf-8")
        [one] = known_backups(sealed.path)
        assert one.manifest.contents.clock is None
        assert one.counts
    assert finish(verify(one, sealed.file_key)).manifest.contents.clock == far
    assert newest(sealed.path).manifest.contents.clock == far


def test_a_full_disk_leaves_no_backup_and_the_older_one(sealed, monkeypatch):
    first = finish(make_backup(sealed))
    add(sealed)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=10))
    with pytest.raises(UserError, match="could not be written"):
        finish(make_backup(sealed))
    assert [one.path for one in known_backups(sealed.path)] == [first.path]


def test_what_did_not_succeed_is_remembered_until_one_does(sealed, monkeypatch):
    assert last_failure(sealed) is None
    with monkeypatch.context() as full:
        full.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=10))
        for _try in range(2):
            with pytest.raises(UserError, match="could not be written"):
                finish(make_backup(sealed))
            first = last_failure(sealed)
    assert "No space left" in first.reason
    assert last_failure(sealed).since == first.since
    assert backup_state(sealed, utc_now()).failure == first
    finish(make_backup(sealed))
    assert last_failure(sealed) is None


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"since": "x", "reason": ""}', "[" * 90_000])
def test_a_failure_that_cannot_be_read_is_none(sealed, kept):
    note(sealed, KEY, kept)
    assert last_failure(sealed) is None


def hurt(backup, days):
    """Damage a backup, as it was found so many days ago."""
    with backup.path.open("r+b") as file:
        file.truncate(backup.manifest.size - 1)
    then = utc_now().timestamp() - days * 24 * 3600
    for path in (backup.path, manifest_path(backup.path)):
        os.utime(path, (then, then))


def test_damaged_backups_go_after_a_later_one_is_proven_and_they_could_be_looked_at(sealed):
    old, young = finish(make_backup(sealed)), finish(make_backup(sealed))
    hurt(old, 15)
    hurt(young, 13)
    assert {one.counts for one in known_backups(sealed.path)} == {False}
    made = finish(make_backup(sealed))
    assert {one.path for one in known_backups(sealed.path)} == {young.path, made.path}
    left = {path.name for path in folder_of(sealed.path).iterdir()}
    assert not any(name.startswith(old.path.name) for name in left)


def test_a_damaged_backup_stays_while_no_later_one_is_sound(sealed):
    old, latest = finish(make_backup(sealed)), finish(make_backup(sealed))
    hurt(latest, 400)
    made = finish(make_backup(sealed))
    known = {one.path for one in known_backups(sealed.path)}
    assert known == {old.path, made.path}
    hurt(made, 400)
    assert made.path in {one.path for one in known_backups(sealed.path)}


def test_what_was_being_written_when_the_power_went_is_cleared_and_nothing_else(sealed):
    made = finish(make_backup(sealed))
    beside, name = sealed.path.parent, sealed.path.name
    begun = [
        *(beside / f".{name}{end}.abcd_123" for end in (".keys", ".erased", ".replacing")),
        beside / f".{sealed.path.stem}-before-0009{sealed.path.suffix}.keys.zzzzzzzz",
        made.path.parent / f".{made.path.name}.json.00000000",
        made.path.parent / ".keeping.json.a2345678",
    ]
    others = [
        beside / ".other.jangkau.keys.abcd_123",
        beside / f".{name}.keys.abc",
        beside / f"{name}.keys.abcd_123",
        beside / ".bashrc",
    ]
    for path in (*begun, *others):
        path.touch()
    clear_begun_files(sealed.path)
    assert not any(path.exists() for path in begun)
    assert all(path.exists() for path in (*others, made.path, slots_path(sealed.path)))
