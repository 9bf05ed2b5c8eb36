"""Partner agencies (mitra) and the people one speaks to there."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Code, Id, Line, Name, Note, word


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
