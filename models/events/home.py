"""The figures of the first page, counted from the records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from models.cards.queries import card_counts
from models.cards.tables import CardState
from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.events.agenda import (
    HELD,
    Pile,
    Waiting,
    past_due,
    pile_counts,
    pile_ids,
    soon_count,
    unanswered,
    unreported,
)
from models.events.checklist import DueTasks, due_tasks
from models.events.held import held_ids, held_rows, held_totals
from models.events.queries import EventRow, event_rows
from models.events.tables import Event
from models.office.queries import time_zone, wall_now
from models.partners.due import DueFollowUp, EndingAgreement, due_follow_ups, ending_agreements
from models.people.tables import Person

MONTHS = 12
DUE_SHOWN = 3
"""How many tasks that are due the first page names; of the others it tells how many."""
OPEN = (EnrolmentStatus.TO_REGISTER, EnrolmentStatus.BILLED, EnrolmentStatus.PAID)


@dataclass(frozen=True, slots=True)
class HomeFigures:
    """What the first page counts. A rejected enrolment counts nowhere.

    ``conversion`` is the share of all those present at the events held this year who enrolled
    there, None where nobody was. ``waiting`` enrolments have no membership number yet, of which
    ``waiting_paid`` are paid for.
    """

    enrolled: int
    enrolled_this_month: int
    enrolled_ever: int
    held: int
    held_this_month: int
    held_ever: int
    conversion: float | None
    waiting: int
    waiting_paid: int


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many enrolled in a month, which is given by its first day."""

    month: date
    enrolled: int


@dataclass(frozen=True, slots=True)
class HomeView:
    """All that the first page shows; ``now`` is what the office's clock says.

    ``is_new`` tells that nothing was planned and nobody enrolled yet. ``due`` are tasks overdue or
    due until tomorrow, ``late`` events past their day, ``silent`` partners who have not answered,
    ``untold`` events not reported yet, ``ending`` agreements about to end, ``promised`` follow-ups
    due with partners, ``queued`` cards that wait to be printed.
    """

    now: datetime
    is_new: bool
    soon: int
    figures: HomeFigures
    coming: Sequence[EventRow]
    due: DueTasks
    late: Sequence[Waiting]
    silent: Sequence[Waiting]
    untold: Sequence[Waiting]
    ending: Sequence[EndingAgreement]
    promised: Sequence[DueFollowUp]
    queued: int
    months: Sequence[MonthCount]


def home_view(session: Session, most: int) -> HomeView:
    """Return what the first page shows, with ``most`` coming events at most.

    It counts everything there is: to be asked off the screen's thread.
    """
    now = wall_now(session)
    today = now.date()
    figures = home_figures(session, today)
    ids = pile_ids(session, Pile.COMING, today)[:most]
    rows = event_rows(session, ids)
    return HomeView(
        now=now,
        is_new=not pile_counts(session, today)[Pile.ALL] and not figures.enrolled_ever,
        soon=soon_count(session, today),
        figures=figures,
        coming=[rows[one] for one in ids],
        due=due_tasks(session, today, DUE_SHOWN),
        late=past_due(session, today),
        silent=unanswered(session, today),
        untold=unreported(session),
        ending=ending_agreements(session, today),
        promised=due_follow_ups(session, today),
        queued=card_counts(session)[CardState.QUEUED],
        months=enrolled_by_month(session, today),
    )


def home_figures(session: Session, today: date) -> HomeFigures:
    """Count what the first page shows on this day of the office's calendar."""
    zone = time_zone(session)
    year, month = today.replace(month=1, day=1), today.replace(day=1)
    enrolled = session.execute(
        _standing(
            _since(_midnight(year, zone)),
            _since(_midnight(month, zone)),
            func.count(),
        )
    ).one()
    waiting = session.execute(
        select(func.count(), func.count(case((Enrolment.status == EnrolmentStatus.PAID, 1))))
        .join(Enrolment.person)
        .where(Enrolment.status.in_(OPEN), Person.member_number.is_(None))
    ).one()
    held = held_totals(held_rows(session, held_ids(session, today.year)).values())
    return HomeFigures(
        enrolled=enrolled[0],
        enrolled_this_month=enrolled[1],
        enrolled_ever=enrolled[2],
        held=held.events,
        held_this_month=_held_since(session, month),
        held_ever=_held_since(session, date.min),
        conversion=held.conversion,
        waiting=waiting[0],
        waiting_paid=waiting[1],
    )


def enrolled_by_month(session: Session, today: date) -> list[MonthCount]:
    """Count the enrolments of the twelve months that end with this one.

    Where nobody enrolled in them, of the twelve that end with the last enrolment; empty if there
    was never any.
    """
    zone = time_zone(session)
    found = _months_until(session, today, zone)
    if any(month.enrolled for month in found):
        return found
    last = session.scalar(_standing(func.max(Enrolment.enrolled_at)))
    return [] if last is None else _months_until(session, last.astimezone(zone).date(), zone)


def _months_until(session: Session, day: date, zone: ZoneInfo) -> list[MonthCount]:
    count = day.year * 12 + day.month - 1
    firsts = [date(m // 12, m % 12 + 1, 1) for m in range(count - MONTHS + 1, count + 2)]
    edges = [_midnight(first, zone) for first in firsts]
    columns = [
        func.count(case(((Enrolment.enrolled_at >= start) & (Enrolment.enrolled_at < end), 1)))
        for start, end in pairwise(edges)
    ]
    row = session.execute(_standing(*columns)).one()
    return [MonthCount(first, count) for first, count in zip(firsts, row, strict=False)]


def _standing(*columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    return select(*columns).where(Enrolment.status != EnrolmentStatus.REJECTED)


def _since(moment: datetime) -> ColumnElement[int]:
    return func.count(case((Enrolment.enrolled_at >= moment, 1)))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return when ``day`` begins at the office."""
    return datetime.combine(day, time.min, zone)


def _held_since(session: Session, day: date) -> int:
    wanted = select(func.count()).where(
        Event.stage.in_(HELD),
        Event.archived_at.is_(None),
        Event.starts_at >= datetime.combine(day, time.min),
    )
    return session.scalar(wanted) or 0
