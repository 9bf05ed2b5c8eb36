"""Printing emergency forms beforehand: how many, on what paper, how they will look."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.enrolment.paper_forms import MOST, forms_out, reserve_forms
from models.enrolment.paper_sheets import EmergencySheet, emergency_sheet, sample_sheet
from models.events.tables import Event
from models.files import replacing
from models.privacy.leaving import Unnoted
from models.progress import Progress, Work
from models.store import Store
from models.words import LANGUAGES, Words, _, ngettext, spoken
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.look import FAINT, Role, em
from ui.messages import FileKind
from ui.panes.file_names import file_name
from ui.panes.live_paper import LivePaper
from ui.widgets.choice import Choice
from ui.widgets.form import FormGrid
from ui.widgets.header import action_button
from ui.widgets.notice import Notice
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.reflow import Columns
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row
from ui.widgets.whole_field import WholeField

if TYPE_CHECKING:
    from ui.printing import Printing

FORMS, LIST = "forms", "list"
PAPERS = ("A4", "F4")
PROPOSED, SAMPLE = 20, 2
LEAST = 11


@dataclass(frozen=True, slots=True)
class Layout:
    """What is printed: forms or a list, on which paper, in which language."""

    kind: str
    paper: str
    words: Words


class PaperPrinting(QWidget):
    """Reserves numbers and prints the forms; those still out can be printed again."""

    printed = Signal()
    """Numbers were given out."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id = 0
        self._printing: Printing | None = None
        self.count = WholeField(_("How many"), MOST)
        self.kind: Choice[str] = Choice(
            {FORMS: _("Enrolment, two to a page"), LIST: _("List of those present")}
        )
        self.paper: Choice[str] = Choice({one: one for one in PAPERS})
        self.language: Choice[str] = Choice(dict(LANGUAGES))
        self.notice = Notice()
        self.strip = ProgressStrip()
        self.preview = PdfPreview(_("Emergency forms as they will be printed"))
        self._live: LivePaper[int] = LivePaper(bench, self.preview, _nothing, bench.fail)
        self.print_button = action_button(_("Print…"), "printer", primary=True)
        self.save_button = action_button(_("Save as PDF…"), "download")
        self.again = action_button(_("Print those still out again…"), "refresh-cw")
        self._lay_out()
        self._listen()

    def show_event(self, event_id: int) -> None:
        """Offer forms for this event."""
        self._event_id = event_id
        self.count.set_value(PROPOSED)
        self.language.show_value(spoken().language)
        self.notice.hide()
        self._judge()
        self.draw()

    def begin(self) -> None:
        """Put the keyboard where it is said how many."""
        self.count.setFocus()
        self.count.selectAll()

    def draw(self) -> None:
        """Show how the next forms will look; no number is given out."""
        if self._event_id:
            write = partial(_write_sample, self._bench.store, self._event_id)
            layout = self.layout_chosen()
            self._live.draw(lambda paper: write(paper, layout))

    def layout_chosen(self) -> Layout:
        """Return what is to be printed."""
        return Layout(self.kind.value(), self.paper.value(), Words(self.language.value()))

    def print_new(self) -> None:
        """Give out as many numbers as were asked for, and print their forms."""
        self._reserve(self._print)

    def save_new(self) -> None:
        """Ask for a place, give out the numbers, and write their forms there."""
        target = self._ask_place()
        if target is not None:
            self._reserve(partial(self._save, target))

    def print_again(self) -> None:
        """Print the forms still out with the numbers they have."""
        with self._bench.store.reading() as session:
            ids = forms_out(session, self._event_id)
        if ids:
            self._print(ids)

    def _lay_out(self) -> None:
        grid = FormGrid()
        grid.add("count", _("How many"), self.count)
        grid.add("kind", _("What"), self.kind)
        grid.add("paper", _("Paper"), self.paper)
        grid.add("language", _("Language"), self.language)
        asked = QWidget()
        column = QVBoxLayout(asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        explained = _("Print them before the day. Each has a number that is never used twice.")
        column.addWidget(Text(explained, ink=FAINT, wrap=True))
        column.addWidget(grid)
        column.addWidget(tool_row([self.again, self.save_button, self.print_button], LEAST))
        column.addWidget(self.notice)
        column.addWidget(self.strip)
        column.addStretch(1)
        sides = QVBoxLayout(self)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.addWidget(Columns([(asked, 3), (self.preview, 5)]), 1)

    def _listen(self) -> None:
        self.count.changed.connect(self._judge)
        for choice in (self.kind, self.paper, self.language):
            choice.picked.connect(self.draw)
        self.print_button.clicked.connect(self.print_new)
        self.save_button.clicked.connect(self.save_new)
        self.again.clicked.connect(self.print_again)

    def _judge(self) -> None:
        """Offer to print only a number of forms that can be given out."""
        wanted = self.count.value()
        for button in (self.print_button, self.save_button):
            button.setEnabled(wanted is not None and wanted >= 1)
        with self._bench.store.reading() as session:
            self.again.setEnabled(bool(self._event_id and forms_out(session, self._event_id)))

    def _reserve(self, then: Callable[[Sequence[int]], None]) -> None:
        event_id, count = self._event_id, self.count.value()
        language = self.layout_chosen().words.language
        if not count:
            return

        def reserved(ids: Sequence[int]) -> None:
            text = ngettext("{n} number was given out.", "{n} numbers were given out.", len(ids))
            self._bench.done(text)
            self._judge()
            self.printed.emit()
            self.draw()
            then(ids)

        keep(
            self._bench,
            lambda session: reserve_forms(session, event_id, count, language),
            reserved,
            self,
            self._failed,
        )

    def _print(self, ids: Sequence[int]) -> None:
        if self._printing is None:
            from ui.printing import Printing  # loads much, and most visits never print

            self._printing = Printing(self._bench, self.strip, self)
        layout = self.layout_chosen()
        write = partial(_write_forms, self._bench.store, self._event_id, ids)
        self._printing.print_pdf(
            lambda paper: write(paper, layout), _("Emergency forms"), Unnoted.NAMES_NOBODY
        )

    def _save(self, target: Path, ids: Sequence[int]) -> None:
        self._bench.run(
            _write_forms(self._bench.store, self._event_id, ids, target, self.layout_chosen()),
            _("Writing the forms"),
            self.strip,
            succeeded=lambda _pages: self._bench.messages.tell(
                _("Saved as {file}").format(file=target.name), Role.SUCCESS
            ),
        )

    def _ask_place(self) -> Path | None:
        with self._bench.store.reading() as session:
            event = session.get(Event, self._event_id)
            title = event.title if event is not None else ""
        return self._bench.messages.save_file(
            _("Save the emergency forms"),
            file_name(_("Emergency forms"), title, suffix=".pdf"),
            [FileKind(_("PDF files"), "*.pdf")],
        )

    def _failed(self, error: Exception) -> None:
        self.notice.say(str(error), Role.DANGER)


def _write_forms(
    store: Store, event_id: int, ids: Sequence[int], target: Path, layout: Layout
) -> Work[int]:
    yield Progress(0, 0)
    with store.reading() as session:
        sheet = emergency_sheet(session, event_id, ids)
    return (yield from _write(sheet, target, layout))


def _write_sample(store: Store, event_id: int, target: Path, layout: Layout) -> Work[int]:
    yield Progress(0, 0)
    with store.reading() as session:
        sheet = sample_sheet(session, event_id, SAMPLE)
    return (yield from _write(sheet, target, layout))


def _write(sheet: EmergencySheet, target: Path, layout: Layout) -> Work[int]:
    """Write to ``target``; what draws it is loaded on the worker's thread."""
    from reports import document
    from reports.emergency_form import write_emergency_forms, write_emergency_list

    write = write_emergency_list if layout.kind == LIST else write_emergency_forms
    paper = document.F4 if layout.paper == "F4" else document.A4
    with replacing(target) as out:
        return (yield from write(out, sheet, layout.words, paper=paper))


def _nothing(_pages: int) -> None:
    """Need nothing of what was drawn."""
