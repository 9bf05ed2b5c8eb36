"""Three laptops that were out at an event, an office to come home to, and what it says then.

``JANGKAU_TRIES`` says how many days are tried.
"""

import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models import opening
from models.backups.restoring import get_ready, restore, unlock_backup
from models.cards.copies import LIVE
from models.cards.tables import Card, CardCopy
from models.enrolment.tables import Enrolment, Payment
from models.events.operations import invite
from models.events.tables import Attendance
from models.history.recording import canonical
from models.history.rows import DESK_BITS
from models.history.tables import Action
from models.history.verifying import verify_history
from models.keys import SlotKind, new_file_key, seal
from models.money.tables import Receipt
from models.office.operations import set_up_office
from models.office.tables import Desk
from models.packets.coming_home import look_into, merge_file
from models.packets.tables import ConflictState, MergeConflict
from models.people.tables import Person
from models.progress import finish
from tests import factories as a
from tests.fixtures import CHEAP, OFFICE, OFFICER
from tests.journeys import laptop_day
from tests.journeys.laptop_day import DESKS, VILLAGE, Plan, do, plan
from tests.models.packets import desks
from tests.models.packets.desks import PASSWORD, bring_home, make, sit_down

TRIES = int(os.environ.get("JANGKAU_TRIES", "1"))
DAYS = range(TRIES)
PATIENCE = 180


@dataclass
class Out:
    """A day at which everything happened, and nothing has come home yet."""

    plan: Plan
    office: Path
    event_id: int
    folder: Path
    stores: list = field(default_factory=list)
    packets: list = field(default_factory=list)
    files: list = field(default_factory=list)
    """What the desks brought: one of them twice, first when half of its day was done."""
    told: dict = field(default_factory=dict)
    """What is to be decided after each way home that was tried."""


@pytest.fixture(scope="session")
def nursery():
    """A process with the program loaded, of which each laptop that dies is a copy."""
    if sys.platform == "win32":
        pytest.skip("no process is forked there")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([laptop_day.__name__])
    return context


@pytest.fixture(scope="session", params=DAYS)
def out(request, tmp_path_factory, nursery):
    """A day that three laptops and the office have done, each for itself."""
    with ExitStack() as last:
        day = begin(request.param, tmp_path_factory.mktemp("day"), last)
        chance = random.Random(request.param)
        twice, dies = chance.sample(range(DESKS), 2)
        for place in range(DESKS):
            acts = day.plan.acts[place]
            done = die(nursery, day, place, chance) if place == dies else 0
            half = len(acts) // 2 if place == twice else done
            work(day, place, acts[done:half])
            if place == twice:
                day.files.append(bring_home(day.stores[place], day.folder))
            work(day, place, acts[max(done, half) :])
        day.files += [bring_home(one, day.folder) for one in day.stores]
        yield day


def begin(seed, folder, last):
    """Make an office with an event, and give a packet of it to each desk."""
    day = Out(plan(seed), folder / "office" / "office.jangkau", 0, folder)
    day.office.parent.mkdir()
    key = new_file_key()
    slots = [seal(key, PASSWORD, SlotKind.PASSWORD, CHEAP)]
    with closing(opening.create(day.office, opening.Protection(key, slots))) as store:
        with store.writing() as session:
            set_up_office(session, OFFICE, OFFICER)
        day.event_id = invited(store, day.plan)
        officer = store.officer_id = desks.officer(store)
        for place in range(DESKS):
            home = folder / f"laptop {place}"
            home.mkdir()
            made, phrase = make(store, folder, day.event_id, officer, regions=(VILLAGE,))
            day.packets.append((made, phrase, officer))
            day.stores.append(sit_down(made, phrase, home, officer))
            last.callback(day.stores[-1].close)
        for act in day.plan.acts[laptop_day.OFFICE]:
            do(store, day.event_id, act)
        store.settle()
    return day


def invited(store, plan):
    """Plan the event, know who is known, invite who is invited; return the event's id."""
    with store.writing("Plan an event") as session:
        event = a.event()
        known = {
            one.name: a.person(name=one.name, nik=one.nik, birth_date=one.born, region_code=VILLAGE)
            for one in plan.guests
        }
        session.add_all([event, *known.values()])
        session.flush()
        invite(session, event.id, [known[one.name].id for one in plan.guests if one.invited])
        return event.id


def work(day, place, acts):
    for act in acts:
        do(day.stores[place], day.event_id, act)


