"""What the forms about the office hold, and what must be true of it before it is kept."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from models.office.tables import Role
from models.words import _

TIME_ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
"""Indonesia's zones: WIB, WITA, WIT."""


@dataclass(frozen=True, slots=True)
class OfficeDraft:
    """The office as typed."""

    name: str = ""
    place: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    head_name: str = ""
    head_position: str = "Kepala Kantor Cabang"
    head_number: str = ""
    time_zone: str = TIME_ZONES[0]

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        if not self.name.strip():
            found["name"] = _("Write the office's name as it is on its letters.")
        if not self.place.strip():
            found["place"] = _("Write the town the office dates its letters from.")
        if not self.head_name.strip():
            found["head_name"] = _("Write who signs for the office.")
        if not _is_zone(self.time_zone):
            found["time_zone"] = _("Choose a time zone.")
        return found


@dataclass(frozen=True, slots=True)
class OfficerDraft:
    """Someone of the office as typed."""

    name: str = ""
    position: str = ""
    staff_number: str = ""
    phone: str = ""
    role: Role = Role.COORDINATOR

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        return {} if self.name.strip() else {"name": _("Write a name.")}


def officer_role_name(role: Role) -> str:
    """Return what a role is called."""
    return {
        Role.ADMINISTRATOR: _("Administrator"),
        Role.COORDINATOR: _("Coordinator"),
        Role.DESK_OFFICER: _("Desk officer"),
        Role.READER: _("Reader"),
    }[role]


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
