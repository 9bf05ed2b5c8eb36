"""Events sorted by what is to be done with them: coming, past due, held, off."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, select, true
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import SQLCoreOperations

from models.events.tables import Answer, Event, EventPartner, Stage
from models.partners.tables import Partner

HELD = (Stage.DONE, Stage.REPORTED)
OFF = (Stage.CANCELLED, Stage.POSTPONED)
SOON = timedelta(days=8)
"""Until the end of the seventh day after today."""
UNANSWERED = (Answer.NOT_ASKED, Answer.WAITING)


def takes_part(part: type[EventPartner] = EventPartner) -> ColumnElement[bool]:
    """Return that a partner has not declined its ``part`` in an event: no figure counts it then."""
    return part.answer != Answer.DECLINED


class Pile(enum.StrEnum):
    """Events of one sort. Those that are past due had their day and were not marked as done."""

    COMING = "coming"
    PAST_DUE = "past_due"
    HELD = "held"
    OFF = "off"
    ALL = "all"


class EventOrder(enum.StrEnum):
    """What the list of events can be sorted by."""

    DATE = "date"
    TITLE = "title"
    VILLAGE = "village"


ORDERS: Mapping[EventOrder, SQLCoreOperations[Any]] = {
    EventOrder.DATE: Event.starts_at,
    EventOrder.TITLE: func.lower(Event.title),
    EventOrder.VILLAGE: func.lower(func.coalesce(Event.region_line, Event.venue, "")),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that something waits for; ``partner`` where it is a partner's answer."""

    event_id: int
    title: str
    starts_at: datetime
    partner: str = ""


def pile_ids(
    session: Session,
    pile: Pile,
    today: date,
    among: Sequence[ColumnElement[bool]] = (),
    order: EventOrder = EventOrder.DATE,
    *,
    newest_first: bool = False,
) -> list[int]:
    """Return the events of a pile in order, those of which ``among`` is true.

    ``newest_first`` turns any order round.
    """
    column = ORDERS[order]
    wanted = (
        select(Event.id)
        .where(_among(pile, today), *among)
        .order_by(column.desc() if newest_first else column.asc(), Event.starts_at, Event.id)
    )
    return list(session.scalars(wanted))


def pile_counts(
    session: Session, today: date, among: Sequence[ColumnElement[bool]] = ()
) -> dict[Pile, int]:
    """Count the events of every pile, those that ``among`` lets through."""
    counts = (func.coalesce(func.sum(case((_among(pile, today), 1), else_=0)), 0) for pile in Pile)
    row = session.execute(select(*counts).select_from(Event).where(*among)).one()
    return dict(zip(Pile, row, strict=True))


def next_event(session: Session, today: date) -> Waiting | None:
    """Return the coming event that begins first."""
    found = session.execute(
        select(Event.id, Event.title, Event.starts_at)
        .where(_among(Pile.COMING, today))
        .order_by(Event.starts_at, Event.id)
        .limit(1)
    ).first()
    return Waiting(*found) if found else None


def soon_count(session: Session, today: date) -> int:
    """Count the coming events that begin today or within the next seven days."""
    end = datetime.combine(today + SOON, time.min)
    return _count(session, _among(Pile.COMING, today) & (Event.starts_at < end))


def past_due(session: Session, today: date) -> list[Waiting]:
    """Return the events that had their day and were not marked as done, the oldest first."""
    return _waiting(session, _among(Pile.PAST_DUE, today))


def unreported(session: Session) -> list[Waiting]:
    """Return the events that are done and not reported yet, the oldest first."""
    return _waiting(session, (Event.stage == Stage.DONE) & Event.archived_at.is_(None))


def unanswered(session: Session, today: date) -> list[Waiting]:
    """Return the partners of coming events whose answer is missing, the next event first."""
    rows = session.execute(
        select(Event.id, Event.title, Event.starts_at, Partner.name)
        .join(Event.partners)
        .join(EventPartner.partner)
        .where(_among(Pile.COMING, today), EventPartner.answer.in_(UNANSWERED))
        .order_by(Event.starts_at, Event.id, EventPartner.id)
    )
    return [Waiting(*row) for row in rows]


def _waiting(session: Session, condition: ColumnElement[bool]) -> list[Waiting]:
    rows = session.execute(
        select(Event.id, Event.title, Event.starts_at)
        .where(condition)
        .order_by(Event.starts_at, Event.id)
    )
    return [Waiting(*row) for row in rows]


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    wanted = select(func.count()).select_from(Event)
    return session.scalar(wanted.where(condition)) or 0


def _among(pile: Pile, today: date) -> ColumnElement[bool]:
    morning = datetime.combine(today, time.min)
    ahead = Event.stage.not_in((*HELD, *OFF))
    conditions: dict[Pile, ColumnElement[bool]] = {
        Pile.COMING: ahead & (Event.ends_at >= morning),
        Pile.PAST_DUE: ahead & (Event.ends_at < morning),
        Pile.HELD: Event.stage.in_(HELD),
        Pile.OFF: Event.stage.in_(OFF),
        Pile.ALL: true(),
    }
    return conditions[pile] & Event.archived_at.is_(None)
