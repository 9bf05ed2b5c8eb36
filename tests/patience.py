"""Waiting in tests for what is to come, where a machine is slow, halted or its clock set right."""

import sys
import threading
import traceback

import pytest
from pytestqt.exceptions import TimeoutError as NothingCameError
from pytestqt.qtbot import QtBot

PATIENCE = 180_000
"""Milliseconds a test waits for what is to come: a machine that others share stands still at times.
What comes is not waited for any longer than it takes."""
TURN = 10
"""Milliseconds Qt has for its events between two looks at whether it came."""


class PatientBot(QtBot):
    """Drives the window, and gives a slow machine its time."""

    def waitUntil(self, callback, *, timeout=PATIENCE):  # noqa: N802 - the name it has in Qt's way
        """Wait until ``callback`` holds; raise with what every thread was at where it never does.

        Turns are counted, not the time of day: that jumps where a machine is halted and goes on.
        """
        failed = None
        for _turn in range(max(1, timeout // TURN)):
            try:
                if _holds(callback):
                    return
            except AssertionError as error:
                failed = error
            self.wait(TURN)
        raise NothingCameError(f"nothing came in {timeout} ms\n{_threads()}") from failed

    def waitSignal(self, signal, *, timeout=PATIENCE, **more):  # noqa: N802 - as above
        return super().waitSignal(signal, timeout=timeout, **more)


def _holds(callback):
    found = callback()
    if found is not None and not isinstance(found, bool):
        raise ValueError(f"neither true nor false: {found!r}")
    return found is None or found


def _threads():
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    return "\n".join(
        f"{names.get(ident, ident)}:\n{''.join(traceback.format_stack(frame))}"
        for ident, frame in sys._current_frames().items()
    )


@pytest.fixture
def qtbot(qapp, request):
    """Return what drives the window in a test."""
    return PatientBot(request)
