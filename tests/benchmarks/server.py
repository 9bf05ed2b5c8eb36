"""A desk at a PostgreSQL server over loopback, among 100.000 people; and eight desks at once.

The limits are bare statements by the driver alone, on a connection of the same settings, in turns
with what is measured; every commit waits for the disk. A check-in is held against the one UPDATE it
could be, and against the statements that keep as much: the lock, the place, an action and its
change with their digests, the news for other desks. Aims: three times those, which the session
takes beside the driver; a keystroke half again the bare index, as in a file, and with the desk's
rows, which are two statements more and what is made of them, eight times.

The eight never pause, which no desk does: they write one after the other, so that each waits for
seven. Measured is that together they are no slower than one alone, what the last in the queue
waits, and that nothing is lost: each guest and walk-in that the program confirmed is there
afterwards, once, from that desk, and the history verifies. Of the guests one of ten is marked at
two desks, of the walk-ins one of ten comes to two.
"""

import json
from collections.abc import Callable, Iterator
from statistics import quantiles
from time import perf_counter
from typing import Any

import psycopg
from sqlalchemy import select

from models.engines.hearing import CHANNEL
from models.engines.postgres import WRITERS, Server, ServerAddress
from models.enrolment.desk import desk_rows
from models.events.drafts import EventDraft
from models.events.operations import check_in, invite, plan_event
from models.history.bulk import insert_many
from models.history.recording import canonical, change_digest, next_chain, next_stamp, said_digest
from models.office.tables import Desk
from models.people.names import fold_name
from models.people.search import find_ids
from models.people.tables import Person
from models.server.joining import join
from models.store import Store
from tests.benchmarks.clients import Done, Work, at_work, lost
from tests.benchmarks.figure import Figure
from tests.benchmarks.filling import fill
from tests.benchmarks.nation import nik_of
from tests.benchmarks.on_server import bare, new_office, now, running
from tests.benchmarks.people import people
from tests.benchmarks.search import LIMIT, keystrokes
from tests.factories import END, START

COUNT = 100_000
MARKS, WARM = 300, 20
ROUNDS = 3
DESKS, GUESTS, WALK_INS = 8, 60, 12
"""How many desks, and how many guests and walk-ins each has."""
SHARED_OF = 10
"""One of so many guests, and of so many walk-ins, comes to the next desk as well."""
PERCENTILES = (50, 95)
Ways = tuple[Callable[[str], object], Callable[[str], object], Callable[[str], object]]
"""Who is found; the same with the rows that the desk shows; the bare statement."""


def figures() -> Iterator[Figure]:
    """Measure check-ins and keystrokes of one desk, then eight desks at once."""
    with running() as port:
        store = new_office(port, "many")
        fill(address_of(store), COUNT)
        yield from _check_ins(store)
        yield from _keystrokes(store)
        store.close()
        yield from _at_once(port)


def address_of(store: Store) -> ServerAddress:
    """Return where a store's server is."""
    assert isinstance(store.place, Server)
    return store.place.address


def _check_ins(store: Store) -> Iterator[Figure]:
    guests = [1 + number * 97 for number in range(3 * (MARKS + WARM))]
    event, desk = new_event(store, guests), _desk(store)
    mine, one, whole = [], [], []
    with bare(address_of(store)) as connection:
        ways: list[tuple[list[float], Callable[[int], object]]] = [
            (mine, lambda guest: mark(store, event, guest)),
            (one, lambda guest: _update(connection, event, guest, desk)),
            (whole, lambda guest: _keep(connection, event, guest, desk)),
        ]
        for number, guest in enumerate(guests):
            took, what = ways[number % len(ways)]
            took.append(seconds(lambda: what(guest)))  # noqa: B023
    for percent in PERCENTILES:
        name = f"a check-in, p{percent}, against"
        yield _figure(f"{name} one bare UPDATE", percent, (mine[WARM:], one[WARM:]), (10, 15))
        yield _figure(f"{name} all it keeps", percent, (mine[WARM:], whole[WARM:]), (3, 6))


def new_event(store: Store, guests: list[int]) -> int:
    """Plan an event to which these people are invited; return its id."""
    with store.writing() as session:
        draft = EventDraft(title="Sosialisasi", starts_at=START, ends_at=END)
        event = plan_event(session, draft).id
        invite(session, event, guests)
    return event


def mark(store: Store, event: int, guest: int) -> None:
    """Mark a guest present as the desk does."""
    with store.writing() as session:
        check_in(session, event, guest)


