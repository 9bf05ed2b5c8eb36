"""What the partner form holds, and what must be true of it before it is kept."""

from dataclasses import dataclass

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
    contacts: tuple[ContactDraft, ...] = ()

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
