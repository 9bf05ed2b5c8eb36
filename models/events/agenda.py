"""Events sorted by what is to be done with them: coming, past due, held, off."""

import enum
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from models.events.queries import event_ids
from models.events.tables import Answer, Event, EventPartner, Stage
from models.partners.tables import Partner

HELD = (Stage.DONE, Stage.REPORTED)
OFF = (Stage.CANCELLED, Stage.POSTPONED)
SOON = timedelta(days=8)
"""Until the end of the seventh day after today."""
UNANSWERED = (Answer.NOT_ASKED, Answer.WAITING)


class Pile(enum.StrEnum):
    """Events of one sort. Those that are past due had their day and were not marked as done."""

    COMING = "coming"
    PAST_DUE = "past_due"
    HELD = "held"
    OFF = "off"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that something waits for; ``partner`` where it is a partner's answer."""

    event_id: int
    title: str
    starts_at: datetime
    partner: str = ""


def pile_ids(
    session: Session, pile: Pile, today: date, search: str = "", *, newest_first: bool = False
) -> list[int]:
    """Return the events of a pile by date, those that fit ``search``."""
    return event_ids(session, search, newest_first=newest_first, among=_among(pile, today))


def pile_counts(session: Session, today: date) -> dict[Pile, int]:
    """Count the events of every pile."""
    return {pile: _count(session, _among(pile, today)) for pile in Pile}


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
