"""What goes wrong on the way home: sticks, disks, backups, a packet opened twice or closed."""

import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from models import opening
from models.backups.making import make_backup
from models.errors import UserError
from models.money.tables import Receipt
from models.packets.coming_home import look_into, merge_file
from models.packets.envelope import PacketError
from models.packets.given import close_packet, reopen_packet
from models.packets.merging import ReturnRefusedError
from models.packets.returning import make_return
from models.packets.tables import ConflictKind, MergeConflict
from models.people.tables import Person
from models.progress import advance, finish
from tests.fixtures import CHEAP
from tests.journeys.laptop_day import Guest, do
from tests.journeys.laptops_out import (
    actions,
    all_home,
    assert_as_in,
    assert_sound,
    home,
    put_back,
    read,
    sibling,
    waiting,
)
from tests.models.packets import desks
from tests.models.packets.desks import PASSWORD, bring_home, sit_down
from tests.models.test_failing_disk import SAID, SIZE, fill, run

LATE_BORN, LATE_NIK = date(1957, 3, 13), "6501031303579901"


@pytest.fixture
def disk(tmp_path):
    """A small disk with blocks as large as SQLite takes them to be, as those in use have."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root mounts a file system")
    image, where = tmp_path / "disk.img", tmp_path / "disk"
    where.mkdir()
    image.write_bytes(bytes(SIZE))
    try:
        run("mkfs.ext4", "-q", "-m", "0", "-b", "4096", str(image))
        run("mount", "-o", "loop", str(image), str(where))
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no file system can be mounted here: {error}")
    yield where
    with suppress(subprocess.CalledProcessError):
        run("umount", "-l", str(where))


def test_a_stick_pulled_while_the_desk_writes_to_it_costs_nothing(out, office, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    work = make_return(out.stores[0], stick / "pulang.jangkau-return", CHEAP)
    advance(work)
    shutil.rmtree(stick)
    with pytest.raises(UserError, match="could not be written"):
        finish(work)
    assert not stick.exists()
    stick.mkdir()
    again = finish(make_return(out.stores[0], stick / "pulang.jangkau-return", CHEAP))
    home(office, again.path)
    for file in out.files[1:]:
        home(office, file)
    assert len(waiting(office)) == sum(out.plan.book().conflicts().values())


def test_a_stick_pulled_while_the_office_reads_it_leaves_nothing_half(out, office, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    file = shutil.copy(out.files[-1], stick)
    before = actions(office)
    looking = look_into(office, Path(file))
    shutil.rmtree(stick)
    with pytest.raises(PacketError):
        finish(looking)
    stick.mkdir()
    whole = out.files[-1].read_bytes()
    Path(file).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(PacketError):
        finish(look_into(office, Path(file)))
    Path(file).write_bytes(whole)
    head = finish(look_into(office, Path(file))).head
    shutil.rmtree(stick)
    with pytest.raises(PacketError):
        finish(merge_file(office, Path(file), head))
    assert actions(office) == before
    assert not home(office, out.files[-1]).is_empty
    assert_sound(office)


def test_a_stick_pulled_once_it_was_read_does_not_matter(out, office, tmp_path):
    file = Path(shutil.copy(out.files[-1], tmp_path))
    merging = merge_file(office, file, finish(look_into(office, file)).head)
    advance(merging)
    file.unlink()
    finish(merging)
    assert home(office, out.files[-1]).is_empty


def test_a_stick_that_is_full_keeps_no_half_return(out, office, disk):
    heap = fill(disk, 10_000)
    target = disk / "pulang.jangkau-return"
    with pytest.raises(UserError, match=SAID):
        finish(make_return(out.stores[1], target, CHEAP))
    assert list(disk.glob("pulang*")) == []
    heap.unlink()
    assert home(office, finish(make_return(out.stores[1], target, CHEAP)).path).actions > 0


def test_a_disk_that_is_full_while_the_office_merges_loses_nothing(out, disk):
    shutil.copytree(out.office.parent, disk / "office")
    with closing(opening.open_store(disk / "office" / "office.jangkau", PASSWORD)) as store:
        store.officer_id = desks.officer(store)
        before, said = actions(store), set()
        for leaving in (0, 100_000, 400_000):
            heap = fill(disk, leaving)
            said.add(why_not_merged(store, out.files[-1]))
            assert actions(store) == before or "" in said, "nothing is half merged"
            heap.unlink()
        assert said - {""}, "the disk was full"
        assert all(re.search(SAID, one) for one in said - {""})
        for file in out.files:
            home(store, file)
        assert len(waiting(store)) == sum(out.plan.book().conflicts().values())
        assert_sound(store)


def why_not_merged(store, file):
    try:
        home(store, file)
    except UserError as error:
        return str(error)
    return ""


def test_two_laptops_that_opened_one_packet_both_come_home(out, office, tmp_path):
    made, phrase, officer = out.packets[0]
    with closing(sit_down(made, phrase, tmp_path, officer)) as second:
        for act in out.plan.acts[0]:
            if not act.who.known:
                do(second, out.event_id, replace(act, who=sibling(act.who)))
        file = bring_home(second, tmp_path)
    for one in (out.files[0], file, *out.files[1:], file):
        home(office, one)
    with office.reading() as session:
        numbers = session.execute(select(Receipt.desk_id, Receipt.serial)).all()
        kinds = Counter(session.scalars(select(MergeConflict.kind)))
    assert len(set(numbers)) == len(numbers)
    assert kinds[ConflictKind.RECEIPT_TWICE] > 0
    assert_sound(office)


def test_a_desk_put_back_from_a_backup_brings_home_both_of_its_lives(out, office, tmp_path):
    made, phrase, officer = out.packets[0]
    acts = [replace(one, who=sibling(one.who)) for one in out.plan.acts[0] if not one.who.known]
    desk = sit_down(made, phrase, tmp_path, officer)
    for act in acts:
        do(desk, out.event_id, act)
    first, backup = bring_home(desk, tmp_path), finish(make_backup(desk)).path
    late = replace(acts[0], what="pays", who=Guest("Yosef Terlambat", LATE_NIK, LATE_BORN))
    do(desk, out.event_id, late)
    lost = bring_home(desk, tmp_path)
    desk.close()
    with closing(put_back(desk.path, backup, desk.file_key)) as desk:
        born = LATE_BORN + timedelta(days=90)
        again = replace(late, who=Guest("Yosef Lain", "6501031106579902", born))
        do(desk, out.event_id, again)
        last = bring_home(desk, tmp_path)
    files = [first, lost, last]
    random.Random(len(acts)).shuffle(files)
    for file in (*files, *files):
        home(office, file)
    with office.reading() as session:
        names = session.scalars(select(Person.name).where(Person.name.like("Yosef%"))).all()
        numbers = session.execute(select(Receipt.desk_id, Receipt.serial)).all()
    assert sorted(names) == ["Yosef Lain", "Yosef Terlambat"]
    assert len(set(numbers)) == len(numbers)
    assert waiting(office) == Counter()
    assert_sound(office)


def test_an_office_put_back_from_a_backup_takes_everything_home_again(out, office):
    backup, path, key = finish(make_backup(office)).path, office.path, office.file_key
    all_home(office, out, 0)
    found = waiting(office)
    office.close()
    with closing(put_back(path, backup, key)) as again:
        again.officer_id = desks.officer(again)
        all_home(again, out, 1)
        assert waiting(again) == found
        assert_as_in(out.plan.book(), read(again, out.event_id))
        assert_sound(again)


def test_what_comes_of_a_closed_packet_waits_until_it_is_opened_again(out, office):
    made, *_phrase = out.packets[2]
    with office.writing() as session:
        close_packet(session, made.packet_id, "Laptop hilang")
    before = actions(office)
    with pytest.raises(ReturnRefusedError, match="Laptop hilang"):
        finish(look_into(office, out.files[-1]))
    assert actions(office) == before
    with office.writing() as session:
        reopen_packet(session, made.packet_id)
    assert home(office, out.files[-1]).actions > 0


def test_what_comes_of_another_office_is_refused(out, store):
    before = actions(store)
    for file in out.files:
        with pytest.raises(PacketError, match="did not give out"):
            finish(look_into(store, file))
    assert actions(store) == before
