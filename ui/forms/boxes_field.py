"""Boxes to be ticked, below each of them what takes it already at that time."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStyle, QVBoxLayout, QWidget

from models.events.clash import Clash
from models.words import _
from ui.forms.clash_lines import ROLES
from ui.look import FAINT, Size
from ui.plain import label, tip
from ui.widgets.reflow import Tiles
from ui.widgets.text import Text

TILE = 11
"""The least width of a name, in text lines."""


class BoxesField(QWidget):
    """A box for each of those offered; one that is taken may be ticked all the same."""

    changed = Signal()

    def __init__(self, nothing: str, parent: QWidget | None = None) -> None:
        """Say ``nothing`` where there is nothing to tick."""
        super().__init__(parent)
        self._nothing = nothing
        self._boxes: dict[int, TakenBox] = {}
        self._tiles: QWidget = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._tiles)

    def show_boxes(self, offered: Sequence[tuple[int, str]], chosen: Sequence[int]) -> None:
        """Offer these, ids and names, with those ``chosen`` ticked."""
        self._boxes = {one: TakenBox(name) for one, name in offered}
        for one, taken in self._boxes.items():
            taken.box.setChecked(one in chosen)
            taken.box.clicked.connect(self.changed)
        self._column.removeWidget(self._tiles)
        self._tiles.deleteLater()
        boxes = list(self._boxes.values())
        self._tiles = Tiles(boxes, TILE) if boxes else Text(self._nothing, ink=FAINT, wrap=True)
        self._column.addWidget(self._tiles)

    def offered(self) -> tuple[int, ...]:
        """Return all of whom there is a box."""
        return tuple(self._boxes)

    def chosen(self) -> tuple[int, ...]:
        """Return those that are ticked."""
        return tuple(one for one, taken in self._boxes.items() if taken.box.isChecked())

    def box(self, one: int) -> QCheckBox:
        """Return the box of one of those offered."""
        return self._boxes[one].box

    def say_taken(self, taken: Mapping[int, Sequence[Clash]]) -> None:
        """Say below each box what takes it, the worst of it first; nothing below the others."""
        for one, box in self._boxes.items():
            box.say(taken.get(one, ()))

    def remarks(self) -> dict[int, str]:
        """Return what is said below the boxes, of those that are taken."""
        return {one: box.remark() for one, box in self._boxes.items() if box.remark()}


class TakenBox(QWidget):
    """A box with a name, and a fainter line below it unless it is ticked in spite of that."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clashes: Sequence[Clash] = ()
        self.box = QCheckBox(label(name))
        self._remark = Text("", Size.CAPTION, FAINT, wrap=True)
        style = self.box.style()
        indent = style.pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth) + style.pixelMetric(
            QStyle.PixelMetric.PM_CheckBoxLabelSpacing
        )
        below = QHBoxLayout()
        below.setContentsMargins(indent, 0, 0, 0)
        below.addWidget(self._remark)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.box)
        column.addLayout(below)
        column.addStretch(1)
        self.box.toggled.connect(self._ink)
        self.say(())

    def say(self, clashes: Sequence[Clash]) -> None:
        """Say what takes it, in a few words; whole sentences to a screen reader and as a tip."""
        self._clashes = clashes
        text = clashes[0].short() if clashes else ""
        if len(clashes) > 1:
            text = _("{what}, and {n} more").format(what=text, n=len(clashes) - 1)
        self._remark.setText(text)
        self._remark.setVisible(bool(clashes))
        said = "\n".join(clash.said() for clash in clashes)
        self.box.setAccessibleDescription(said)
        for part in (self.box, self._remark):
            part.setToolTip(tip(said))
        self._ink()

    def remark(self) -> str:
        """Return what is said below the box."""
        return self._remark.text()

    def _ink(self) -> None:
        ticked = self._clashes and self.box.isChecked()
        self._remark.set_ink(ROLES[self._clashes[0].level] if ticked else FAINT)
