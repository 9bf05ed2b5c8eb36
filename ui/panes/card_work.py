"""Cards from the queue to paper and into hands: for one event and for all of them."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.words import _
from ui.bench import Bench
from ui.look import em
from ui.panes.card_actions import CardActions
from ui.panes.card_again import CardAgain
from ui.panes.card_numbers import CardNumbers
from ui.panes.card_piles import Pile
from ui.panes.card_printing import CardPrinting
from ui.panes.card_question import CardQuestion
from ui.panes.card_queue import CardQueue
from ui.panes.card_side import CardSide
from ui.widgets.keyboard import holds
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.reflow import Columns

SIDE_BY_SIDE = 58
"""The width in text lines from which the preview stands beside the queue."""


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
        self.queue = CardQueue(bench, of_all=of_all)
        self.side = CardSide(bench)
        self.paper = self.side.paper
        self.doing, self.numbers = CardActions(bench), CardNumbers(bench)
        self.question, self.again = CardQuestion(bench), CardAgain(bench)
        self._strip = ProgressStrip()
        self.printing = CardPrinting(bench, self._strip, self, self.paper.usual)
        self._lay_out()
        self._listen()
        self.question.read()

    def show_event(self, event_id: int | None, title: str) -> None:
        """Show the cards of the event called ``title``; of all events without one."""
        self._title = title
        self.side.show_event(event_id)
        self.queue.show_event(event_id)

    def begin(self) -> None:
        """Put the keyboard into the queue."""
        self.queue.begin()

    def print_cards(self) -> None:
        """Print the cards that are meant, on the paper chosen."""
        on, title = self.paper.paper(), self._named()
        self._look_at(lambda cards: self.printing.print_cards(cards, on, title))

    def save_cards(self) -> None:
        """Ask for a place and write the cards that are meant there as PDF."""
        on, title = self.paper.paper(), self._named()
        self._look_at(lambda cards: self.printing.save_cards(cards, on, title))

    def _look_at(self, go: Callable[[Sequence[int]], object]) -> None:
        """Let ``go`` have the cards that are meant, once it is agreed that they are printed."""
        cards = self.queue.meant()
        if cards and not self.printing.busy:
            self.again.look(cards, lambda those: go(those) if those else None)

    def _lay_out(self) -> None:
        self.queue.column.addWidget(self.numbers)
        self.queue.column.addWidget(self.doing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.75))
        for above in (self.question, self.printing.turning, self.again, self._strip):
            column.addWidget(above)
        column.addWidget(Columns([(self.queue, 3), (self.side, 2)], SIDE_BY_SIDE), 1)

    def _listen(self) -> None:
        self.queue.counted.connect(self.counted)
        self.queue.picked.connect(self._picked)
        self.queue.chosen.connect(self._choose)
        self.queue.new_asked.connect(self.empty_left)
        self.queue.opened.connect(self.side.show_copies)
        self.paper.print_asked.connect(self.print_cards)
        self.paper.save_asked.connect(self.save_cards)
        self.printing.sent.connect(self.question.show_batch)
        self.question.told.connect(lambda _good: self.paper.begin_anew())
        for asks in (self.question.bar, self.printing.turning, self.question.jam):
            asks.keyboard_left.connect(self.begin)
        self.numbers.given.connect(self.begin)
        self.side.question_asked.connect(self.question.show_batch)
        self.side.cards_asked.connect(self._show_cards)
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
        waiting, foot = self.queue.pile is Pile.WAITING, (self.doing, self.numbers)
        had_keyboard = any(map(holds, foot))
        self.numbers.setVisible(waiting)
        self.doing.setVisible(not waiting)
        if waiting:
            self.numbers.offer(self.queue.selected() or list(self.queue.listed()))
        states = self.queue.selected_states()
        self.doing.offer(states)
        self.question.show_selected(states)
        self.paper.show_cards(self.queue.meant())
        if had_keyboard and not any(map(holds, foot)):
            self.begin()  # what was pressed has nothing more to do

    def _choose(self, card_id: int | None) -> None:
        self.side.show_card(None if self.queue.pile is Pile.WAITING else card_id)

    def _show_cards(self, cards: Collection[int]) -> None:
        self.queue.choose_cards(cards, Pile.ALL)
