"""Blank cards, ribbon and waste: what is left, and whether it will do for what is to be printed."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.cards.stock import BlankRow, CardStock, begin_ribbon, card_stock
from models.cards.tables import CardBatch, CardCopy
from models.supplies.tables import Supply, SupplyMove
from models.words import _, ngettext, spoken
from reports.sheet import Sheet
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.look import FAINT, Role
from ui.looking import ask
from ui.plain import label
from ui.widgets.facts import Facts
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.panel import Panel
from ui.widgets.sign_view import SignView
from ui.widgets.text import Text

STOCK = frozenset({Supply, SupplyMove, CardBatch, CardCopy})


class StockLine(SignView):
    """One line of what is left for a sheet; hidden where the office keeps no stock of it."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._bench = bench
        self._stock: CardStock | None = None
        self._wanted = 0
        self._sheet: Sheet | None = None
        self.hide()
        self.read()

    def read(self) -> None:
        """Look up what is left; whoever shows this line knows when, as it hides itself."""
        ask(self._bench, card_stock, self._found, self)

    def show_wanted(self, count: int, sheet: Sheet) -> None:
        """Say whether there is enough for so many cards on this sheet."""
        self._wanted, self._sheet = count, sheet
        self._tell()

    def _found(self, stock: CardStock) -> None:
        self._stock = stock
        self._tell()

    def _tell(self) -> None:
        if self._stock is None or self._sheet is None:
            return
        single = len(self._sheet.places) == 1
        blanks = cards_left(self._stock, self._sheet)
        panels = self._stock.panels if single else None
        said = []
        if blanks is not None:
            said.append(ngettext("Blanks for {n} card", "Blanks for {n} cards", blanks))
        if panels is not None:
            said.append(ngettext("ribbon for {n} card", "ribbon for {n} cards", panels))
        self.setVisible(bool(said))
        left = min((one for one in (blanks, panels) if one is not None), default=0)
        text = " · ".join(said)
        if left < self._wanted:
            short = ngettext(
                "That does not do for {n} card.", "That does not do for {n} cards.", self._wanted
            )
            self.show_sign(text, Role.DANGER, "triangle-alert", short)
        elif self._stock.few:
            self.show_sign(text, Role.WARNING, "triangle-alert")
        else:
            self.show_sign(text, Role.NEUTRAL, "info")


class StockPanel(Panel):
    """The stock piece by piece, and what an event printed and spoilt."""

    supplies_asked = Signal()
    """The person wants to count them, or note what came in."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(_("Stock"))
        self._bench = bench
        self._event_id: int | None = None
        self._nothing = Text(
            _("No stock of blank cards or ribbons is kept. The settings are the place for it."),
            ink=FAINT,
            wrap=True,
        )
        self.facts = Facts()
        self._ribbons = QVBoxLayout()
        self.to_supplies = action_button(_("Supplies…"), "settings")
        self.add(self._nothing)
        self.add(self.facts)
        self.add(self._ribbons)
        self.add(self.to_supplies)
        self.column.addStretch(1)
        self.to_supplies.clicked.connect(self.supplies_asked)
        self._fresh = Fresh(self, bench.changes.committed, STOCK, self._look)

    def show_event(self, event_id: int | None) -> None:
        """Show what an event printed and spoilt; without one all of them."""
        self._event_id = event_id
        self._look()

    def _look(self) -> None:
        event_id = self._event_id
        ask(self._bench, lambda session: card_stock(session, event_id), self._show, self)

    def _show(self, stock: CardStock) -> None:
        self._nothing.setVisible(not stock.blanks and not stock.ribbons)
        self.facts.show_facts(stock_facts(stock))
        while (item := self._ribbons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for ribbon in stock.ribbons:
            text = _("A new {supply} was put in").format(supply=ribbon.name)
            button = action_button(label(text), "refresh-cw")
            button.setEnabled(ribbon.stock > 0)
            button.clicked.connect(partial(self._begin_ribbon, ribbon.id, ribbon.name))
            self._ribbons.addWidget(button)

    def _begin_ribbon(self, supply_id: int, name: str) -> None:
        done = _("{supply}: a new one is in the printer.").format(supply=name)
        keep(
            self._bench,
            lambda session: begin_ribbon(session, supply_id),
            lambda _nothing: self._bench.done(done),
            self,
        )


def stock_facts(stock: CardStock) -> list[tuple[str, str]]:
    """Return what is left of each supply, and what came out well and spoilt."""
    number = spoken().number
    found = [(blank.name, _blank_said(blank)) for blank in stock.blanks]
    for ribbon in stock.ribbons:
        said = [ngettext("{n} in stock", "{n} in stock", ribbon.stock)]
        if ribbon.panels is not None:
            left = ngettext(
                "the one in the printer does for {n} card",
                "the one in the printer does for {n} cards",
                ribbon.panels,
            )
            said.insert(0, left)
        found.append((ribbon.name, " · ".join(said)))
    return [
        *found,
        (_("Printed well"), number(stock.printed)),
        (_("Spoilt"), number(stock.spoilt)),
    ]


def cards_left(stock: CardStock, sheet: Sheet) -> int | None:
    """Return for how many cards there are blanks of a sheet's kind; None if none are kept."""
    places = len(sheet.places)
    fitting = [one for one in stock.blanks if one.cards == one.stock * places]
    return sum(one.cards for one in fitting) if fitting else None


def _blank_said(blank: BlankRow) -> str:
    said = ngettext("{n} in stock", "{n} in stock", blank.stock)
    if blank.cards == blank.stock:
        return said
    cards = ngettext("for {n} card", "for {n} cards", blank.cards)
    return f"{said} · {cards}"
