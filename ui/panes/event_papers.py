"""The other papers of an event: a button whose menu shows, prints or saves each of them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from models.events.called_off import off_said, why_not
from models.events.queries import EventRow, event_rows
from models.office.rights import Right
from models.privacy.leaving import Leaving
from models.progress import Progress, Work
from models.reporting.layout_rows import ListOf
from models.reporting.layouts import LayoutRow
from models.store import Store
from models.words import Words, _
from ui.bench import Bench
from ui.event_papers import EventPaper, write_event_paper
from ui.icons import icon
from ui.leavings import paper_leaving
from ui.messages import FileKind
from ui.panes.file_names import file_name
from ui.panes.layout_menu import LayoutMenu
from ui.panes.reports_files import save_upload_list
from ui.panes.saving import Document, save_document
from ui.plain import label
from ui.printing import Printing
from ui.widgets.progress_strip import ProgressStrip

_ENDS = (EventPaper.PRESS_TEXT, EventPaper.MINUTES)
"""After which a line is drawn in the menu: to be sent, to be signed, of people and money."""


class EventPapers(QPushButton):
    """Writes papers of the event shown in the language that ``words`` returns then.

    Those that are PDF can be looked at and printed; looking at one is the pane's business.
    """

    looked_at = Signal(object)
    """A paper is to be shown instead of the report; None is the report itself."""
    written = Signal(object)
    """The words of a paper are to be written, beside it."""

    def __init__(
        self,
        bench: Bench,
        strip: ProgressStrip,
        words: Callable[[], Words],
        printing: Printing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label(_("Other papers")), parent)
        self._bench, self._strip, self._words = bench, strip, words
        self._printing = printing
        self._event_id: int | None = None
        self._offered = QMenu(self)
        self._offered.setToolTipsVisible(True)
        self._offered.aboutToShow.connect(self._look)
        self._ways: dict[EventPaper, QMenu] = {}  # PySide lets go of a menu nobody holds
        self._entries: dict[EventPaper, QAction] = {}
        self._report = self._offered.addAction(
            label(_("Back to the event report")), partial(self.looked_at.emit, None)
        )
        self._report.setVisible(False)
        for paper in EventPaper:
            self._offer(paper)
            if paper in _ENDS:
                self._offered.addSeparator()
        self._layouts = LayoutMenu(bench, self.save_upload_list, self._offered)
        self._offered.addMenu(self._layouts)
        self.setMenu(self._offered)
        self.setIcon(icon("file-text"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_event(self, event_id: int) -> None:
        """Be about this event from now on."""
        self._event_id = event_id

    def show_looked_at(self, paper: EventPaper | None) -> None:
        """Offer the way back to the report while a paper is shown."""
        self._report.setVisible(paper is not None)

    def ways(self, paper: EventPaper) -> QMenu:
        """Return what can be done with a paper that is PDF. Raises KeyError for another."""
        return self._ways[paper]

    def print_out(self, paper: EventPaper) -> None:
        """Ask for a printer and send the paper there."""
        if self._event_id is not None:
            named = " ".join(self.named(paper))
            self._printing.print_pdf(self.writer(paper), named, self.lets_out(paper))

    def writer(self, paper: EventPaper) -> Callable[[Path], Work[object]]:
        """Return what writes a paper of the event to a path, in the language chosen now."""
        store, event_id, words = self._bench.store, self._event_id or 0, self._words()
        return lambda target: _write(store, event_id, paper, target, words=words)

    def named(self, paper: EventPaper) -> list[str]:
        """Return what a paper's file is called: the paper, the event and its day."""
        return [paper.label(), *self._of_event(self._event_id or 0)]

    def save_upload_list(self, layout: LayoutRow) -> None:
        """Ask for a place and write the event's people there, in a layout of the office."""
        if self._event_id is not None:
            save_upload_list(self._bench, layout, ListOf(event_id=self._event_id), self._strip)

    def save(self, paper: EventPaper) -> None:
        """Ask for a place and write the paper there."""
        if self._event_id is None:
            return
        name = paper.label()
        document = Document(
            _("Save: {paper}").format(paper=name),
            file_name(*self.named(paper), suffix=paper.suffix),
            _kind(paper),
            _("Writing: {paper}").format(paper=name),
            self.writer(paper),
            self.lets_out(paper),
        )
        save_document(self._bench, document, self._strip)

    def lets_out(self, paper: EventPaper) -> Leaving:
        """Return what the log is told when a paper of the event leaves."""
        return paper_leaving(self._bench.store, self._event_id or 0, paper)

    def _offer(self, paper: EventPaper) -> None:
        if not paper.is_pdf:
            self._entries[paper] = self._offered.addAction(_named(paper), partial(self.save, paper))
            return
        ways = QMenu(_named(paper), self._offered)
        self._entries[paper] = self._offered.addMenu(ways)
        self._ways[paper] = ways
        ways.addAction(label(_("Show")), partial(self.looked_at.emit, paper))
        if paper is EventPaper.PRESS_PAPER:
            writing = ways.addAction(label(_("Write the texts")), partial(self.written.emit, paper))
            self._bench.needs(Right.PLAN, writing)
        ways.addAction(label(_("Print…")), partial(self.print_out, paper))
        ways.addAction(label(_("Save as PDF…")), partial(self.save, paper))

    def _look(self) -> None:
        """Offer what is written of the event as it stands; the rest says why it is not."""
        row = self._row(self._event_id or 0)
        for paper, entry in self._entries.items():
            why = why_not(row.stage, paper.value) if row is not None else ""
            off = label(f"{paper.label()} – {off_said(row.stage)}") if row and why else ""
            entry.setText(off or _named(paper))
            entry.setToolTip(why)
            entry.setEnabled(not why)

    def _of_event(self, event_id: int) -> list[str]:
        """Return the event's title and day."""
        row = self._row(event_id)
        return [row.title, f"{row.starts_at:%Y-%m-%d}"] if row is not None else []

    def _row(self, event_id: int) -> EventRow | None:
        with self._bench.store.reading() as session:
            return event_rows(session, [event_id]).get(event_id)


def _named(paper: EventPaper) -> str:
    """Return what a paper's entry says: dots where a place is asked for at once."""
    return label(paper.label() if paper.is_pdf else _("{paper}…").format(paper=paper.label()))


def _kind(paper: EventPaper) -> FileKind:
    others = {
        EventPaper.PRESS_RELEASE: FileKind(_("Word files"), "*.docx"),
        EventPaper.PRESS_TEXT: FileKind(_("Text files"), "*.txt"),
        EventPaper.ENROLLED: FileKind(_("Excel files"), "*.xlsx"),
    }
    return others.get(paper, FileKind(_("PDF files"), "*.pdf"))


def _write(
    store: Store, event_id: int, paper: EventPaper, target: Path, *, words: Words
) -> Work[None]:
    """Write a paper; what draws it is loaded on the worker's thread, which takes a moment."""
    yield Progress(0, 0)
    yield from write_event_paper(store, event_id, paper, target, words)
