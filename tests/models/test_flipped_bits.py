"""Bits turn over, and ends get lost: all is there, or a sentence says that it is not; never wrong.

What is open to be read after damage must say what was kept. ``JANGKAU_TRIES`` says how many times
more often than usual.
"""

import os
import random
import shutil

import pytest
from sqlalchemy import select

from models import opening
from models.backups.placing import discard_incoming, place_incoming
from models.backups.proving import NotProvenError, check_whole
from models.backups.salvage import salvage
from models.engines.sqlite import File
from models.errors import UserError
from models.keys import SlotsMissingError, WrongSecretError, read_slots, unseal
from models.people.tables import Person
from models.progress import finish
from models.protecting import new_protection
from tests import factories as a
from tests.fixtures import CHEAP

pytestmark = pytest.mark.of_files("it is about the file and its disk")

TIMES = int(os.environ.get("JANGKAU_TRIES", "1"))
PASSWORD = "rahasia kantor"
SETTLED, LOGGED = 40, 20
NAMES = [f"Warga {number:03}" for number in range(SETTLED + LOGGED)]


@pytest.fixture(scope="module")
def protected():
    return new_protection(PASSWORD, CHEAP)


@pytest.fixture(scope="module")
def master(tmp_path_factory, protected):
    """An encrypted file as a killed program left it: some people in the file, some in its log."""
    folder = tmp_path_factory.mktemp("master")
    path, killed = folder / "office.jangkau", folder / "killed"
    opening.create(path, protected[0]).close()
    store = opening.Store(File(path, protected[0].file_key))
    for number, name in enumerate(NAMES):
        if number == SETTLED:
            store.settle()
        with store.writing("Add") as session:
            session.add(a.person(nik=None, name=name, heir_note=name * 60))
    killed.mkdir()
    for end in ("", "-wal", ".keys"):
        shutil.copy(folder / f"office.jangkau{end}", killed / f"office.jangkau{end}")
    store.close()
    return killed / path.name


@pytest.fixture
def copies(tmp_path, master):
    """Copy the files anew; return where the database is."""

    def _copy(number):
        folder = tmp_path / str(number)
        shutil.copytree(master.parent, folder)
        return folder / master.name

    return _copy


def damage(file, chance):
    """Turn over a bit, a few, a stretch, or lose the end."""
    data = bytearray(file.read_bytes())
    match chance.randrange(5):
        case 0:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        case 1:
            for _bit in range(chance.randint(2, 60)):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        case 2:
            start = chance.randrange(len(data))
            length = chance.randint(1, 9000)
            data[start : start + length] = chance.randbytes(len(data[start : start + length]))
        case 3:
            start = chance.randrange(len(data))
            data[start : start + 4096] = bytes(len(data[start : start + 4096]))
        case 4:
            del data[chance.randrange(len(data)) :]
    file.write_bytes(data)


def found_in(path, secret=PASSWORD):
    """Open a database and look through it; return who is there and what was noted of them."""
    store = opening.open_store(path, secret)
    try:
        with store.reading() as session:
            people = session.execute(select(Person.name, Person.heir_note)).all()
        finish(check_whole(store))
    finally:
        store.close()
    assert all(note == name * 60 for name, note in people), "a record is not what was kept"
    return {name for name, _note in people}


def test_the_undamaged_file_has_everybody(copies):
    assert found_in(copies("whole")) == set(NAMES)


def test_damage_of_the_file_is_told_and_what_can_be_read_is_saved(copies, protected):
    chance, told, saved = random.Random(10), 0, 0
    for number in range(24 * TIMES):
        path = copies(number)
        damage(path, chance)
        before = path.read_bytes()
        try:
            assert found_in(path) == set(NAMES), "somebody is missing, and nobody said so"
        except UserError:
            told += 1
            path.write_bytes(before)
            saved += salvaged(path, protected[0].file_key)
    assert told > number / 3, "hardly anything was damaged"
    assert saved, "nothing could ever be saved"


def salvaged(path, file_key):
    """Save what can be read; return how many there are then. Nobody is made up or changed."""
    try:
        finish(salvage(path, file_key))
    except UserError:
        discard_incoming(path)
        return 0
    finish(place_incoming(path, encrypted=True, file_key=file_key))
    found = found_in(path)
    assert found <= set(NAMES)
    return len(found)


def test_a_damaged_log_costs_at_most_what_stood_in_it_and_never_by_half(copies):
    chance, whole = random.Random(11), 0
    for number in range(24 * TIMES):
        path = copies(number)
        damage(path.with_name(f"{path.name}-wal"), chance)
        try:
            found = found_in(path)
        except UserError:
            continue
        # A log is read up to its first broken entry: whoever is missing is the last that came.
        assert found == set(NAMES[: len(found)])
        assert len(found) >= SETTLED
        whole += 1
    assert whole > number / 2, "a damaged log hardly ever opened"


def test_damaged_keys_open_with_one_secret_or_the_other_or_say_why_not(copies, protected):
    chance, key, code = random.Random(12), protected[0].file_key, protected[1]
    opened = shut = 0
    for number in range(60 * TIMES):
        path = copies(number)
        damage(path.with_name(f"{path.name}.keys"), chance)
        for secret in (PASSWORD, code):
            try:
                assert unseal(read_slots(path), secret) == key
                opened += 1
            except (SlotsMissingError, WrongSecretError):
                shut += 1
        shutil.rmtree(path.parent)
    assert opened, "no damage left anything"
    assert shut, "no damage hit"


def test_keys_of_another_file_are_told(copies, tmp_path):
    path = copies("mixed")
    other = tmp_path / "other.jangkau"
    opening.create(other, new_protection(PASSWORD, CHEAP)[0]).close()
    shutil.copy(f"{other}.keys", f"{path}.keys")
    with pytest.raises(opening.DamagedError):
        opening.open_store(path, PASSWORD)


def test_a_file_of_which_nothing_is_left_says_so(copies, protected):
    path = copies("gone")
    path.write_bytes(random.Random(13).randbytes(path.stat().st_size))
    with pytest.raises(opening.DamagedError):
        opening.open_store(path, PASSWORD)
    with pytest.raises(NotProvenError):
        finish(salvage(path, protected[0].file_key))
