"""A long hour at the desk: 600 people among 100.000, and the last is served as the first.

Of six, one is a walk-in who enrols and pays, one is typed, four are scanned. The last hundred are
held against the first, in CPU seconds of the process, which nothing else on the computer slows;
and what the program holds after the hour against what it held after the first hundred: memory at
its peak, widgets, Python's objects. What grows by itself in an hour would stop a desk by noon, so
nothing may; the aims leave room for SQLite's caches, which fill up to a bound (16 MB each), for
the history's few rows more, and for what is told of each person here and never forgotten.
"""

import gc
import resource
from collections import defaultdict
from collections.abc import Iterator
from statistics import median
from time import process_time

from PySide6.QtWidgets import QApplication

from tests.benchmarks.desk import COUNT, spelled, walk_in_nik
from tests.benchmarks.desk_at_hand import Hand, desk
from tests.benchmarks.figure import Figure

WARMING, PEOPLE, PART = 30, 600, 100
KINDS = ("a walk-in", "typed and Enter", "a scan", "a scan", "a scan", "a scan")


def figures() -> Iterator[Figure]:
    """Measure an hour after the first half minute of it."""
    with desk(COUNT, PEOPLE) as hand:
        come = iter(hand.guests)
        for number in range(WARMING):
            _serve(hand, come, number)
        first, held = _some(hand, come, WARMING), _held()
        for number in range(WARMING + PART, PEOPLE - PART):
            _serve(hand, come, number)
        last, holds = _some(hand, come, PEOPLE - PART), _held()
    for kind in dict.fromkeys(KINDS):
        early, late = median(first[kind]), median(last[kind])
        name = f"{kind}, the last {PART} against the first"
        detail = f"{late * 1000:.0f} ms of CPU against {early * 1000:.0f} ms"
        yield Figure(name, late / early, 1.1, 1.4, detail)
    for what, bounds in (("memory", (1.1, 1.2)), ("widgets", (1, 1)), ("objects", (1.05, 1.15))):
        detail = f"{holds[what]:,} against {held[what]:,}"
        name = f"{what} after {PEOPLE} people against after {PART}"
        yield Figure(name, holds[what] / held[what], *bounds, detail)


def _some(hand: Hand, come: Iterator[tuple[str, str]], start: int) -> dict[str, list[float]]:
    """Serve so many; return the CPU seconds of each, by how they came."""
    took = defaultdict(list)
    for number in range(start, start + PART):
        began = process_time()
        _serve(hand, come, number)
        took[KINDS[number % len(KINDS)]].append(process_time() - began)
    return took


def _serve(hand: Hand, come: Iterator[tuple[str, str]], number: int) -> None:
    kind = KINDS[number % len(KINDS)]
    if kind == "a walk-in":
        hand.begin_walk_ins()
        hand.fill_in(walk_in_nik(number), f"Datang {spelled(number)}")
        hand.save_and_next()
        hand.end_walk_ins()
    elif kind == "a scan":
        hand.scan(next(come)[0])
    else:
        hand.write(next(come)[0])
        hand.mark()
    hand.wait(hand.idle)
    hand.bench.messages.told.clear()  # which only these messages write down
    hand.told.clear()


def _held() -> dict[str, int]:
    """Count what the process holds; memory in the unit of the system."""
    gc.collect()
    return {
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        "widgets": len(QApplication.allWidgets()),
        "objects": len(gc.get_objects()),
    }
