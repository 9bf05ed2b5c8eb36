"""Cards from the queue to paper and into hands: for one event and for all of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.cards.operations import note_handed_over, note_printed, queue_again
from models.cards.tables import CardState
from models.printing.part_sheets import SheetUse, note_used
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.look import em
from ui.messages import FileKind
from ui.panes.card_files import Paper, write_chosen
from ui.panes.card_paper import CardPaper
from ui.panes.card_queue import CardQueue
from ui.panes.file_names import file_name
from ui.panes.saving import Document, save_document
from ui.printing import Printing, Sent
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.question_bar import Answer, QuestionBar
from ui.widgets.reflow import Columns

SIDE_BY_SIDE = 58
"""The width in text lines from which the preview stands beside the queue."""


@dataclass(frozen=True, slots=True)
class _Job:
    """What was sent: cards on paper, and which of the pages they take."""

    cards: Sequence[int]
    on: Paper
    pages: Collection[int]

    def uses(self, good: Collection[int]) -> list[SheetUse]:
        """Return what the sheets have used once these cards came out well."""
        return self.on.uses(self.cards, self.pages, good)


class CardWork(QWidget):
    """A card counts as printed only when the printer took it and a person said it came out well."""

    counted = Signal(object)
    """How many cards there are in each state."""
    empty_left = Signal()
    """Nothing is here, and the person wants to go where cards come from."""

    def __init__(self, bench: Bench, *, of_all: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._title = ""
        self._sent: Sequence[int] = ()
        self._job: _Job | None = None
        self.queue = CardQueue(bench, of_all=of_all)
        self.paper = CardPaper(bench)
        self._question = QuestionBar()
        self._strip = ProgressStrip()
        self._printing = Printing(bench, self._strip, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.75))
        column.addWidget(self._question)
        column.addWidget(self._strip)
        column.addWidget(Columns([(self.queue, 3), (self.paper, 2)], SIDE_BY_SIDE), 1)
        self._listen()

    def show_event(self, event_id: int | None, title: str) -> None:
        """Show the cards of the event called ``title``; of all events without one."""
        self._title = title
        self.queue.show_event(event_id)

    def begin(self) -> None:
        """Put the keyboard into the queue."""
        self.queue.view.setFocus()

    def print_cards(self) -> None:
        """Print the cards that are meant, on the paper chosen."""
        cards, on = self.queue.meant(), self.paper.paper()
        if not cards:
            return

        def sent(told: Sent) -> None:
            self._job = _Job(cards, on, told.pages)
            self._ask(on.cards_on(cards, told.pages), told.printer)

        self._printing.print_pdf(
            lambda paper: write_chosen(self._bench.store, cards, paper, on, spoken()),
            self._named(),
            sent,
            one_sided=True,
        )

    def save_cards(self) -> None:
        """Ask for a place and write the cards that are meant there as PDF."""
        cards = self.queue.meant()
        if not cards:
            return
        on = self.paper.paper()
        document = Document(
            _("Save the cards"),
            file_name(self._named(), suffix=".pdf"),
            FileKind(_("PDF files"), "*.pdf"),
            _("Writing the cards"),
            lambda target: write_chosen(self._bench.store, cards, target, on, spoken()),
        )
        save_document(self._bench, document, self._strip)

    def _listen(self) -> None:
        self.queue.counted.connect(self.counted)
        self.queue.picked.connect(self._picked)
        self.queue.noted.connect(self._note)
        self.queue.new_asked.connect(self.empty_left)
        self.queue.opened.connect(self.paper.preview.setFocus)
        self.paper.print_asked.connect(self.print_cards)
        self.paper.save_asked.connect(self.save_cards)
        for keys, do in (
            (QKeySequence.StandardKey.Print, self.print_cards),
            (QKeySequence.StandardKey.Save, self.save_cards),
        ):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(do)

    def _named(self) -> str:
        return " ".join(part for part in (_("Cards"), self._title) if part)

    def _picked(self) -> None:
        self.paper.show_cards(self.queue.meant())
        if not self._question.isHidden():
            self._question.offer(self._answers())

    def _ask(self, cards: Sequence[int], printer: str) -> None:
        """Ask how the printed cards came out; until it is known they stay in the queue."""
        self._sent = cards
        text = ngettext(
            "{n} card was sent to {printer}. Did it come out well?",
            "{n} cards were sent to {printer}. Did all of them come out well?",
            len(cards),
            printer=printer or _("the file"),
        )
        self._question.ask(text, self._answers())

    def _answers(self) -> list[Answer]:
        """Return the answers; where a part of the cards is selected, those about it too."""
        sent = self._sent
        chosen = set(self.queue.selected())
        these = [card for card in sent if card in chosen]
        others = [card for card in sent if card not in chosen]
        answers = [Answer(_("None came out"), self._forget)]
        if these and others:
            only = ngettext("Only the one selected", "Only the {n} selected", len(these))
            but = ngettext("All but the one selected", "All but the {n} selected", len(these))
            answers.append(Answer(but, partial(self._came_out, others)))
            answers.append(Answer(only, partial(self._came_out, these)))
        answers.append(Answer(_("All came out well"), partial(self._came_out, sent), likely=True))
        return answers

    def _came_out(self, cards: Sequence[int]) -> None:
        """Note which cards came out, and which places of the sheets they have used."""
        job = self._job
        self._forget()
        if job is None or not cards:
            return

        def operation(session: Any) -> None:  # noqa: ANN401 - models own it
            note_printed(session, cards)
            note_used(session, job.on.sheet.name, job.on.sheet.places, job.uses(cards))

        def kept(_nothing: None) -> None:
            self.paper.begin_anew()
            self._bench.done(ngettext("{n} card printed.", "{n} cards printed.", len(cards)))

        keep(self._bench, operation, kept, self)

    def _forget(self) -> None:
        self._sent, self._job = (), None

    def _note(self, cards: Sequence[int], state: CardState) -> None:
        """Keep where these cards stand now."""
        count = len(cards)
        if not count:
            return
        operation, done = {
            CardState.PRINTED: (
                note_printed,
                ngettext("{n} card printed.", "{n} cards printed.", count),
            ),
            CardState.HANDED: (
                note_handed_over,
                ngettext("{n} card handed over.", "{n} cards handed over.", count),
            ),
            CardState.QUEUED: (
                queue_again,
                ngettext(
                    "{n} card waits to be printed again.",
                    "{n} cards wait to be printed again.",
                    count,
                ),
            ),
        }[state]
        keep(
            self._bench,
            lambda session: operation(session, cards),
            lambda _told: self._bench.done(done),
            self,
        )
