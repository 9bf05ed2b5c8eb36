"""Adding and changing partners, agreements and conversations. The caller owns the session."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.documents.tables import Attachment
from models.fields import fill
from models.history.recording import named
from models.partners.drafts import AgreementDraft, NoteDraft, PartnerDraft
from models.partners.tables import Agreement, Contact, Partner, PartnerNote
from models.words import N_


def add_partner(session: Session, draft: PartnerDraft) -> Partner:
    """Take in a new partner with its contacts."""
    named(session, N_("Add partner {partner}"), partner=draft.name)
    partner = Partner()
    _fill(partner, draft)
    session.add(partner)
    session.flush()
    return partner


def change_partner(session: Session, partner_id: int, draft: PartnerDraft) -> None:
    """Keep new particulars of a partner; contacts that the draft leaves out are taken out."""
    named(session, N_("Change partner {partner}"), partner=draft.name)
    _fill(session.get_one(Partner, partner_id), draft)


def archive_partner(session: Session, partner_id: int) -> None:
    """Put a partner out of sight; its events and history stay."""
    partner = session.get_one(Partner, partner_id)
    named(session, N_("Archive partner {partner}"), partner=partner.name)
    partner.archived_at = utc_now()


def bring_back_partner(session: Session, partner_id: int) -> None:
    """Put an archived partner into the list again."""
    partner = session.get_one(Partner, partner_id)
    named(session, N_("Bring back partner {partner}"), partner=partner.name)
    partner.archived_at = None


def add_agreement(session: Session, partner_id: int, draft: AgreementDraft) -> Agreement:
    """Take in an agreement with a partner."""
    partner = session.get_one(Partner, partner_id)
    named(session, N_("Add agreement {number} of {partner}"), **_of(partner, draft.number))
    agreement = Agreement(partner_id=partner_id)
    fill(agreement, draft)
    session.add(agreement)
    session.flush()
    return agreement


def change_agreement(session: Session, agreement_id: int, draft: AgreementDraft) -> None:
    """Keep new particulars of an agreement."""
    agreement = session.get_one(Agreement, agreement_id)
    words = _of(agreement.partner, draft.number)
    named(session, N_("Change agreement {number} of {partner}"), **words)
    fill(agreement, draft)


def remove_agreement(session: Session, agreement_id: int) -> None:
    """Take an agreement out with the files attached to it; the history keeps them."""
    agreement = session.get_one(Agreement, agreement_id)
    words = _of(agreement.partner, agreement.number)
    named(session, N_("Remove agreement {number} of {partner}"), **words)
    for file in session.scalars(select(Attachment).where(Attachment.agreement_id == agreement_id)):
        session.delete(file)
    session.flush()
    session.delete(agreement)


def add_note(session: Session, partner_id: int, draft: NoteDraft) -> PartnerNote:
    """Note a conversation with a partner."""
    partner = session.get_one(Partner, partner_id)
    named(session, N_("Note a conversation with {partner}"), partner=partner.name)
    note = PartnerNote(partner_id=partner_id)
    fill(note, draft)
    session.add(note)
    session.flush()
    return note


def change_note(session: Session, note_id: int, draft: NoteDraft) -> None:
    """Keep a conversation as it now reads; a follow-up for another day is open again."""
    note = session.get_one(PartnerNote, note_id)
    named(session, N_("Change a conversation with {partner}"), partner=note.partner.name)
    if draft.due_on != note.due_on:
        note.done_at = None
    fill(note, draft)


def remove_note(session: Session, note_id: int) -> None:
    """Take a conversation out; the history keeps it."""
    note = session.get_one(PartnerNote, note_id)
    named(session, N_("Remove a conversation with {partner}"), partner=note.partner.name)
    session.delete(note)


def finish_follow_up(session: Session, note_id: int) -> None:
    """Note that what was promised in a conversation has been done."""
    note = session.get_one(PartnerNote, note_id)
    named(session, N_("Follow-up with {partner} done"), partner=note.partner.name)
    note.done_at = utc_now()


def reopen_follow_up(session: Session, note_id: int) -> None:
    """Note that what was promised in a conversation is still to be done."""
    note = session.get_one(PartnerNote, note_id)
    named(session, N_("Follow-up with {partner} still to be done"), partner=note.partner.name)
    note.done_at = None


def _of(partner: Partner, number: str) -> dict[str, str]:
    return {"partner": partner.name, "number": number.strip()}


def _fill(partner: Partner, draft: PartnerDraft) -> None:
    fill(partner, draft)
    present = {contact.id: contact for contact in partner.contacts}
    kept = []
    for wanted in draft.contacts:
        contact = present.get(wanted.id) if wanted.id is not None else None
        contact = contact or Contact()
        for name in ("name", "position", "phone", "email"):
            value = getattr(wanted, name).strip() or (None if name != "name" else "")
            if getattr(contact, name) != value:
                setattr(contact, name, value)
        kept.append(contact)
    partner.contacts = kept
