"""What is due with partners: agreements about to end, follow-ups that were promised."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.partners.agreements import SOON
from models.partners.tables import Agreement, Partner, PartnerNote

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class EndingAgreement:
    """An agreement that ends within the time asked about."""

    agreement_id: int
    partner_id: int
    partner: str
    number: str
    title: str
    ends_on: date


@dataclass(frozen=True, slots=True)
class DueFollowUp:
    """Something promised to a partner that is still to be done."""

    note_id: int
    partner_id: int
    partner: str
    contact: str
    text: str
    due_on: date
    overdue: bool


@dataclass(frozen=True, slots=True)
class PartnersDue:
    """What is due with partners on some day: what was promised, and agreements about to end."""

    today: date
    promised: tuple[DueFollowUp, ...]
    ending: tuple[EndingAgreement, ...]

    @property
    def count(self) -> int:
        """Return how much is due."""
        return len(self.promised) + len(self.ending)


def partners_due(session: Session, day: date) -> PartnersDue:
    """Return what is due with partners on this day, or soon after it."""
    return PartnersDue(day, due_follow_ups(session, day), ending_agreements(session, day))


def ending_agreements(
    session: Session, today: date, within: timedelta = SOON
) -> tuple[EndingAgreement, ...]:
    """Return the agreements whose last day is from ``today`` to ``within`` later, soonest first."""
    rows = session.execute(
        select(Agreement, Partner.name)
        .join(Agreement.partner)
        .where(
            Agreement.ends_on.between(today, today + within),
            Partner.archived_at.is_(None),
        )
        .order_by(Agreement.ends_on, Agreement.id)
    )
    return tuple(
        EndingAgreement(one.id, one.partner_id, partner, one.number, one.title, one.ends_on)
        for one, partner in rows
        if one.ends_on is not None
    )


def due_follow_ups(
    session: Session, today: date, within: timedelta = WEEK
) -> tuple[DueFollowUp, ...]:
    """Return what is still to be done and due up to ``within`` after ``today``, latest due last."""
    notes = session.scalars(
        select(PartnerNote)
        .join(PartnerNote.partner)
        .where(
            PartnerNote.due_on <= today + within,
            PartnerNote.done_at.is_(None),
            Partner.archived_at.is_(None),
        )
        .options(joinedload(PartnerNote.partner), joinedload(PartnerNote.contact))
        .order_by(PartnerNote.due_on, PartnerNote.id)
    )
    return tuple(
        DueFollowUp(
            note.id,
            note.partner_id,
            note.partner.name,
            note.contact.name if note.contact else "",
            note.text,
            note.due_on,
            note.due_on < today,
        )
        for note in notes
        if note.due_on is not None
    )
