"""The power goes in the midst of something large: nothing confirmed is lost, nothing half done.

Each test kills real processes at random moments of an upgrade, a backup, a restore and a change of
the keys. ``JANGKAU_TRIES`` says how many times more often than usual.
"""

import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
from contextlib import closing

import pytest
from sqlalchemy import func, select

from models import opening
from models.backups.keeping import folder_of
from models.backups.known import PART, known_backups
from models.backups.making import make_backup
from models.backups.proving import check_whole
from models.backups.reading import keyed
from models.backups.restoring import undoable_restore
from models.engines.sqlite import File
from models.history.verifying import verify_history
from models.keys import Slot, SlotKind, WrongSecretError, read_slots, seal, unseal, write_slots
from models.office.pins import set_pin
from models.office.tables import Officer, Role
from models.people.tables import Person
from models.privacy.tables import Erasure
from models.privacy.wiping import finish_erasing
from models.progress import finish
from models.protecting import new_recovery_code
from tests.fixtures import *  # noqa: F403 - fixtures are found by name
from tests.fixtures import CHEAP
from tests.journeys import cut_acts, desk_at_work, desk_day
from tests.journeys.desk_day import PASSWORD

TIMES = int(os.environ.get("JANGKAU_TRIES", "1"))
PATIENCE = 180

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no process is forked there")


@pytest.fixture(scope="module")
def nursery():
    """A process with the program loaded, of which each victim is a copy."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([desk_at_work.__name__, cut_acts.__name__])
    return context


@pytest.fixture(scope="module")
def guarded():
    """A key under the password; what it costs to draw it is not what is tested here."""
    key = os.urandom(32)
    return opening.Protection(key, [seal(key, PASSWORD, SlotKind.PASSWORD, CHEAP)])


@pytest.fixture(scope="module")
def office(tmp_path_factory, guarded):
    """An encrypted file with an office, an event and a day's work in it, not open."""
    path = tmp_path_factory.mktemp("whole") / "office.jangkau"
    desk_day.begin(path, guarded)
    with desk_day.open_day(path) as (store, event):
        for step in range(24):
            with store.writing() as session:
                desk_day.do(session, event, step)
        store.settle()
    write_slots(path, guarded.slots)  # as cheap to open as before
    return path


@pytest.fixture
def own(tmp_path, office):
    """Copy a prepared folder for one death; return where its database is."""

    def _own(number, original=office):
        folder = tmp_path / f"death-{number}"
        shutil.copytree(original.parent, folder)
        return folder / original.name

    return _own


def cut(nursery, act, path, moment):
    """Let ``act`` work on ``path`` and kill it; return the last it told, None for nothing.

    ``moment`` is how many seconds after its first word the power goes; None: not before its second.
    """
    told, teller = nursery.Pipe(duplex=False)
    process = nursery.Process(target=act, args=(path, teller))
    process.start()
    teller.close()
    assert told.poll(PATIENCE), "nothing begins"
    last = told.recv()
    if moment is None:
        assert told.poll(PATIENCE), "nothing goes on"
    else:
        process.join(moment)
    process.kill()  # unless it has ended by itself, which it may do until this very moment
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    while told.poll(PATIENCE):
        try:
            last = told.recv()
        except EOFError:
            break
    return last


def span(nursery, act, path):
    """Return how many seconds it takes from the first word of ``act`` to its second."""
    began = time.monotonic()
    cut(nursery, act, path, None)
    return time.monotonic() - began


def moments(nursery, act, path, tries, seed):
    """Return moments at which the power goes: as likely at one instant of it as at another.

    Besides at once, and when all is said: however long it takes this time, both must be seen.
    """
    longest, chance = span(nursery, act, path), random.Random(seed)
    return [0, *(chance.uniform(0, longest * 1.2) for _try in range(tries * TIMES)), None]


def opened(path, secret=PASSWORD):
    """Open the file and look through all of it."""
    store = opening.open_store(path, secret)
    finish(check_whole(store))
    assert finish(verify_history(store)).findings == ()
    return store


def test_an_upgrade_is_done_or_not_begun_and_can_always_be_gone_on_with(
    nursery, office, guarded, own, tmp_path
):
    older = tmp_path / "older" / "office.jangkau"
    older.parent.mkdir()
    cut_acts.make_older(office, older, guarded)
    write_slots(older, guarded.slots)
    before = older.read_bytes()
    copies = 0
    for number, moment in enumerate(moments(nursery, cut_acts.migrate, own(-1, older), 8, 1)):
        path = own(number, older)
        cut(nursery, cut_acts.migrate, path, moment)
        copies += len(whole_copies(path))
        store = opened(path)
        assert cut_acts.people(store) == desk_day.GUESTS + 9
        store.close()
        (copy,) = whole_copies(path)
        assert not list(path.parent.glob(f".*{PART}*")), "nothing half stays behind"
        opened(copy).close()
        assert older.read_bytes() == before
    assert copies, "the power always went before the copy was made"


def whole_copies(path):
    return list(path.parent.glob(f"{path.stem}-before-{cut_acts.OLDER}{path.suffix}"))


def test_what_counts_as_a_backup_is_one_and_what_was_confirmed_is_in_it(nursery, office, own):
    counted = 0
    for number, moment in enumerate(moments(nursery, cut_acts.back_up, own(-1), 7, 2)):
        path = own(number)
        told = cut(nursery, cut_acts.back_up, path, moment)
        begun = told == desk_day.GUESTS + 9
        found = [one for one in known_backups(path) if one.counts]
        assert begun or found[0].manifest.contents.counts["person"] >= told
        counted += len(found)
        for one in found:
            alone = opened(one.path)
            assert cut_acts.people(alone) == one.manifest.contents.counts["person"]
            alone.close()
        store = opened(path)
        assert told <= cut_acts.people(store) <= told + 1
        made = finish(make_backup(store))
        store.close()
        assert made.counts
        assert not list(folder_of(path).glob(f".*{PART}*")), "nothing half stays behind"
    assert counted, "the power always went before a backup was made"


