"""The form about a thing of the office: what it is called, its kind, its number."""

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.office.equipment import NAME_LENGTH, SERIAL_LENGTH, EquipmentDraft, equipment_name
from models.office.tables import EquipmentKind
from models.words import _
from ui.forms.draft_form import DraftForm
from ui.widgets.choice import Choice


class EquipmentForm(DraftForm[EquipmentDraft]):
    """A thing's draft."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.serial = QLineEdit(), QLineEdit()
        self.name.setMaxLength(NAME_LENGTH)
        self.serial.setMaxLength(SERIAL_LENGTH)
        self.kind = Choice({kind: equipment_name(kind) for kind in EquipmentKind})
        self.grid.add("name", _("Name"), self.name, hint=_("Such as it is labelled at the office."))
        self.grid.add("kind", _("Kind"), self.kind)
        self.grid.add("serial", _("Serial number"), self.serial)
        self.watch("name", self.name.textEdited)
        self.watch("kind", self.kind.picked)
        self.watch("serial", self.serial.textEdited)
        self.setFocusProxy(self.name)

    @override
    def fill(self, draft: EquipmentDraft) -> None:
        for line, text in ((self.name, draft.name), (self.serial, draft.serial)):
            line.setText(text)
            line.setCursorPosition(0)
        self.kind.show_value(draft.kind)

    @override
    def draft(self) -> EquipmentDraft:
        return EquipmentDraft(self.name.text(), self.kind.value(), self.serial.text())

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()
