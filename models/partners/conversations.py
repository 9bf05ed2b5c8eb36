"""Conversations with partners as screens show them, and what was promised in them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from models.fields import kept
from models.office.queries import OfficerRow
from models.office.tables import Officer
from models.partners.drafts import NoteDraft
from models.partners.tables import Contact, PartnerNote


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Someone to speak to at a partner."""

    id: int
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A conversation with a partner; ``done`` tells that what was promised has been done."""

    id: int
    held_on: date
    contact: str
    officer: str
    text: str
    due_on: date | None
    done: bool


def note_rows(session: Session, partner_id: int) -> tuple[NoteRow, ...]:
    """Return the conversations with a partner, the latest first."""
    return tuple(
        NoteRow(
            note.id,
            note.held_on,
            note.contact.name if note.contact else "",
            note.officer.name if note.officer else "",
            note.text,
            note.due_on,
            note.done_at is not None,
        )
        for note in session.scalars(
            select(PartnerNote)
            .where(PartnerNote.partner_id == partner_id)
            .options(joinedload(PartnerNote.contact), joinedload(PartnerNote.officer))
            .order_by(PartnerNote.held_on.desc(), PartnerNote.id.desc())
        )
    )


def note_draft(session: Session, note_id: int) -> NoteDraft:
    """Return a conversation as its form shows it."""
    return NoteDraft(**kept(session.get_one(PartnerNote, note_id), NoteDraft))


def contact_rows(session: Session, partner_id: int) -> tuple[ContactRow, ...]:
    """Return those one speaks to at a partner, in the order they were noted."""
    return tuple(
        ContactRow(contact.id, contact.name, contact.phone or "")
        for contact in session.scalars(
            select(Contact).where(Contact.partner_id == partner_id).order_by(Contact.id)
        )
    )


def speakers(session: Session, partner_id: int) -> list[OfficerRow]:
    """Return those of the office who may speak with a partner, or once did, by name."""
    spoke = select(PartnerNote.officer_id).where(PartnerNote.partner_id == partner_id)
    return [
        OfficerRow(officer.id, officer.name, officer.position or "", officer.role)
        for officer in session.scalars(
            select(Officer)
            .where(or_(Officer.active, Officer.id.in_(spoke)))
            .order_by(Officer.name, Officer.id)
        )
    ]
