"""Supplies as screens show them: what is there of each, what came and went, what will be needed.

The stock is the sum of all moves; nobody writes it down.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.events.tables import Event
from models.fields import kept
from models.supplies.drafts import SupplyDraft
from models.supplies.tables import Supply, SupplyKind, SupplyMove

MOVES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class SupplyRow:
    """A supply and how many pieces of it are there."""

    id: int
    name: str
    kind: SupplyKind
    cards_each: int
    stock: int


@dataclass(frozen=True, slots=True)
class MoveRow:
    """Pieces that came in, or went out below nought; ``event`` is the title of what for."""

    id: int
    day: date
    count: int
    note: str
    event_id: int | None
    event: str


def supplies(session: Session) -> list[SupplyRow]:
    """Return what the office keeps stock of: blank cards, ribbons, the rest, each by name."""
    kinds = list(SupplyKind)
    rows = session.execute(
        select(Supply, func.coalesce(func.sum(SupplyMove.count), 0))
        .outerjoin(SupplyMove, SupplyMove.supply_id == Supply.id)
        .where(Supply.active)
        .group_by(Supply.id)
        .order_by(Supply.name, Supply.id)
    )
    found = [SupplyRow(one.id, one.name, one.kind, one.cards_each, n) for one, n in rows]
    return sorted(found, key=lambda row: kinds.index(row.kind))


def supply_draft(session: Session, supply_id: int) -> SupplyDraft:
    """Return a supply as its form shows it."""
    return SupplyDraft(**kept(session.get_one(Supply, supply_id), SupplyDraft))


def supply_moves(session: Session, supply_id: int, limit: int = MOVES_SHOWN) -> list[MoveRow]:
    """Return what came and went of a supply, the latest first."""
    rows = session.execute(
        select(SupplyMove, Event.title)
        .outerjoin(Event, Event.id == SupplyMove.event_id)
        .where(SupplyMove.supply_id == supply_id)
        .order_by(SupplyMove.day.desc(), SupplyMove.id.desc())
        .limit(limit)
    )
    return [
        MoveRow(one.id, one.day, one.count, one.note or "", one.event_id, title or "")
        for one, title in rows
    ]


def stock(session: Session, supply_id: int) -> int:
    """Return how many pieces of a supply are there."""
    return stocks(session, [supply_id]).get(supply_id, 0)


def stocks(session: Session, supply_ids: Sequence[int]) -> dict[int, int]:
    """Return how many pieces are there, by supply; one that never moved is left out."""
    rows = session.execute(
        select(SupplyMove.supply_id, func.sum(SupplyMove.count))
        .where(SupplyMove.supply_id.in_(supply_ids))
        .group_by(SupplyMove.supply_id)
    )
    return {row[0]: row[1] for row in rows}


def taken(session: Session, event_id: int, supply_id: int) -> int:
    """Return how many pieces of a supply went out for an event."""
    return taken_for(session, event_id).get(supply_id, 0)


def taken_for(session: Session, event_id: int) -> dict[int, int]:
    """Return how many pieces went out for an event, by supply."""
    found = taken_by_event(session, [event_id])
    return {supply: count for (_event, supply), count in found.items()}


def taken_by_event(session: Session, event_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """Return how many pieces went out for events, by event and supply."""
    rows = session.execute(
        select(SupplyMove.event_id, SupplyMove.supply_id, -func.sum(SupplyMove.count))
        .where(SupplyMove.event_id.in_(event_ids))
        .group_by(SupplyMove.event_id, SupplyMove.supply_id)
    )
    return {(event, supply): count for event, supply, count in rows if event is not None}
