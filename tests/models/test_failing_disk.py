"""A disk that really fails: full, read-only, taken out; a small file system of its own, mounted."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress

import pytest
from sqlalchemy import func, select

from models import opening
from models.backups.keeping import choose_second_place, folder_of
from models.backups.known import PART, Place, known_backups, newest
from models.backups.making import back_up, make_backup
from models.backups.placing import place_incoming
from models.backups.proving import check_whole
from models.backups.restoring import get_ready, restore, unlock_backup
from models.backups.salvage import salvage
from models.base import utc_now
from models.errors import UserError
from models.history.verifying import verify_history
from models.keys import read_slots
from models.people.tables import Person
from models.progress import finish
from models.protecting import SlotsNotKeptError, change_password
from models.troubles import NotKeptError
from tests import factories as a
from tests.fixtures import CHEAP
from tests.journeys.cut_acts import make_older

MEGABYTE = 1024 * 1024
SIZE = 16 * MEGABYTE
PASSWORD, NEW = "rahasia kantor", "sawah hijau pagi"
SAID = "The disk is full|does not answer|No space left|could not be (written|copied|replaced)"

pytestmark = [
    pytest.mark.of_files("it is about the file and its disk"),
    pytest.mark.skipif(
        sys.platform != "linux" or os.geteuid() != 0, reason="only root mounts a file system"
    ),
]


def run(*command):
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def disk(tmp_path):
    """A disk of sixteen megabytes."""
    image, where = tmp_path / "disk.img", tmp_path / "disk"
    where.mkdir()
    with image.open("wb") as file:
        file.truncate(SIZE)
    try:
        # In blocks of a page: of smaller ones a log shared in memory may end the whole process.
        run("mkfs.ext4", "-q", "-m", "0", "-b", "4096", str(image))
        run("mount", "-o", "loop", str(image), str(where))
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no file system can be mounted here: {error}")
    yield where
    with suppress(subprocess.CalledProcessError):
        run("umount", "-l", str(where))


@pytest.fixture
def path(disk, protection):
    """An encrypted database with one person on that disk, which nobody has open."""
    path = disk / "office.jangkau"
    opening.create(path, protection).close()
    store = opening.open_store(path, PASSWORD)
    keep(store)
    store.close()
    return path


@pytest.fixture
def on_disk(path):
    store = opening.open_store(path, PASSWORD)
    yield store
    store.close()


def keep(store, count=1, size=1):
    with store.writing("Keep what a test needs") as session:
        session.add_all(a.person(nik=None, heir_note="x" * size) for _number in range(count))


def people(store):
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(Person))


def assert_sound(store, count):
    finish(check_whole(store))
    assert finish(verify_history(store)).findings == ()
    assert people(store) == count


def fill(disk, leaving=0):
    """Leave no more than so many bytes of room on the disk; return the file to take away."""
    heap = disk / "heap"
    for _again in range(3):  # what was promised and not taken becomes free
        with heap.open("ab", buffering=0) as file, suppress(OSError):
            while True:
                file.write(bytes(1024))
        os.sync()
    if leaving:
        os.truncate(heap, max(0, heap.stat().st_size - leaving))
        os.sync()
    return heap


def left_over(folder):
    return [one.name for one in folder.rglob("*") if PART in one.name or "incoming" in one.name]


def test_a_full_disk_costs_only_what_is_being_saved(disk, on_disk):
    heap, kept = fill(disk, 600_000), 1
    with pytest.raises(NotKeptError, match=SAID):
        for _action in range(200):
            keep(on_disk, size=20_000)
            kept += 1
    assert kept > 1, "there was room for something"
    assert people(on_disk) == kept
    heap.unlink()
    keep(on_disk)
    assert_sound(on_disk, kept + 1)


def test_what_was_saved_before_the_disk_was_full_is_there_when_it_is_opened_again(disk, path):
    store, kept = opening.open_store(path, PASSWORD), 1
    heap = fill(disk, 600_000)
    with pytest.raises(NotKeptError):
        while True:
            keep(store, size=20_000)
            kept += 1
    store.close()
    heap.unlink()
    again = opening.open_store(path, PASSWORD)
    assert_sound(again, kept)
    again.close()


def test_a_full_disk_lets_everything_be_read(disk, on_disk):
    fill(disk)
    assert people(on_disk) == 1


def test_a_backup_that_finds_no_room_leaves_nothing_and_the_one_before_counts(disk, on_disk):
    before = finish(make_backup(on_disk))
    heap = fill(disk, on_disk.path.stat().st_size // 2)
    with pytest.raises(UserError, match=SAID):
        finish(make_backup(on_disk))
    assert newest(on_disk.path) == before
    assert left_over(disk) == []
    heap.unlink()
    assert finish(make_backup(on_disk)).moment > before.moment


def test_a_disk_that_fills_while_a_backup_is_made_leaves_nothing(disk, on_disk):
    keep(on_disk, 60, 20_000)
    work = make_backup(on_disk)
    next(work)
    heap = fill(disk)
    with pytest.raises(UserError, match=SAID):
        finish(work)
    assert known_backups(on_disk.path) == []
    assert left_over(disk) == []
    heap.unlink()
    assert finish(make_backup(on_disk)).counts


def test_a_full_stick_does_not_keep_a_backup_from_counting(disk, store):
    choose_second_place(store.path, disk, utc_now())
    heap = fill(disk)
    assert finish(make_backup(store)).place is Place.HERE
    assert left_over(disk) == []
    heap.unlink()
    finish(make_backup(store))
    assert Place.SECOND in {one.place for one in known_backups(store.path) if one.counts}


def test_an_upgrade_that_finds_no_room_leaves_the_file_as_it_was(disk, path, protection):
    older = disk / "older" / "office.jangkau"
    older.parent.mkdir()
    make_older(path, older, protection)
    shutil.copy(path.with_name("office.jangkau.keys"), older.with_name("office.jangkau.keys"))
    before, size, refused = older.read_bytes(), older.stat().st_size, set()
    for leaving in (0, *range(size, 2 * size, size // 12)):
        heap = fill(disk, leaving)
        said = why_not_opened(older)
        heap.unlink()
        if not said:
            break
        assert re.search(SAID, said), said
        assert older.read_bytes() == before
        refused.add(any(older.parent.glob("*-before-*.jangkau")))
    assert refused == {False, True}, "the disk was full before and after the copy was made"
    store = opening.open_store(older, PASSWORD)
    assert_sound(store, 1)
    store.close()


def why_not_opened(path):
    try:
        opening.open_store(path, PASSWORD).close()
    except UserError as error:
        return str(error)
    return ""


def test_a_restore_that_finds_no_room_leaves_the_database_as_it_was(disk, path, tmp_path):
    store = opening.open_store(path, PASSWORD)
    copy = finish(back_up(store, tmp_path / "copy.jangkau"))
    keep(store)
    key = store.file_key
    store.close()
    unlocked = finish(unlock_backup(path, copy, key))
    heap = fill(disk, copy.stat().st_size // 2)
    with pytest.raises(UserError, match=SAID):
        finish(get_ready(path, unlocked))
    assert left_over(disk) == []
    heap.unlink()
    finish(get_ready(path, unlocked))
    heap = fill(disk)
    with pytest.raises(UserError, match=SAID):
        finish(restore(path, unlocked, key))
    heap.unlink()
    store = opening.open_store(path, PASSWORD)
    assert_sound(store, 2)
    store.close()
    finish(get_ready(path, unlocked))
    finish(restore(path, unlocked, key))
    store = opening.open_store(path, PASSWORD)
    assert_sound(store, 1)
    store.close()


def test_saving_what_can_be_read_finds_no_room_and_leaves_the_damaged_file(disk, path, protection):
    data = path.read_bytes()
    heap = fill(disk, len(data) // 2)
    with pytest.raises(UserError, match=SAID):
        finish(salvage(path, protection.file_key))
    assert left_over(disk) == []
    assert path.read_bytes() == data
    heap.unlink()
    finish(salvage(path, protection.file_key))
    finish(place_incoming(path, encrypted=True, file_key=protection.file_key))
    store = opening.open_store(path, PASSWORD)
    assert people(store) == 1
    store.close()


def test_a_password_is_changed_only_if_the_file_of_keys_found_room(disk, path):
    heap = fill(disk)
    with pytest.raises(SlotsNotKeptError, match="Nothing was changed"):
        change_password(path, PASSWORD, NEW, CHEAP)
    assert len(read_slots(path)) == 1
    heap.unlink()
    opening.open_store(path, PASSWORD).close()
    change_password(path, PASSWORD, NEW, CHEAP)
    opening.open_store(path, NEW).close()


def test_a_disk_that_becomes_read_only_is_told_and_work_goes_on_when_it_is_mended(disk, path):
    # The kernel lets no disk become read-only while a file is open to be written: it is closed.
    store = opening.open_store(path, PASSWORD)
    store.close()
    run("mount", "-o", "remount,ro", str(disk))
    with pytest.raises(NotKeptError):
        keep(store)
    store.close()
    with pytest.raises(UserError):
        opening.open_store(path, PASSWORD)
    run("mount", "-o", "remount,rw", str(disk))
    keep(store)
    assert_sound(store, 2)
    store.close()


def test_a_stick_that_is_taken_out_is_told_and_nothing_saved_is_lost(disk, path, tmp_path):
    store = opening.open_store(path, PASSWORD)
    keep(store)
    run("umount", "-l", str(disk))
    with pytest.raises(NotKeptError, match="is not there any more"):
        keep(store)
    with pytest.raises(UserError):
        finish(make_backup(store))
    assert list(disk.iterdir()) == [], "nothing is written where the stick was"
    store.close()
    run("mount", "-o", "loop", str(tmp_path / "disk.img"), str(disk))
    keep(store)
    assert_sound(store, 3)
    store.close()


def test_a_second_place_that_is_taken_out_is_done_without(disk, store):
    choose_second_place(store.path, disk, utc_now())
    finish(make_backup(store))
    run("umount", "-l", str(disk))
    made = finish(make_backup(store))
    assert made.place is Place.HERE
    assert folder_of(store.path) == made.path.parent
    assert list(disk.iterdir()) == []
