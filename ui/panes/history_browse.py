"""Riwayat: everything that was done, to be filtered, looked at closely, undone, saved, verified."""

from collections.abc import Mapping, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.history.browsing import HistoryRow, history_ids, history_rows
from models.history.detail import RecordChange, history_detail
from models.history.undo import Undoable
from models.office.queries import time_zone
from models.office.rights import Right
from models.store import KINDS
from models.words import _, ngettext, shorten, spoken
from ui.bench import Bench
from ui.look import FAINT, Role, Size, em
from ui.looking import ask
from ui.panes.history_files import HistoryList
from ui.panes.history_filter import HistoryFilterBar
from ui.panes.history_verify import HistoryVerify
from ui.panes.saving import Document, save_document
from ui.panes.settings_panel import SettingsPanel
from ui.tables.narrow import NarrowColumns
from ui.tables.rows_model import Column, RowsModel
from ui.tables.rows_view import table_view
from ui.widgets.badge import Badge
from ui.widgets.eye_button import EyeButton
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row

LONGEST = 120
"""Letters of a value that are shown of it."""
RECORDS, WIDE = 3, 52
"""The place of the column that counts records, and the table's width in text lines it needs."""


class HistoryBrowse(SettingsPanel):
    """A filter, the actions that fit it, the latest first, and below what the chosen one did."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        self.eye = EyeButton()
        self.eye.allow(allowed=bench.may(Right.SEE_NIK))
        super().__init__(_("History"), self.eye, parent)
        self._bench = bench
        self._zone = ZoneInfo("UTC")
        self.filter = HistoryFilterBar(bench)
        self.count = Text("", ink=FAINT, wrap=True)
        self.model: RowsModel[HistoryRow] = RowsModel(self._columns(), self._load, self)
        self.view = table_view(self.model, _("History"), bench.settings, "list/history")
        NarrowColumns(self.view, {RECORDS: WIDE})
        self.detail = Text("", Size.CAPTION, wrap=True)
        self.verifying = HistoryVerify(bench)
        self.strip = ProgressStrip()
        self.undo = action_button(_("Undo"), "undo-2")
        self.table = action_button(_("Save as Excel…"), "file-spreadsheet")
        self.paper = action_button(_("Save as PDF…"), "download")
        self._lay_out()
        self.filter.changed.connect(self._look)
        self.view.id_changed.connect(self._show)
        self.undo.clicked.connect(self._take_back)
        self.eye.toggled.connect(lambda: self._show(self.view.chosen_id()))
        self.table.clicked.connect(lambda: self._save(self._list().workbook()))
        self.paper.clicked.connect(lambda: self._save(self._list().paper()))
        self._show(None)
        every = frozenset(KINDS.values())
        self._fresh = Fresh(self, bench.changes.committed, every, self.read)

    @override
    def read(self) -> None:
        """Look up what fits the filter; the answer comes a moment later."""
        if not self._bench.may(Right.SEE_HISTORY):
            self.count.setText(_("Your role does not allow this. Ask an administrator."))
            self.model.show(())
            return
        self.filter.read()
        self._look()

    @override
    def go(self, **where: object) -> None:
        person_id, event_id = where.get("person_id"), where.get("event_id")
        if isinstance(person_id, int) or isinstance(event_id, int):
            self.filter.show_about(
                person_id=person_id if isinstance(person_id, int) else None,
                event_id=event_id if isinstance(event_id, int) else None,
            )

    def _look(self) -> None:
        wanted = self.filter.wanted()
        ask(
            self._bench,
            lambda session: (history_ids(session, wanted), time_zone(session)),
            self._found,
            self,
        )

    @override
    def beginning(self) -> QWidget | None:
        return self.view

    def _lay_out(self) -> None:
        self.add(self.filter)
        self.add(self.count)
        self.view.setMinimumHeight(em(self, 14))
        self.add(self.view, 3)
        self._beneath = Scrolling(self.detail, 5)
        self.add(self._beneath, 1)
        self.add(tool_row([self.undo, self.table, self.paper]))
        self.add(self.strip)
        self.add(self.verifying)

    def _found(self, found: tuple[Sequence[int], ZoneInfo]) -> None:
        ids, self._zone = found
        self.model.show(ids)
        self.count.setText(ngettext("{n} action", "{n} actions", len(ids)))
        self.verifying.show_zone(self._zone)
        may_save = bool(ids) and self._bench.may(Right.EXPORT)
        for button in (self.table, self.paper):
            button.setEnabled(may_save)
        self._show(self.view.chosen_id())

    def _load(self, ids: Sequence[int]) -> Mapping[int, HistoryRow]:
        with self._bench.store.reading() as session:
            return history_rows(session, ids)

    def _columns(self) -> list[Column[HistoryRow]]:
        right = Qt.AlignmentFlag.AlignRight
        return [
            Column(_("When"), self._when, width=14, key="when"),
            Column(_("What was done"), lambda row: row.title, stretch=True, key="title"),
            Column(_("Officer"), lambda row: row.officer, width=11, key="officer"),
            Column(
                _("Records"),
                lambda row: spoken().number(row.records),
                align=right,
                width=7,
                key="records",
            ),
            Column(_("State"), _state, width=8, key="state"),
        ]

    def _when(self, row: HistoryRow) -> str:
        there = row.at.astimezone(self._zone)
        return f"{spoken().digits(there.date())} {spoken().clock(there)}"

    def _row(self) -> HistoryRow | None:
        chosen = self.view.chosen_id()
        return None if chosen is None else self.model.row(self.model.place(chosen))

    def _show(self, action_id: object) -> None:
        self._say("")
        row = self._row() if isinstance(action_id, int) else None
        self.undo.setEnabled(row is not None and not (row.undone or row.final or row.erased))
        whole = self.eye.isChecked()
        if row is not None:
            ask(
                self._bench,
                lambda session: history_detail(session, row.id, whole=whole),
                partial(self._tell, row),
                self,
            )

    def _tell(self, row: HistoryRow, changes: Sequence[RecordChange]) -> None:
        if self.view.chosen_id() != row.id:
            return  # another one is shown meanwhile
        lines = [line for one in changes for line in detail_lines(one)]
        left = row.records - len(changes)
        if left > 0:
            lines.append(ngettext("and {n} more", "and {n} more", left))
        self._say("\n".join(lines))

    def _say(self, text: str) -> None:
        """Tell what the chosen action did; without any the list has the room for itself."""
        self.detail.setText(text)
        self._beneath.setVisible(bool(text))

    def _take_back(self) -> None:
        row = self._row()
        if row is not None:
            self._bench.undoing.take_back(Undoable(row.id, row.title))

    def _list(self) -> HistoryList:
        whole = self.eye.isChecked()
        return HistoryList(self._bench.store, list(self.model.ids), self._zone, whole)

    def _save(self, document: Document) -> None:
        save_document(self._bench, document, self.strip)


def detail_lines(one: RecordChange) -> list[str]:
    """Return the record and below it each field with its old and its new value."""
    head = _("{kind}: {name} – {deed}")
    lines = [head.format(kind=one.kind, name=one.name or "–", deed=one.deed)]
    for value in one.fields:
        before, after = shorten(value.before, LONGEST), shorten(value.after, LONGEST)
        line = _("{field}: {after}") if not before else _("{field}: {before} → {after}")
        said = line.format(field=value.field, before=before, after=after or "–")
        lines.append(f"    {said}")
    return lines


def _state(row: HistoryRow) -> str | Badge:
    if row.erased:
        return Badge(_("Erased"), Role.WARNING)
    return Badge(_("Undone")) if row.undone else ""
