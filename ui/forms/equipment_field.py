"""Which of the office's things go to an event: a box for each, to be ticked."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from models.office.equipment import EquipmentRow
from models.words import _
from ui.forms.boxes_field import BoxesField


class EquipmentField(BoxesField):
    """Boxes with the names of printers, laptops, cars, in the order of their kinds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("No printers, laptops or cars are listed in the settings yet."), parent)

    def show_equipment(self, things: Sequence[EquipmentRow], chosen: Sequence[int]) -> None:
        """Offer ``things``, with those ``chosen`` ticked."""
        self.show_boxes([(thing.id, thing.name) for thing in things], chosen)

    def equipment(self) -> tuple[int, ...]:
        """Return those that are ticked."""
        return self.chosen()
