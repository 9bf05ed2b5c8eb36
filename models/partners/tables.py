"""Partner agencies (mitra): whom one speaks to there, what was agreed, what was talked about."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Code, Id, Line, Name, Note, word
from models.office.tables import Officer


class PartnerKind(enum.StrEnum):
    """What sort of body a partner is."""

    AGENCY = "agency"
    VILLAGE = "village"
    DISTRICT = "district"
    GROUP = "group"
    COOPERATIVE = "cooperative"
    PERISAI = "perisai"
    COMPANY = "company"
    OTHER = "other"


class Partner(Base):
    """A body that outreach is done with: a dinas, a village government, a farmers' group."""

    __tablename__ = "partner"

    name: Mapped[Name] = mapped_column(index=True)
    kind: Mapped[PartnerKind] = mapped_column(word(PartnerKind))
    region_code: Mapped[Code | None]
    region_line: Mapped[Line | None]
    address: Mapped[Line | None]
    phone: Mapped[Code | None]
    email: Mapped[Name | None]
    note: Mapped[Note | None]
    archived_at: Mapped[datetime | None]

    contacts: Mapped[list["Contact"]] = relationship(
        back_populates="partner", cascade="all, delete-orphan", order_by="Contact.id"
    )


class Contact(Base):
    """A person at a partner agency."""

    __tablename__ = "contact"

    partner_id: Mapped[Id] = mapped_column(ForeignKey("partner.id"), index=True)
    name: Mapped[Name]
    position: Mapped[Name | None]
    phone: Mapped[Code | None]
    email: Mapped[Name | None]

    partner: Mapped[Partner] = relationship(back_populates="contacts")
    notes: Mapped[list["PartnerNote"]] = relationship(back_populates="contact")


class Agreement(Base):
    """A written agreement with a partner (PKS, MoU); one without an end holds until called off."""

    __tablename__ = "agreement"
    __table_args__ = (CheckConstraint("ends_on >= begins_on", name="ends_after_begin"),)

    partner_id: Mapped[Id] = mapped_column(ForeignKey("partner.id"), index=True)
    number: Mapped[Name]
    title: Mapped[Name]
    begins_on: Mapped[date]
    ends_on: Mapped[date | None] = mapped_column(index=True)
    note: Mapped[Note | None]

    partner: Mapped[Partner] = relationship()


class PartnerNote(Base):
    """A conversation with a partner: who spoke to whom and what was said, what is due of it."""

    __tablename__ = "partner_note"
    __table_args__ = (CheckConstraint("due_on >= held_on", name="due_after_held"),)

    partner_id: Mapped[Id] = mapped_column(ForeignKey("partner.id"), index=True)
    contact_id: Mapped[Id | None] = mapped_column(ForeignKey("contact.id"), index=True)
    officer_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    held_on: Mapped[date]
    text: Mapped[Note]
    due_on: Mapped[date | None] = mapped_column(index=True)
    done_at: Mapped[datetime | None]

    partner: Mapped[Partner] = relationship()
    contact: Mapped[Contact | None] = relationship(back_populates="notes")
    officer: Mapped[Officer | None] = relationship()
