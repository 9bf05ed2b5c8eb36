"""The dialog while an office is moving: what stops it, and what does not."""

from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.progress import Progress
from ui.forms.moving_form import MovingForm


@pytest.fixture
def moving(bench, stage, qtbot):
    """A form that watches work which goes on until it is stopped."""
    form, stopped = MovingForm("Moving", "The office is on its way.", stage), Event()

    def work():
        try:
            while True:
                stopped.wait(0.01)
                yield Progress(1, 2)
        finally:
            stopped.set()

    form.stopped = stopped
    form.watch(bench.tasks, work(), lambda _result: None, lambda _error: None, stage)
    qtbot.waitUntil(form.strip.cancel_button.isVisible)
    yield form
    stopped.set()
    bench.tasks.finish()


def test_enter_stops_nothing_wherever_the_keyboard_is(moving, qtbot):
    cancel = moving.strip.cancel_button
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        for place in (moving.window(), moving, cancel):
            QTest.keyClick(place, key)
    assert cancel.isEnabled()
    assert moving.is_busy()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Escape])
def test_space_on_cancel_and_escape_stop_it(moving, bench, qtbot, key):
    cancel = moving.strip.cancel_button
    assert cancel.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(cancel, key)
    qtbot.waitUntil(moving.stopped.is_set)
    qtbot.waitUntil(lambda: not bench.tasks.busy)
