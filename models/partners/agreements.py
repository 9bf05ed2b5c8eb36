"""Agreements with partners as screens show them: which hold, which end soon, which have ended."""

import enum
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.fields import kept
from models.partners.drafts import AgreementDraft
from models.partners.tables import Agreement

SOON = timedelta(days=90)
"""How long before its end an agreement is to be renewed."""


class Standing(enum.Enum):
    """How an agreement stands on some day."""

    TO_COME = enum.auto()
    IN_FORCE = enum.auto()
    ENDS_SOON = enum.auto()
    ENDED = enum.auto()


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement with a partner, and how it stands today; ``days_left`` until its last day."""

    id: int
    number: str
    title: str
    begins_on: date
    ends_on: date | None
    standing: Standing
    days_left: int | None


def standing(begins_on: date, ends_on: date | None, today: date) -> Standing:
    """Return how an agreement stands on the day ``today``; its last day still counts."""
    if ends_on is not None and ends_on < today:
        return Standing.ENDED
    if begins_on > today:
        return Standing.TO_COME
    if ends_on is not None and ends_on <= today + SOON:
        return Standing.ENDS_SOON
    return Standing.IN_FORCE


def agreement_rows(session: Session, partner_id: int, today: date) -> tuple[AgreementRow, ...]:
    """Return a partner's agreements, the one that begins last first."""
    return tuple(
        AgreementRow(
            one.id,
            one.number,
            one.title,
            one.begins_on,
            one.ends_on,
            standing(one.begins_on, one.ends_on, today),
            (one.ends_on - today).days if one.ends_on else None,
        )
        for one in session.scalars(
            select(Agreement)
            .where(Agreement.partner_id == partner_id)
            .order_by(Agreement.begins_on.desc(), Agreement.id.desc())
        )
    )


def agreement_draft(session: Session, agreement_id: int) -> AgreementDraft:
    """Return an agreement as its form shows it."""
    return AgreementDraft(**kept(session.get_one(Agreement, agreement_id), AgreementDraft))
