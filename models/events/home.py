"""The figures of the first page, counted from the records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.cards.queries import card_counts
from models.cards.tables import CardState
from models.enrolment.tables import Enrolment
from models.events.agenda import (
    Pile,
    Waiting,
    past_due,
    pile_ids,
    soon_count,
    unanswered,
    unreported,
)
from models.events.checklist import DueTasks, due_counts, due_tasks
from models.events.clash import Clash
from models.events.clashes import coming_clashes
from models.events.queries import EventRow, event_rows
from models.events.tables import Event
from models.office.queries import time_zone, wall_now
from models.office.targets import Amount, Standings, results_between, standings, targets
from models.partners.due import DueFollowUp, EndingAgreement, due_follow_ups, ending_agreements
from models.reporting.behind import Behind, counted
from models.reporting.figures import standing
from models.reporting.periods import Period, PeriodKind
from models.reporting.scope import stands

MONTHS = 12
DUE_SHOWN = 3
"""How many tasks that are due the first page names; of the others it tells how many."""


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
    """What a month brought, which is given by its first day; contributions in rupiah."""

    month: date
    enrolled: int
    rupiah: int = 0


@dataclass(frozen=True, slots=True)
class HomeView:
    """All that the first page shows; ``now`` is what the office's clock says.

    ``is_new`` tells that nothing was planned and nobody enrolled yet. ``due`` are tasks overdue or
    due until tomorrow, ``due_by_event`` how many of them the events of ``coming`` have, ``late``
    events past their day, ``silent`` partners who have not answered, ``untold`` events not reported
    yet, ``ending`` agreements about to end, ``promised`` follow-ups due with partners, ``queued``
    cards that wait to be printed.
    """

    now: datetime
    is_new: bool
    soon: int
    figures: HomeFigures
    coming: Sequence[EventRow]
    due_by_event: Mapping[int, int]
    clashes: Sequence[Clash]
    due: DueTasks
    late: Sequence[Waiting]
    silent: Sequence[Waiting]
    untold: Sequence[Waiting]
    ending: Sequence[EndingAgreement]
    promised: Sequence[DueFollowUp]
    queued: int
    months: Sequence[MonthCount]
    standings: Standings

    @property
    def clashing(self) -> frozenset[int | None]:
        """Return the events that clash with something."""
        return frozenset(one for clash in self.clashes for one in (clash.event_id, clash.with_id))


def home_view(session: Session, most: int, tasks: int = DUE_SHOWN) -> HomeView:
    """Return what the first page shows, with ``most`` coming events and ``tasks`` at most.

    It counts everything there is: to be asked off the screen's thread.
    """
    now = wall_now(session)
    today = now.date()
    months = _months_until(session, today)
    figures = home_figures(session, today, months)
    ids = pile_ids(session, Pile.COMING, today)[:most]
    rows = event_rows(session, ids)
    return HomeView(
        now=now,
        is_new=not figures.enrolled_ever and not _any_event(session),
        soon=soon_count(session, today),
        figures=figures,
        coming=[rows[one] for one in ids],
        due_by_event=due_counts(session, today, ids),
        clashes=coming_clashes(session, today),
        due=due_tasks(session, today, tasks),
        late=past_due(session, today),
        silent=unanswered(session, today),
        untold=unreported(session),
        ending=ending_agreements(session, today),
        promised=due_follow_ups(session, today),
        queued=card_counts(session)[CardState.QUEUED],
        months=_or_last_ones(session, months),
        standings=_standings(session, today, months),
    )


def home_figures(session: Session, today: date, months: Sequence[MonthCount]) -> HomeFigures:
    """Count what the first page shows on this day of the office's calendar.

    ``months`` are the twelve that end with this one.
    """
    stands_now = standing(session)
    year, month = Period.of(PeriodKind.YEAR, today), Period.of(PeriodKind.MONTH, today)
    return HomeFigures(
        enrolled=sum(one.enrolled for one in months if one.month.year == today.year),
        enrolled_this_month=months[-1].enrolled,
        enrolled_ever=stands_now["enrolled_ever"],
        held=counted(session, Behind("events_held", year)),
        held_this_month=counted(session, Behind("events_held", month)),
        held_ever=stands_now["held_ever"],
        conversion=_conversion(session, year),
        waiting=stands_now["waiting"],
        waiting_paid=stands_now["waiting_paid"],
    )


def enrolled_by_month(session: Session, today: date) -> list[MonthCount]:
    """Count the enrolments of the twelve months that end with this one.

    Where nobody enrolled in them, of the twelve that end with the last enrolment; empty if there
    was never any.
    """
    return _or_last_ones(session, _months_until(session, today))


def _or_last_ones(session: Session, months: list[MonthCount]) -> list[MonthCount]:
    if any(month.enrolled for month in months):
        return months
    last = session.scalar(select(func.max(Enrolment.enrolled_at)).where(stands()))
    if last is None:
        return []
    return _months_until(session, last.astimezone(time_zone(session)).date())


def _months_until(session: Session, day: date) -> list[MonthCount]:
    count = day.year * 12 + day.month - 1
    firsts = [date(m // 12, m % 12 + 1, 1) for m in range(count - MONTHS + 1, count + 2)]
    return [
        MonthCount(first, found.enrolled, found.rupiah)
        for (first, _next), found in zip(
            pairwise(firsts), results_between(session, firsts), strict=True
        )
    ]


def _standings(session: Session, today: date, months: Sequence[MonthCount]) -> Standings:
    reached = {
        one.month.month: Amount(one.enrolled, one.rupiah)
        for one in months
        if one.month.year == today.year
    }
    return standings(today, targets(session, today.year), reached)


def _any_event(session: Session) -> bool:
    return session.scalar(select(Event.id).where(Event.archived_at.is_(None)).limit(1)) is not None


def _conversion(session: Session, year: Period) -> float | None:
    """Return the share of all those present at the events held this year who enrolled there."""
    present = counted(session, Behind("present", year))
    return counted(session, Behind("enrolled_at_events", year)) / present if present else None
