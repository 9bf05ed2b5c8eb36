"""Keeping what a form holds: in one transaction, off the screen's thread.

SQLite has one writer: while a long list is being taken in, a form must wait without the window
standing still.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from models.edits import Edit
from models.history.meanwhile import settled
from models.progress import Progress, Work
from models.store import Store
from ui.bench import Bench
from ui.tasks import Result, Task

Draft = TypeVar("Draft")


def keep(
    bench: Bench,
    operation: Callable[[Any], Result],
    succeeded: Callable[[Result], object],
    owner: QObject,
    failed: Callable[[Exception], object] | None = None,
) -> Task[Result]:
    """Do ``operation`` with a writing session; ``succeeded`` gets what it returned.

    A record must not leave its session: return its id. Nobody is told once ``owner`` is gone.
    """
    return bench.tasks.start(
        _write(bench.store, operation),
        succeeded=succeeded,
        failed=failed or bench.fail,
        owner=owner,
    )


def editing(
    edit: Edit[Draft],
    look: Callable[[Any], Draft],
    change: Callable[[Any, Draft], Result],
) -> Callable[[Any], Result]:
    """Return what keeps ``edit`` of a record that others may have changed meanwhile, for ``keep``.

    ``look`` returns its draft as it is now, ``change`` keeps one. What only others changed stays;
    what both changed differently is a ChangedMeanwhileError, and nothing is kept.
    """

    def operation(session: Any) -> Result:  # noqa: ANN401 - see keep
        return change(session, settled(session, edit, look))

    return operation


def _write(store: Store, operation: Callable[[Any], Result]) -> Work[Result]:
    yield Progress(0, 0)
    with store.writing() as session:
        result = operation(session)
    return result
