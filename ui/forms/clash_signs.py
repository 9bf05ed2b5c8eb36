"""Says in an event's form what is taken: officers, things, its place, its days."""

from collections import defaultdict
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.events.clash import Clash, ClashKind
from models.events.drafts import EventDraft
from ui.bench import Bench
from ui.forms.clash_lines import ClashLines
from ui.forms.clash_watch import ClashWatch
from ui.forms.equipment_field import EquipmentField
from ui.forms.staff_field import StaffField

OF_DAYS = frozenset({ClashKind.VENUE, ClashKind.HOLIDAY, ClashKind.CLOSED})


class ClashSigns(QObject):
    """Tells of all who may be chosen whether they are free, chosen or not. Nothing is forbidden."""

    def __init__(
        self, bench: Bench, staff: StaffField, equipment: EquipmentField, form: QWidget
    ) -> None:
        super().__init__(form)
        self._staff, self._equipment = staff, equipment
        self.lines = ClashLines()
        """What the days and the place clash with; to be put below them."""
        self._watch = ClashWatch(bench, form)
        self._watch.found.connect(self._show)

    def look(self, draft: EventDraft, event_id: int | None) -> None:
        """Look for what the event as typed would clash with, whoever of those offered went."""
        everybody = replace(draft, staff=self._staff.offered(), equipment=self._equipment.offered())
        self._watch.look(everybody, event_id)

    def _show(self, clashes: tuple[Clash, ...]) -> None:
        things: dict[int, list[Clash]] = defaultdict(list)
        people: dict[int, list[Clash]] = defaultdict(list)
        for clash in clashes:
            if clash.what_id is not None:
                of = things if clash.kind is ClashKind.THING else people
                of[clash.what_id].append(clash)
        self._staff.say_taken(people)
        self._equipment.say_taken(things)
        self.lines.show_clashes([clash for clash in clashes if clash.kind in OF_DAYS])
