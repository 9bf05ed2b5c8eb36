"""Looking through a history of 200.000 changes in an encrypted file, filtered and not.

The limit is one look at every change, one statement by the driver alone.
"""

import random
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import select

from models import opening
from models.events.operations import check_in_many, invite
from models.events.tables import Attendance, Event, EventKind, Stage
from models.history.browsing import HistoryFilter, history_ids, history_rows
from models.history.bulk import insert_many, update_many
from models.history.detail import history_detail
from models.history.verifying import verify_history
from models.keys import new_file_key
from models.office.tables import Officer
from models.people.tables import Person
from models.progress import finish
from models.store import Store
from tests.benchmarks.figure import Figure, cpu_seconds
from tests.benchmarks.people import people
from tests.factories import END, START

PEOPLE = 40_000
ROUNDS = 400
CHANGED = 400
"""People changed by each action of the rounds: 160.000 changes, and single ones besides."""
GUESTS = 300
PAGE = 60
SCAN = "SELECT count(*), sum(length(record_table)) FROM change"
"""One look at every change, which no filter should need."""
AIM, LIMIT = 1.0, 2.5


def figures() -> Iterator[Figure]:
    """Measure the first page for each filter, and verifying."""
    with tempfile.TemporaryDirectory() as folder:
        store = opening.create(
            Path(folder) / "many.jangkau", opening.Protection(new_file_key(), [])
        )
        person, event, officer = _fill(store)
        store.settle()
        yield from _pages(store, person, event, officer)
        yield from _verified(store)
        store.close()


def _fill(store: Store) -> tuple[int, int, int]:
    with store.writing("Fill") as session:
        session.add(officer := Officer(name="Rina"))
        session.flush()
        columns = ("nik", "name", "phone")
        ids = insert_many(session, Person, columns, people(PEOPLE))
        session.add(
            event := Event(
                title="Sosialisasi",
                kind=EventKind.TALK,
                stage=Stage.RUNNING,
                starts_at=START,
                ends_at=END,
            )
        )
    chance = random.Random(1)
    with store.writing() as session:
        invite(session, event.id, chance.sample(ids, GUESTS))
    now = datetime.now(UTC).replace(microsecond=0)
    with store.reading() as session:
        guests = list(session.scalars(select(Attendance.person_id)))
    for number, guest in enumerate(guests):
        with store.writing() as session:
            check_in_many(session, event.id, {guest: now + timedelta(seconds=number)})
    store.officer_id = officer.id
    for number in range(ROUNDS):
        with store.writing("Change") as session:
            chosen = chance.sample(ids, CHANGED)
            update_many(
                session,
                Person.metadata.tables["person"],
                {one: {"workplace": f"Pasar {number}"} for one in chosen},
            )
    return ids[7], event.id, officer.id


def _pages(store: Store, person: int, event: int, officer: int) -> Iterator[Figure]:
    today = date.today()  # noqa: DTZ011 - any span that holds all will do
    week = timedelta(days=7)
    filters = {
        "first page": HistoryFilter(),
        "of a person": HistoryFilter(person_id=person),
        "of an event": HistoryFilter(event_id=event),
        "of an officer": HistoryFilter(officer_id=officer),
        "of a span": HistoryFilter(first=today - week, last=today + week),
        "of a kind of record": HistoryFilter(table="event"),
    }
    with store.reading() as session:
        raw: Any = session.connection().connection.driver_connection

        def bare() -> object:
            return raw.execute(SCAN).fetchall()

        for name, wanted in filters.items():

            def page(wanted: HistoryFilter = wanted) -> object:
                ids = history_ids(session, wanted)
                session.expunge_all()
                return history_rows(session, ids[:PAGE])

            start = perf_counter()
            page()
            first = perf_counter() - start
            ours, theirs = cpu_seconds(page, bare)
            detail = (
                f"{ours * 1000:.1f} ms, bare {theirs * 1000:.1f} ms, at first {first * 1000:.0f} ms"
            )
            yield Figure(f"history: {name}", ours / theirs, AIM, LIMIT, detail)
        latest = history_ids(session, HistoryFilter(name="Change"))[0]
        ours, theirs = cpu_seconds(lambda: history_detail(session, latest), bare)
        detail = f"{ours * 1000:.1f} ms"
        yield Figure("history: what a change of 400 did", ours / theirs, AIM, LIMIT, detail)


def _verified(store: Store) -> Iterator[Figure]:
    start = process_time()
    report = finish(verify_history(store))
    seconds = (process_time() - start) * 100_000 / report.changes
    assert report.sound
    detail = f"{report.changes} changes"
    yield Figure("history: verifying 100.000 changes", seconds, 6, 12, detail, unit="s")
