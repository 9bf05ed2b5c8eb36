"""What grows with the people of an office on a PostgreSQL server, and what does not.

``python -m tests.benchmarks.scale 100000 1000000 10000000`` prints sizes and times, the figures of
``docs/scale.md``; as the subject ``scale``, which is measured only where it is named, it compares
100.000 people with ten times as many: what is asked while somebody waits at a desk must not grow
with them, what counts or lists everybody must not grow faster than they do. Ten million need 45 GB
of disk and half an hour.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count as count_up
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.engines.postgres import ServerAddress
from models.enrolment.desk import desk_rows
from models.events.home import home_view
from models.events.tables import Event
from models.office.queries import today
from models.people.filters import PeopleFilter
from models.people.listing import Listing, first_ids, listed_ids, listed_rows, searched_ids
from models.people.name_index import indexed_words
from models.people.search import find_ids
from models.people.spelling import KnownWords
from models.reporting.figures import figures as count_figures
from models.reporting.periods import Period, PeriodKind
from models.server.opening import open_server
from models.store import Store
from tests.benchmarks.figure import Figure
from tests.benchmarks.filling import fill
from tests.benchmarks.nation import RARE_OF, name_of, nik_of, phone_of
from tests.benchmarks.on_server import bare, new_office, running
from tests.benchmarks.search import LIMIT, MISTYPED, keystrokes
from tests.benchmarks.server import address_of, mark, new_event

FEW, MANY = 100_000, 1_000_000
PAGE, FOUND, SHOWN = 100, 501, 5
MOST_RUNS, FEWEST_RUNS, ENOUGH = 60, 3, 10.0
"""A thing is measured so often, or until so many seconds are over."""
COMMON = ("mu", "siti", "dewi a", "muhammad")
APART = "mohamad yu"
"""Two beginnings that many names have, and none together: PostgreSQL reads them all."""
VILLAGE = PeopleFilter(place="contoh 17,")
CONSTANT = (
    "search: each keystroke",
    "search: a common name",
    "search: a name few have",
    "search: one letter mistyped",
    "search: NIK",
    "search: phone",
    "list: first page",
    "check-in",
)
"""What somebody waits for at a desk: ten times the people may take twice as long, no more."""


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of something, the first time apart: then its pages come from the disk.

    ``cpu`` are those of the processors, here and at the server, which others at work on the same
    computer do not lengthen.
    """

    first: float
    times: list[float]
    cpu: float

    @property
    def half(self) -> float:
        """Return the median."""
        return median(self.times)

    @property
    def most(self) -> float:
        """Return the 95th percentile; of few, the slowest."""
        return quantiles(self.times, n=20)[-1] if len(self.times) >= 20 else max(self.times)


@dataclass(frozen=True, slots=True)
class Size:
    """A table's rows and bytes, and those of its indexes."""

    table: str
    rows: int
    table_bytes: int
    index_bytes: int


def figures() -> Iterator[Figure]:
    """Compare an office of few people with one of ten times as many."""
    with running() as port:
        few, many = (_measured(port, count) for count in (FEW, MANY))
    for name, took in many.items():
        aim, limit = (1, 3) if name in CONSTANT else (MANY / FEW, 2 * MANY / FEW)
        grown = took.cpu / few[name].cpu
        detail = f"{took.cpu * 1000:.1f} ms of CPU against {few[name].cpu * 1000:.1f} ms"
        yield Figure(f"{name}, {MANY:,} against {FEW:,} people", grown, aim, limit, detail)


def _measured(port: int, count: int) -> dict[str, Took]:
    with filled(port, count) as store:
        return dict(measures(store, count))


@contextmanager
def filled(port: int, count: int) -> Iterator[Store]:
    """Lend an office of so many people, told what filling took; its database is dropped then."""
    name = f"office_{count}"
    store = new_office(port, name)
    address = address_of(store)
    store.close()
    for what, seconds in fill(address, count).items():
        _say(f"    {what:<44} {seconds:9.1f} s")
    with closing(open_server(address, 0)) as opened:
        yield opened
    with bare(ServerAddress(address.host, "postgres", address.user, port=port)) as connection:
        connection.autocommit = True
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def measures(store: Store, count: int) -> Iterator[tuple[str, Took]]:
    """Measure each thing in turn, as the program does it."""
    with store.reading() as session:
        day = today(session)
        event = session.scalars(select(Event.id).order_by(Event.id)).first() or 0
    for name, typed in _typed(count).items():
        yield name, _took(store, _searching(event, typed))
    for name, what in _lists(day).items():
        yield name, _took(store, what)
    guests = [number * 89 % count + 1 for number in range(1, MOST_RUNS + 2)]
    here, come = new_event(store, guests), iter(guests)
    yield "check-in", repeated(store, lambda: mark(store, here, next(come)))
    yield "the words of all names, once", _took(store, known_words_anew)


