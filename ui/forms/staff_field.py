"""Who of the office goes to an event: a box for each, to be ticked."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from models.words import _
from ui.forms.boxes_field import BoxesField


class StaffField(BoxesField):
    """Boxes with the names of officers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Nobody is on the list of officers yet."), parent)

    def show_staff(self, officers: Sequence[tuple[int, str]], chosen: Sequence[int]) -> None:
        """Offer ``officers``, ids and names, with those ``chosen`` ticked."""
        self.show_boxes(officers, chosen)

    def staff(self) -> tuple[int, ...]:
        """Return those who are ticked."""
        return self.chosen()
