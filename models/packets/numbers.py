"""Membership numbers that were lent to desks: nobody else gives them while their packet is open."""

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.office.tables import Desk, local
from models.packets.tables import DeskPacket

Span = tuple[str, str]
"""The first and the last number."""


def lent_numbers(session: Session, first: str, last: str) -> set[str]:
    """Return the numbers between these that other desks may give."""
    here = session.scalar(select(local.c.value).where(local.c.key == "desk_number"))
    spans = session.execute(
        select(DeskPacket.first_number, DeskPacket.last_number)
        .join(Desk, Desk.id == DeskPacket.desk_id)
        .where(
            DeskPacket.closed_at.is_(None),
            DeskPacket.first_number <= last,
            DeskPacket.last_number >= first,
            func.length(DeskPacket.first_number) == len(first),
            Desk.number != int(here or 0),
        )
    )
    return {number for begin, end in spans if begin and end for number in numbers_of(begin, end)}


def numbers_of(first: str, last: str) -> Iterator[str]:
    """Return the numbers from the first to the last; what leads the first one leads all."""
    for number in range(int(first), int(last) + 1):
        yield f"{number:0{len(first)}d}"


def last_run(free: Sequence[str], most: int) -> Span | None:
    """Return the last numbers that follow one another, at most so many; None where none is free."""
    if not free or most < 1:
        return None
    first = last = len(free) - 1
    while first > 0 and last - first + 1 < most and int(free[first]) - int(free[first - 1]) == 1:
        first -= 1
    return free[first], free[last]
