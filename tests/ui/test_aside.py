import time
from threading import Event, current_thread, main_thread

import pytest

from ui.aside import Aside


@pytest.fixture
def aside(qtbot):
    made = Aside()
    made.got = []
    made.done.connect(made.got.append)
    yield made
    qtbot.waitUntil(lambda: not made.busy)


def test_work_is_done_beside_the_screens_thread_and_told_on_it(aside, qtbot):
    where = []
    aside.done.connect(lambda _result: where.append(current_thread()))
    aside.offer(current_thread)
    qtbot.waitUntil(lambda: where != [])
    assert aside.got != [main_thread()]
    assert where == [main_thread()]


def test_of_what_is_offered_meanwhile_only_the_last_is_done(aside, qtbot):
    gate = Event()
    aside.offer(lambda: gate.wait(5) and "first")
    for number in range(50):
        aside.offer(lambda number=number: number)
    gate.set()
    qtbot.waitUntil(lambda: not aside.busy)
    assert aside.got == ["first", 49]


def test_a_fault_is_not_swallowed_and_the_next_work_is_done(aside, qtbot):
    with qtbot.capture_exceptions() as faults:
        aside.offer(lambda: 1 / 0)
        qtbot.waitUntil(lambda: not aside.busy)
    assert [kind for kind, _value, _trace in faults] == [ZeroDivisionError]
    aside.offer(lambda: "well")
    qtbot.waitUntil(lambda: aside.got == ["well"])


def test_who_is_gone_before_the_work_is_done_is_told_nothing(qtbot):
    gate, got = Event(), []
    gone = Aside()
    gone.done.connect(got.append)
    gone.offer(lambda: gate.wait(5))
    gone.deleteLater()
    with qtbot.waitSignal(gone.destroyed):
        pass
    del gone
    gate.set()
    time.sleep(0.05)
    qtbot.wait(20)
    assert got == []
