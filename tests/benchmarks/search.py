"""A keystroke in the search field with 100.000 people in an encrypted file.

The limit is the bare prefix statement on the same index, prepared once, by the driver alone.
"""

import random
import statistics
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from models import opening
from models.enrolment.desk import desk_rows
from models.events.operations import invite
from models.events.tables import Event, EventKind, Stage
from models.history.bulk import insert_many
from models.keys import new_file_key
from models.people.search import TABLE, find_ids, match_words
from models.people.tables import Person
from models.store import Store
from tests.benchmarks.figure import Figure
from tests.benchmarks.people import people
from tests.factories import END, START

COUNT = 100_000
EVENT_SIZE = 200
LIMIT = 30
TYPED = ("yohanes", "muham", "siti rah", "lawing", "dewi a", "mohamad yu", "kristina")
ROUNDS = 20


def figures() -> Iterator[Figure]:
    """Measure keystrokes by name and by NIK."""
    with tempfile.TemporaryDirectory() as folder:
        store = opening.create(
            Path(folder) / "many.jangkau", opening.Protection(new_file_key(), [])
        )
        event = _fill(store)
        yield from _by_name(store, event)
        yield from _by_nik(store, event)
        store.close()


def _fill(store: Store) -> int:
    with store.writing("Fill") as session:
        ids = insert_many(session, Person, ("nik", "name", "phone"), people(COUNT))
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


def keystrokes() -> list[str]:
    """Return what stands in the field after each key from the second on."""
    return [typed[:end] for typed in TYPED for end in range(2, len(typed) + 1)]


def p95(what: Callable[[str], object], typed: list[str]) -> float:
    """Return the 95th percentile in seconds of ``what`` over all keystrokes."""
    times = []
    for _round in range(ROUNDS):
        for one in typed:
            start = perf_counter()
            what(one)
            times.append(perf_counter() - start)
    return statistics.quantiles(times, n=20)[-1]


def _by_name(store: Store, event: int) -> Iterator[Figure]:
    with store.reading() as session:
        raw = session.connection().connection.driver_connection

        def bare(typed: str) -> object:
            statement = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH ? LIMIT {LIMIT}"
            return raw.execute(statement, (match_words(typed),)).fetchall()

        limit = p95(bare, keystrokes())
        found = p95(lambda typed: find_ids(session, typed, limit=LIMIT), keystrokes())
        desk = p95(
            lambda typed: find_ids(session, typed, limit=LIMIT, event_id=event), keystrokes()
        )
        rows = p95(
            lambda typed: desk_rows(
                session, event, find_ids(session, typed, limit=LIMIT, event_id=event)
            ),
            keystrokes(),
        )
    yield Figure(
        "search by name, p95 over the bare index", found / limit, 1.3, 5 / 0.22, _ms(found)
    )
    yield Figure("the same, the event's people first", desk / limit, 1.3, 5 / 0.22, _ms(desk))
    yield Figure("the same with the rows shown", rows / limit, 5, 5 / 0.22, _ms(rows))


def _by_nik(store: Store, event: int) -> Iterator[Figure]:
    typed = ["650103130580"[:end] for end in range(3, 13)]
    with store.reading() as session:
        raw = session.connection().connection.driver_connection

        def bare(number: str) -> object:
            statement = f"SELECT id FROM person WHERE nik >= ? AND nik < ? LIMIT {LIMIT}"
            return raw.execute(statement, (number, number + ":")).fetchall()

        limit = p95(bare, typed)
        found = p95(lambda number: find_ids(session, number, limit=LIMIT, event_id=event), typed)
    yield Figure("search by NIK, p95 over the bare range", found / limit, 2.0, 3.5, _ms(found))


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"
