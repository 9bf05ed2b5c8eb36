"""A week of events: its days, what lies side by side on one, what takes whole days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from models.events.month import MonthEvent

DAYS = 7
LEAST = timedelta(minutes=30)
"""As long as this an event is taken to be where its block would be too low to read."""


@dataclass(frozen=True, slots=True)
class Block:
    """An event within one day: the ``lane``-th of ``lanes`` that lie side by side."""

    event: MonthEvent
    lane: int
    lanes: int


@dataclass(frozen=True, slots=True)
class Strip:
    """An event that takes whole days: from the ``first`` to the ``last``, in a row of its own."""

    event: MonthEvent
    first: int
    last: int
    row: int


def week_of(day: date, first_weekday: int) -> list[date]:
    """Return the days of the week that holds ``day``; ``first_weekday`` 0 is Monday."""
    first = day - timedelta(days=(day.weekday() - first_weekday) % DAYS)
    return [first + timedelta(days=n) for n in range(DAYS)]


def takes_days(event: MonthEvent) -> bool:
    """Tell whether an event takes whole days: several, or one from midnight to midnight."""
    one = event.starts_at.time() == time.min and event.ends_at >= event.starts_at + timedelta(
        hours=23, minutes=59
    )
    return one or event.last_day > event.starts_at.date()


def blocks(events: Sequence[MonthEvent]) -> list[Block]:
    """Lay the events of one day side by side where they overlap, in order of beginning."""
    found: list[Block] = []
    for group in _overlapping(sorted(events, key=_order)):
        ends: list[datetime] = []
        lanes = []
        for event in group:
            lane = next((n for n, end in enumerate(ends) if end <= event.starts_at), len(ends))
            ends[lane : lane + 1] = [_end(event)]
            lanes.append(lane)
        found += [Block(one, lane, len(ends)) for one, lane in zip(group, lanes, strict=True)]
    return found


def strips(events: Sequence[MonthEvent], days: Sequence[date]) -> list[Strip]:
    """Lay the events that take whole days below one another, each over its days."""
    found: list[Strip] = []
    ends: list[int] = []
    for event in sorted(events, key=_order):
        first = max(0, (event.starts_at.date() - days[0]).days)
        last = min(len(days) - 1, (event.last_day - days[0]).days)
        row = next((n for n, end in enumerate(ends) if end < first), len(ends))
        ends[row : row + 1] = [last]
        found.append(Strip(event, first, last, row))
    return found


def _overlapping(events: Sequence[MonthEvent]) -> list[list[MonthEvent]]:
    """Part events, given in order, into groups that do not touch one another."""
    groups: list[list[MonthEvent]] = []
    end: datetime | None = None
    for event in events:
        if end is None or event.starts_at >= end:
            groups.append([])
        groups[-1].append(event)
        end = max(end or _end(event), _end(event))
    return groups


def _end(event: MonthEvent) -> datetime:
    return max(event.ends_at, event.starts_at + LEAST)


def _order(event: MonthEvent) -> tuple[datetime, int]:
    return event.starts_at, event.id
