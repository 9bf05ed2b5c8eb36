"""The office as screens and letters show it."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.events.summary import Letterhead
from models.fields import kept
from models.office.drafts import OfficeDraft, OfficerDraft
from models.office.tables import Office, Officer, Role

_OFFICE, _ZONE = select(Office), select(Office.time_zone)
"""Built once: each page and paper asks them."""


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """Someone of the office."""

    id: int
    name: str
    position: str
    role: Role


def is_set_up(session: Session) -> bool:
    """Tell whether the office has been made."""
    return session.scalar(select(Office.id)) is not None


def office_draft(session: Session) -> OfficeDraft:
    """Return the office's particulars."""
    return OfficeDraft(**kept(session.scalars(select(Office)).one(), OfficeDraft))


def letterhead(session: Session) -> Letterhead:
    """Return the office as it stands on its letters."""
    return letterhead_and_zone(session)[0]


def letterhead_and_zone(session: Session) -> tuple[Letterhead, ZoneInfo]:
    """Return the office as it stands on its letters, and the zone of its clock."""
    office = session.scalars(_OFFICE).one()
    told = Letterhead(
        name=office.name,
        address=office.address or "",
        phone=office.phone or "",
        email=office.email or "",
        place=office.place,
        head_name=office.head_name,
        head_position=office.head_position,
        logo=office.logo,
        head_number=office.head_number or "",
    )
    return told, ZoneInfo(office.time_zone)


def time_zone(session: Session) -> ZoneInfo:
    """Return the zone whose clock hangs on the office's wall."""
    return ZoneInfo(session.scalar(_ZONE) or "Asia/Jakarta")


def wall_now(session: Session) -> datetime:
    """Return the present moment as the office's clock shows it."""
    return datetime.now(time_zone(session)).replace(microsecond=0)


def today(session: Session) -> date:
    """Return the day it is at the office."""
    return wall_now(session).date()


def officers(session: Session) -> list[OfficerRow]:
    """Return those who work at the office, by name."""
    return [
        OfficerRow(row.id, row.name, row.position or "", row.role)
        for row in session.execute(
            select(Officer.id, Officer.name, Officer.position, Officer.role)
            .where(Officer.active)
            .order_by(Officer.name, Officer.id)
        )
    ]


def officer_draft(session: Session, officer_id: int) -> OfficerDraft:
    """Return an officer's particulars."""
    return OfficerDraft(**kept(session.get_one(Officer, officer_id), OfficerDraft))
