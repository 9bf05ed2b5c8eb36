"""One difference, its sides beside one another: what each says, who, when and at which desk."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.packets.showing import Difference
from models.packets.sides import ConflictSide
from models.packets.tables import ConflictState
from models.packets.wording import choice_name, conflict_kind_name
from models.words import _
from ui.look import FAINT, Size, em
from ui.panes.packets_said import moment_said
from ui.plain import label
from ui.widgets.header import action_button
from ui.widgets.panel import Card
from ui.widgets.reflow import Tiles
from ui.widgets.replacing import put_in_place_of
from ui.widgets.text import Text

SIDE = 16
"""The least width of a side, in text lines."""


class DifferenceSides(QWidget):
    """Each side has a button with the number of its key; one more where all may stand."""

    kept = Signal(object)
    """The number of the side that is to stand, from 0; None for all of them."""
    person_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person_id: int | None = None
        self.buttons: list[QPushButton] = []
        self.title = Text("", Size.HEADING, wrap=True)
        self.kind = Text("", ink=FAINT, wrap=True)
        self.decided = Text("", wrap=True)
        self.person = action_button(_("Show the person"), "users")
        self.both = action_button("", "copy")
        self._sides: QWidget = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(self, 0.6))
        for widget in (self.title, self.kind, self.decided, self._sides, self.both, self.person):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.both.clicked.connect(lambda: self.kept.emit(None))
        self.person.clicked.connect(lambda: self.person_asked.emit(self._person_id))

    def show_difference(self, row: Difference, zone: ZoneInfo) -> None:
        """Show a difference; one that is decided can only be looked at."""
        waits = row.state is ConflictState.OPEN
        self._person_id = row.person_id
        self.person.setVisible(row.person_id is not None)
        self.title.setText(_("{name}: {what}").format(name=row.name, what=row.what))
        self.kind.setText(conflict_kind_name(row.kind))
        self.decided.setText("" if waits else decision_said(row, zone))
        self.decided.setVisible(not waits)
        self.buttons = []
        keeps = waits and row.single
        cards = [
            self._card(number, side, zone, keeps=keeps) for number, side in enumerate(row.sides)
        ]
        shown = Tiles(cards, SIDE)
        put_in_place_of(self._column, self._sides, shown)
        self._sides = shown
        self.both.setText(label(_("Keep both ({key})").format(key=len(row.sides) + 1)))
        self.both.setVisible(waits and row.both)

    def begin(self) -> None:
        """Put the keyboard on the first side that can be kept."""
        reached = [one for one in (*self.buttons, self.both, self.person) if not one.isHidden()]
        if reached:
            reached[0].setFocus()

    def _card(self, number: int, side: ConflictSide, zone: ZoneInfo, *, keeps: bool) -> QWidget:
        card = Card()
        card.column.addWidget(Text(side.desk or _("Office"), Size.STRONG, elide=True))
        card.column.addWidget(Text(side.value or _("nothing"), Size.HEADING, wrap=True))
        moment = "" if side.at is None else moment_said(side.at, zone)
        said = " · ".join(part for part in (side.officer, moment) if part)
        card.column.addWidget(Text(said, Size.CAPTION, FAINT, wrap=True))
        card.column.addStretch(1)
        keep = action_button(_("Keep this ({key})").format(key=number + 1), "check")
        keep.setAccessibleName(
            _("Keep what {desk} says: {value}").format(desk=side.desk, value=side.value)
        )
        keep.clicked.connect(partial(self.kept.emit, number))
        card.column.addWidget(keep)
        keep.setVisible(keeps)  # on the card now: by itself it would be a window
        self.buttons.append(keep)
        return card


def decision_said(row: Difference, zone: ZoneInfo) -> str:
    """Say what was decided, by whom, when and why."""
    parts = [
        choice_name(row.choice) if row.choice is not None else "",
        row.officer,
        moment_said(row.decided_at, zone) if row.decided_at is not None else "",
        row.reason,
    ]
    return " · ".join(part for part in parts if part)
