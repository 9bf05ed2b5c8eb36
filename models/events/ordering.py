"""The order in which lines of an event stand that people put in order themselves."""

from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.events.tables import BudgetLine, PackingLine

Ordered = TypeVar("Ordered", BudgetLine, PackingLine)


def last_place(session: Session, kind: type[Ordered], event_id: int) -> int:
    """Return the place of a line that is added below all others of its event."""
    last = session.scalar(select(func.max(kind.position)).where(kind.event_id == event_id))
    return 0 if last is None else last + 1


def ordered(session: Session, kind: type[Ordered], event_id: int) -> list[Ordered]:
    """Return an event's lines of a kind, top down."""
    wanted = select(kind).where(kind.event_id == event_id).order_by(kind.position, kind.id)
    return list(session.scalars(wanted))


def move_line(session: Session, line: Ordered, by: int) -> None:
    """Move a line down by so many places, or up below nought; at an end it stays."""
    lines = ordered(session, type(line), line.event_id)
    place = max(0, lines.index(line) + by)
    lines.remove(line)
    lines.insert(place, line)
    for position, one in enumerate(lines):
        if one.position != position:
            one.position = position
