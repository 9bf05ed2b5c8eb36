"""The desk's computer dies at any moment: what was shown as saved is there, and nothing by half.

Process and machine die in turns. In the first case the file is left as it is; in the second what
was written to the log after the last "saved" is lost in part or torn, as in a cut of the power.
"""

import hashlib
import multiprocessing
import random
import shutil
import signal
import sys
import time
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from models import opening
from models.cards.tables import Card
from models.enrolment.tables import Consent, Enrolment, Payment
from models.events.tables import Attendance
from models.history.recording import canonical, change_digest, words_digest
from models.history.tables import Action, Change
from models.history.verifying import verify_history
from models.money.receipts import first_gap
from models.money.tables import Receipt
from models.people.search import find_ids
from models.people.tables import Person
from models.progress import finish
from tests.fixtures import *  # noqa: F403 - fixtures are found by name
from tests.journeys import desk_at_work, desk_day
from tests.journeys.desk_day import Ledger, Standing, ledger, log, newcomers

DEATHS = 52
"""How often the desk dies in each of the days below."""
VERIFIED = 13
"""After every so many deaths the whole history is looked through as the program does it."""
MOST_STEPS = 6
"""A desk does up to so many steps; then it dies, each moment of the next as likely as another."""
LONGEST_STEP = 0.03
PATIENCE = 180
FULL = 2
"""What SQLite calls ``synchronous = FULL``."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no process is forked there")


@dataclass
class Life:
    """What a process told before it died: steps saved, and how long the log was by then."""

    saved: int
    log_length: int
    how: list


@pytest.fixture(scope="module")
def nursery():
    """A process with the program loaded, of which each desk is a copy."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([desk_at_work.__name__])
    return context


@pytest.fixture
def day(tmp_path, protection):
    """An encrypted file with an office, an event and those invited to it."""
    path = tmp_path / "office.jangkau"
    desk_day.begin(path, protection)
    return path


def live(nursery, path, done, chance):
    """Let a desk work and kill it; return what it had told by then, None if it told nothing."""
    told, teller = nursery.Pipe(duplex=False)
    process = nursery.Process(target=desk_day.work, args=(path, done, teller))
    process.start()
    teller.close()
    last = None
    if chance.random() < 0.9:  # else it dies while the file is being opened
        last = next_word(told)
        for _step in range(chance.randrange(MOST_STEPS)):
            last = next_word(told)
    time.sleep(chance.uniform(0, LONGEST_STEP))
    process.kill()
    process.join()
    assert process.exitcode == -signal.SIGKILL, "it ended before it was killed"
    while told.poll(PATIENCE):
        try:
            last = Life(*told.recv())
        except EOFError:
            break
    return last


def next_word(told):
    assert told.poll(PATIENCE), "the desk stands still"
    return Life(*told.recv())


def tear(path, kept, chance):
    """Lose what stands in the log after its first ``kept`` bytes, in part or written wrongly."""
    if not log(path).exists() or log(path).stat().st_size <= kept:
        return
    with log(path).open("r+b") as file:
        size = file.seek(0, 2)
        cut = chance.randint(kept, size)
        if chance.random() < 0.5:
            file.truncate(cut)
        else:
            file.seek(cut)
            file.write(chance.randbytes(size - cut))


@pytest.mark.parametrize("seed", range(4))
def test_what_was_shown_as_saved_outlives_every_death(nursery, day, seed):
    chance, done = random.Random(seed), 0
    for death in range(DEATHS):
        life = live(nursery, day, done, chance)
        saved = life.saved if life else done
        if life and death % 2:
            tear(day, life.log_length, chance)
        with desk_day.open_day(day) as (store, _event), store.reading() as session:
            before, done = done, steps_done(session)
            assert saved <= done <= saved + 1, f"death {death}"
            assert kept(session) == ledger(done), f"death {death}"
            assert_sound(session)
            if death % VERIFIED == 0:
                assert finish(verify_history(store)).findings == (), f"death {death}"
            assert_found(session, newcomers(before, done))
        assert life is None or life.how == [FULL, "wal", 1]
    assert done > DEATHS, "the desks hardly worked"


