"""The settings' card about upload layouts: lists in the columns that another system reads."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from typing_extensions import override

from models.progress import Progress, Work
from models.reporting.layouts import (
    LayoutColumn,
    LayoutDraft,
    add_layout,
    change_layout,
    layout_draft,
    layouts,
    retire_layout,
)
from models.reporting.tables import UploadLayout
from models.words import _, ngettext
from ui.bench import Bench
from ui.forms.layout_form import LayoutForm
from ui.messages import FileKind
from ui.panes.settings_list import ListPanel
from ui.widgets.entries import Entry

KINDS = frozenset({UploadLayout})


class LayoutsPanel(ListPanel):
    """Lists the layouts; the form about one takes over the headings of a file."""

    kind = UploadLayout

    def __init__(self, bench: Bench) -> None:
        none = _("No layout yet. Name one, and Reports write their lists in its columns.")
        words = _("Add layout"), _("Take off the list"), none
        self.form = LayoutForm()
        super().__init__(bench, _("Upload layouts"), self.form, words, KINDS)
        self.form.headings_asked.connect(self.take_over)
        self.show_list()
        self.read()

    def take_over(self) -> None:
        """Ask for a file and show its headings as the columns."""
        kinds = [FileKind(_("Lists"), "*.xlsx *.xls *.xlsb *.ods *.csv")]
        path = self.bench.messages.open_file(_("Headings of a file"), kinds)
        if path is None:
            return
        self.form.take_over.setEnabled(False)
        self.bench.tasks.start(
            _read(path),
            succeeded=self._taken,
            failed=self.panel.fail,
            ended=lambda: self.form.take_over.setEnabled(True),
            owner=self,
        )

    def _taken(self, columns: Sequence[LayoutColumn]) -> None:
        if self.form_is_open():
            self.form.take_columns(columns)

    @override
    def entries(self, session: Any) -> Sequence[Entry]:
        return [
            Entry(
                row.id,
                row.name,
                " · ".join((row.kind.label(), ngettext("{n} column", "{n} columns", row.columns))),
                icon="file-spreadsheet",
            )
            for row in layouts(session)
        ]

    @override
    def look_up(self, session: Any, record_id: int) -> LayoutDraft:
        return layout_draft(session, record_id)

    @override
    def new_draft(self) -> LayoutDraft:
        return LayoutDraft()

    @override
    def keep_new(self, session: Any, draft: LayoutDraft) -> str:
        add_layout(session, draft)
        return _("{layout} was added.").format(layout=draft.name)

    @override
    def keep_changed(self, session: Any, record_id: int, draft: LayoutDraft) -> str:
        change_layout(session, record_id, draft)
        return _("{layout} was changed.").format(layout=draft.name)

    @override
    def take_out(self, session: Any, record_id: int, draft: LayoutDraft) -> str:
        retire_layout(session, record_id)
        return _("{layout} was taken off the list.").format(layout=draft.name)


def _read(path: Path) -> Work[tuple[LayoutColumn, ...]]:
    """Read the headings; what reads them is loaded on the worker's thread."""
    yield Progress(0, 0)
    from models.reporting.layout_headings import columns_like

    return (yield from columns_like(path))
