"""Adding and changing partners. The caller owns the session."""

from sqlalchemy.orm import Session

from models.base import utc_now
from models.fields import fill
from models.history.recording import named
from models.partners.drafts import PartnerDraft
from models.partners.tables import Contact, Partner
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
