"""The board of 5.000 events, against ten and against a bare statement on the same index."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import text

from models.events.board import COLUMNS, board_cards, board_counts, board_ids
from models.events.tables import Stage
from models.store import Store
from tests.benchmarks.calendar import FEW, MANY, MONTH, make_store
from tests.benchmarks.figure import Figure, cpu_seconds

PAGE = 50
SEEN = 6
"""How many cards of a column a screen shows at first, about."""
BARE = text("SELECT stage, count(*) FROM event WHERE archived_at IS NULL GROUP BY stage")
BARE_IDS = text(
    "SELECT id FROM event WHERE stage = :stage AND archived_at IS NULL"
    " ORDER BY starts_at DESC, id DESC LIMIT 50"
)


def figures() -> Iterator[Figure]:
    """Measure the board of many events and of few, most of them reported."""
    with tempfile.TemporaryDirectory() as folder:
        many, few = (make_store(Path(folder) / f"{n}.jangkau", n) for n in (MANY, FEW))
        mine, bare = cpu_seconds(_read(many), _read_barely(many))
        crowded, alone = cpu_seconds(_read(many), _read(few))
        for store in (many, few):
            store.close()
    detail = f"{mine * 1000:.2f} ms against {bare * 1000:.2f} ms"
    yield Figure("a board of 5.000 events against bare statements", mine / bare, 5, 8, detail)
    detail = f"{crowded * 1000:.2f} ms against {alone * 1000:.2f} ms"
    yield Figure("the same board of 5.000 and of 50", crowded / alone, 1.5, 2.5, detail)


def _read(store: Store) -> Callable[[], None]:
    """Return what reads counts, ids and the cards that are seen, as the board does."""

    def read() -> None:
        with store.reading() as session:
            assert sum(board_counts(session).values())
            for stages in COLUMNS:
                ids = board_ids(session, stages, PAGE)
                board_cards(session, ids[:SEEN], MONTH.date())

    return read


def _read_barely(store: Store) -> Callable[[], None]:
    """Return what reads counts and ids with statements written by hand."""

    def read() -> None:
        with store.reading() as session:
            connection = session.connection()
            assert connection.execute(BARE).all()
            for stage in Stage:
                connection.execute(BARE_IDS, {"stage": stage.value}).all()

    return read
