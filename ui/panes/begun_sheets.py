"""Which sheets are printed on first: those begun, or a new one, and what of them is used."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from models.printing.part_sheets import (
    PartSheetDraft,
    PartSheetRow,
    SheetUse,
    add_part_sheet,
    change_part_sheet,
    discard_part_sheet,
    next_name,
    part_sheet_draft,
    part_sheets,
)
from models.words import _, ngettext
from reports.sheet import Sheet
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.icons import icon
from ui.look import FAINT, let_tab_reach
from ui.plain import label
from ui.widgets.choice import Choice
from ui.widgets.header import action_button
from ui.widgets.sheet_places import SheetPlaces
from ui.widgets.text import Text

NOTHING: frozenset[int] = frozenset()


class BegunSheets(QWidget):
    """The sheet begun first is proposed; whatever is marked by hand counts for what is printed."""

    changed = Signal()

    def __init__(self, bench: Bench, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._sheet = sheet
        self._rows: Sequence[PartSheetRow] = ()
        self._marked: dict[int | None, frozenset[int]] = {}
        self._by_hand = False
        self.first: Choice[int | None] = Choice({None: _("New sheet")})
        self.first.setAccessibleName(_("First sheet"))
        self.others = QCheckBox(label(_("Then the others that were begun")))
        self.others.setChecked(True)
        self.hint = Text(
            _("Click the places of the first sheet that are used."), ink=FAINT, wrap=True
        )
        self.fresh = action_button(_("New sheet"), "file-text")
        self.remember = _tool("save", _("Remember this sheet"))
        self.discard = _tool("trash-2", _("This sheet was thrown away"))
        self.places = SheetPlaces(_("Places used on the first sheet"))
        self._lay_out()
        self._listen()
        self.show_sheet(sheet)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what was begun of ``sheet``, giving up what was marked on another."""
        self._sheet = sheet
        self.begin_anew()

    def begin_anew(self) -> None:
        """Begin with what is known to be begun; what was marked by hand is given up."""
        self._marked, self._by_hand = {}, False
        self.read()

    def read(self) -> None:
        """Look up what was begun; the sheet chosen by hand stays, if it is still there."""
        with self._bench.store.reading() as session:
            rows = part_sheets(session, self._sheet.name)
        self._rows = [row for row in rows if self._free(row.used)]
        kept = self.first.value()
        known = [row.id for row in self._rows]
        self.first.offer({**self._names(), None: _("New sheet")})
        first = known[0] if known else None
        self.first.show_value(kept if self._by_hand and kept in (*known, None) else first)
        self._show_first()

    def begun(self) -> list[SheetUse]:
        """Return what the first sheets have used, in the order in which they are printed on."""
        first = self.first.value()
        found = [SheetUse(first, self.places.used())]
        if first is None:
            return found if self.places.used() else []
        if self.others.isChecked():
            others = (row for row in self._rows if row.id != first)
            found += [SheetUse(row.id, self._used(row)) for row in others]
        return found

    def take_new(self) -> None:
        """Choose a new sheet, nothing of which is used."""
        self._by_hand = True
        self._marked.pop(None, None)
        self.first.show_value(None)
        self._show_first()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.fresh)
        buttons.addWidget(self.remember)
        buttons.addWidget(self.discard)
        buttons.addStretch(1)
        words = QVBoxLayout()
        words.addWidget(self.first)
        words.addWidget(self.others)
        words.addWidget(self.hint)
        words.addLayout(buttons)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        row.addWidget(self.places, 0, Qt.AlignmentFlag.AlignTop)

    def _listen(self) -> None:
        self.first.picked.connect(self._choose)
        self.others.toggled.connect(self.changed)
        self.places.changed.connect(self._mark)
        self.fresh.clicked.connect(self.take_new)
        self.remember.clicked.connect(self._remember)
        self.discard.clicked.connect(self._discard)

    def _names(self) -> Mapping[int | None, str]:
        return {row.id: f"{row.name} ({self._free_said(row)})" for row in self._rows}

    def _free_said(self, row: PartSheetRow) -> str:
        return ngettext("{n} place free", "{n} places free", self._free(row.used))

    def _free(self, used: frozenset[int]) -> int:
        return len(set(self._sheet.places) - used)

    def _used(self, row: PartSheetRow) -> frozenset[int]:
        """Return what a sheet has used, as it was marked by hand or else as it is known."""
        return self._marked.get(row.id, row.used.intersection(self._sheet.places))

    def _chosen(self) -> PartSheetRow | None:
        first = self.first.value()
        return next((row for row in self._rows if row.id == first), None)

    def _choose(self) -> None:
        self._by_hand = True
        self._show_first()

    def _show_first(self) -> None:
        sheet, row = self._sheet, self._chosen()
        boxes = [(*sheet.corner(place), *sheet.card) for place in sheet.places]
        used = self._used(row) if row else self._marked.get(None, NOTHING)
        self.places.blockSignals(True)
        self.places.show_sheet(sheet.page, boxes)
        self.places.use(used)
        self.places.blockSignals(False)
        self.first.setVisible(bool(self._rows))
        self.others.setVisible(row is not None and len(self._rows) > 1)
        self._tell()

    def _mark(self) -> None:
        self._marked[self.first.value()] = self.places.used()
        self._tell()

    def _tell(self) -> None:
        row, used = self._chosen(), self.places.used()
        known = row.used if row else NOTHING
        self.fresh.setEnabled(row is not None or bool(used))
        self.remember.setEnabled(used != known and bool(used) and bool(self._free(used)))
        self.discard.setEnabled(row is not None)
        self.changed.emit()

    def _remember(self) -> None:
        part, used, sheet = self.first.value(), self.places.used(), self._sheet.name

        def operation(session: Any) -> str:  # noqa: ANN401 - models own it
            if part is None:
                draft = PartSheetDraft(next_name(session), sheet, used)
                add_part_sheet(session, draft)
            else:
                draft = replace(part_sheet_draft(session, part), used=used)
                change_part_sheet(session, part, draft)
            return draft.name

        self._keep(operation, _("Remembered: {sheet}"))

    def _discard(self) -> None:
        row = self._chosen()
        if row is None:
            return

        def operation(session: Any) -> str:  # noqa: ANN401
            discard_part_sheet(session, row.id)
            return row.name

        self._keep(operation, _("Thrown away: {sheet}"))

    def _keep(self, operation: Callable[[Any], str], done: str) -> None:
        def kept(name: str) -> None:
            self.begin_anew()
            self._bench.done(done.format(sheet=name))

        keep(self._bench, operation, kept, self)


def _tool(glyph: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(glyph))
    button.setAccessibleName(name)
    button.setToolTip(name)
    let_tab_reach(button)
    return button
