"""Ringkasan: the event summary as it will be printed, in either language."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTemporaryDir, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from models.cards.tables import Card
from models.enrolment.tables import Enrolment, Payment
from models.errors import UserError
from models.events.queries import event_rows
from models.events.tables import Attendance, Event, EventPartner, EventStaff
from models.office.tables import Office, Officer
from models.partners.tables import Contact, Partner
from models.people.tables import Occupation, Person
from models.progress import Progress, Work
from models.store import Store
from models.words import LANGUAGES, Words, _, ngettext, spoken
from ui.bench import Bench
from ui.icons import icon
from ui.look import FAINT, let_tab_reach
from ui.messages import FileKind
from ui.panes.file_names import file_name
from ui.panes.pane import EventPane
from ui.panes.saving import Document, save_document
from ui.printing import Printing
from ui.widgets import panel
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.pdf_preview import STEP, PdfPreview
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.reflow import Columns
from ui.widgets.segments import Segments
from ui.widgets.text import Text

TOLD = frozenset(
    {Event, EventPartner, EventStaff, Attendance, Enrolment, Payment, Card}
    | {Partner, Contact, Office, Officer, Occupation, Person}
)
SIDE_BY_SIDE = 46
"""The width in text lines from which the language stands beside the tools."""
QUIET = 300
"""Milliseconds without a commit before the paper is drawn anew: the desk commits often."""


class SummaryPane(EventPane):
    """Previews, saves and prints one and the same PDF, drawn anew as the records change."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self._drawing = self._stale = False
        self._folder = QTemporaryDir()
        self._paper: Path | None = None
        self._count = 0
        self._language = Segments(_("Language of the paper"))
        for code, name in LANGUAGES.items():
            self._language.add(code, name)
        self._language.choose(spoken().language)
        self._state = Text(ink=FAINT, elide=True)
        self._save = action_button(_("Save as PDF…"), "download")
        self._print = action_button(_("Print…"), "printer")
        self._strip = ProgressStrip()
        self._printing = Printing(bench, self._strip, self)
        self.preview = PdfPreview(_("Event report"))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(QUIET)
        self._lay_out()
        self._later.timeout.connect(self.draw)
        self._language.chosen.connect(self.draw)
        self._save.clicked.connect(self.save_as)
        self._print.clicked.connect(self.print_out)
        keys = QShortcut(QKeySequence.StandardKey.Print, self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.print_out)
        Fresh(self, bench.changes.committed, TOLD, self._later.start)

    @override
    def show_event(self, event_id: int) -> None:
        if event_id != self._event_id:
            self._event_id = event_id
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
        paper = Path(self._folder.filePath(f"{self._count}.pdf"))
        self._state.setText(_("Drawing the report…"))
        self._bench.tasks.start(
            self._writer(event_id)(paper),
            succeeded=lambda _pages: self._show(event_id, paper),
            failed=self._not_drawn,
            ended=self._drawn,
            owner=self,
        )

    def save_as(self) -> None:
        """Ask for a place and write the paper there."""
        if self._event_id is None:
            return
        document = Document(
            _("Save the event report"),
            file_name(*self._title(), suffix=".pdf"),
            FileKind(_("PDF files"), "*.pdf"),
            _("Writing the event report"),
            self._writer(self._event_id),
        )
        save_document(self._bench, document, self._strip)

    def print_out(self) -> None:
        """Ask for a printer and send the paper there."""
        if self._event_id is not None:
            self._printing.print_pdf(self._writer(self._event_id), " ".join(self._title()))

    def _lay_out(self) -> None:
        which = _row(self._language, self._state)
        tools = _row(*self._zooms(), None, self._save, self._print)
        card = panel.Card()
        card.column.addWidget(Columns([(which, 1), (tools, 0)], SIDE_BY_SIDE))
        card.column.addWidget(self._strip)
        card.column.addWidget(self.preview, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def _zooms(self) -> list[QToolButton]:
        buttons = []
        for glyph, name, do in (
            ("zoom-out", _("Smaller"), lambda: self.preview.zoom(1 / STEP)),
            ("zoom-in", _("Larger"), lambda: self.preview.zoom(STEP)),
            ("maximize", _("As wide as the window"), self.preview.fit),
        ):
            button = QToolButton()
            button.setIcon(icon(glyph))
            button.setAutoRaise(True)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.clicked.connect(do)
            let_tab_reach(button)
            buttons.append(button)
        return buttons

    def _writer(self, event_id: int) -> Callable[[Path], Work[int]]:
        """Return what writes the paper of this event, in the language chosen now, to a path."""
        store, words = self._bench.store, Words(self._language.name())
        return lambda target: _write(store, event_id, target, words)

    def _title(self) -> list[str]:
        """Return what the paper is called: its kind, the event's title and day."""
        event_id = self._event_id or 0
        with self._bench.store.reading() as session:
            row = event_rows(session, [event_id]).get(event_id)
        kind = Words(self._language.name()).say("Event report")
        return [kind, row.title, f"{row.starts_at:%Y-%m-%d}"] if row is not None else [kind]

    def _show(self, event_id: int, paper: Path) -> None:
        if event_id != self._event_id:
            paper.unlink(missing_ok=True)
            return
        before, self._paper = self._paper, paper
        self.preview.show_file(paper)
        if before is not None:
            before.unlink(missing_ok=True)
        self._state.setText(ngettext("{n} page", "{n} pages", self.preview.pages()))

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


def _write(store: Store, event_id: int, target: Path, words: Words) -> Work[int]:
    """Write the summary; what draws it is loaded on the worker's thread, which takes a moment."""
    yield Progress(0, 0)
    from ui.documents import write_summary

    return (yield from write_summary(store, event_id, target, words))
