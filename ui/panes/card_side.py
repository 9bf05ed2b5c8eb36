"""Beside the queue of cards: their paper, one card's copies, the batches, the stock."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.words import _
from ui.bench import Bench
from ui.panes.card_batches import CardBatches
from ui.panes.card_history import CardHistory
from ui.panes.card_paper import CardPaper
from ui.panes.card_stock import StockPanel
from ui.widgets.panel import Panel
from ui.widgets.panel_switch import PanelSwitch

PAPER, COPIES, BATCHES, STOCK = "paper", "copies", "batches", "stock"


class CardSide(PanelSwitch):
    """Shows the paper first; the others are made when they are first looked at."""

    question_asked = Signal(object)
    """It is to be told how this batch came out."""
    cards_asked = Signal(object)
    """These cards are to be shown in the queue."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        self._bench = bench
        self._event_id: int | None = None
        self._card_id: int | None = None
        self.paper = CardPaper(bench)
        makers = {
            PAPER: (_("Paper"), lambda: self.paper),
            COPIES: (_("Copies"), lambda: CardHistory(bench)),
            BATCHES: (_("Batches"), lambda: CardBatches(bench)),
            STOCK: (_("Stock"), lambda: StockPanel(bench)),
        }
        super().__init__(_("Beside the cards"), makers, parent)
        self.made.connect(self._begin)
        self.choose(PAPER)

    def show_event(self, event_id: int | None) -> None:
        """Be about the cards of an event, or all."""
        self._event_id = event_id
        for panel in self.panels():
            self._fill(panel)

    def show_card(self, card_id: int | None) -> None:
        """Be about one card."""
        self._card_id = card_id
        for panel in self.panels():
            if isinstance(panel, CardHistory):
                panel.show_card(card_id)

    def show_copies(self) -> None:
        """Show the copies of the card chosen."""
        self.choose(COPIES)

    def _fill(self, panel: Panel) -> None:
        if isinstance(panel, CardBatches | StockPanel):
            panel.show_event(self._event_id)
        elif isinstance(panel, CardHistory):
            panel.show_card(self._card_id)

    def _begin(self, panel: Panel) -> None:
        """Listen to a panel that was just made, and show what it is about."""
        if isinstance(panel, StockPanel):
            panel.supplies_asked.connect(self._go_to_supplies)
        elif isinstance(panel, CardBatches):
            panel.question_asked.connect(self.question_asked)
            panel.cards_asked.connect(self.cards_asked)
        self._fill(panel)

    def _go_to_supplies(self) -> None:
        self._bench.show_page("settings", section="things")
