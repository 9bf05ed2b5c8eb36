"""Whose cover ends soon, with whom to call about it: themselves, their village, their partner."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, Subquery, extract, func, select
from sqlalchemy.orm import Session

from models.cards.queries import last_day
from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.events.tables import Event, EventPartner
from models.history.rows import batches
from models.partners.tables import Contact, Partner, PartnerKind
from models.people.tables import Person

WITHIN = (30, 60)
"""Days ahead that the office looks."""

_HEADS = (
    "kepala desa",
    "kades",
    "lurah",
    "petinggi",
    "kuwu",
    "wali nagari",
    "keuchik",
    "hukum tua",
)
"""What the head of a village is called in one place and another."""


class RenewalOrder(enum.StrEnum):
    """What a call list is parted by."""

    VILLAGE = "village"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class VillageHead:
    """Whom to call in a village; of several contacts of its government the head."""

    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class RenewalRow:
    """Somebody whose cover ends; ``id`` is the person's, ``partner`` the one who brought them."""

    id: int
    name: str
    phone: str
    region_code: str
    region_line: str
    group_name: str
    programmes: tuple[str, ...]
    cover_until: date
    partner: str
    head: VillageHead = VillageHead()

    @property
    def village(self) -> str:
        """Return the village without what it lies in."""
        return self.region_line.split(",")[0]


def renewals(
    session: Session,
    today: date,
    within: int,
    order: RenewalOrder = RenewalOrder.VILLAGE,
) -> list[RenewalRow]:
    """Return whose cover ends from ``today`` on within so many days and is not prolonged yet.

    The last day of all their cover counts, rejected enrolments left out. They come by village or
    by partner, in it those first whose cover ends first.
    """
    until = today + timedelta(days=within)
    rows = [_row(row) for row in session.execute(_ending(today, until))]
    heads = _heads(session, {row.region_code for row in rows if row.region_code})
    whole = [replace(row, head=heads.get(row.region_code, VillageHead())) for row in rows]
    return sorted(whole, key=lambda row: _rank(row, order))


def _rank(row: RenewalRow, order: RenewalOrder) -> tuple[Any, ...]:
    part = row.partner if order is RenewalOrder.PARTNER else row.region_line
    return (not part, part.lower(), row.cover_until, row.name.lower(), row.id)


def _row(row: Any) -> RenewalRow:  # noqa: ANN401 - a row of ``_ending``
    return RenewalRow(
        row.id,
        row.name,
        row.phone or "",
        row.region_code or "",
        row.region_line or "",
        row.group_name or "",
        tuple(row.programmes.split()),
        last_day(row.first_month, row.months),
        row.partner or "",
    )


def _ending(first: date, last: date) -> Select[Any]:
    """Select people by the enrolment whose months end last, if that is within these days."""
    covers = _covers()
    # The event's first partner brought them; one event of several partners counts for that one.
    brought = (
        select(func.min(EventPartner.id))
        .where(EventPartner.event_id == Event.id)
        .correlate(Event)
        .scalar_subquery()
    )
    return (
        select(
            Person.id,
            Person.name,
            Person.phone,
            Person.region_code,
            Person.region_line,
            Person.group_name,
            covers.c.programmes,
            covers.c.first_month,
            covers.c.months,
            Partner.name.label("partner"),
        )
        .join(covers, covers.c.person_id == Person.id)
        .outerjoin(Event, Event.id == covers.c.event_id)
        .outerjoin(EventPartner, EventPartner.id == brought)
        .outerjoin(Partner, Partner.id == EventPartner.partner_id)
        .where(
            covers.c.place == 1,
            covers.c.after.in_(_months_after(first, last)),
            Person.archived_at.is_(None),
            Person.merged_into_id.is_(None),
        )
    )


def _covers() -> Subquery:
    """Return all enrolments that stand, each person's own in order: first what ends last."""
    after = (
        extract("year", Enrolment.first_month) * 12
        + extract("month", Enrolment.first_month)
        - 1
        + Enrolment.months
    ).label("after")
    place = (
        func.row_number()
        .over(partition_by=Enrolment.person_id, order_by=(after.desc(), Enrolment.id.desc()))
        .label("place")
    )
    return (
        select(
            Enrolment.person_id,
            Enrolment.event_id,
            Enrolment.programmes,
            Enrolment.first_month,
            Enrolment.months,
            after,
            place,
        )
        .where(Enrolment.status != EnrolmentStatus.REJECTED)
        .subquery()
    )


def _months_after(first: date, last: date) -> Sequence[int]:
    """Return the months, counted from the year 0, before whose first day a cover may end."""
    one, end = (day.year * 12 + day.month - 1 for day in (first, last))
    return [
        month + 1
        for month in range(one, end + 1)
        if first <= last_day(date(month // 12, month % 12 + 1, 1), 1) <= last
    ]


def _heads(session: Session, villages: set[str]) -> dict[str, VillageHead]:
    found: dict[str, VillageHead] = {}
    for batch in batches(sorted(villages)):
        rows = session.execute(
            select(Partner.region_code, Contact.name, Contact.phone, Contact.position)
            .join(Contact, Contact.partner_id == Partner.id)
            .where(
                Partner.kind == PartnerKind.VILLAGE,
                Partner.archived_at.is_(None),
                Partner.region_code.in_(batch),
            )
            .order_by(Contact.id)
        )
        for row in sorted(rows, key=lambda row: not _leads(row.position)):
            if row.region_code:
                found.setdefault(row.region_code, VillageHead(row.name, row.phone or ""))
    return found


def _leads(position: str | None) -> bool:
    said = (position or "").casefold()
    return any(word in said for word in _HEADS)
