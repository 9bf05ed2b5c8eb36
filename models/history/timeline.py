"""What has been done to one event: its plan, its people, its enrolments, its cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from models.base import Base
from models.cards.tables import Card
from models.documents.tables import Attachment
from models.enrolment.tables import Consent, Enrolment, Payment
from models.events.tables import (
    Attendance,
    BudgetLine,
    Event,
    EventEquipment,
    EventPartner,
    EventSession,
    EventStaff,
    EventTask,
    PackingLine,
    SessionPresence,
)
from models.history.tables import Action, Change
from models.history.undo import title
from models.letters.tables import Letter
from models.office.tables import Officer
from models.supplies.tables import SupplyMove

LATEST = 15
OF_EVENT: tuple[Any, ...] = (
    EventPartner,
    EventStaff,
    EventTask,
    EventSession,
    EventEquipment,
    PackingLine,
    BudgetLine,
    SupplyMove,
    Attachment,
    Letter,
    Attendance,
    Enrolment,
    Consent,
)
OF_ENROLMENT: tuple[Any, ...] = (Payment, Card)


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One action: when it was, who did it, what it is called in the spoken language.

    ``undone`` tells that it has been taken back; ``final`` that it cannot be.
    """

    action_id: int
    at: datetime
    officer: str
    title: str
    undone: bool
    final: bool


def event_timeline(session: Session, event_id: int, limit: int = LATEST) -> list[TimelineEntry]:
    """Return the latest actions that touched an event or anything of it, the latest first.

    What was taken out again is found by what the history kept of it. That looks through the whole
    history: to be asked off the screen's thread.
    """
    touched = select(Change.action_id).where(_of(event_id))
    wanted = (
        select(Action, Officer.name)
        .outerjoin(Officer, Officer.id == Action.officer_id)
        .where(Action.id.in_(touched))
        .order_by(Action.at.desc(), Action.id.desc())
        .limit(limit)
    )
    rows = session.execute(wanted).all()
    undone = taken_back(session, [action.id for action, _officer in rows])
    return [
        TimelineEntry(
            action.id,
            action.at,
            officer or "",
            title(action.name, action.words),
            action.id in undone,
            action.final,
        )
        for action, officer in rows
    ]


def _of(event_id: int) -> ColumnElement[bool]:
    """Return what is true of the changes that touch an event."""
    here = select(Enrolment.id).where(Enrolment.event_id == event_id)
    sittings = select(EventSession.id).where(EventSession.event_id == event_id)
    living = [
        _among(Event, [event_id]),
        *(_among(one, select(one.id).where(one.event_id == event_id)) for one in OF_EVENT),
        *(_among(one, select(one.id).where(one.enrolment_id.in_(here))) for one in OF_ENROLMENT),
        and_(
            Change.record_table == SessionPresence.__tablename__,
            or_(
                Change.after["session_id"].as_integer().in_(sittings),
                Change.before["session_id"].as_integer().in_(sittings),
            ),
        ),
    ]
    gone = and_(
        Change.record_table.in_([kind.__tablename__ for kind in OF_EVENT]),
        or_(
            and_(Change.after.is_(None), Change.before["event_id"].as_integer() == event_id),
            and_(Change.before.is_(None), Change.after["event_id"].as_integer() == event_id),
        ),
    )
    return or_(*living, gone)


def _among(kind: type[Base], ids: Iterable[int] | Select[int]) -> ColumnElement[bool]:
    return and_(Change.record_table == kind.__tablename__, Change.record_id.in_(ids))


def taken_back(session: Session, actions: Iterable[int]) -> set[int]:
    """Return those of ``actions`` that have been taken back and not done again since."""
    asked = list(actions)
    if not asked:
        return set()
    takers = session.execute(
        select(Action.id, Action.undoes_id).where(Action.undoes_id.in_(asked))
    ).all()
    lifted = taken_back(session, [taker for taker, _taken in takers])
    return {taken for taker, taken in takers if taken is not None and taker not in lifted}
