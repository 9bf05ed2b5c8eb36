"""Who of the office goes to an event: a box for each, to be ticked."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from models.words import _
from ui.look import FAINT
from ui.plain import label
from ui.widgets.reflow import Tiles
from ui.widgets.text import Text

TILE = 11
"""The least width of a name, in text lines."""


class StaffField(QWidget):
    """Boxes with the names of officers."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[int, QCheckBox] = {}
        self._tiles: QWidget = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._tiles)

    def show_staff(self, officers: Sequence[tuple[int, str]], chosen: Sequence[int]) -> None:
        """Offer ``officers``, ids and names, with those ``chosen`` ticked."""
        self._boxes = {one: QCheckBox(label(name)) for one, name in officers}
        for one, box in self._boxes.items():
            box.setChecked(one in chosen)
            box.clicked.connect(self.changed)
        self._column.removeWidget(self._tiles)
        self._tiles.deleteLater()
        nobody = _("Nobody is on the list of officers yet.")
        boxes = list(self._boxes.values())
        self._tiles = Tiles(boxes, TILE) if boxes else Text(nobody, ink=FAINT, wrap=True)
        self._column.addWidget(self._tiles)

    def staff(self) -> tuple[int, ...]:
        """Return those who are ticked."""
        return tuple(one for one, box in self._boxes.items() if box.isChecked())
