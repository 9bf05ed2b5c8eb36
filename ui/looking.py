"""Asking the database without the window standing still: long lists, in another thread."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from models.progress import Progress, Work
from models.store import Store
from ui.bench import Bench
from ui.tasks import Result, Task


def ask(
    bench: Bench,
    query: Callable[[Any], Result],
    answered: Callable[[Result], object],
    owner: QObject,
    failed: Callable[[Exception], object] | None = None,
) -> Task[Result]:
    """Call ``query`` with a reading session; ``answered`` gets what it found.

    Answers come in the order of the questions. Nobody is told once ``owner`` is gone.
    """
    return bench.tasks.start(
        _look(bench.store, query), succeeded=answered, failed=failed or bench.fail, owner=owner
    )


def _look(store: Store, query: Callable[[Any], Result]) -> Work[Result]:
    yield Progress(0, 0)
    with store.reading() as session:
        return query(session)
