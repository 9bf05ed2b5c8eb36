import time
from threading import Event, Thread

import pytest
from PySide6.QtCore import QTimer
from pytestqt.exceptions import TimeoutError as NothingCameError


def test_a_clock_set_right_meanwhile_ends_no_waiting(qtbot, monkeypatch):
    came = []
    QTimer.singleShot(200, lambda: came.append(True))
    monkeypatch.setattr(time, "time", iter(range(0, 10**9, 3600)).__next__)
    monkeypatch.setattr(time, "monotonic", time.time)
    qtbot.waitUntil(lambda: bool(came))


def test_what_never_comes_is_told_with_what_each_thread_was_at(qtbot):
    enough = Event()
    idle = Thread(target=enough.wait, name="somebody waiting")
    idle.start()
    with pytest.raises(NothingCameError, match="somebody waiting"):
        qtbot.waitUntil(lambda: False, timeout=50)
    enough.set()
    idle.join()


def test_a_failed_assertion_is_waited_for_and_told(qtbot):
    def still_wanted():
        assert not looks, "the list is empty"

    looks = [1]
    QTimer.singleShot(50, looks.clear)
    qtbot.waitUntil(still_wanted)
    looks = [1]
    with pytest.raises(NothingCameError) as told:
        qtbot.waitUntil(still_wanted, timeout=50)
    assert "the list is empty" in str(told.value.__cause__)
