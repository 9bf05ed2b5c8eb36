import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import QObject

from ui.collecting import Collector, collect_due
from ui.tasks import Tasks

MANY = 3 * gc.get_threshold()[0]


class Knot:
    """Garbage that only the collector finds: it holds itself."""

    def __init__(self):
        self.held = self


@pytest.fixture
def looked(qtbot):
    """The threads on which anybody looked for garbage since."""
    threads = []

    def note(phase, _about):
        if phase == "start":
            threads.append(current_thread())

    gc.callbacks.append(note)
    yield threads
    gc.callbacks.remove(note)


def test_garbage_is_looked_for_on_the_screens_thread_only(qtbot, looked):
    kept = QObject()
    gc.enable()
    Collector(kept, first=0)
    looked.clear()
    with ThreadPoolExecutor(max_workers=1) as beside:
        first = beside.submit(Knot).result()
        gone = weakref.ref(first)
        del first
        values = beside.submit(lambda: [Knot() for _one in range(MANY)]).result()
    assert looked == []
    del values
    qtbot.waitUntil(lambda: gone() is None)
    assert set(looked) == {main_thread()}


def test_what_is_not_due_is_left(looked):
    gc.collect()
    looked.clear()
    collect_due()
    assert looked == []


def test_whatever_works_beside_the_screen_has_one(qtbot):
    gc.enable()
    tasks = Tasks()
    assert not gc.isenabled()
    assert tasks.findChild(Collector)
    tasks.finish()
