"""The table of 100.000 people in an encrypted file: first lines, keystrokes, a filter.

``python -m tests.benchmarks.people_table 1000000`` measures another number of people. The limits
are bare statements by the driver alone, which find the same people in the same order.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from models.people.filters import PeopleFilter
from models.people.listing import (
    Listing,
    first_ids,
    found_among,
    listed_ids,
    listed_rows,
    searched_ids,
)
from models.people.name_index import TABLE, match_words
from models.people.names import fold_name
from models.store import Store
from tests.benchmarks.figure import Figure
from tests.benchmarks.people_at_hand import make_store
from tests.benchmarks.search import keystrokes, p95

COUNT = 100_000
TODAY = date(2026, 2, 10)
PAGE, FOUND = 100, 501
RUNS = 5
PLACE = PeopleFilter(place="contoh 17,")
COVER = PeopleFilter(cover_days=30)

_BARE_FIRST = "SELECT id FROM person WHERE archived_at IS NULL ORDER BY lower(name), id LIMIT ?"
_BARE_ALL = "SELECT id FROM person WHERE archived_at IS NULL ORDER BY lower(name), id"
_BARE_PLACE = (
    "SELECT id FROM person WHERE archived_at IS NULL AND lower(region_line) LIKE '%contoh%'"
    " AND lower(region_line) LIKE '%17,%'"
    " ORDER BY lower(name) || '', id"
)
_BARE_COVER = (
    "SELECT id FROM person WHERE archived_at IS NULL AND id IN (SELECT person_id FROM enrolment"
    " WHERE status <> 'rejected' GROUP BY person_id HAVING max(strftime('%Y', first_month) * 12"
    " + strftime('%m', first_month) - 1 + months) BETWEEN 24314 AND 24314)"
    " ORDER BY lower(name) || '', id"
)


def figures(count: int = COUNT) -> Iterator[Figure]:
    """Measure a table of so many people."""
    with tempfile.TemporaryDirectory() as folder:
        store = make_store(Path(folder) / "many.jangkau", count)
        yield from _whole(store)
        yield from _filtered(store)
        yield from _keystrokes(store)
        store.close()


def _whole(store: Store) -> Iterator[Figure]:
    def first(session: Any) -> object:
        return listed_rows(session, first_ids(session, Listing(), TODAY, PAGE))

    with store.reading() as session:
        took, bare = _medians(
            lambda: first(session),
            lambda: _raw(session).execute(_BARE_FIRST, (PAGE,)).fetchall(),
        )
    yield Figure("first lines of the table", took * 1000, 50, 250, _ms(took, bare), " ms")
    yield _figure(store, "everybody by name", _listing(Listing()), (_BARE_ALL, ()), (1.1, 1.6))


def _filtered(store: Store) -> Iterator[Figure]:
    for name, wanted, bare in (("a village", PLACE, _BARE_PLACE), ("cover", COVER, _BARE_COVER)):
        found = _listing(Listing(wanted))
        yield _figure(store, f"a filter by {name}", found, (bare, ()), (1.3, 2))


def _keystrokes(store: Store) -> Iterator[Figure]:
    typed = [one for one in keystrokes() if len(one) > 2]
    with store.reading() as session:
        raw = _raw(session)

        def bare(text: str) -> object:
            statement = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH ? LIMIT {FOUND}"
            ids = ",".join(str(row[0]) for row in raw.execute(statement, (_words(text),)))
            return raw.execute(
                f"SELECT id FROM person WHERE id IN ({ids}) AND archived_at IS NULL"
                " ORDER BY lower(name) || '', id"
            ).fetchall()

        def ours(text: str) -> object:
            return searched_ids(session, text, Listing(), TODAY, FOUND)

        def narrowed(text: str) -> object:
            return found_among(session, text, among, FOUND)

        among = listed_ids(session, Listing(PLACE), TODAY)
        limit, took, within = p95(bare, typed), p95(ours, typed), p95(narrowed, typed[::7])
    yield Figure("a keystroke, p95, against bare", took / limit, 2, 4.5, _ms(took, limit))
    yield Figure("a keystroke in a filtered table, p95", within * 1000, 200, 2000, unit=" ms")


def _words(typed: str) -> str:
    return match_words([(word,) for word in fold_name(typed).split()])


def _raw(session: Any) -> Any:
    return session.connection().connection.driver_connection


def _listing(listing: Listing) -> Callable[[Any], object]:
    return lambda session: listed_ids(session, listing, TODAY)


def _figure(
    store: Store,
    name: str,
    ours: Callable[[Any], object],
    bare: tuple[str, tuple[object, ...]],
    bounds: tuple[float, float],
) -> Figure:
    with store.reading() as session:
        raw = _raw(session)
        took, barely = _medians(lambda: ours(session), lambda: raw.execute(*bare).fetchall())
    return Figure(f"{name}, against a bare statement", took / barely, *bounds, _ms(took, barely))


def _medians(ours: Callable[[], object], bare: Callable[[], object]) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    for _run in range(RUNS):
        for what, seconds in zip((ours, bare), times, strict=True):
            start = perf_counter()
            what()
            seconds.append(perf_counter() - start)
    return median(times[0]), median(times[1])


def _ms(took: float, bare: float) -> str:
    return f"{took * 1000:.1f} ms against {bare * 1000:.1f} ms"


if __name__ == "__main__":
    for figure in figures(int(sys.argv[1])):
        print(f"{figure.name:<52} {figure.ratio:8.2f}{figure.unit}  {figure.detail}")
