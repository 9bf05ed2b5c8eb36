"""One measured figure beside what it aims at and what it must not exceed."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time


@dataclass(frozen=True, slots=True)
class Figure:
    """``ratio`` to a limit measured in the same run; another measure where ``unit`` says so."""

    name: str
    ratio: float
    aim: float
    limit: float
    detail: str = ""
    unit: str = "×"


def cpu_seconds(
    work: Callable[[], object], other: Callable[[], object], runs: int = 11
) -> tuple[float, float]:
    """Return the median CPU seconds of both, run in turns so that both meet the same machine."""
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(runs):
        for measured, seconds in ((work, ours), (other, theirs)):
            start = process_time()
            measured()
            seconds.append(process_time() - start)
    return median(ours), median(theirs)
