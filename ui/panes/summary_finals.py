"""The summaries of an event that are final: a button whose menu saves each as it was frozen."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from models.files import replace_file
from models.progress import Progress, Work
from models.reporting.finals import FinalRow, final_pdf
from models.store import Store
from models.words import _, spoken
from ui.bench import Bench
from ui.icons import icon
from ui.leavings import summary_leaving
from ui.messages import FileKind
from ui.panes.file_names import file_name
from ui.panes.saving import Document, save_document
from ui.plain import label
from ui.widgets.progress_strip import ProgressStrip


class FinalReports(QPushButton):
    """Hidden where there is none."""

    def __init__(self, bench: Bench, strip: ProgressStrip, parent: QWidget | None = None) -> None:
        super().__init__(label(_("Final reports")), parent)
        self._bench, self._strip = bench, strip
        self._offered = QMenu(self)
        self._event_id = 0
        self.setMenu(self._offered)
        self.setIcon(icon("file-text"))
        self.hide()

    def show_rows(self, rows: Sequence[FinalRow], event_id: int) -> None:
        """Offer these of an event, the last first."""
        self._event_id = event_id
        self._offered.clear()
        for row in rows:
            day = spoken().day(row.finished_at.date())
            said = _("No. {n}, {day}…").format(n=row.revision, day=day)
            self._offered.addAction(label(said), partial(self.save, row))
        self.setVisible(bool(rows))

    def save(self, row: FinalRow) -> None:
        """Ask for a place and write the PDF there as it was frozen."""
        named = file_name(
            _("Event report"), str(row.revision), f"{row.finished_at:%Y-%m-%d}", suffix=".pdf"
        )
        document = Document(
            _("Save the event report"),
            named,
            FileKind(_("PDF files"), "*.pdf"),
            _("Writing the event report"),
            partial(_write, self._bench.store, row.id),
            summary_leaving(self._bench.store, self._event_id),
        )
        save_document(self._bench, document, self._strip)


def _write(store: Store, report_id: int, target: Path) -> Work[None]:
    yield Progress(0, 1)
    with store.reading() as session:
        data = final_pdf(session, report_id)
    replace_file(target, data)
    yield Progress(1, 1)
