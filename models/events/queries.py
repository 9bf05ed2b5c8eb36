"""Events as screens, the command line and reports show them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session, selectinload

from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.events.drafts import EventDraft, OutcomeDraft, PartDraft, SessionDraft
from models.events.sittings import seen_by_sitting
from models.events.tables import (
    Answer,
    Attendance,
    Event,
    EventEquipment,
    EventKind,
    EventPartner,
    EventStaff,
    Stage,
)
from models.fields import kept
from models.history.rows import batches
from models.partners.tables import Partner

OVER = (Stage.DONE, Stage.REPORTED, Stage.CANCELLED)


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line of the event list."""

    id: int
    title: str
    kind: EventKind
    stage: Stage
    starts_at: datetime
    ends_at: datetime
    venue: str
    region_line: str
    partners: tuple[str, ...]
    invited: int
    present: int
    enrolled: int

    @property
    def village(self) -> str:
        """Return the village without what it lies in."""
        return self.region_line.split(",")[0]


@dataclass(frozen=True, slots=True)
class EventView:
    """One event with everything its plan shows."""

    row: EventRow
    draft: EventDraft
    outcome: OutcomeDraft
    staff: tuple[str, ...]
    equipment: tuple[str, ...]
    stage_reason: str


@dataclass(frozen=True, slots=True)
class EventCounts:
    """What the desk counts while an event runs.

    ``paid`` people paid their contribution in full; in rupiah, ``total`` was booked and
    ``received`` came so far.
    """

    invited: int
    present: int
    walk_ins: int
    enrolled: int
    paid: int
    total: int
    received: int
    months: tuple[tuple[int, int], ...]
    cards_printed: int
    cards_queued: int


def event_ids(
    session: Session,
    search: str = "",
    stages: Collection[Stage] = (),
    since: date | None = None,
    *,
    newest_first: bool = True,
    among: ColumnElement[bool] | None = None,
) -> list[int]:
    """Return the events by date, those of some stages or whose title or place holds ``search``.

    ``among`` is one more condition, for other queries.
    """
    order = Event.starts_at.desc() if newest_first else Event.starts_at.asc()
    wanted = (
        select(Event.id).where(Event.archived_at.is_(None), *fits(search)).order_by(order, Event.id)
    )
    if stages:
        wanted = wanted.where(Event.stage.in_(stages))
    if since is not None:
        wanted = wanted.where(Event.ends_at >= datetime.combine(since, time.min))
    if among is not None:
        wanted = wanted.where(among)
    return list(session.scalars(wanted))


def fits(search: str) -> list[ColumnElement[bool]]:
    """Return what is true of an event whose title, place or partners hold every word typed."""
    return [
        or_(
            Event.title.icontains(word, autoescape=True),
            Event.venue.icontains(word, autoescape=True),
            Event.region_line.icontains(word, autoescape=True),
            Event.partners.any(
                EventPartner.partner.has(Partner.name.icontains(word, autoescape=True))
            ),
        )
        for word in search.split()
    ]


def event_rows(session: Session, ids: Sequence[int]) -> dict[int, EventRow]:
    """Return the lines with these ids; one gone meanwhile is left out."""
    found = {}
    for batch in batches(ids):
        seen = _attendance_by_event(session, batch)
        enrolled = _enrolled_by_event(session, batch)
        for event in session.scalars(
            select(Event)
            .where(Event.id.in_(batch))
            .options(selectinload(Event.partners).joinedload(EventPartner.partner))
        ):
            invited, present = seen.get(event.id, (0, 0))
            found[event.id] = _row(event, invited, present, enrolled.get(event.id, 0))
    return found


def event_view(session: Session, event_id: int) -> EventView | None:
    """Return one event with everything its plan shows, or None if there is none."""
    event = session.get(
        Event,
        event_id,
        options=[
            selectinload(Event.partners),
            selectinload(Event.staff).joinedload(EventStaff.officer),
            selectinload(Event.equipment).joinedload(EventEquipment.equipment),
        ],
    )
    if event is None:
        return None
    return EventView(
        row=event_rows(session, [event_id])[event_id],
        draft=_draft(event, seen_by_sitting(session, event_id)),
        outcome=OutcomeDraft(**kept(event, OutcomeDraft)),
        staff=tuple(duty.officer.name for duty in event.staff),
        equipment=tuple(one.equipment.name for one in event.equipment),
        stage_reason=event.stage_reason or "",
    )


def event_draft(session: Session, event_id: int) -> EventDraft:
    """Return an event's plan as the form shows it."""
    return _draft(session.get_one(Event, event_id), seen_by_sitting(session, event_id))


def outcome_draft(session: Session, event_id: int) -> OutcomeDraft:
    """Return what is said of an event after it, as the form shows it."""
    return OutcomeDraft(**kept(session.get_one(Event, event_id), OutcomeDraft))


def is_there(session: Session, event_id: int) -> bool:
    """Tell whether there is such an event, be it out of sight."""
    return session.get(Event, event_id) is not None


def is_archived(session: Session, event_id: int) -> bool:
    """Tell whether an event was put out of sight."""
    return session.scalar(select(Event.archived_at).where(Event.id == event_id)) is not None


def _draft(event: Event, seen: Mapping[int, int]) -> EventDraft:
    return EventDraft(
        **kept(event, EventDraft),
        partners=tuple(
            PartDraft(part.partner_id, part.role, part.answer) for part in event.partners
        ),
        staff=tuple(duty.officer_id for duty in event.staff),
        equipment=tuple(one.equipment_id for one in event.equipment),
        sessions=tuple(
            SessionDraft(**kept(one, SessionDraft), seen=seen.get(one.id, 0))
            for one in event.sessions
        ),
    )


def _helping(event: Event) -> Iterator[str]:
    """Yield the partners of an event that have not declined, for each of their roles."""
    for part in event.partners:
        if part.answer is not Answer.DECLINED:
            yield part.partner.name


def _row(event: Event, invited: int, present: int, enrolled: int) -> EventRow:
    return EventRow(
        event.id,
        event.title,
        event.kind,
        event.stage,
        event.starts_at,
        event.ends_at,
        event.venue or "",
        event.region_line or "",
        tuple(dict.fromkeys(_helping(event))),
        invited,
        present,
        enrolled,
    )


def _attendance_by_event(session: Session, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    rows = session.execute(
        select(
            Attendance.event_id,
            func.sum(case((Attendance.invited, 1), else_=0)),
            func.count(Attendance.present_at),
        )
        .where(Attendance.event_id.in_(ids))
        .group_by(Attendance.event_id)
    )
    return {event: (invited or 0, present) for event, invited, present in rows}


def _enrolled_by_event(session: Session, ids: Sequence[int]) -> dict[int, int]:
    rows = session.execute(
        select(Enrolment.event_id, func.count())
        .where(Enrolment.event_id.in_(ids), Enrolment.status != EnrolmentStatus.REJECTED)
        .group_by(Enrolment.event_id)
    )
    return {event: count for event, count in rows if event is not None}