@pytest.fixture(scope="module")
def moved_on(tmp_path_factory, office):
    """A file with a backup of what it was, and a person more."""
    path = tmp_path_factory.mktemp("later") / "office.jangkau"
    shutil.copytree(office.parent, path.parent, dirs_exist_ok=True)
    store = opening.open_store(path, PASSWORD)
    finish(make_backup(store))
    cut_acts.add_people(store, 1)
    store.settle()
    store.close()
    return path


def test_a_restore_is_done_or_not_begun_and_takes_nothing_away(nursery, moved_on, own):
    before, outcomes = desk_day.GUESTS + 9, set()
    tries = moments(nursery, cut_acts.put_back, own(-1, moved_on), 10, 3)
    for number, moment in enumerate(tries):
        path = own(number, moved_on)
        told = cut(nursery, cut_acts.put_back, path, moment)
        store = opened(path)
        found = cut_acts.people(store)
        store.close()
        outcomes.add(found)
        if told:
            assert found == before
        if found == before:
            left = undoable_restore(path)
            assert left is not None
            old = opened(left)
            assert cut_acts.people(old) == before + 1
            old.close()
        else:
            assert found == before + 1
            assert undoable_restore(path) is None
        assert not path.with_name(f"{path.name}.replacing").exists()
    assert outcomes == {before, before + 1}, "the power never went before, or never after"


def test_the_password_is_the_one_or_the_other_and_the_code_opens_always(nursery, own):
    turns = set()
    for number, moment in enumerate(random.Random(4).uniform(0, 0.2) for _try in range(30 * TIMES)):
        path = own(number)
        code = new_recovery_code(path, PASSWORD, CHEAP)
        turn = cut(nursery, cut_acts.change_password, path, moment)
        turns.add(turn)
        slots = read_slots(path)
        fitting = [one for one in cut_acts.SECRETS if opens(slots, one)]
        sure, begun = cut_acts.SECRETS[turn % 2], cut_acts.SECRETS[(turn + 1) % 2]
        assert fitting in ([sure], [begun]), "one password, of now or of the change that was begun"
        assert opens(slots, code)
    assert len(turns) > 3, "the power always went at the same change"


def test_a_user_who_was_added_can_sign_in_and_nobody_else_is_shut_out(nursery, own):
    turns = set()
    for number, moment in enumerate(random.Random(5).uniform(0, 0.2) for _try in range(10 * TIMES)):
        path = own(number)
        turn = cut(nursery, cut_acts.add_users, path, moment)
        turns.add(turn)
        slots = read_slots(path)
        assert opens(slots, PASSWORD)
        theirs = [one for one in slots if one.officer_id is not None]
        assert len(theirs) <= 1
        assert not turn or any(opens(theirs, secret(at)) for at in (turn - 1, turn))
    assert len(turns) > 3, "the power always went at the same user"


@pytest.fixture(scope="module")
def witnessed(tmp_path_factory, office):
    """A file with a second officer, who may see somebody erased."""
    path = tmp_path_factory.mktemp("witnessed") / "office.jangkau"
    shutil.copytree(office.parent, path.parent, dirs_exist_ok=True)
    store = opening.open_store(path, PASSWORD)
    with store.writing("Add") as session:
        session.add(Officer(name="Agus Salim", role=Role.COORDINATOR))
    set_pin(store, cut_acts.second_of(store), cut_acts.PIN, CHEAP)
    store.settle()
    store.close()
    write_slots(path, read_slots(office))
    return path


def test_somebody_is_erased_or_not_and_never_by_half(nursery, guarded, witnessed, own):
    turns = set()
    tries = moments(nursery, cut_acts.erase_people, own(-1, witnessed), 4, 6)
    for number, moment in enumerate(tries):
        path = own(number, witnessed)
        names = dict(enumerate(named_in(path, guarded.file_key), 1))
        turn = cut(nursery, cut_acts.erase_people, path, moment and 2 * moment)
        turns.add(turn)
        store = opened(path)
        with store.reading() as session:
            erased = session.scalar(
                select(func.count()).select_from(Person).where(Person.erased_at.is_not(None))
            )
            assert turn <= erased <= turn + 1
            assert session.scalar(select(func.count()).select_from(Erasure)) == erased
        assert finish_erasing(store)
        store.close()
        records = bare(path, guarded.file_key)
        for at, name in names.items():
            assert (name.encode() in records) is (at > erased), f"{name} after {erased} erasures"
    assert len(turns) > 1, "the power always went at the same person"


def named_in(path, key):
    """Return the names in the order in which they are erased."""
    store = opening.Store(File(path, key))
    with store.reading() as session:
        names = list(session.scalars(select(Person.name).order_by(Person.id)))
    store.close()
    return names


def bare(path, key):
    """Return all records of the file in clear, those of the history and of its index, too."""
    plain = path.with_name("bare.db")
    with closing(keyed(path, key)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
        connection.execute("SELECT sqlcipher_export('plain')")
    return plain.read_bytes()


def secret(turn):
    return f"{cut_acts.COLLEAGUE} {turn}"


def opens(slots: list[Slot], one: str) -> bool:
    try:
        unseal(slots, one)
    except WrongSecretError:
        return False
    return True
