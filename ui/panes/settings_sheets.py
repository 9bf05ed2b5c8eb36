"""The settings' card about the sheets that cards can be printed on: shipped, and the office's."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.printing.sheets import (
    NAME_LENGTH,
    SheetDraft,
    add_sheet,
    change_sheet,
    draft_of,
    own_sheets,
    read_sheet,
    retire_sheet,
    sheet_draft,
    write_sheet,
)
from models.printing.tables import SheetFormat
from models.privacy.leaving import Unnoted
from models.progress import Progress, Work
from models.words import _, shorten, spoken
from reports.sheet import A4, SHIPPED, Sheet, load_sheet, sheet_from
from ui.bench import Bench
from ui.forms.sheet_form import SheetForm
from ui.messages import FileKind
from ui.panes.file_names import file_name
from ui.panes.saving import Document, save_small_document
from ui.panes.settings_list import ListPanel
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry
from ui.widgets.header import action_button
from ui.widgets.stack import Stack
from ui.widgets.tool_row import tool_row

SUFFIX = ".toml"


class SheetsPanel(ListPanel):
    """Lists the sheets; one that is shipped is opened as a copy, to be changed and kept."""

    kind = SheetFormat

    def __init__(self, bench: Bench) -> None:
        self.form = SheetForm()
        self.take_in = action_button(_("Take in from file…"), "upload")
        self.copy = action_button(_("Duplicate"), "copy")
        self.export = action_button(_("Save as file…"), "download")
        words = _("Add sheet"), _("Take out"), ""
        super().__init__(bench, _("Sheets of cards"), self.form, words, frozenset({SheetFormat}))
        self.panel.put_beneath(tool_row([self.copy, self.export]))
        self.take_in.clicked.connect(self.read_file)
        self.copy.clicked.connect(lambda: self._begin_copy(self.form.draft()))
        self.export.clicked.connect(self.write_file)
        self.form.changed.connect(self._tell)
        self.show_list()
        self.read()

    @override
    def lines(self) -> Stack:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.take_in, 0, Qt.AlignmentFlag.AlignLeft)
        return super().lines().add(row)

    @override
    def entries(self, session: Any) -> Sequence[Entry]:
        own = [_entry(row.id, sheet_from(row.name, row.content)) for row in own_sheets(session)]
        shipped = Badge(_("Shipped"))
        return [*own, *(replace(_entry(n, load_sheet(n)), badge=shipped) for n in SHIPPED)]

    @override
    def open_record(self, record_id: int | str) -> None:
        """Show the form about a sheet; about a copy of it, if it is shipped."""
        if isinstance(record_id, str):
            self._begin_copy(_shipped_draft(record_id))
        else:
            super().open_record(record_id)
            self._tell()

    @override
    def begin_new(self) -> None:
        super().begin_new()
        self._tell()

    @override
    def prepare(self, session: Any, draft: SheetDraft) -> None:
        names = [row.name for row in own_sheets(session) if row.name != draft.name]
        self.form.know([*SHIPPED, *names])

    @override
    def look_up(self, session: Any, record_id: int) -> SheetDraft:
        return sheet_draft(session, record_id)

    @override
    def new_draft(self) -> SheetDraft:
        return replace(_shipped_draft(A4), name="")

    @override
    def keep_new(self, session: Any, draft: SheetDraft) -> str:
        add_sheet(session, draft)
        return _("{sheet} was added.").format(sheet=draft.name.strip())

    @override
    def keep_changed(self, session: Any, record_id: int, draft: SheetDraft) -> str:
        change_sheet(session, record_id, draft)
        return _("{sheet} was changed.").format(sheet=draft.name.strip())

    @override
    def take_out(self, session: Any, record_id: int, draft: SheetDraft) -> str:
        name = sheet_draft(session, record_id).name
        retire_sheet(session, record_id)
        return _("{sheet} was taken out.").format(sheet=name)

    def read_file(self) -> None:
        """Ask for a sheet's file, and show what it holds in the form, to be kept."""
        file = self.bench.messages.open_file(_("Take in a sheet"), [_kind()])
        if file is not None:
            self.bench.tasks.start(
                _read(file), succeeded=self._begin_with, failed=self.bench.fail, owner=self
            )

    def write_file(self) -> None:
        """Ask for a place, and write the sheet in the form there."""
        draft = self.form.draft()
        document = Document(
            _("Save the sheet as a file"),
            file_name(draft.name, suffix=SUFFIX),
            _kind(),
            _("Writing the sheet"),
            lambda target: _write(draft, target),
            Unnoted.NAMES_NOBODY,
        )
        save_small_document(self.bench, document, self)

    def _begin_copy(self, draft: SheetDraft) -> None:
        copied = _("Copy of {sheet}").format(sheet=draft.name)
        self._begin_with(replace(draft, name=shorten(copied, NAME_LENGTH)))

    def _begin_with(self, draft: SheetDraft) -> None:
        """Show the form for a new sheet that can be kept as it is."""
        with self.bench.store.reading() as session:
            self.prepare(session, replace(draft, name=""))
        self._open(None, draft)
        self.form.count_as_unsaved()
        self.panel.judge()
        self._tell()

    def _tell(self) -> None:
        whole = not self.form.problems()
        self.copy.setEnabled(whole)
        self.export.setEnabled(whole)


def _entry(value: int | str, sheet: Sheet) -> Entry:
    number = spoken().number
    detail = _("{columns} × {rows} cards of {width} × {height} mm").format(
        columns=number(sheet.columns),
        rows=number(sheet.rows),
        width=number(round(sheet.card[0], 1)),
        height=number(round(sheet.card[1], 1)),
    )
    return Entry(value, sheet.title(spoken()), detail, icon="id-card")


def _shipped_draft(name: str) -> SheetDraft:
    sheet = load_sheet(name)
    content = {
        key: getattr(sheet, key)
        for key in ("page", "card", "columns", "rows", "first", "step", "crop_marks")
    }
    return draft_of(sheet.title(spoken()), content)


def _kind() -> FileKind:
    return FileKind(_("Sheets of cards"), f"*{SUFFIX}")


def _read(file: Path) -> Work[SheetDraft]:
    yield Progress(0, 0)
    return read_sheet(file)


def _write(draft: SheetDraft, target: Path) -> Work[object]:
    yield Progress(0, 0)
    write_sheet(draft, target)
    return None
