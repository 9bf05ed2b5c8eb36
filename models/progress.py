"""How long work tells of its progress without knowing who watches."""

import gc
from collections.abc import Generator
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

    Garbage is looked for after the step, not within: work makes many values and few cycles, and
    looking through them again and again takes a tenth of its time and stops the window meanwhile.
    """
    looked_for = gc.isenabled()
    gc.disable()
    try:
        return next(work)
    finally:
        if looked_for:
            gc.enable()


def finish(work: Work[Result]) -> Result:
    """Drive ``work`` to its end without watching and return its result."""
    while True:
        try:
            advance(work)
        except StopIteration as finished:
            result: Result = finished.value
            return result
