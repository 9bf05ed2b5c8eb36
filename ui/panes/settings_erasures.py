"""The settings' card about erasures: each with its certificate, drawn anew when it is wanted."""

from io import BytesIO
from pathlib import Path

from typing_extensions import override

from models.files import replace_file
from models.privacy.certificates import ErasureRow, cause_name, certificate, erasures
from models.privacy.leaving import Unnoted
from models.privacy.tables import Erasure
from models.progress import Progress, Work
from models.store import Store
from models.words import Words, _, spoken
from ui.bench import Bench
from ui.look import FAINT
from ui.looking import ask
from ui.messages import FileKind
from ui.panes.file_names import file_name
from ui.panes.saving import Document, save_document
from ui.panes.settings_panel import SettingsPanel
from ui.widgets.entries import Entry, EntryList
from ui.widgets.fresh import Fresh
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.stack import Stack
from ui.widgets.text import Text


class ErasuresPanel(SettingsPanel):
    """Lists the erasures, the latest first; choosing one saves its certificate."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(_("Erased data"))
        self._bench = bench
        self._rows: dict[object, ErasureRow] = {}
        self.strip = ProgressStrip()
        self.list = EntryList()
        self.none = Text(_("Nobody's data has been erased."), ink=FAINT, wrap=True)
        hint = Text(_("Choose one to save its certificate as PDF."), ink=FAINT, wrap=True)
        inside = Stack().add(hint).add(self.strip).add(self.none).add(self.list)
        self.add(inside)
        self.column.addStretch(1)
        self.list.chosen.connect(self._save)
        Fresh(self, bench.changes.committed, frozenset({Erasure}), self.read)

    @override
    def read(self) -> None:
        """Show the erasures there are now."""
        ask(self._bench, erasures, self._show, self)

    def _show(self, rows: list[ErasureRow]) -> None:
        self._rows = {row.id: row for row in rows}
        self.list.show_entries([_entry(row) for row in rows])
        self.none.setVisible(not rows)

    def _save(self, erasure_id: object) -> None:
        row = self._rows.get(erasure_id)
        if row is None:
            return
        store, words = self._bench.store, spoken()
        document = Document(
            _("Save the certificate of erasure"),
            file_name(row.number, suffix=".pdf"),
            FileKind(_("PDF files"), "*.pdf"),
            _("Writing the certificate"),
            lambda target: _write(store, row.id, target, words),
            Unnoted.NAMES_NOBODY,
        )
        save_document(self._bench, document, self.strip)


def _write(store: Store, erasure_id: int, target: Path, words: Words) -> Work[int]:
    """Write a certificate; return how many bytes it has."""
    from reports.erasure_certificate import write_erasure_certificate  # on the worker's thread

    yield Progress(0, 0)
    with store.reading() as session:
        held = certificate(session, store.path, erasure_id)
    out = BytesIO()
    write_erasure_certificate(out, held, words)
    replace_file(target, out.getvalue())
    return len(out.getvalue())


def _entry(row: ErasureRow) -> Entry:
    day = spoken().day(row.erased_at.date())
    return Entry(row.id, row.number, day, icon="shield-check", more=cause_name(row.cause))
