"""Ringkasan: the event summary as it will be printed, in either language."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from models.cards.tables import Card
from models.documents.tables import Attachment
from models.enrolment.tables import Enrolment, Payment
from models.errors import UserError
from models.events.queries import event_rows
from models.events.tables import Attendance, Event, EventPartner, EventStaff
from models.leftovers import PassingFolder
from models.office.rights import Right
from models.office.tables import Office, Officer
from models.partners.tables import Contact, Partner
from models.people.tables import Occupation, Person
from models.privacy.leaving import Leaving, let_out
from models.progress import Work
from models.reporting.behind_event import BehindEvent, Mark
from models.words import LANGUAGES, Words, _, ngettext, spoken
from ui.bench import Bench
from ui.event_papers import EventPaper
from ui.leavings import summary_leaving
from ui.links import open_copy
from ui.look import FAINT
from ui.messages import FileKind
from ui.panes.event_papers import EventPapers
from ui.panes.file_names import file_name
from ui.panes.pane import EventPane
from ui.panes.press_texts import PressTextsForm
from ui.panes.preview_tools import PreviewTools
from ui.panes.saving import Document, save_document, why_it_leaves
from ui.panes.summary_texts import SummaryTextsForm
from ui.printing import Printing
from ui.summary_document import write_summary
from ui.widgets import panel
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.reflow import Columns
from ui.widgets.scrolling import Scrolling
from ui.widgets.segments import Segments
from ui.widgets.text import Text

TOLD = frozenset(
    {Event, EventPartner, EventStaff, Attendance, Enrolment, Payment, Card, Attachment}
    | {Partner, Contact, Office, Officer, Occupation, Person}
)
LEAST_LINES = 6
"""Of the texts beside the paper at least so many lines are seen."""
SIDE_BY_SIDE = 62
"""The width in text lines from which all tools stand in one row, not in three."""
QUIET = 300
"""Milliseconds without a commit before the paper is drawn anew: the desk commits often."""


class SummaryPane(EventPane):
    """Previews, saves and prints one and the same PDF, drawn anew as the records change."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self._drawing = self._stale = False
        self._folder = PassingFolder()
        self._paper: Path | None = None
        self._count = 0
        self._language = Segments(_("Language of the paper"))
        for code, name in LANGUAGES.items():
            self._language.add(code, name)
        self._language.choose(spoken().language)
        self._state = Text(ink=FAINT, wrap=True)
        self._save = action_button(_("Save as PDF…"), "download")
        self._print = action_button(_("Print…"), "printer")
        self._strip = ProgressStrip()
        self._printing = Printing(bench, self._strip, self)
        self.texts, self.press = SummaryTextsForm(bench), PressTextsForm(bench)
        self._write_texts = action_button(_("Texts"), "pencil")
        self._write_texts.setCheckable(True)
        self._papers = EventPapers(bench, self._strip, self._words, self._printing)
        self._looked_at: EventPaper | None = None
        self.preview = PdfPreview(_("Event report"))
        self._tools = PreviewTools(self.preview)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(QUIET)
        bench.needs(Right.EXPORT, self._papers, self._save, self._print, self._tools.elsewhere)
        bench.needs(Right.PLAN, self._write_texts, self.texts, self.press)
        self._lay_out()
        self._connect()

    @override
    def show_event(self, event_id: int) -> None:
        if event_id != self._event_id:
            self._event_id = event_id
            self._papers.show_event(event_id)
            self._look_at(None)
            self._say_texts()
            self._let_go()
        self.draw()

    @override
    def begin(self) -> None:
        self.preview.setFocus()

    def draw(self) -> None:
        """Draw the paper anew off the screen's thread; the one shown stays until it is there."""
        if self._event_id is None:
            return
        if self._drawing:
            self._stale = True
            return
        self._drawing, self._stale = True, False
        self._count += 1
        event_id = self._event_id
        paper = self._folder.file(f"{self._count}.pdf")
        self._state.setText(_("Drawing the report…"))
        self._bench.tasks.start(
            self._writer(event_id, links=True)(paper),
            succeeded=lambda _pages: self._show(event_id, paper),
            failed=self._not_drawn,
            ended=self._drawn,
            owner=self,
        )

    def show_paper(self, paper: EventPaper | None) -> None:
        """Show another paper of the event, None the report again."""
        self._look_at(paper)
        self._say_texts()
        self.draw()

    def save_as(self) -> None:
        """Ask for a place and write the paper there."""
        if self._event_id is None:
            return
        if self._looked_at is not None:
            self._papers.save(self._looked_at)
            return
        document = Document(
            _("Save the event report"),
            file_name(*self._title(), suffix=".pdf"),
            FileKind(_("PDF files"), "*.pdf"),
            _("Writing the event report"),
            self._writer(self._event_id),
            self._lets_out(self._event_id),
        )
        save_document(self._bench, document, self._strip)

    def print_out(self) -> None:
        """Ask for a printer and send the paper there."""
        if self._event_id is not None:
            event_id, title = self._event_id, " ".join(self._title())
            self._printing.print_pdf(self._writer(event_id), title, self._lets_out(event_id))

    def open_elsewhere(self) -> None:
        """Show a copy of the paper in the system's own program."""
        if self._event_id is None:
            return
        lets_out = self._lets_out(self._event_id)
        reason = why_it_leaves(self._bench, lets_out)  # the other program may keep it
        if reason is None:
            return
        copy = self._folder.file(file_name(*self._title(), suffix=".pdf"))
        writing = self._writer(self._event_id)(copy)
        self._bench.tasks.start(
            let_out(self._bench.store, lets_out, writing, copy, reason),
            succeeded=lambda _pages: self._open(copy),
            failed=self._bench.fail,
            owner=self,
        )

    def _open(self, copy: Path) -> None:
        if not open_copy(copy):
            said = _("No program on this computer opens “{file}”. Save a copy of it instead.")
            self._bench.fail(UserError(said.format(file=copy.name)))

    def _lay_out(self) -> None:
        which = _row(self._language, self._papers, None)
        looked_at = _row(self._tools, None)
        deeds = _row(self._write_texts, self._save, self._print, None)
        card = panel.Card()
        card.column.addWidget(Columns([(which, 0), (looked_at, 1), (deeds, 0)], SIDE_BY_SIDE))
        card.column.addWidget(self._state)
        card.column.addWidget(self._strip)
        self._beside = Scrolling(_column(self.texts, self.press), LEAST_LINES)
        self.press.hide()
        self._beside.hide()
        both = QSplitter()
        both.addWidget(self._beside)
        both.addWidget(self.preview)
        both.setStretchFactor(1, 1)
        card.column.addWidget(both, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def _connect(self) -> None:
        self._later.timeout.connect(self.draw)
        self._language.chosen.connect(self._say_language)
        self._write_texts.toggled.connect(self._show_texts)
        self._papers.looked_at.connect(self.show_paper)
        self._papers.written.connect(self._write)
        self.texts.kept.connect(self.draw)
        self.press.kept.connect(self.draw)
        self._save.clicked.connect(self.save_as)
        self._print.clicked.connect(self.print_out)
        self.preview.link_opened.connect(self._open_figure)
        self._tools.open_asked.connect(self.open_elsewhere)
        keys = QShortcut(QKeySequence.StandardKey.Print, self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.print_out)
        self._bench.needs(Right.EXPORT, keys)
        Fresh(self, self._bench.changes.committed, TOLD, self._later.start)

    def _open_figure(self, link: str) -> None:
        """Show the people whom a figure of the report counts."""
        mark = Mark.read(link)
        if mark is not None and self._event_id is not None:
            self._bench.show_page("people", figure=BehindEvent(self._event_id, mark))

    def _show_texts(self, shown: bool) -> None:
        self._say_texts()
        self._beside.setVisible(shown)

    def _say_language(self) -> None:
        self._say_texts()
        self.draw()

    def _say_texts(self) -> None:
        if self._event_id is not None and self._write_texts.isChecked():
            form = self.press if self._is_press() else self.texts
            form.show_event(self._event_id, self._language.name())

    def _look_at(self, paper: EventPaper | None) -> None:
        self._looked_at = paper
        self._papers.show_looked_at(paper)
        self.texts.setVisible(not self._is_press())
        self.press.setVisible(self._is_press())

    def _is_press(self) -> bool:
        return self._looked_at is EventPaper.PRESS_PAPER

    def _write(self, paper: EventPaper) -> None:
        """Show a paper with its texts beside it, and type there."""
        self.show_paper(paper)
        self._write_texts.setChecked(True)
        self.press.begin()

    def _writer(self, event_id: int, *, links: bool = False) -> Callable[[Path], Work[object]]:
        """Return what writes the paper of this event, in the language chosen now, to a path.

        With ``links`` the figures of the report lead to their lists; what is kept has none.
        """
        if self._looked_at is not None:
            return self._papers.writer(self._looked_at)
        store, words, ticked = self._bench.store, self._words(), self.texts.ticked()
        paper = self.texts.paper_chosen()
        return lambda target: write_summary(
            store, event_id, target, words, ticked, paper=paper, links=links
        )

    def _lets_out(self, event_id: int) -> Leaving:
        if self._looked_at is not None:
            return self._papers.lets_out(self._looked_at)
        return summary_leaving(self._bench.store, event_id, self.texts.ticked())

    def _words(self) -> Words:
        """Return the words of the language chosen now."""
        return Words(self._language.name())

    def _title(self) -> list[str]:
        """Return what the paper is called: its kind, the event's title and day."""
        if self._looked_at is not None:
            return self._papers.named(self._looked_at)
        event_id = self._event_id or 0
        with self._bench.store.reading() as session:
            row = event_rows(session, [event_id]).get(event_id)
        kind = self._words().say("Event report")
        return [kind, row.title, f"{row.starts_at:%Y-%m-%d}"] if row is not None else [kind]

    def _show(self, event_id: int, paper: Path) -> None:
        if event_id != self._event_id:
            paper.unlink(missing_ok=True)
            return
        before, self._paper = self._paper, paper
        self.preview.show_file(paper)
        if before is not None:
            before.unlink(missing_ok=True)
        said = ngettext("{n} page", "{n} pages", self.preview.pages())
        looked_at = self._looked_at
        if looked_at is not None:
            said = f"{looked_at.label()} · {said}"
        self._state.setText(said)

    def _drawn(self) -> None:
        self._drawing = False
        if self._stale:
            self.draw()

    def _let_go(self) -> None:
        self.preview.close_file()
        if self._paper is not None:
            self._paper.unlink(missing_ok=True)
            self._paper = None

    def _not_drawn(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._state.setText(str(error))
        else:
            self._state.setText(_("The event report could not be drawn."))
            self._bench.fail(error)


def _row(*widgets: QWidget | None) -> QWidget:
    """Return the widgets beside one another; None is where the room is that they leave."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return holder


def _column(*widgets: QWidget) -> QWidget:
    """Return the widgets below one another."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        column.addWidget(widget)
    return holder
