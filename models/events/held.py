"""Events that were held, a line each, as the branch head reads them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.events.agenda import HELD
from models.events.queries import event_rows
from models.events.tables import Event
from models.history.rows import batches


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One event that was held, in figures.

    ``months`` is how many months were prepaid by all together, ``total`` their contributions in
    rupiah. Rejected enrolments do not count.
    """

    id: int
    title: str
    starts_at: datetime
    village: str
    partners: tuple[str, ...]
    invited: int
    present: int
    enrolled: int
    months: int
    total: int

    @property
    def conversion(self) -> float | None:
        """Return the share of those present who enrolled, None where nobody came."""
        return self.enrolled / self.present if self.present else None


@dataclass(frozen=True, slots=True)
class HeldTotals:
    """Several held events together; ``total`` in rupiah."""

    events: int
    invited: int
    present: int
    enrolled: int
    months: int
    total: int

    @property
    def conversion(self) -> float | None:
        """Return the share of all those present who enrolled, None where nobody came."""
        return self.enrolled / self.present if self.present else None


@dataclass(frozen=True, slots=True)
class HeldView:
    """The events held in ``year``, or ever where it is None, and the years there are."""

    years: Sequence[int]
    year: int | None
    ids: Sequence[int]
    totals: HeldTotals


def held_view(
    session: Session, year: int | None, *, latest: bool = False, newest_first: bool = True
) -> HeldView:
    """Return the events held in ``year``, or in the ``latest``, or ever if that has none.

    It adds all of them up: to be asked off the screen's thread.
    """
    years = held_years(session)
    wanted = next(iter(years), None) if latest else year
    chosen = wanted if wanted in years else None
    ids = held_ids(session, chosen, newest_first=newest_first)
    return HeldView(years, chosen, ids, held_totals(held_rows(session, ids).values()))


def held_years(session: Session) -> list[int]:
    """Return the years in which events were held, the latest first."""
    year = extract("year", Event.starts_at)
    wanted = select(year).where(Event.stage.in_(HELD), Event.archived_at.is_(None))
    return [int(found) for found in session.scalars(wanted.distinct().order_by(year.desc()))]


def held_ids(session: Session, year: int | None = None, *, newest_first: bool = True) -> list[int]:
    """Return the events held in a year, or ever, by date."""
    order = Event.starts_at.desc() if newest_first else Event.starts_at.asc()
    wanted = select(Event.id).where(Event.stage.in_(HELD), Event.archived_at.is_(None))
    if year is not None:
        wanted = wanted.where(extract("year", Event.starts_at) == year)
    return list(session.scalars(wanted.order_by(order, Event.id)))


def held_rows(session: Session, ids: Sequence[int]) -> dict[int, HeldRow]:
    """Return the lines with these ids; one gone meanwhile is left out."""
    return {
        event.id: HeldRow(
            event.id,
            event.title,
            event.starts_at,
            event.village,
            event.partners,
            event.invited,
            event.present,
            event.enrolled,
            *money.get(event.id, (0, 0)),
        )
        for batch in batches(ids)
        for money in [_money(session, batch)]
        for event in event_rows(session, batch).values()
    }


def held_totals(rows: Iterable[HeldRow]) -> HeldTotals:
    """Add held events up."""
    lines = list(rows)
    return HeldTotals(
        events=len(lines),
        invited=sum(line.invited for line in lines),
        present=sum(line.present for line in lines),
        enrolled=sum(line.enrolled for line in lines),
        months=sum(line.months for line in lines),
        total=sum(line.total for line in lines),
    )


def _money(session: Session, ids: Sequence[int]) -> dict[int | None, tuple[int, int]]:
    rows = session.execute(
        select(Enrolment.event_id, func.sum(Enrolment.months), func.sum(Enrolment.total))
        .where(Enrolment.event_id.in_(ids), Enrolment.status != EnrolmentStatus.REJECTED)
        .group_by(Enrolment.event_id)
    )
    return {event: (months, total) for event, months, total in rows}
