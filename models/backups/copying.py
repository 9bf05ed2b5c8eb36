"""Copying the database page by page while others go on writing to it."""

from contextlib import closing
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import Any

from models.backups.reading import flush, keyed
from models.progress import Progress, Work

PAGES = 256
"""How many pages are copied at a time: a megabyte."""
PAUSE = 0.002
"""Seconds between two portions, which leave the disk and the processor to those who work."""


class _StoppedError(Exception):
    """Whoever watched the copying stopped it."""


def copy_pages(source: Any, target: Path, file_key: bytes | None) -> Work[None]:  # noqa: ANN401
    """Copy what ``source``, a connection in a transaction, sees to the new file ``target``.

    The copy is encrypted with the same key and a salt of its own. Nobody waits for it: the
    transaction keeps the pages as they are, and what is written meanwhile goes to the log.
    """
    told: Queue[Progress | Exception | None] = Queue()
    stop = Event()
    worker = Thread(target=_copy, args=(source, target, file_key, told, stop), daemon=True)
    worker.start()
    try:
        while (step := told.get()) is not None:
            if isinstance(step, Exception):
                raise step
            yield step
    finally:
        stop.set()
        worker.join()


def _copy(
    source: Any,  # noqa: ANN401 - the driver's own
    target: Path,
    file_key: bytes | None,
    told: "Queue[Progress | Exception | None]",
    stop: Event,
) -> None:
    def tell(_status: int, left: int, total: int) -> None:
        if stop.wait(PAUSE):
            raise _StoppedError
        told.put(Progress(total - left, total))

    try:
        with closing(keyed(target, file_key)) as copy:
            # Until it is whole, proven and named the copy counts for nothing: no journal of it.
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")
            source.backup(copy, pages=PAGES, progress=tell)
        flush(target)
    except Exception as error:  # noqa: BLE001 - raised where the copying is watched
        told.put(error)
    else:
        told.put(None)
