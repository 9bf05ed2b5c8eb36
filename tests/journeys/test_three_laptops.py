"""Three laptops go out to one event and come home; a plain book beside them says what is true.

Their clocks are wrong, one dies in the middle of its work, a stick is pulled, the office works
meanwhile. ``JANGKAU_TRIES`` says how many days are tried, and how many ways home of each.
"""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from models.enrolment.tables import Enrolment, EnrolmentStatus, Payment
from models.history.rows import DESK_BITS
from models.history.undo import next_undo, undo
from models.money.tables import Receipt
from models.office.tables import Desk, Role
from models.packets.coming_home import look_into
from models.packets.deciding import decide
from models.packets.tables import Choice, ConflictState, MergeConflict
from models.people.tables import Person
from models.progress import finish
from models.server.joining import join
from models.server.logins import make_login
from models.server.opening import open_server
from tests import server as server_of_tests
from tests.fixtures import OFFICE_ONE
from tests.journeys import laptop_day
from tests.journeys.laptop_day import DESKS, DUE, do_live, plan
from tests.journeys.laptops_out import (
    DAYS,
    TRIES,
    all_home,
    assert_as_in,
    assert_sound,
    home,
    invited,
    read,
    waiting,
)

WAYS_HOME = range(2 + TRIES)


def open_enrolments(store):
    """Return how many enrolments stand of each person, and whether the one is paid."""
    with store.reading() as session:
        rows = session.execute(
            select(Person.name, Enrolment.status)
            .join(Enrolment, Enrolment.person_id == Person.id)
            .where(Enrolment.status != EnrolmentStatus.REJECTED)
        ).all()
    assert len({name for name, _status in rows}) == len(rows), "one stands of each"
    return {name: status is EnrolmentStatus.PAID for name, status in rows}


@pytest.mark.parametrize("seed", range(20))
def test_each_day_has_something_of_everything(seed):
    book = plan(seed).book()
    kinds = Counter(kind for kind, _name in book.conflicts())
    assert kinds.keys() == {"enrolled_twice", "paid_twice", "card_twice", "field"}
    assert any(void for given in book.receipts.values() for *_of, void in given)
    assert any(not one.nik and len(one.seen) == 2 for one in book.people.values())


@pytest.mark.parametrize("way", WAYS_HOME)
def test_whatever_way_they_come_home_the_office_says_what_the_book_says(out, office, way):
    all_home(office, out, way)
    book = out.plan.book()
    assert_as_in(book, read(office, out.event_id))
    found = waiting(office)
    assert Counter((kind, name) for kind, name, *_sides in found) == book.conflicts()
    assert open_enrolments(office).keys() == {
        name for name, one in book.people.items() if one.enrolled
    }
    out.told[way] = found
    assert found == next(iter(out.told.values())), "as after any other way home"
    assert_sound(office)
    for file in out.files:
        assert home(office, file).is_empty


def test_once_all_is_decided_the_money_adds_up(out, office):
    all_home(office, out, 0)
    chance, book = random.Random(1), out.plan.book()
    for name, person in book.people.items():
        places = person.enrolled | person.phones.keys()
        if len(places) > 1:
            keep(office, book, name, chance.choice(sorted(places)))
    assert waiting(office) == Counter()
    found = read(office, out.event_id)
    assert paid(found) == paid(book)
    assert found.receipts == book.receipts
    for name, person in book.people.items():
        assert found.people[name].printed == person.printed, name
        assert found.people[name].phones[0] in (person.phones.values() or [""]), name
    assert open_enrolments(office) == book_enrolments(book)
    assert found.once() == book.once()
    with office.reading() as session:
        standing = select(func.sum(Receipt.amount)).where(Receipt.voided_at.is_(None))
        received = session.scalar(select(func.sum(Payment.amount)))
        assert session.scalar(standing) == received == DUE * sum(map(len, paid(book).values()))
    assert_sound(office)


def book_enrolments(book):
    return {name: bool(one.paid) for name, one in book.people.items() if one.enrolled}


