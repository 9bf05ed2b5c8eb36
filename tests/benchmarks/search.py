"""A keystroke in the search field with 100.000 and 1.000.000 people in an encrypted file.

The limit is the bare prefix statement on the same index, prepared once, by the driver alone.
"""

import random
import statistics
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from models import opening
from models.enrolment.desk import desk_rows
from models.events.operations import invite
from models.events.tables import Event, EventKind, Stage
from models.history.bulk import table_of
from models.history.rows import batches, insert_rows, take_ids
from models.keys import new_file_key
from models.people.name_index import TABLE, match_words
from models.people.names import fold_name
from models.people.search import _NUMBER, _ranges, find_ids, refresh_people
from models.people.spelling import known_words
from models.people.tables import Person
from models.store import Store
from tests.benchmarks.figure import Figure
from tests.benchmarks.people import people
from tests.factories import END, START

SLOWEST = {100_000: 5e-3, 1_000_000: 10e-3}
"""Seconds that a keystroke must not exceed, by the number of people."""
EVENT_SIZE = 200
LIMIT = 30
PART = 50_000
TYPED = ("yohanes", "muham", "siti rah", "lawing", "dewi a", "mohamad yu", "kristina")
MISTYPED = ("yohanis", "muhamnad", "rahmawato", "kristima", "lawimg usat", "siti rahnawati")
ROUNDS = 20


def figures() -> Iterator[Figure]:
    """Measure keystrokes by name and by NIK."""
    for count, slowest in SLOWEST.items():
        with tempfile.TemporaryDirectory() as folder:
            store = opening.create(
                Path(folder) / "many.jangkau", opening.Protection(new_file_key(), [])
            )
            event = _fill(store, count)
            for figure in (*_by_name(store, event, slowest), *_by_nik(store, event, slowest)):
                yield replace(figure, name=f"{figure.name} ({count:,})")
            store.close()


def _fill(store: Store, count: int) -> int:
    """Put people in without a history, which would take most of the time and none of the search."""
    with store.writing("Fill") as session:
        ids = take_ids(session, count)
        for part in batches(zip(ids, people(count), strict=True), PART):
            rows = [(person, *particulars) for person, particulars in part]
            insert_rows(session, table_of(Person), ("id", "nik", "name", "phone"), rows)
            refresh_people(session, [row[0] for row in rows])
        event = Event(
            title="Sosialisasi",
            kind=EventKind.TALK,
            stage=Stage.RUNNING,
            starts_at=START,
            ends_at=END,
        )
        session.add(event)
        session.flush()
        invite(session, event.id, random.Random(1).sample(ids, EVENT_SIZE))
        return event.id


def keystrokes(all_typed: Iterable[str] = TYPED) -> list[str]:
    """Return what stands in the field after each key from the second on."""
    return [typed[:end] for typed in all_typed for end in range(2, len(typed) + 1)]


def p95(what: Callable[[str], object], typed: list[str]) -> float:
    """Return the 95th percentile in seconds of ``what`` over all keystrokes."""
    times = []
    for _round in range(ROUNDS):
        for one in typed:
            start = perf_counter()
            what(one)
            times.append(perf_counter() - start)
    return statistics.quantiles(times, n=20)[-1]


def _by_name(store: Store, event: int, slowest: float) -> Iterator[Figure]:
    with store.reading() as session:
        raw = session.connection().connection.driver_connection

        def bare(typed: str) -> object:
            statement = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH ? LIMIT {LIMIT}"
            return raw.execute(
                statement, (match_words([(word,) for word in fold_name(typed).split()]),)
            ).fetchall()

        def rows(typed: str) -> object:
            found = find_ids(session, typed, limit=LIMIT, event_id=event)
            return desk_rows(session, event, found)

        start = perf_counter()
        known_words(session)
        yield Figure("the words of all names, read once", perf_counter() - start, 0.1, 1, unit="s")
        limit = p95(bare, keystrokes())
        worst = slowest / limit
        for name, what in (
            ("search by name", lambda typed: find_ids(session, typed, limit=LIMIT)),
            (
                "the same, the event's people first",
                lambda typed: find_ids(session, typed, limit=LIMIT, event_id=event),
            ),
            ("the same with the desk's rows", rows),
        ):
            took = p95(what, keystrokes())
            yield Figure(f"{name}, p95 over the bare index", took / limit, 1.3, worst, _ms(took))
        for name, what in (
            ("one letter mistyped", lambda typed: find_ids(session, typed, limit=LIMIT)),
            (
                "the same, the event's people first",
                lambda typed: find_ids(session, typed, limit=LIMIT, event_id=event),
            ),
        ):
            took = p95(what, keystrokes(MISTYPED))
            yield Figure(f"{name}, p95 over the bare index", took / limit, 1.3, worst, _ms(took))


def _by_nik(store: Store, event: int, slowest: float) -> Iterator[Figure]:
    typed = ["650103130580"[:end] for end in range(3, 13)]
    with store.reading() as session:
        raw = session.connection().connection.driver_connection
        statement = str(_NUMBER)

        def by_driver(number: str) -> object:
            return raw.execute(statement, {**_ranges(number), "limit": LIMIT}).fetchall()

        limit = p95(by_driver, typed)
        share = p95(lambda number: find_ids(session, number, limit=LIMIT), typed)
        whole = p95(lambda number: find_ids(session, number, limit=LIMIT, event_id=event), typed)
    yield Figure("search by NIK, p95 over the driver alone", share / limit, 2.0, 3.5, _ms(share))
    yield Figure(
        "the same, the event's people first", whole / limit, 2.0, slowest / limit, _ms(whole)
    )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"
