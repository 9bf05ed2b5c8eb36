import weakref
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import QObject

from models.progress import Progress
from ui.tasks import Tasks


@pytest.fixture
def tasks(qapp):
    tasks = Tasks()
    yield tasks
    tasks.finish()


def counting(total):
    for done in range(1, total + 1):
        yield Progress(done, total)
    return total


def patient(begun, go_on):
    begun.set()
    yield Progress(0, 1)
    go_on.wait()
    yield Progress(1, 1)
    return "done"


def test_work_returns_on_the_screens_thread_and_ends_last(qtbot, tasks):
    heard = []
    tasks.start(
        counting(3),
        progressed=lambda step: heard.append((step.total, current_thread())),
        succeeded=lambda result: heard.append((result, current_thread())),
        failed=pytest.fail,
        ended=lambda: heard.append("ended"),
    )
    qtbot.waitUntil(lambda: "ended" in heard)
    assert heard[-2:] == [(3, main_thread()), "ended"]
    assert heard[0] == (3, main_thread())
    assert not tasks.busy


def test_a_busy_screen_is_told_only_the_latest_step(qtbot, tasks):
    told, done = [], Event()

    def work():
        yield from counting(10_000)
        done.set()

    tasks.start(work(), progressed=told.append, succeeded=lambda _: None, failed=pytest.fail)
    done.wait()  # the screen looks at nothing meanwhile
    qtbot.waitUntil(lambda: not tasks.busy)
    assert told == [Progress(10_000, 10_000)]


def test_work_is_done_one_piece_after_another(qtbot, tasks):
    begun, go_on, order = Event(), Event(), []
    tasks.start(patient(begun, go_on), succeeded=order.append, failed=pytest.fail)
    tasks.start(counting(1), succeeded=order.append, failed=pytest.fail)
    begun.wait()
    assert tasks.busy
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert order == ["done", 1]


def test_stopped_work_cleans_up_and_only_ends(qtbot, tasks):
    begun, heard = Event(), []

    def endless():
        try:
            while True:
                yield Progress(0, 0)
                begun.set()
        finally:
            heard.append("cleaned up")

    task = tasks.start(
        endless(),
        succeeded=pytest.fail,
        failed=pytest.fail,
        ended=lambda: heard.append("ended"),
    )
    begun.wait()
    task.stop()
    qtbot.waitUntil(lambda: "ended" in heard)
    assert heard == ["cleaned up", "ended"]


@pytest.mark.parametrize("when", ["in a step", "in cleaning up"])
def test_failing_work_says_so(qtbot, tasks, when):
    def failing():
        try:
            yield Progress(0, 1)
            if when == "in a step":
                raise OSError("disk full")
        finally:
            if when == "in cleaning up":
                raise OSError("disk full")

    heard = []
    tasks.start(failing(), succeeded=pytest.fail, failed=heard.append)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert [str(error) for error in heard] == ["disk full"]


def test_nobody_is_called_whose_page_is_gone(qtbot, tasks):
    begun, go_on, owner = Event(), Event(), QObject()
    task = tasks.start(
        patient(begun, go_on),
        succeeded=pytest.fail,
        failed=pytest.fail,
        ended=pytest.fail,
        owner=owner,
    )
    begun.wait()
    owner.deleteLater()
    qtbot.waitUntil(lambda: task.stopped)
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.busy)


def test_finishing_stops_what_is_under_way(qapp):
    tasks = Tasks()
    begun = Event()

    def endless():
        while True:
            begun.set()
            yield Progress(0, 0)

    task = tasks.start(endless(), succeeded=pytest.fail, failed=pytest.fail)
    begun.wait()
    tasks.finish()
    assert task.stopped


def test_once_it_is_over_nothing_begins(qapp):
    tasks, begun = Tasks(), []

    def work():
        begun.append(True)
        yield Progress(0, 0)

    tasks.finish()
    tasks.start(work(), succeeded=begun.append, failed=begun.append)
    assert not tasks.busy
    assert begun == []


def test_what_is_over_holds_nothing_of_the_screen(qtbot, tasks):
    page, told = QObject(), []
    task = tasks.start(
        counting(1), succeeded=lambda _, one=page: told.append(one), failed=pytest.fail, owner=page
    )
    gone = weakref.ref(page)
    qtbot.waitUntil(lambda: not tasks.busy)
    told.clear()
    del page
    assert task.heard, "it is still known here"
    assert gone() is None
