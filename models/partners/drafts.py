"""What the forms about partners hold, and what must be true of it before it is kept."""

from dataclasses import dataclass, field
from datetime import date

from models.edits import several
from models.partners.tables import PartnerKind
from models.words import _


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A person at a partner agency as typed; ``id`` is None for a new one."""

    name: str = ""
    position: str = ""
    phone: str = ""
    email: str = ""
    id: int | None = None

    @property
    def key(self) -> object:
        """By what it is known again; one that is new is like no other."""
        return self.id or self


@dataclass(frozen=True, slots=True)
class PartnerDraft:
    """A partner agency as typed."""

    name: str = ""
    kind: PartnerKind = PartnerKind.AGENCY
    region_code: str = ""
    region_line: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    note: str = ""
    contacts: tuple[ContactDraft, ...] = field(default=(), metadata=several("contact"))

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        if not self.name.strip():
            found["name"] = _("Write the partner's name.")
        elif len(self.name) > NAME_LENGTH:
            found["name"] = _("That name is too long.")
        if any(not contact.name.strip() for contact in self.contacts):
            found["contacts"] = _("Write a name for each contact, or take the line out.")
        return found


@dataclass(frozen=True, slots=True)
class AgreementDraft:
    """An agreement with a partner as typed; without ``ends_on`` it holds until called off."""

    number: str = ""
    title: str = ""
    begins_on: date | None = None
    ends_on: date | None = None
    note: str = ""

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        if not self.number.strip():
            found["number"] = _("Write the number of the agreement.")
        elif len(self.number) > NAME_LENGTH:
            found["number"] = _("That number is too long.")
        if not self.title.strip():
            found["title"] = _("Write what the agreement is about.")
        elif len(self.title) > NAME_LENGTH:
            found["title"] = _("That title is too long.")
        if self.begins_on is None:
            found["begins_on"] = _("Write the day it begins.")
        elif self.ends_on is not None and self.ends_on < self.begins_on:
            found["ends_on"] = _("It ends before it begins.")
        return found


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A conversation with a partner as typed; ``due_on`` is when something promised is due."""

    held_on: date | None = None
    contact_id: int | None = None
    officer_id: int | None = None
    text: str = ""
    due_on: date | None = None

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        if self.held_on is None:
            found["held_on"] = _("Write the day of the conversation.")
        elif self.due_on is not None and self.due_on < self.held_on:
            found["due_on"] = _("The follow-up would be due before the conversation.")
        if not self.text.strip():
            found["text"] = _("Write what was said.")
        return found


NAME_LENGTH = 300


def kind_name(kind: PartnerKind) -> str:
    """Say a partner's kind in the spoken language."""
    return {
        PartnerKind.AGENCY: _("Government agency"),
        PartnerKind.VILLAGE: _("Village government"),
        PartnerKind.DISTRICT: _("District government"),
        PartnerKind.GROUP: _("Farmers' or fishers' group"),
        PartnerKind.COOPERATIVE: _("Cooperative"),
        PartnerKind.PERISAI: _("Perisai agent"),
        PartnerKind.COMPANY: _("Company"),
        PartnerKind.OTHER: _("Other"),
    }[kind]