def keep(store, book, name, place):
    """Decide all that is said differently of somebody for one place, and note it in the book."""
    with store.reading() as session:
        rows = session.scalars(
            select(MergeConflict)
            .join(Person, Person.id == MergeConflict.person_id)
            .where(MergeConflict.state == ConflictState.OPEN, Person.name == name)
        ).all()
    for row in rows:
        sides = [place_of(one["action"]) for one in row.sides]
        with store.writing() as session:
            decide(session, row.id, Choice.LEFT, "Sesuai kuitansi", side=sides.index(place))
    person = book.people[name]
    for other in person.paid.keys() - {place}:
        del person.paid[other]
        book.receipts[other] = [
            (who, amount, void or who == name) for who, amount, void in book.receipts[other]
        ]
    person.printed &= {place}
    person.phones = {at: phone for at, phone in person.phones.items() if at == place}


def place_of(record_id):
    """Return at which place an id was made."""
    return ((record_id >> DESK_BITS) - 1) % (DESKS + 1)


def paid(book):
    return {name: one.paid for name, one in book.people.items() if one.paid}


def test_clocks_that_are_wrong_are_told(out, office):
    years_ahead = finish(look_into(office, out.files[2])).plan
    assert round(years_ahead.ahead / 86400) == 3 * 365
    assert any("was ahead by 1,095 days" in one for one in years_ahead.lines())
    behind = finish(look_into(office, out.files[1])).plan
    assert behind.ahead == 0
    assert behind.first_at.year == 1970


def test_every_laptop_stays_sound(out):
    assert_sound(*out.stores)


def test_merging_all_is_undone_and_done_again(out, office):
    before = read(office, out.event_id)
    for file in out.files:
        home(office, file)
    found = waiting(office)
    while before != read(office, out.event_id):
        with office.writing() as session:
            undo(session, next_undo(session).action_id)
    assert waiting(office) == Counter()
    for file in reversed(out.files):
        home(office, file)
    assert waiting(office) == found
    assert_sound(office)


@pytest.fixture
def clients(server):
    """Four computers that all opened the office's one database: three desks and the office.

    The desks may do there what the desk's role may and no more, also past the program.
    """
    name = f"three_desks_{uuid4().hex}"
    with ExitStack() as last:
        address = last.enter_context(server_of_tests.database(server, name, OFFICE_ONE))
        office = last.enter_context(closing(open_server(address, 0)))
        with office.writing("Set up desks") as session:
            session.add_all(Desk(number=n, name=f"Meja {n + 1}") for n in range(1, DESKS + 1))
        desks = []
        for n in range(1, DESKS + 1):
            made = make_login(address, f"{name}_{n}", Role.DESK_OFFICER, "cukup panjang", n)
            desks.append(last.enter_context(closing(join(replace(address, user=made.name), ""))))
        yield [*desks, office]


@pytest.mark.of_files("opens a server itself, and compares with what files say")
@pytest.mark.parametrize("day", DAYS)
def test_the_same_day_live_on_one_server_gives_the_same_records(clients, day):
    live = plan(day)
    event_id = invited(clients[laptop_day.OFFICE], live)
    with ThreadPoolExecutor(len(clients)) as desks_at_work:
        done = [
            desks_at_work.submit(do_all, one, event_id, acts)
            for one, acts in zip(clients, live.acts, strict=True)
        ]
    for one in done:
        one.result()
    do_all(clients[laptop_day.OFFICE], event_id, live.later)
    book, found = live.book(), read(clients[0], event_id)
    assert found.once() == book.once()
    for name, person in book.people.items():
        assert found.people[name].phones[0] in (set(person.phones.values()) or {""}), name
        assert len(found.people[name].paid) == bool(person.paid), "who pays live pays once"
    assert open_enrolments(clients[1]) == book_enrolments(book)
    assert waiting(clients[2]) == Counter()
    assert_sound(clients[laptop_day.OFFICE])


def do_all(store, event_id, acts):
    for act in acts:
        do_live(store, event_id, act)
