"""A field for the programmes somebody enters: some always, others if they like."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget
from typing_extensions import override

from models.enrolment.rates import Programme
from models.words import _
from ui.look import Role
from ui.widgets.badge import Badge, BadgeLabel


class ProgrammesField(QWidget):
    """The compulsory programmes stand fast together; each other one is ticked or not.

    A digit says how many are entered, the first of the table: 3 for JKK, JKM and JHT.
    """

    changed = Signal()
    """The person ticked or unticked one; not after ``set_value``."""

    def __init__(self, programmes: Sequence[Programme], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order = [one.code for one in programmes]
        self._fast = [one.code for one in programmes if one.compulsory]
        self.boxes = {one.code: QCheckBox(one.code) for one in programmes if not one.compulsory}
        fast = BadgeLabel(Badge(" + ".join(self._fast), Role.SUCCESS), self)
        fast.setToolTip(_("These are entered together."))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(fast)
        for box in self.boxes.values():
            row.addWidget(box)
            box.clicked.connect(self.changed)
        row.addStretch(1)
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    def value(self) -> tuple[str, ...]:
        """Return the codes of the programmes, in the order of the table."""
        chosen = {*self._fast, *(code for code, box in self.boxes.items() if box.isChecked())}
        return tuple(code for code in self._order if code in chosen)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        count = int(event.text()) if event.text() in tuple("123456789") else 0
        if len(self._fast) <= count <= len(self._order):
            self.set_value(self._order[:count])
            self.changed.emit()
        else:
            super().keyPressEvent(event)

    def set_value(self, programmes: Sequence[str]) -> None:
        """Tick these of the programmes one may choose."""
        for code, box in self.boxes.items():
            box.setChecked(code in programmes)
