"""The form about a sheet of the office's own: its measures, drawn as one types."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from models.printing.sheets import COUNTS, MOST, NAME_LENGTH, PAIRS, SheetDraft, Sides
from models.words import _, ngettext, spoken
from reports.sheet import Sheet, sheet_from
from ui.forms.draft_form import DraftForm
from ui.look import FAINT
from ui.widgets.millimetre_field import MillimetreField
from ui.widgets.reflow import Columns
from ui.widgets.sheet_drawing import SheetDrawing
from ui.widgets.text import Text
from ui.widgets.whole_field import WholeField

MEASURES = (*PAIRS, *COUNTS, "crop_marks")
BESIDE = 36
"""The width in text lines from which the drawing stands beside the fields."""


class SheetForm(DraftForm[SheetDraft]):
    """A sheet's draft; whether the cards fit on the paper is said beside what would change it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taken: Collection[str] = ()
        self._unsaved = False
        self.name = QLineEdit()
        self.name.setMaxLength(NAME_LENGTH)
        self.pairs = {
            "page": _pair(_("Width of the paper in mm"), _("Height of the paper in mm")),
            "card": _pair(_("Width of a card in mm"), _("Height of a card in mm")),
            "first": _pair(_("First card from the left in mm"), _("First card from the top in mm")),
            "step": _pair(_("From card to card across in mm"), _("From card to card down in mm")),
        }
        self.counts = {
            "columns": WholeField(_("Columns"), MOST),
            "rows": WholeField(_("Rows"), MOST),
        }
        self.crop_marks = MillimetreField(_("Length of crop marks in mm"))
        self.drawing = SheetDrawing(_("The sheet, drawn to scale"))
        self.told = Text("", ink=FAINT, wrap=True)
        self._fill_grid()
        self._lay_out()
        self._watch_all()
        self.setFocusProxy(self.name)

    def know(self, taken: Collection[str]) -> None:
        """Refuse these names, which other sheets have."""
        self._taken = taken

    def count_as_unsaved(self) -> None:
        """Let what is shown be kept as it is: it was copied, or read from a file."""
        self._unsaved = True
        self._touched.update(("name", *MEASURES))
        self.say_problems()

    @override
    def is_changed(self) -> bool:
        return self._unsaved or super().is_changed()

    @override
    def fill(self, draft: SheetDraft) -> None:
        self._unsaved = False
        self.name.setText(draft.name)
        self.name.setCursorPosition(0)
        for key, fields in self.pairs.items():
            for field, value in zip(fields, getattr(draft, key), strict=True):
                field.set_value(value)
        for key, count in self.counts.items():
            count.set_value(getattr(draft, key))
        self.crop_marks.set_value(draft.crop_marks)
        self._draw()

    @override
    def draft(self) -> SheetDraft:
        measures: dict[str, Any] = {key: _values(fields) for key, fields in self.pairs.items()}
        counts: dict[str, Any] = {key: field.value() for key, field in self.counts.items()}
        marks = 0.0 if not self.crop_marks.text().strip() else self.crop_marks.value()
        return SheetDraft(name=self.name.text(), crop_marks=marks, **measures, **counts)

    @override
    def draft_problems(self) -> dict[str, str]:
        found = self.draft().problems(self._taken)
        sheet = self._sheet()
        faults = list(sheet.faults(spoken())) if sheet else []
        for field in dict.fromkeys(field for field, _said in faults):
            found[field] = " ".join(said for one, said in faults if one == field)
        return found

    @override
    def unread(self) -> dict[str, str]:
        found = {
            key: next((said for field in fields if (said := field.problem())), "")
            for key, fields in self.pairs.items()
        }
        found["crop_marks"] = self.crop_marks.problem()
        return {key: said for key, said in found.items() if said}

    @override
    def on_touched(self, name: str) -> None:
        if (
            name in MEASURES
        ):  # what no longer fits is said beside another measure than the one typed
            self._touched.update(MEASURES)
        self._draw()

    def _fill_grid(self) -> None:
        page, card = self.pairs["page"], self.pairs["card"]
        first, step = self.pairs["first"], self.pairs["step"]
        self.grid.add("name", _("Name"), self.name)
        self.grid.add("page", _("Paper, mm"), *page, hint=_("Width and height."))
        self.grid.add("card", _("Card, mm"), *card)
        self.grid.add("columns", _("Columns"), self.counts["columns"])
        self.grid.add("rows", _("Rows"), self.counts["rows"])
        self.grid.add(
            "first", _("First card, mm"), *first, hint=_("From the left and the top of the paper.")
        )
        self.grid.add(
            "step", _("Next card, mm"), *step, hint=_("From one card's edge to the next one's.")
        )
        self.grid.add(
            "crop_marks", _("Crop marks, mm"), self.crop_marks, hint=_("0 for pre-cut sheets.")
        )

    def _lay_out(self) -> None:
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.drawing)
        column.addWidget(self.told)
        column.addStretch(1)
        self.column.addWidget(Columns([(self.grid, 3), (shown, 2)], BESIDE))

    def _watch_all(self) -> None:
        self.watch("name", self.name.textEdited)
        for key, fields in self.pairs.items():
            for field in fields:
                self.watch(key, field.changed)
        for key, count in self.counts.items():
            self.watch(key, count.changed)
        self.watch("crop_marks", self.crop_marks.changed)

    def _sheet(self) -> Sheet | None:
        """Return the sheet as it is typed; None while a measure is missing or cannot be."""
        draft = replace(self.draft(), name="-")
        return None if draft.problems() else sheet_from(draft.name, draft.content())

    def _draw(self) -> None:
        """Draw the sheet; while a measure is missing, the last one that was whole stays."""
        sheet = self._sheet()
        if sheet is None:
            return
        boxes = [(*sheet.corner(place), *sheet.card) for place in sheet.places]
        self.drawing.show_drawing(sheet.page, boxes, sheet.marks())
        self.told.setText(_told(sheet))
        self.drawing.setAccessibleDescription(self.told.text())


def _pair(*names: str) -> tuple[MillimetreField, MillimetreField]:
    across, down = names
    return MillimetreField(across), MillimetreField(down)


def _values(fields: tuple[MillimetreField, MillimetreField]) -> Sides:
    return fields[0].value(), fields[1].value()


def _told(sheet: Sheet) -> str:
    cards = ngettext("{n} card a page", "{n} cards a page", len(sheet.places))
    gaps = [round(sheet.step[side] - sheet.card[side], 2) for side in (0, 1)]
    number = spoken().number
    said = _("{cards}. Gaps: {across} mm across, {down} mm down")
    return said.format(cards=cards, across=number(gaps[0]), down=number(gaps[1]))
