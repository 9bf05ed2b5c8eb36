"""The form about a sheet used in part: what is written on it, and which places are used."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from models.printing.part_sheets import NAME_LENGTH, NOTE_LENGTH, PartSheetDraft
from models.words import _, spoken
from reports.sheet import A4, SHIPPED, Sheet, load_sheet
from ui.forms.draft_form import DraftForm
from ui.widgets.choice import Choice
from ui.widgets.sheet_places import SheetPlaces


class PartSheetForm(DraftForm[PartSheetDraft]):
    """A draft of a sheet used in part; of another format nothing is marked yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets: Mapping[str, Sheet] = {}
        self.name, self.note = QLineEdit(), QLineEdit()
        self.name.setMaxLength(NAME_LENGTH)
        self.note.setMaxLength(NOTE_LENGTH)
        self.sheet: Choice[str] = Choice({})
        self.used = SheetPlaces(_("Places used"), tall=12)
        self.grid.add("name", _("Name"), self.name, hint=_("As it is written on the sheet."))
        self.grid.add("sheet", _("Paper"), self.sheet)
        row = self.grid.add("used", _("Places used"), self.used)
        row.findChildren(QHBoxLayout)[0].setAlignment(self.used, Qt.AlignmentFlag.AlignLeft)
        self.grid.add("note", _("Note"), self.note)
        self.know({name: load_sheet(name) for name in SHIPPED})
        self.watch("name", self.name.textEdited)
        self.watch("sheet", self.sheet.picked)
        self.watch("used", self.used.changed)
        self.watch("note", self.note.textEdited)
        self.setFocusProxy(self.name)

    def know(self, sheets: Mapping[str, Sheet]) -> None:
        """Offer these sheets, but for those that have one place alone."""
        self._sheets = {name: one for name, one in sheets.items() if len(one.places) > 1}
        self.sheet.offer({name: one.title(spoken()) for name, one in self._sheets.items()})

    @override
    def fill(self, draft: PartSheetDraft) -> None:
        for line, text in ((self.name, draft.name), (self.note, draft.note)):
            line.setText(text)
            line.setCursorPosition(0)
        self.sheet.show_value(draft.sheet if draft.sheet in self._sheets else A4)
        self._show_places(draft.used)

    @override
    def draft(self) -> PartSheetDraft:
        return PartSheetDraft(
            self.name.text(), self.sheet.value(), self.used.used(), self.note.text()
        )

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems(self._sheets[self.sheet.value()].places)

    @override
    def on_touched(self, name: str) -> None:
        if name == "sheet":
            self._show_places(frozenset())

    def _show_places(self, used: frozenset[int]) -> None:
        sheet = self._sheets[self.sheet.value()]
        boxes = [(*sheet.corner(place), *sheet.card) for place in sheet.places]
        self.used.blockSignals(True)
        self.used.show_sheet(sheet.page, boxes)
        self.used.use(used.intersection(sheet.places))
        self.used.blockSignals(False)
