"""Partners as screens show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, selectinload

from models.events.agenda import takes_part
from models.events.queries import event_rows
from models.events.tables import Answer, Event, EventPartner, PartnerRole, Stage
from models.fields import kept
from models.history.rows import batches
from models.partners.drafts import ContactDraft, PartnerDraft
from models.partners.tables import Contact, Partner, PartnerKind
from models.people.names import fold_name


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """One line of the partner list."""

    id: int
    name: str
    kind: PartnerKind
    region_line: str
    contact: str
    phone: str
    events: int
    last_event: datetime | None
    archived: bool = False


@dataclass(frozen=True, slots=True)
class PartnerFilter:
    """Partners of one kind, or all; in one place as ``partner_places`` names them, or anywhere."""

    kind: PartnerKind | None = None
    place: str = ""


EVERY_PARTNER = PartnerFilter()


@dataclass(frozen=True, slots=True)
class PartnerEvent:
    """An event done with a partner: what part they had, and what came of it.

    One that they ``declined`` was not done with them, and what came of it is none of their doing.
    """

    event_id: int
    title: str
    starts_at: datetime
    stage: Stage
    roles: tuple[PartnerRole, ...]
    invited: int
    present: int
    enrolled: int
    declined: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """What came of all the events done with a partner."""

    events: int
    invited: int
    present: int
    enrolled: int

    @property
    def conversion(self) -> float | None:
        """Return the share of those present who enrolled, None where nobody came."""
        return self.enrolled / self.present if self.present else None


def partner_ids(
    session: Session, search: str = "", wanted: PartnerFilter = EVERY_PARTNER
) -> list[int]:
    """Return the partners by name, those whose name, place or contact holds ``search``."""
    found = (
        select(Partner.id)
        .where(Partner.archived_at.is_(None), *_among(wanted))
        .order_by(func.lower(Partner.name), Partner.id)
    )
    for word in search.split():
        found = found.where(
            or_(
                Partner.name.icontains(word, autoescape=True),
                Partner.region_line.icontains(word, autoescape=True),
                Partner.contacts.any(Contact.name.icontains(word, autoescape=True)),
            )
        )
    return list(session.scalars(found))


def partner_places(session: Session) -> list[str]:
    """Return the districts and regencies that partners are in, by name."""
    lines = session.scalars(
        select(Partner.region_line)
        .where(Partner.archived_at.is_(None), Partner.region_line.is_not(None))
        .distinct()
    )
    return sorted({_around(line) for line in lines if line}, key=str.casefold)


def partner_rows(session: Session, ids: Sequence[int]) -> dict[int, PartnerRow]:
    """Return the lines with these ids; one gone meanwhile is left out."""
    return {
        partner.id: _row(partner, *together.get(partner.id, (0, None)))
        for batch in batches(ids)
        for together in [_events_together(session, batch)]
        for partner in session.scalars(
            select(Partner).where(Partner.id.in_(batch)).options(selectinload(Partner.contacts))
        )
    }


def partner_draft(session: Session, partner_id: int) -> PartnerDraft:
    """Return a partner as its form shows it."""
    partner = session.get_one(Partner, partner_id)
    contacts = tuple(ContactDraft(**kept(contact, ContactDraft)) for contact in partner.contacts)
    return PartnerDraft(**kept(partner, PartnerDraft), contacts=contacts)


def find_partners(session: Session, typed: str, limit: int = 20) -> list[PartnerRow]:
    """Return the partners that fit what was typed, those beginning with it first."""
    rows = partner_rows(session, partner_ids(session, typed)).values()
    start = fold_name(typed)
    ordered = sorted(rows, key=lambda row: (not fold_name(row.name).startswith(start), row.name))
    return ordered[:limit]


def partner_events(session: Session, partner_id: int) -> tuple[PartnerEvent, ...]:
    """Return the events done with a partner and those it declined, the latest first.

    Of an event where it declined one part and not the other only the other is told.
    """
    roles: dict[int, list[PartnerRole]] = {}
    refused: dict[int, list[PartnerRole]] = {}
    parts = session.execute(
        select(EventPartner.event_id, EventPartner.role, EventPartner.answer)
        .join(EventPartner.event)
        .where(EventPartner.partner_id == partner_id, Event.archived_at.is_(None))
        .order_by(Event.starts_at.desc(), EventPartner.id)
    )
    for event_id, role, answer in parts:
        declined = answer is Answer.DECLINED
        roles.setdefault(event_id, [])  # the order of the events
        (refused.setdefault(event_id, []) if declined else roles[event_id]).append(role)
    rows = event_rows(session, list(roles))
    return tuple(
        PartnerEvent(
            row.id,
            row.title,
            row.starts_at,
            row.stage,
            tuple(roles[row.id] or refused[row.id]),
            row.invited,
            row.present,
            row.enrolled,
            not roles[row.id],
        )
        for row in (rows[event_id] for event_id in roles)
    )


def results(events: Sequence[PartnerEvent]) -> Results:
    """Return what came of ``events`` together, without those that were declined."""
    done = [event for event in events if not event.declined]
    return Results(
        len(done),
        sum(event.invited for event in done),
        sum(event.present for event in done),
        sum(event.enrolled for event in done),
    )


def _among(wanted: PartnerFilter) -> list[ColumnElement[bool]]:
    found = []
    if wanted.kind is not None:
        found.append(Partner.kind == wanted.kind)
    if wanted.place:
        inside = Partner.region_line.endswith(f", {wanted.place}", autoescape=True)
        found.append(or_(Partner.region_line == wanted.place, inside))
    return found


def _around(line: str) -> str:
    """Return what a village lies in; a place that is written without that is its own."""
    return line.partition(", ")[2] or line


def _row(partner: Partner, events: int, last_event: datetime | None) -> PartnerRow:
    first = partner.contacts[0] if partner.contacts else None
    return PartnerRow(
        partner.id,
        partner.name,
        partner.kind,
        partner.region_line or "",
        first.name if first else "",
        (first.phone if first else None) or partner.phone or "",
        events,
        last_event,
        partner.archived_at is not None,
    )


def _events_together(
    session: Session, partners: Sequence[int]
) -> dict[int, tuple[int, datetime | None]]:
    rows = session.execute(
        select(
            EventPartner.partner_id,
            func.count(EventPartner.event_id.distinct()),
            func.max(Event.starts_at),
        )
        .join(EventPartner.event)
        .where(EventPartner.partner_id.in_(partners), takes_part())
        .group_by(EventPartner.partner_id)
    )
    return {partner: (count, last) for partner, count, last in rows}
