"""What a packet is to hold: which desk, whose villages, how many numbers, who sits there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models.packets.making import PacketDraft
from models.packets.offering import PacketOffer, PacketSize
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.boxes_field import BoxesField
from ui.forms.villages_field import VillagesField
from ui.look import FAINT, em
from ui.widgets.count_field import CountField
from ui.widgets.form import FormGrid
from ui.widgets.header import action_button
from ui.widgets.text import Text

LONGEST = 60
MEGA = 1_000_000


class PackingPacketForm(QWidget):
    """Judged as one types; what it comes to stands below."""

    changed = Signal()
    wanted = Signal(object)
    """A ``PacketDraft`` to be made now."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._event_id = 0
        self._left = 0
        self.desk = QLineEdit()
        self.desk.setMaxLength(LONGEST)
        self.villages = VillagesField(bench)
        self.numbers = CountField()
        self.officers = BoxesField(_("Nobody works here."))
        self.estimate = Text("", ink=FAINT, wrap=True)
        self.make = action_button(_("Prepare the packet…"), "archive", primary=True)
        self.grid = FormGrid()
        named = _("Left empty, it is named by its number.")
        self.grid.add("desk", _("Name of the desk"), self.desk, hint=named)
        villages = _("Their people go along, too, in case they come uninvited.")
        self.grid.add("regions", _("Villages"), self.villages, hint=villages)
        self.grid.add("numbers", _("Membership numbers"), self.numbers)
        self.grid.add("officers", _("Who may sit there"), self.officers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        for widget in (self.grid, self.estimate, self.make):
            column.addWidget(widget)
        self.setFocusProxy(self.desk)
        self._listen()

    def offer(self, event_id: int, offered: PacketOffer) -> None:
        """Show what can be chosen for an event, with what is likely."""
        self._event_id, self._left = event_id, offered.numbers
        self.desk.clear()
        self.villages.show_villages(dict(offered.regions))
        self.numbers.set_value(0)
        free = ngettext("{n} follow one another.", "{n} follow one another.", offered.numbers)
        none = _("The office has none to give along.")
        self.grid.row("numbers").hint(free if offered.numbers else none)
        self.officers.show_boxes(offered.officers, [one for one, _name in offered.officers])
        self._judge()

    def draft(self) -> PacketDraft:
        """Return what is in the fields."""
        return PacketDraft(
            self._event_id,
            self.officers.chosen(),
            self.villages.codes(),
            self.numbers.value() or 0,
            self.desk.text().strip(),
        )

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that is not right yet."""
        found = self.draft().problems()
        if self.numbers.problem():
            found["numbers"] = self.numbers.problem()
        elif self.draft().numbers > self._left:
            found["numbers"] = ngettext("Only {n} is free.", "Only {n} are free.", self._left)
        return found

    def show_size(self, found: PacketSize) -> None:
        """Say how many people go along, and about how large the file becomes."""
        people = ngettext("{n} person goes along", "{n} people go along", found.people)
        size = spoken().number(round(max(found.size / MEGA, 0.1), 1))
        said = _("{people}; the file has about {size} MB.").format(people=people, size=size)
        self.estimate.setText(said)

    def _listen(self) -> None:
        for signal in (
            self.desk.textEdited,
            self.villages.changed,
            self.numbers.changed,
            self.officers.changed,
        ):
            signal.connect(self._tell)
        self.desk.returnPressed.connect(self._want)
        self.numbers.returnPressed.connect(self._want)
        self.make.clicked.connect(self._want)

    def _tell(self) -> None:
        self._judge()
        self.changed.emit()

    def _judge(self) -> None:
        found = self.problems()
        self.grid.say(found)
        self.make.setEnabled(not found)
        self.make.setAccessibleDescription(" ".join(found.values()))

    def _want(self) -> None:
        if not self.problems():
            self.wanted.emit(self.draft())