def _desk(store: Store) -> int:
    with store.reading() as session:
        return session.scalars(select(Desk.id).order_by(Desk.number)).first() or 0


_SEEN = "UPDATE attendance SET present_at = %s, desk_id = %s WHERE event_id = %s AND person_id = %s"


def _update(connection: psycopg.Connection[Any], event: int, guest: int, desk: int) -> None:
    connection.execute(_SEEN, (now(), desk, event, guest))
    connection.commit()


def _keep(connection: psycopg.Connection[Any], event: int, guest: int, desk: int) -> None:
    """Keep all that a check-in keeps, by as few statements as can be."""
    do, moment = connection.execute, now()
    do("SELECT pg_advisory_xact_lock(%s)", (WRITERS,))
    name = "SELECT name FROM person WHERE id = %s AND limited_at IS NULL"
    ((said,),) = do(name, (guest,)).fetchall()
    place = "SELECT id FROM attendance WHERE event_id = %s AND person_id = %s"
    ((seat,),) = do(place, (event, guest)).fetchall()
    do(_SEEN, (moment, desk, event, guest))
    taken = "UPDATE local SET value = (value::bigint + 2)::text WHERE key = 'next_id'"
    ((first,),) = do(f"{taken} RETURNING value::bigint - 2").fetchall()
    last = "SELECT chain, stamp FROM action ORDER BY id DESC LIMIT 1"
    ((chain, stamp),) = do(last).fetchall()
    words, before = canonical({"person": said}), canonical({"desk_id": None, "present_at": None})
    after = canonical({"desk_id": desk, "present_at": moment.isoformat()})
    change = change_digest("attendance", seat, before, after)
    digest = said_digest((first, moment.isoformat(), desk, "Check in {person}", words), [change])
    do(
        "INSERT INTO action (id, at, desk_id, name, words, final, words_digest, digest, chain,"
        " stamp) VALUES (%s, %s, %s, 'Check in {person}', %s, false, %s, %s, %s, %s)",
        (first, moment, desk, words, digest, digest, next_chain(chain, digest), next_stamp(stamp)),
    )
    do(
        "INSERT INTO change (id, action_id, record_table, record_id, before, after, digest)"
        " VALUES (%s, %s, 'attendance', %s, %s, %s, %s)",
        (first + 1, first, seat, before, after, change),
    )
    told = json.dumps({"by": "nobody", "tables": ["attendance"]})
    do("SELECT pg_notify(%s, %s)", (CHANNEL, told))
    connection.commit()


def _keystrokes(store: Store) -> Iterator[Figure]:
    with store.reading() as session:
        event = new_event(store, list(range(1, 200)))

        def rows(typed: str) -> object:
            found = find_ids(session, typed, limit=LIMIT, event_id=event)
            return desk_rows(session, event, found)

        def share(typed: str) -> object:
            return find_ids(session, typed, limit=LIMIT)

        rows("zzzzyx")  # as the first mistyped word does, it reads the words of all names
        with bare(address_of(store)) as connection:
            for name, typed, what in (
                ("by name", keystrokes(), lambda typed: _by_name(connection, typed)),
                ("by NIK", _niks(), lambda typed: _by_nik(connection, typed)),
            ):
                yield from _searches(name, typed, (share, rows, what))


def _searches(name: str, typed: list[str], ways: Ways) -> Iterator[Figure]:
    took: tuple[list[float], ...] = ([], [], [])
    for one in typed * ROUNDS:
        for times, way in zip(took, ways, strict=True):
            times.append(seconds(lambda: way(one)))  # noqa: B023
    found, rows, least = took
    for percent in PERCENTILES:
        said = f"a keystroke {name}, p{percent}, against bare"
        yield _figure(said, percent, (found, least), (1.5, 4))
        yield _figure(f"{said}, with the desk's rows", percent, (rows, least), (8, 20))


def _niks() -> list[str]:
    return [nik_of(number)[:end] for number in (7, 4_321, 98_765) for end in range(6, 17)]


def _by_name(connection: psycopg.Connection[Any], typed: str) -> object:
    words = [f"% {word}%" for word in fold_name(typed).split()]
    fits = " AND ".join(["name LIKE %s"] * len(words))
    wanted = f"SELECT rowid FROM person_search WHERE {fits} ORDER BY rowid LIMIT {LIMIT}"
    return connection.execute(wanted, words).fetchall()