def die(nursery, day, place, chance):
    """Let a laptop work and kill it at any moment; return how much of its day is done then."""
    store, acts = day.stores[place], day.plan.acts[place]
    path, before = store.path, actions(store)
    store.close()
    told, teller = nursery.Pipe(duplex=False)
    given = path, PASSWORD, day.event_id, acts, teller
    process = nursery.Process(target=laptop_day.work, args=given)
    process.start()
    teller.close()
    saved = 0
    for _act in range(chance.randrange(2, len(acts) // 2)):
        assert told.poll(PATIENCE), "the laptop stands still"
        saved = told.recv()
    time.sleep(chance.uniform(0, 0.02))
    process.kill()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    with suppress(EOFError):
        while told.poll(PATIENCE):
            saved = told.recv()
    day.stores[place] = opening.open_store(path, PASSWORD)
    done = actions(day.stores[place]) - before
    assert saved <= done <= saved + 1, "what counted as saved is there"
    return done


def actions(store):
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(Action))


@pytest.fixture
def office(out, tmp_path):
    """The office on that day, to which nobody has come home yet."""
    shutil.copytree(out.office.parent, tmp_path / "office")
    with closing(opening.open_store(tmp_path / "office" / "office.jangkau", PASSWORD)) as store:
        store.officer_id = desks.officer(store)
        yield store


def home(store, file):
    """Merge a file that came home as the program does; return what that did."""
    head = finish(look_into(store, file)).head
    return finish(merge_file(store, file, head)).plan


def all_home(store, out, way):
    """Let all come home in some order, some twice, the office working in between."""
    chance, later = random.Random(way), list(out.plan.later)
    files = chance.sample(out.files, len(out.files))
    for file in [*files, *chance.sample(files, 2)]:
        home(store, file)
        if later:
            do(store, out.event_id, later.pop(0))
    assert later == []


def waiting(store):
    """Return what is to be decided: its kind, whom it concerns, and each side."""
    with store.reading() as session:
        rows = session.execute(
            select(MergeConflict, Person.name)
            .join(Person, Person.id == MergeConflict.person_id)
            .where(MergeConflict.state == ConflictState.OPEN)
        )
        return Counter(
            (one.kind.value, name, one.field, canonical(one.sides)) for one, name in rows
        )


def assert_as_in(book, found):
    """Compare the office's records with the book."""
    assert found.people.keys() == book.people.keys()
    for name, told in book.people.items():
        kept, phones = found.people[name], set(told.phones.values()) or {""}
        assert kept.phones[0] in phones, name
        seen = [min(told.seen)] if told.seen else []
        assert kept == replace(told, seen=seen, phones=kept.phones), name
    assert found.receipts == book.receipts


def read(store, event_id, desks_of=None):
    """Return the office's records in the words of the book."""
    with store.reading() as session:
        numbers = dict(session.execute(select(Desk.id, Desk.number)).all())
        place = desks_of or {number: (number - 1) % (DESKS + 1) for number in numbers.values()}
        left = select(Person.id, Person.name).where(Person.merged_into_id.is_(None))
        names = dict(session.execute(left).all())
        found = {
            one.name: laptop_day.Standing(one.nik or "", phones={0: one.phone or ""})
            for one in session.scalars(select(Person).where(Person.id.in_(names)))
        }
        here = Attendance.event_id == event_id, Attendance.present_at.is_not(None)
        for one in session.scalars(select(Attendance).where(*here)):
            found[names[one.person_id]].seen.append(one.present_at)
        of = {}
        for one in session.scalars(select(Enrolment)):
            of[one.id] = found[names[one.person_id]]
            of[one.id].enrolled.add(place[one.id >> DESK_BITS])
        for one in session.scalars(select(Payment)):
            paid, at = of[one.enrolment_id].paid, place[one.id >> DESK_BITS]
            paid[at] = paid.get(at, 0) + one.amount
        good = CardCopy.voided_at.is_(None), CardCopy.state.in_(LIVE)
        copies = select(CardCopy.id, Card.enrolment_id).join(Card, Card.id == CardCopy.card_id)
        for copy_id, enrolment_id in session.execute(copies.where(*good)):
            of[enrolment_id].printed.add(place[copy_id >> DESK_BITS])
        receipts = {}
        for one in session.scalars(select(Receipt).order_by(Receipt.desk_id, Receipt.serial)):
            given = receipts.setdefault(place[numbers[one.desk_id]], [])
            given.append((one.name, one.amount, one.voided_at is not None))
            assert one.serial == len(given), "a desk counts one by one"
    return laptop_day.Book(found, receipts)


def assert_sound(*stores):
    for store in stores:
        assert finish(verify_history(store)).findings == ()


def put_back(path, backup, key):
    """Put a backup in the place of a database that nobody has open; return it opened."""
    unlocked = finish(unlock_backup(path, backup, key))
    finish(get_ready(path, unlocked))
    finish(restore(path, unlocked, key))
    return opening.open_store(path, PASSWORD)


def sibling(guest):
    """Return somebody born half a year later, of whom nobody knows."""
    born = guest.born + timedelta(days=183)
    return replace(
        guest,
        name=f"Maria {guest.name}",
        nik=guest.nik and f"650103{born:%d%m%y}9{guest.nik[-3:]}",
        born=born,
    )
