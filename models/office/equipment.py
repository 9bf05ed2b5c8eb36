"""The office's things that go to events: printers, laptops, a car. The caller owns the session."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields import fill, kept
from models.history.recording import named
from models.office.tables import Equipment, EquipmentKind
from models.words import N_, _

NAME_LENGTH, SERIAL_LENGTH = 300, 32


@dataclass(frozen=True, slots=True)
class EquipmentDraft:
    """A thing of the office as typed."""

    name: str = ""
    kind: EquipmentKind = EquipmentKind.CARD_PRINTER
    serial: str = ""

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        if not self.name.strip():
            found["name"] = _("Write what it is called at the office.")
        elif len(self.name) > NAME_LENGTH:
            found["name"] = _("That name is too long.")
        if len(self.serial.strip()) > SERIAL_LENGTH:
            found["serial"] = _("That number is too long.")
        return found


@dataclass(frozen=True, slots=True)
class EquipmentRow:
    """A thing of the office."""

    id: int
    name: str
    kind: EquipmentKind
    serial: str


def equipment(session: Session, chosen: Collection[int] = ()) -> list[EquipmentRow]:
    """Return the things in use by kind and name, and those ``chosen`` though they are retired."""
    rows = session.execute(
        select(Equipment.id, Equipment.name, Equipment.kind, Equipment.serial).where(
            or_(Equipment.active, Equipment.id.in_(chosen))
        )
    )
    found = [EquipmentRow(thing, name, kind, serial or "") for thing, name, kind, serial in rows]
    kinds = list(EquipmentKind)
    return sorted(found, key=lambda row: (kinds.index(row.kind), row.name.casefold(), row.id))


def equipment_draft(session: Session, equipment_id: int) -> EquipmentDraft:
    """Return a thing as its form shows it. Raises UserError if it is gone."""
    return EquipmentDraft(**kept(_thing(session, equipment_id), EquipmentDraft))


def add_equipment(session: Session, draft: EquipmentDraft) -> Equipment:
    """Put a thing on the office's list."""
    named(session, N_("Add {thing} to the equipment"), thing=draft.name.strip())
    thing = Equipment()
    fill(thing, draft)
    session.add(thing)
    session.flush()
    return thing


def change_equipment(session: Session, equipment_id: int, draft: EquipmentDraft) -> None:
    """Keep a thing's new particulars. Raises UserError if it is gone."""
    thing = _thing(session, equipment_id)
    named(session, N_("Change {thing} of the equipment"), thing=draft.name.strip())
    fill(thing, draft)


def retire_equipment(session: Session, equipment_id: int) -> None:
    """Offer a thing no longer; events it went to keep it. Raises UserError if it is gone."""
    thing = _thing(session, equipment_id)
    named(session, N_("Take {thing} off the equipment"), thing=thing.name)
    thing.active = False


def equipment_name(kind: EquipmentKind) -> str:
    """Say what sort of thing it is in the spoken language."""
    return {
        EquipmentKind.CARD_PRINTER: _("Card printer"),
        EquipmentKind.PRINTER: _("Printer"),
        EquipmentKind.LAPTOP: _("Laptop"),
        EquipmentKind.SCANNER: _("Scanner"),
        EquipmentKind.CAMERA: _("Camera"),
        EquipmentKind.VEHICLE: _("Vehicle"),
        EquipmentKind.OTHER: _("Other thing"),
    }[kind]


def _thing(session: Session, equipment_id: int) -> Equipment:
    thing = session.get(Equipment, equipment_id)
    if thing is None:
        raise UserError(_("This thing is not on the list any more."))
    return thing