def test_a_file_that_was_killed_can_be_read_by_nobody_without_the_key(nursery, day, tmp_path):
    life = live(nursery, day, 0, random.Random(1))
    assert life is not None
    assert opening.is_encrypted(day)
    for file in tmp_path.glob("office.jangkau*"):
        assert b"Tamu" not in file.read_bytes()
    with pytest.raises(opening.PasswordNeededError):
        opening.open_store(day)


def test_a_commit_that_was_lost_would_be_noticed(nursery, day, tmp_path):
    """The proof of the proof: a log cut before the last "saved" takes a step away."""
    chance = random.Random(2)
    life = live(nursery, day, 0, chance)
    while life is None or life.saved < 2:
        life = live(nursery, day, 0, chance)
    copy = tmp_path / "copy.jangkau"
    for file in tmp_path.glob("office.jangkau*"):
        if not file.name.endswith("-shm"):
            shutil.copy(file, tmp_path / file.name.replace("office", "copy"))
    with log(copy).open("r+b") as file:
        file.truncate(life.log_length // 2)
    with desk_day.open_day(copy) as (store, _event), store.reading() as session:
        assert steps_done(session) < life.saved


def steps_done(session):
    """Return how many actions there are beyond those that made the office and the event."""
    return session.scalar(select(func.count()).select_from(Action)) - 2


def kept(session) -> Ledger:
    """Return what the database says, in the words of the ledger."""
    book = Ledger()
    names = dict(session.execute(select(Person.id, Person.name)).all())
    here = dict(session.execute(select(Attendance.person_id, Attendance.present_at)).all())
    assert len(here) == len(names), "everybody has one place at the event"
    book.people = {name: Standing(here[who] is not None) for who, name in names.items()}
    of = {}
    for row in session.execute(select(Enrolment.id, Enrolment.person_id, Enrolment.status)):
        person = of[row.id] = book.people[names[row.person_id]]
        assert not person.enrolled
        person.enrolled = row.status.value
    for who in session.scalars(select(Consent.person_id)):
        book.people[names[who]].consents += 1
    for enrolment in session.scalars(select(Card.enrolment_id)):
        of[enrolment].cards += 1
    paid = select(Payment.enrolment_id, Payment.amount, Payment.way, Receipt.serial)
    for row in session.execute(paid.outerjoin(Receipt, Receipt.id == Payment.receipt_id)):
        of[row.enrolment_id].paid += ((row.amount, row.way.value, row.serial),)
    receipts = session.scalars(select(Receipt).order_by(Receipt.serial))
    book.receipts = [(r.serial, r.name, r.amount, r.voided_at is not None) for r in receipts]
    return book


def assert_sound(session):
    """Look through the whole file: its pages, its keys, the numbers of receipts, its history."""
    connection = session.connection()
    assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
    assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    assert first_gap(session) is None
    changes = {}
    for row in session.execute(select(*Change.__table__.c).order_by(Change.id)):
        sides = [None if side is None else canonical(side) for side in (row.before, row.after)]
        assert row.digest == change_digest(row.record_table, row.record_id, *sides)
        changes.setdefault(row.action_id, []).append(row.digest)
    chain = b""
    for row in session.execute(select(*Action.__table__.c).order_by(Action.id)):
        assert row.digest == digest_of(row, changes.pop(row.id))
        chain = hashlib.sha256(chain + row.digest).digest()
        assert row.chain == chain
    assert changes == {}, "each change belongs to an action"


def digest_of(action, changes):
    """Work out anew the digest of an action that has these changes."""
    at = action.at.isoformat()
    words = words_digest(canonical(action.words)).hex()
    said = [at, action.officer_id, action.desk_id, action.name, words]
    digest = hashlib.sha256(canonical([action.id, *said, action.undoes_id, action.final]).encode())
    for one in changes:
        digest.update(one)
    return digest.digest()


def assert_found(session, names):
    """Look for those who came new, as the desk does."""
    for name in names:
        who = session.scalars(select(Person.id).where(Person.name == name)).one()
        assert find_ids(session, name, limit=5)[:1] == [who]