def _by_nik(connection: psycopg.Connection[Any], typed: str) -> object:
    wanted = f"SELECT id FROM person WHERE nik >= %s AND nik < %s ORDER BY id LIMIT {LIMIT}"
    return connection.execute(wanted, (typed, f"{typed}:")).fetchall()


def _at_once(port: int) -> Iterator[Figure]:
    """Measure one desk alone, then all at once at another event, in an office of its own."""
    store = new_office(port, "live")
    niks = [nik for nik, _name, _phone in people(2 * (DESKS + 1) * (GUESTS + WALK_INS))]
    with store.writing("Fill") as session:
        known = niks[: (DESKS + 1) * GUESTS]
        rows = [(nik, f"Tamu {number}") for number, nik in enumerate(known)]
        guests = list(insert_many(session, Person, ("nik", "name"), rows))
    numbers = [0, *(_joined(store, place) for place in range(1, DESKS))]
    walk_ins = niks[len(known) :]
    alone = _done(store, numbers[:1], guests[:GUESTS], walk_ins[:WALK_INS])
    together = _done(store, numbers, guests[GUESTS:], walk_ins[WALK_INS:])
    yield from _told(alone, together)
    store.close()


def _joined(store: Store, place: int) -> int:
    desk = join(address_of(store), f"Meja {place + 1}")
    assert isinstance(desk.place, Server)
    number = desk.place.desk_number
    desk.close()
    return number or 0


def _done(
    store: Store, numbers: list[int], guests: list[int], walk_ins: list[str]
) -> tuple[list[Done], int]:
    """Have desks work at an event of their own; return what they did, and how much is lost."""
    event = new_event(store, guests[: len(numbers) * GUESTS])
    work = []
    for place, number in enumerate(numbers):
        mine = _shared(guests, place, GUESTS, len(numbers))
        new = _shared(walk_ins, place, WALK_INS, len(numbers))
        officer = store.officer_id or 0
        work.append(Work(address_of(store), number, officer, event, tuple(mine), tuple(new)))
    done = at_work(work)
    return done, lost(store, event, done)


def _shared(all_: list[Any], place: int, each: int, desks: int) -> list[Any]:
    """Return a desk's own, and at their end some of those of the desk before it."""
    before = (place - 1) % desks
    mine = all_[place * each : (place + 1) * each]
    return mine + (all_[before * each : (before + 1) * each : SHARED_OF] if desks > 1 else [])


def _told(alone: tuple[list[Done], int], together: tuple[list[Done], int]) -> Iterator[Figure]:
    (one, _lost_alone), (many, gone) = alone, together
    each, all_ = pace(one), pace(many)
    name = f"{DESKS} desks at once, seconds an action against one desk alone"
    yield Figure(name, each / all_, 1, 1.5, f"{all_:.0f} actions/s against {each:.0f}")
    for what, wanted in (
        ("check-in", [did.seconds for did in many if did.guest]),
        ("enrolment", [did.seconds for did in many if did.nik]),
    ):
        half, most = _percentile(wanted, 50), _percentile(wanted, 95)
        said = f"p50 {half * 1000:.0f} ms, {len(wanted)} of them"
        name = f"{DESKS} desks at once, {what} p95"
        yield Figure(name, most * 1000, 250, 1000, said, unit=" ms")
    met = sum(did.met for did in many)
    twice = DESKS * (-(-GUESTS // SHARED_OF) + -(-WALK_INS // SHARED_OF))
    said = f"{met} of {len(many)} were told that another desk had done it"
    yield Figure("who came to two desks and was not told so", twice - met, 0, 0, said, unit="")
    said = f"of {len(many) - met} confirmed; the history verifies"
    yield Figure("confirmed and not there afterwards", gone, 0, 0, said, unit="")


def pace(done: list[Done]) -> float:
    """Return how many actions were done in a second, from the first begun to the last ended."""
    ended = max(one.began + one.seconds for one in done)
    return len(done) / (ended - min(one.began for one in done))


def seconds(what: Callable[[], object]) -> float:
    """Return how long something takes."""
    start = perf_counter()
    what()
    return perf_counter() - start


def _percentile(times: list[float], percent: int) -> float:
    return quantiles(times, n=100)[percent - 1]


def _figure(
    name: str, percent: int, times: tuple[list[float], list[float]], bounds: tuple[float, float]
) -> Figure:
    mine, least = (_percentile(one, percent) for one in times)
    return Figure(name, mine / least, *bounds, f"{mine * 1000:.2f} against {least * 1000:.2f} ms")
