"""Prints cards batch by batch: every copy has its serial before anything is on paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.cards.batches import draw_batch, drop_batch, note_sent
from models.cards.copy_faces import kinds_of
from models.designs.keeping import design_for
from models.privacy.leaving import Unnoted
from models.progress import Progress, Work
from models.store import Store
from models.words import _, spoken
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.leavings import cards_leaving
from ui.looking import ask
from ui.messages import FileKind
from ui.panes.card_files import Backs, Paper, laid_out, write_drawn
from ui.panes.card_jobs import CardJob, CardJobs
from ui.panes.file_names import file_name
from ui.panes.saving import Document, save_document
from ui.printing import Printing, Sent, Sides
from ui.usual_printer import UsualPrinter
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.question_bar import Answer, QuestionBar

SIDES = {
    Backs.NONE: Sides.ONE,
    Backs.LONG: Sides.LONG_EDGE,
    Backs.SHORT: Sides.SHORT_EDGE,
    Backs.BY_HAND: Sides.FRONTS,
}
being_made: set[int] = set()
"""The batches that are on their way to paper just now: of these nothing is to be asked yet."""


@dataclass(slots=True)
class _Run:
    """One way of cards to paper; the batch is known once it is drawn."""

    cards: Sequence[int]
    on: Paper
    title: str
    batch_id: int | None = None


class CardPrinting(QObject):
    """Draws batches, writes them, and notes what the printer took; what it did not is dropped."""

    sent = Signal(object)
    """The id of a batch of which it is now to be asked how it came out."""

    def __init__(
        self, bench: Bench, strip: ProgressStrip, parent: QWidget, usual: UsualPrinter
    ) -> None:
        """Print for ``parent``, on the ``usual`` printer where that is not to be asked for."""
        super().__init__(parent)
        self._bench = bench
        self._strip = strip
        self._usual = usual
        self._jobs = CardJobs(bench.settings)
        self._printing = Printing(bench, strip, parent)
        self.turning = QuestionBar(parent)

    @property
    def busy(self) -> bool:
        """Whether cards are on their way now."""
        return self._printing.busy

    def print_cards(self, cards: Sequence[int], on: Paper, title: str) -> None:
        """Draw a batch of these cards, ask for the printer, and send it there."""
        if not self.busy and self.turning.isHidden():
            self._laid_out(cards, on, lambda on: self._print(_Run(cards, on, title)))

    def _laid_out(self, cards: Sequence[int], on: Paper, go: Callable[[Paper], object]) -> None:
        """Call ``go`` with the paper as these cards are printed on it."""

        def look(session: Any) -> Paper:  # noqa: ANN401 - models own it
            return laid_out(session, on, kinds_of(session, cards))

        ask(self._bench, look, go, self)

    def _print(self, run: _Run) -> None:
        self._printing.print_pdf(
            lambda target: _make(self._bench.store, run, target),
            run.title,
            cards_leaving(run.cards, run.title, printed=True),
            lambda told: self._note_sent(run, told),
            sides=SIDES[run.on.backs],
            target=self._usual,
            unsent=lambda told: self._note_sent(run, told) if told else self._drop(run),
        )

    def save_cards(self, cards: Sequence[int], on: Paper, title: str) -> None:
        """Ask for a place and write a batch of these cards there as PDF."""
        self._laid_out(cards, on, lambda on: self._save(_Run(cards, on, title)))

    def _save(self, run: _Run) -> None:
        document = Document(
            _("Save the cards"),
            file_name(run.title, suffix=".pdf"),
            FileKind(_("PDF files"), "*.pdf"),
            _("Writing the cards"),
            lambda target: _save(self._bench.store, run, target),
            cards_leaving(run.cards, run.title, printed=False),
        )
        save_document(self._bench, document, self._strip, lambda: self._ask(run, None))

    def _note_sent(self, run: _Run, told: Sent) -> None:
        """Note that the printer took the batch, or a part of it, and have it asked about."""
        batch_id = run.batch_id
        if batch_id is None:
            return
        then = self._ask_to_turn if run.on.backs is Backs.BY_HAND else self._ask
        keep(
            self._bench,
            lambda session: note_sent(session, batch_id, told.printer),
            lambda _nothing: then(run, told),
            self,
        )

    def _ask(self, run: _Run, told: Sent | None) -> None:
        """Have it asked how the batch came out; without ``told`` all its pages are in a file."""
        if run.batch_id is None:
            return
        every = range(run.on.leaf_count(run.cards))
        leaves = every if told is None else run.on.leaves(told.pages)
        self._jobs.keep(run.batch_id, CardJob(run.on, tuple(leaves)))
        being_made.discard(run.batch_id)
        self.sent.emit(run.batch_id)

    def _drop(self, run: _Run) -> None:
        """Give up what was drawn and not printed."""
        batch_id = run.batch_id
        if batch_id is None:
            return
        keep(
            self._bench,
            lambda session: drop_batch(session, batch_id),
            lambda _nothing: being_made.discard(batch_id),
            self,
        )

    def _ask_to_turn(self, run: _Run, told: Sent) -> None:
        """Ask for the paper to be put back; then the backs are printed, or left out."""
        without = partial(self._ask, run, told)
        self.turning.ask(
            _("The fronts are printed. Put the paper back, turned over its long edge."),
            [
                Answer(_("Without backs"), without),
                Answer(_("Print the backs"), partial(self._print_backs, run, told), likely=True),
            ],
        )

    def _print_backs(self, run: _Run, told: Sent) -> None:
        store, batch_id = self._bench.store, run.batch_id
        if batch_id is None:
            return
        self._printing.print_pdf(
            lambda target: write_drawn(store, batch_id, target, run.on, spoken()),
            run.title,
            Unnoted.NOTED_ELSEWHERE,
            lambda _backs: self._ask(run, told),
            sides=Sides.BACKS,
            target=self._usual,
            unsent=lambda _backs: self._ask_to_turn(run, told),
        )


def _make(store: Store, run: _Run, target: Path) -> Work[int]:
    """Draw the batch and write it to ``target``; return how many cards there are."""
    yield Progress(0, len(run.cards))
    with store.writing() as session:
        run.batch_id = _draw(session, run)
    being_made.add(run.batch_id)
    return (yield from write_drawn(store, run.batch_id, target, run.on, spoken()))


def _save(store: Store, run: _Run, target: Path) -> Work[int]:
    """Make the batch as a file, and note that it is one; stopped or failed, it is dropped."""
    whole = False
    try:
        count = yield from _make(store, run, target)
        if run.batch_id is not None:
            with store.writing() as session:
                note_sent(session, run.batch_id, "")
        whole = True
    finally:
        if not whole and run.batch_id is not None:
            with store.writing() as session:
                drop_batch(session, run.batch_id)
            being_made.discard(run.batch_id)
    return count


def _draw(session: Any, run: _Run) -> int:  # noqa: ANN401 - models own it
    kinds = kinds_of(session, run.cards)
    designs = sorted({design_for(session, kind).name for kind in kinds})
    sheet = run.on.sheet.name
    return draw_batch(session, run.cards, sheet=sheet, design=" · ".join(designs)).id
