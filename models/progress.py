"""How long work tells of its progress without knowing who watches."""

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


def finish(work: Work[Result]) -> Result:
    """Drive ``work`` to its end without watching and return its result."""
    while True:
        try:
            next(work)
        except StopIteration as finished:
            result: Result = finished.value
            return result