def _typed(count: int) -> dict[str, list[str]]:
    rare = [
        name_of(number).split()[-1][:8]
        for number in range(0, count, count // 7 // RARE_OF * RARE_OF)
    ]
    some = range(5, count, count // 11)
    return {
        "search: one letter mistyped": list(MISTYPED),
        "search: each keystroke": [one for one in keystrokes() if one != APART],
        "search: a common name": list(COMMON),
        "search: a name few have": rare,
        "search: NIK": [nik_of(number) for number in some],
        "search: phone": [f"0{phone_of(number)[3:]}" for number in some],
        "search: two common words apart": [APART],
    }


def _searching(event: int, typed: list[str]) -> Callable[[Session], object]:
    turns = count_up()

    def search(session: Session) -> object:
        one = typed[next(turns) % len(typed)]
        return desk_rows(session, event, find_ids(session, one, limit=LIMIT, event_id=event))

    return search


def _lists(day: date) -> dict[str, Callable[[Session], object]]:
    turns = count_up()
    typed = [one for one in keystrokes() if len(one) > 2 and one != APART]
    before = day - timedelta(days=730)
    month, year = (Period.of(kind, before) for kind in (PeriodKind.MONTH, PeriodKind.YEAR))
    return {
        "list: first page": lambda session: listed_rows(
            session, first_ids(session, Listing(), day, PAGE)
        ),
        "list: each keystroke": lambda session: searched_ids(
            session, typed[next(turns) % len(typed)], Listing(), day, FOUND
        ),
        "list: a village": lambda session: listed_ids(session, Listing(VILLAGE), day),
        "list: everybody": lambda session: listed_ids(session, Listing(), day),
        "Beranda": lambda session: home_view(session, SHOWN),
        "Laporan: a month": lambda session: count_figures(session, month),
        "Laporan: a year": lambda session: count_figures(session, year),
    }


def known_words_anew(session: Session) -> object:
    """Read the words of all names as a program that was just started does."""
    return KnownWords(indexed_words(session.connection()))


def _took(store: Store, what: Callable[[Session], object]) -> Took:
    with store.reading() as session:
        return repeated(store, lambda: what(session))


def repeated(store: Store, what: Callable[[], object]) -> Took:
    """Do something several times over; return how long it took."""
    server = _postmaster(store)
    what_first = _seconds(what)
    times: list[float] = []
    began = process_time() + cpu_of(server)
    while len(times) < FEWEST_RUNS or (len(times) < MOST_RUNS and sum(times) < ENOUGH):
        times.append(_seconds(what))
    cpu = process_time() + cpu_of(server) - began
    return Took(what_first, times, cpu / len(times))


def _seconds(what: Callable[[], object]) -> float:
    start = perf_counter()
    what()
    return perf_counter() - start


def _postmaster(store: Store) -> int:
    with bare(address_of(store)) as connection:
        ((backend,),) = connection.execute("SELECT pg_backend_pid()")
        return _stat(Path(f"/proc/{backend}/stat"))[0]


def cpu_of(server: int) -> float:
    """Return the seconds of the processors that a server and its processes ever took."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            parent, mine, of_ended = _stat(stat)
            whole = stat.parent.name == str(server)
            ticks += mine + of_ended if whole else mine if parent == server else 0
    return ticks / os.sysconf("SC_CLK_TCK")


def _stat(path: Path) -> tuple[int, int, int]:
    """Return of a process its parent and the ticks of itself and of those of its that ended."""
    fields = path.read_text().rpartition(")")[2].split()
    user, system, user_ended, system_ended = map(int, fields[11:15])
    return int(fields[1]), user + system, user_ended + system_ended


def sizes(store: Store) -> list[Size]:
    """Return how large the tables are, the largest first."""
    wanted = (
        "SELECT c.relname, c.reltuples::bigint, pg_table_size(c.oid), pg_indexes_size(c.oid)"
        " FROM pg_class c WHERE c.relnamespace = 'jangkau'::regnamespace AND c.relkind = 'r'"
        " AND c.reltuples > 1000 ORDER BY pg_total_relation_size(c.oid) DESC"
    )
    with bare(address_of(store)) as connection:
        return [Size(*row) for row in connection.execute(wanted)]


def report(store: Store, count: int) -> None:
    """Print sizes and times, and how busy the computer was meanwhile."""
    for one in sizes(store):
        _say(
            f"    {one.table:<20} {one.rows:>12,} rows {one.table_bytes / 1e6:>10.0f} MB"
            f" {one.index_bytes / 1e6:>10.0f} MB of indexes"
            f" {(one.table_bytes + one.index_bytes) / count:>8.0f} bytes a person"
        )
    for name, took in measures(store, count):
        load, _five, _fifteen = os.getloadavg()
        _say(
            f"    {name:<32} first {took.first * 1000:>10.1f} p50 {took.half * 1000:>10.1f}"
            f" p95 {took.most * 1000:>10.1f} cpu {took.cpu * 1000:>10.1f} ms"
            f"  ({len(took.times)} times, load {load:.1f})"
        )


def _say(line: str) -> None:
    if __name__ == "__main__":
        print(line, flush=True)


if __name__ == "__main__":
    with running() as at:
        for people in map(int, sys.argv[1:]):
            _say(f"{people:,} people")
            with filled(at, people) as office:
                report(office, people)
