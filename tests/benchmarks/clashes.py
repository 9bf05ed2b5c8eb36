"""Clashes among 5.000 coming events of a busy office, against bare statements on the same rows."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from models import opening
from models.events.clashes import clashes_of, clashing_ids, coming_clashes
from models.events.tables import Event, EventEquipment, EventStaff
from models.history.bulk import insert_many
from models.keys import new_file_key
from models.office.tables import Equipment, EquipmentKind, Officer
from models.store import Store
from tests.benchmarks.figure import Figure, cpu_seconds

MANY, FEW = 5000, 200
A_DAY = 10
"""How many events one day has; each takes two of twenty officers and one of twenty things."""
HELPERS = 20
EVERY = 100
"""One event in so many takes an officer who is elsewhere at that hour."""
START = datetime(2026, 11, 24, 9)
PAGE = 100
BARE = (
    "SELECT id, starts_at, ends_at, venue, region_code FROM event WHERE starts_at >= :day"
    " AND ends_at >= :day AND archived_at IS NULL ORDER BY starts_at",
    "SELECT event_id, officer_id FROM event_staff JOIN event ON event.id = event_id"
    " WHERE starts_at >= :day AND ends_at >= :day",
    "SELECT event_id, equipment_id FROM event_equipment JOIN event ON event.id = event_id"
    " WHERE starts_at >= :day AND ends_at >= :day",
)


def figures() -> Iterator[Figure]:
    """Measure all coming clashes, those of one event, and those of a page of a list."""
    with tempfile.TemporaryDirectory() as folder:
        many, few = (_store(Path(folder) / f"{count}.jangkau", count) for count in (MANY, FEW))
        mine, bare = cpu_seconds(_coming(many), _barely(many))
        crowded, alone = cpu_seconds(_one(many), _one(few))
        page, barely = cpu_seconds(_page(many), _barely(many))
        for store in (many, few):
            store.close()
    detail = f"{mine * 1000:.1f} ms against {bare * 1000:.1f} ms"
    yield Figure("clashes of 5.000 events against bare statements", mine / bare, 4, 8, detail)
    detail = f"{crowded * 1000:.1f} ms against {alone * 1000:.1f} ms"
    yield Figure("one event's clashes among 5.000 and among 200", crowded / alone, 1.5, 3, detail)
    detail = f"{page * 1000:.1f} ms against {barely * 1000:.1f} ms for all"
    yield Figure("a page of the list against all events barely", page / barely, 1, 2, detail)


def _store(path: Path, count: int) -> Store:
    store = opening.create(path, opening.Protection(new_file_key(), []))
    with store.writing("Fill") as session:
        officers = list(insert_many(session, Officer, ("name",), _named("Petugas")))
        kind = EquipmentKind.LAPTOP
        rows = ((name, kind) for (name,) in _named("Laptop"))
        things = list(insert_many(session, Equipment, ("name", "kind"), rows))
        columns = ("title", "kind", "stage", "starts_at", "ends_at", "venue", "region_code")
        events = list(insert_many(session, Event, columns, _events(count)))
        insert_many(session, EventStaff, ("event_id", "officer_id"), _staff(events, officers))
        taken = ((event, things[place % A_DAY]) for place, event in enumerate(events))
        insert_many(session, EventEquipment, ("event_id", "equipment_id"), taken)
    return store


def _named(name: str) -> Iterator[tuple[str]]:
    return ((f"{name} {number}",) for number in range(HELPERS))


def _events(count: int) -> Iterator[tuple[object, ...]]:
    for number in range(count):
        day, place = divmod(number, A_DAY)
        start = START + timedelta(days=day)
        hours = start, start + timedelta(hours=3)
        yield (
            f"Sosialisasi {number}",
            "talk",
            "draft",
            *hours,
            "Balai Desa",
            f"65.01.03.20{place:02}",
        )


def _staff(events: list[int], officers: list[int]) -> Iterator[tuple[int, int]]:
    for number, event in enumerate(events):
        place = number % A_DAY
        second = place + 1 if number % EVERY == 0 else place + A_DAY
        yield event, officers[place]
        yield event, officers[second]


def _coming(store: Store) -> Callable[[], None]:
    def read() -> None:
        with store.reading() as session:
            assert len(coming_clashes(session, START.date())) == MANY // EVERY

    return read


def _barely(store: Store) -> Callable[[], None]:
    def read() -> None:
        with store.reading() as session:
            for statement in BARE:
                session.connection().execute(text(statement), {"day": str(START.date())}).all()

    return read


def _one(store: Store) -> Callable[[], None]:
    with store.reading() as session:
        ids = session.execute(text("SELECT id FROM event ORDER BY starts_at, id")).scalars().all()
    middle = ids[len(ids) // 2]  # one that begins a day, of which an officer is elsewhere too

    def read() -> None:
        with store.reading() as session:
            assert len(clashes_of(session, middle)) == 1

    return read


def _page(store: Store) -> Callable[[], None]:
    with store.reading() as session:
        ids = session.execute(text("SELECT id FROM event ORDER BY starts_at, id")).scalars().all()

    def read() -> None:
        with store.reading() as session:
            assert len(clashing_ids(session, ids[:PAGE])) == 2

    return read
