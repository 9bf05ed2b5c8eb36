"""Whom a letter goes to: the partners of an event, each with a box to tick."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.words import _
from ui.look import FAINT, Size, em
from ui.plain import label
from ui.widgets.header import action_button
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Text

MANY = 5
"""From so many partners on they scroll, and all can be ticked at once."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A partner that can be written to; ``remark`` says how it stands."""

    partner_id: int
    name: str
    remark: str = ""


class PartnerBoxes(QWidget):
    """A box for each partner; with many of them also all or none at once."""

    changed = Signal()
    """The person ticked or unticked; not after ``choose``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[int, QCheckBox] = {}
        self._names: dict[int, str] = {}
        self._shown: list[QWidget] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(em(self, 0.3))
        self._nobody = Text(
            _("No partner takes part in this event yet. Add them to its plan."),
            ink=FAINT,
            wrap=True,
        )
        self._all, self._none = action_button(_("All")), action_button(_("None"))
        self._both = QWidget()
        buttons = QHBoxLayout(self._both)
        buttons.setContentsMargins(0, 0, 0, 0)
        for button in (self._all, self._none):
            buttons.addWidget(button)
        buttons.addStretch(1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._nobody)
        column.addLayout(self._lines)
        column.addStretch(1)
        self._scroll = Scrolling(inside, 1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._scroll)
        around.addWidget(self._both)
        self._all.clicked.connect(lambda: self._tick(on=True))
        self._none.clicked.connect(lambda: self._tick(on=False))
        self.offer(())

    def offer(self, recipients: Sequence[Recipient]) -> None:
        """Offer these; those that were ticked stay so."""
        ticked = self.chosen()
        for line in self._shown:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._boxes, self._shown = {}, []
        self._names = {one.partner_id: one.name for one in recipients}
        for one in recipients:
            self._boxes[one.partner_id] = box = QCheckBox(label(one.name))
            box.setAccessibleDescription(one.remark)
            box.clicked.connect(self.changed)
            self._shown.append(_line(box, one.remark))
            self._lines.addWidget(self._shown[-1])
        self.choose(ticked)
        self._nobody.setVisible(not recipients)
        self._both.setVisible(len(recipients) >= MANY)
        shown = min(len(recipients), MANY) or 2  # two lines say that there is nobody
        self._scroll.setFixedHeight(em(self, 1.85 * shown + 0.4))
        self.setFocusProxy(next(iter(self._boxes.values()), self._all))

    def chosen(self) -> tuple[int, ...]:
        """Return the partners that are ticked, in their order."""
        return tuple(one for one, box in self._boxes.items() if box.isChecked())

    def names_chosen(self) -> list[tuple[int, str]]:
        """Return the partners that are ticked with what they are called, in their order."""
        return [(one, self._names[one]) for one in self.chosen()]

    def choose(self, partners: Collection[int]) -> None:
        """Tick these and no others."""
        for one, box in self._boxes.items():
            box.setChecked(one in partners)

    @override
    def sizeHint(self) -> QSize:
        # One line: a form puts the label beside the first box, not in the middle of them all.
        return QSize(em(self, 12), em(self, 1.9))

    def _tick(self, *, on: bool) -> None:
        self.choose(self._boxes if on else ())
        self.changed.emit()


def _line(box: QCheckBox, remark: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    box.setMinimumWidth(em(box, 2))  # a long name is shortened, not the form widened
    row.addWidget(box, 1)
    if remark:
        row.addWidget(Text(remark, Size.CAPTION, FAINT))
    return line
