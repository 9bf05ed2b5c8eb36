"""The settings' card about sheets used in part, which are used up first."""

from collections.abc import Sequence
from typing import Any

from typing_extensions import override

from models.printing.part_sheets import (
    PartSheetDraft,
    PartSheetRow,
    add_part_sheet,
    change_part_sheet,
    discard_part_sheet,
    next_name,
    part_sheet_draft,
    part_sheets,
)
from models.printing.tables import PartSheet, SheetFormat
from models.words import _, ngettext, spoken
from reports.sheet import A4, Sheet
from ui.bench import Bench
from ui.forms.part_sheet_form import PartSheetForm
from ui.panes.settings_list import ListPanel
from ui.sheets import all_sheets, with_folded
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry


class PartSheetsPanel(ListPanel):
    """Lists the sheets used in part; they are proposed first when cards are printed."""

    kind = PartSheet

    def __init__(self, bench: Bench) -> None:
        self.form = PartSheetForm()
        none = _(
            "No sheet was begun. What is left of a sheet is remembered when cards are printed."
        )
        words = _("Add begun sheet"), _("Thrown away"), none
        kinds = frozenset({PartSheet, SheetFormat})
        super().__init__(bench, _("Sheets used in part"), self.form, words, kinds)
        self.show_list()
        self.read()

    @override
    def entries(self, session: Any) -> Sequence[Entry]:
        sheets = with_folded(all_sheets(session))
        return [_part_entry(row, sheets.get(row.sheet)) for row in part_sheets(session)]

    @override
    def prepare(self, session: Any, draft: PartSheetDraft) -> None:
        self.form.know(with_folded(all_sheets(session)))

    @override
    def look_up(self, session: Any, record_id: int) -> PartSheetDraft:
        return part_sheet_draft(session, record_id)

    @override
    def new_draft(self) -> PartSheetDraft:
        with self.bench.store.reading() as session:
            return PartSheetDraft(next_name(session), A4)

    @override
    def keep_new(self, session: Any, draft: PartSheetDraft) -> str:
        add_part_sheet(session, draft)
        return _("Remembered: {sheet}").format(sheet=draft.name.strip())

    @override
    def keep_changed(self, session: Any, record_id: int, draft: PartSheetDraft) -> str:
        change_part_sheet(session, record_id, draft)
        return _("{sheet} was changed.").format(sheet=draft.name.strip())

    @override
    def take_out(self, session: Any, record_id: int, draft: PartSheetDraft) -> str:
        name = part_sheet_draft(session, record_id).name
        discard_part_sheet(session, record_id)
        return _("Thrown away: {sheet}").format(sheet=name)


def _part_entry(row: PartSheetRow, sheet: Sheet | None) -> Entry:
    title = sheet.title(spoken()) if sheet else row.sheet
    free = len(set(sheet.places) - row.used) if sheet else 0
    detail = " · ".join((title, spoken().day(row.begun)))
    badge = Badge(ngettext("{n} place free", "{n} places free", free))
    return Entry(row.id, row.name, detail, icon="file-text", badge=badge, more=row.note)
