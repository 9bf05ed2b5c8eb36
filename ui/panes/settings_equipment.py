"""The settings' card about the office's things that go along to events."""

from collections.abc import Sequence
from typing import Any

from typing_extensions import override

from models.office.equipment import (
    EquipmentDraft,
    EquipmentRow,
    add_equipment,
    change_equipment,
    equipment,
    equipment_draft,
    equipment_name,
    retire_equipment,
)
from models.office.tables import Equipment, EquipmentKind
from models.words import _
from ui.bench import Bench
from ui.forms.equipment_form import EquipmentForm
from ui.panes.settings_list import ListPanel
from ui.widgets.entries import Entry

GLYPHS = {
    EquipmentKind.CARD_PRINTER: "id-card",
    EquipmentKind.PRINTER: "printer",
    EquipmentKind.SCANNER: "scan-line",
    EquipmentKind.CAMERA: "camera",
}
OTHER_GLYPH = "archive"


class EquipmentPanel(ListPanel):
    """Lists the things in use, by kind."""

    kind = Equipment

    def __init__(self, bench: Bench) -> None:
        none = _("No thing noted yet: printers, laptops, cars that can be at one event at a time.")
        words = _("Add thing"), _("Take off the list"), none
        super().__init__(bench, _("Equipment"), EquipmentForm(), words, frozenset({Equipment}))
        self.show_list()
        self.read()

    @override
    def entries(self, session: Any) -> Sequence[Entry]:
        return [_entry(row) for row in equipment(session)]

    @override
    def look_up(self, session: Any, record_id: int) -> EquipmentDraft:
        return equipment_draft(session, record_id)

    @override
    def new_draft(self) -> EquipmentDraft:
        return EquipmentDraft()

    @override
    def keep_new(self, session: Any, draft: EquipmentDraft) -> str:
        add_equipment(session, draft)
        return _("{thing} was added.").format(thing=draft.name.strip())

    @override
    def keep_changed(self, session: Any, record_id: int, draft: EquipmentDraft) -> str:
        change_equipment(session, record_id, draft)
        return _("{thing} was changed.").format(thing=draft.name.strip())

    @override
    def take_out(self, session: Any, record_id: int, draft: EquipmentDraft) -> str:
        retire_equipment(session, record_id)
        return _("{thing} was taken off the list.").format(thing=draft.name.strip())


def _entry(row: EquipmentRow) -> Entry:
    detail = " · ".join(part for part in (equipment_name(row.kind), row.serial) if part)
    return Entry(row.id, row.name, detail, icon=GLYPHS.get(row.kind, OTHER_GLYPH))
