"""What has been done to one event: its plan, its people, its enrolments, its cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from models.base import Base
from models.documents.tables import Attachment
from models.enrolment.tables import Consent, Enrolment
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
from models.history.reaching import living_of, of_enrolment, taken_out, touching
from models.history.tables import Action, Change
from models.history.undo import title
from models.letters.tables import Letter
from models.office.tables import Desk, Officer
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


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One action: when it was, who did it, what it is called in the spoken language.

    ``undone`` tells that it has been taken back; ``final`` that it cannot be, as what was done at
    a ``desk`` that brought it home: there only the merging can be.
    """

    action_id: int
    at: datetime
    officer: str
    title: str
    undone: bool
    final: bool
    desk: str = ""


def event_timeline(session: Session, event_id: int, limit: int = LATEST) -> list[TimelineEntry]:
    """Return the latest actions that touched an event or anything of it, the latest first.

    To be asked off the screen's thread: a history is long.
    """
    touched = select(Change.action_id).where(of_event(event_id))
    return timeline_entries(session, Action.id.in_(touched), limit)


def timeline_entries(
    session: Session, which: ColumnElement[bool], limit: int
) -> list[TimelineEntry]:
    """Return the latest of these actions, the latest first."""
    rows = session.execute(
        select(Action, Officer.name, Desk.name)
        .outerjoin(Officer, Officer.id == Action.officer_id)
        .outerjoin(Desk, Desk.id == Action.desk_id)
        .where(which)
        .order_by(Action.at.desc(), Action.id.desc())
        .limit(limit)
    ).all()
    undone = taken_back(session, [action.id for action, _officer, _desk in rows])
    return [
        TimelineEntry(
            action.id,
            action.at,
            officer or "",
            title(action.name, action.words),
            action.id in undone,
            stays_done(action),
            (desk or "") if action.merged_by_id is not None else "",
        )
        for action, officer, desk in rows
    ]


def stays_done(action: Action) -> bool:
    """Tell whether an action cannot be taken back by itself."""
    return action.final or action.erasure_id is not None or action.merged_by_id is not None


def of_event(event_id: int) -> ColumnElement[bool]:
    """Return what is true of the changes that touch an event."""
    here = select(Enrolment.id).where(Enrolment.event_id == event_id)
    sittings = select(EventSession.id).where(EventSession.event_id == event_id)
    present = select(SessionPresence.id).where(SessionPresence.session_id.in_(sittings))
    living: list[tuple[type[Base], Select[int]]] = [
        (Event, select(Event.id).where(Event.id == event_id)),
        *((one, select(one.id).where(one.event_id == event_id)) for one in OF_EVENT),
        *living_of(here),
        (SessionPresence, present),
    ]
    gone = or_(
        taken_out(OF_EVENT, "event_id", event_id),
        taken_out(of_enrolment(), "enrolment_id", here),
        taken_out([SessionPresence], "session_id", sittings),
    )
    return touching(living, gone)


def taken_back(session: Session, actions: Iterable[int]) -> set[int]:
    """Return those of ``actions`` that have been taken back and not done again since.

    With a merge all goes that it brought.
    """
    asked = list(actions)
    if not asked:
        return set()
    brought = session.execute(
        select(Action.id, Action.merged_by_id).where(
            Action.id.in_(asked), Action.merged_by_id.is_not(None)
        )
    ).all()
    merges = taken_back(session, {merge for _action, merge in brought if merge is not None})
    gone = {action for action, merge in brought if merge in merges}
    takers = session.execute(
        select(Action.id, Action.undoes_id).where(Action.undoes_id.in_(asked))
    ).all()
    lifted = taken_back(session, [taker for taker, _taken in takers])
    return gone | {taken for taker, taken in takers if taken is not None and taker not in lifted}
