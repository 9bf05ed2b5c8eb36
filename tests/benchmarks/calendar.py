"""A month and a week of 5.000 events, against the barest statement and against ten."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from models import opening
from models.events.month import LONGEST, by_day, days_shown, events_between
from models.events.tables import Event
from models.history.bulk import insert_many
from models.keys import new_file_key
from models.store import Store
from tests.benchmarks.figure import Figure, cpu_seconds

MANY, FEW = 5000, 10
MONTH = datetime(2026, 6, 1)
A_MONTH = 40
"""How many events the month shown has, whatever there is around it: a busy office's."""
ROUNDS = 20
BARE = text(
    "SELECT id, title, stage, starts_at, ends_at, venue, region_line FROM event"
    " WHERE starts_at BETWEEN :early AND :last AND ends_at >= :first AND archived_at IS NULL"
    " ORDER BY starts_at, id"
)


def figures() -> Iterator[Figure]:
    """Measure the month among many events and among few."""
    with tempfile.TemporaryDirectory() as folder:
        many, few = (make_store(Path(folder) / f"{count}.jangkau", count) for count in (MANY, FEW))
        mine, bare = cpu_seconds(_read(many), _read_barely(many))
        crowded, alone = cpu_seconds(_read(many), _read(few))
        for store in (many, few):
            store.close()
    detail = f"{mine / ROUNDS * 1000:.2f} ms against {bare / ROUNDS * 1000:.2f} ms"
    yield Figure("a month of 5.000 events against a bare statement", mine / bare, 5, 8, detail)
    detail = f"{crowded / ROUNDS * 1000:.2f} ms against {alone / ROUNDS * 1000:.2f} ms"
    yield Figure("the same month among 5.000 and among 50", crowded / alone, 1.1, 1.5, detail)
    yield from _opened()


def _opened() -> Iterator[Figure]:
    """Measure month, week and board as they are opened on a screen, painted and all."""
    from tests.benchmarks import opened

    for name, crowded, alone in opened.seconds():
        detail = f"{crowded * 1000:.1f} ms against {alone * 1000:.1f} ms"
        yield Figure(f"opening the {name} of 5.000 and of 50", crowded / alone, 1.2, 1.6, detail)


def make_store(path: Path, others: int) -> Store:
    """Make an office with a busy month, and ``others`` events months before and after it."""
    store = opening.create(path, opening.Protection(new_file_key(), []))
    columns = ("title", "kind", "stage", "starts_at", "ends_at", "venue", "target_present")
    with store.writing("Fill") as session:
        insert_many(session, Event, (*columns, "target_enrolled"), _events(others))
    return store


def _events(others: int) -> Iterator[tuple[object, ...]]:
    starts = [MONTH + timedelta(hours=9, days=n % 28) for n in range(A_MONTH)]
    stages = ["draft"] * A_MONTH + ["reported"] * others
    half = others // 2
    starts += [MONTH - timedelta(days=120 + n // 3) for n in range(half)]
    starts += [MONTH + timedelta(days=120 + n // 3) for n in range(others - half)]
    for number, (start, stage) in enumerate(zip(starts, stages, strict=True)):
        yield (
            f"Sosialisasi {number}",
            "talk",
            stage,
            start,
            start + timedelta(hours=3),
            "Aula",
            0,
            0,
        )


def _read(store: Store) -> Callable[[], None]:
    """Return what reads the month as the calendar does."""
    days = days_shown(MONTH.date(), 6)

    def read() -> None:
        with store.reading() as session:
            for _round in range(ROUNDS):
                on = by_day(events_between(session, days[0], days[-1]), days)
                assert sum(map(len, on.values())) == A_MONTH

    return read


def _read_barely(store: Store) -> Callable[[], None]:
    """Return what reads the same rows with a statement written by hand."""
    days = days_shown(MONTH.date(), 6)
    first, last = f"{days[0]} 00:00:00.000000", f"{days[-1]} 23:59:59.999999"
    given = {"first": first, "last": last, "early": f"{days[0] - LONGEST} 00:00:00.000000"}

    def read() -> None:
        with store.reading() as session:
            for _round in range(ROUNDS):
                assert len(session.connection().execute(BARE, given).all()) == A_MONTH

    return read
