"""Backups while a desk works, and an encrypted file against a plain one."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from threading import Thread
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from models import opening
from models.backups.making import make_backup
from models.engines.sqlite import File
from models.events.guests import mark_here
from models.events.tables import Event
from models.history.bulk import insert_many
from models.keys import Cost, SlotKind, new_file_key, seal
from models.office.drafts import OfficeDraft, OfficerDraft
from models.office.operations import set_up_office
from models.office.queries import is_set_up
from models.people.search import find_ids
from models.people.tables import Person
from models.progress import finish
from models.store import Store
from tests.benchmarks.figure import Figure, cpu_seconds
from tests.benchmarks.opened import bench_of
from tests.benchmarks.people import people
from ui.look import Look, Theme
from ui.pages.home_page import HomePage

PEOPLE, LISTED = 100_000, 2_000
PASSWORD = "rahasia kantor"
CHEAP = Cost(memory=64, passes=1, lanes=1)
STALL, MOST = 150, 500
"""Milliseconds a commit may take while a backup is made: aimed at, and at most."""
AIM, LIMIT = 1.15, 1.4


def figures() -> Iterator[Figure]:
    """Measure the longest stall of a writer, and what encryption costs."""
    with tempfile.TemporaryDirectory() as folder:
        stores = [_office(Path(folder) / f"{n}.jangkau", sealed=n == 0) for n in range(2)]
        worst, usual, taken, count = _stall(stores[0])
        yield Figure(
            "longest commit while 100.000 people are backed up",
            worst * 1000,
            STALL,
            MOST,
            f"median {usual * 1000:.0f} ms, {count} commits in the {taken:.1f} s of the backup",
            "ms",
        )
        for name, work in (
            ("check-in", _check_in),
            ("search", _search),
            ("import of 2.000", _import),
            ("start until the first page is painted", _start),
        ):
            sealed, plain = cpu_seconds(*(work(store) for store in stores), runs=9)
            detail = f"{sealed * 1000:.1f} ms against {plain * 1000:.1f} ms"
            yield Figure(f"{name}, encrypted against plain", sealed / plain, AIM, LIMIT, detail)
        for store in stores:
            store.close()


def _office(path: Path, *, sealed: bool) -> Store:
    key = new_file_key()
    slots = [seal(key, PASSWORD, SlotKind.PASSWORD, CHEAP)]
    store = opening.create(path, opening.Protection(key, slots) if sealed else None)
    with store.writing() as session:
        office = OfficeDraft(name="Kantor", place="Tanjung Selor", time_zone="Asia/Makassar")
        set_up_office(session, office, OfficerDraft(name="Rina"))
    with store.writing("Fill") as session:
        insert_many(session, Person, ("nik", "name", "phone"), people(PEOPLE))
        start = datetime(2022, 6, 1, 9)
        columns = ("title", "kind", "stage", "starts_at", "ends_at")
        insert_many(session, Event, (*columns, "target_present", "target_enrolled"),
                    [("Sosialisasi", "talk", "done", start, start, 0, 0)])  # fmt: skip
    return store


def _stall(store: Store) -> tuple[float, float, float, int]:
    """Check people in while a backup is made; return worst, median, its seconds, how many."""
    check = _check_in(store)
    spans: list[float] = []
    taken: list[float] = []

    def back_up() -> None:
        began = perf_counter()
        finish(make_backup(store))
        taken.append(perf_counter() - began)

    worker = Thread(target=back_up)
    worker.start()
    while worker.is_alive():
        began = perf_counter()
        check()
        spans.append(perf_counter() - began)
    worker.join()
    return max(spans), sorted(spans)[len(spans) // 2], taken[0], len(spans)


def _check_in(store: Store) -> Callable[[], None]:
    with store.reading() as session:
        event = session.query(Event.id).scalar()
        ids = iter([one for (one,) in session.query(Person.id).order_by(Person.id)])
    assert event is not None

    def run() -> None:
        with store.writing() as session:
            mark_here(session, event, [next(ids)])

    return run


def _search(store: Store) -> Callable[[], None]:
    def run() -> None:
        with store.reading() as session:
            for typed in ("sit", "moh law", "budi usat", "6501031204"):
                find_ids(session, typed, limit=30)

    return run


def _import(store: Store) -> Callable[[], None]:
    """Return what adds many people in one action and takes none of it back."""
    number = iter(range(1, 10**6))

    def run() -> None:
        which = next(number)
        rows = ((f"{99 - which:02d}{n:014d}", f"Orang {n} {which}", None) for n in range(LISTED))
        with store.writing("Fill") as session:
            insert_many(session, Person, ("nik", "name", "phone"), rows)

    return run


def _start(store: Store) -> Callable[[], None]:
    """Return what opens the file and shows its first page, all of it there and painted.

    What a password costs is not the file's: it is the same for both.
    """
    app = QCoreApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    Look(app, Theme.LIGHT).settle()

    def run() -> None:
        begun = Store(File(store.path, store.file_key))
        with begun.reading() as session:
            assert is_set_up(session)
        bench = bench_of(begun, store.path.with_suffix(".ini"))
        page = HomePage(bench)
        page.resize(1366, 768)
        page.show()
        page.go()
        while bench.tasks.busy:
            QCoreApplication.processEvents()
        page.grab()
        page.close()
        page.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        bench.tasks.finish()
        begun.close()

    return run
