"""How long work tells of its progress without knowing who watches."""

import gc
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import NamedTuple, TypeVar

Result = TypeVar("Result")


class Progress(NamedTuple):
    """``done`` of ``total`` parts are behind us; ``total`` 0 means nobody knows yet."""

    done: int
    total: int


Work = Generator[Progress, None, Result]
"""A function that yields ``Progress`` as it goes and returns its result at the end.

Whoever drives it may stop between two reports; cleaning up belongs in ``finally``.
"""


def advance(work: Work[Result]) -> Progress:
    """Take the next step of ``work``; raises StopIteration with its result at the end.

    Garbage is looked for after the step, not within.
    """
    with uncollected():
        return next(work)


@contextmanager
def uncollected() -> Iterator[None]:
    """Let no garbage be looked for meanwhile; once the last one leaves, it is as before.

    Work makes many values and few cycles, and looking through them again and again takes a tenth
    of its time and stops the window meanwhile. A generator may hold this over its steps: it lets
    go when it ends, fails, or is closed.
    """
    _Collecting.hold()
    try:
        yield
    finally:
        _Collecting.let_go()


class _Collecting:
    """How many do without the collector now, on whatever thread, and whether it ran before."""

    lock = threading.Lock()
    held = 0
    before = True

    @classmethod
    def hold(cls) -> None:
        with cls.lock:
            if not cls.held:
                cls.before = gc.isenabled()
                gc.disable()
            cls.held += 1

    @classmethod
    def let_go(cls) -> None:
        with cls.lock:
            cls.held -= 1
            if not cls.held and cls.before:
                gc.enable()


def finish(work: Work[Result]) -> Result:
    """Drive ``work`` to its end without watching and return its result."""
    while True:
        try:
            advance(work)
        except StopIteration as finished:
            result: Result = finished.value
            return result
