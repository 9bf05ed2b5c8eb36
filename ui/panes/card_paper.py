"""The paper the cards are printed on: which kind, what of it is used, and how it will look."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from models.cards.copy_faces import kinds_of
from models.cards.tables import CardKind
from models.designs.tables import CardDesign
from models.errors import UserError
from models.office.tables import Office
from models.printing.folding import Fold, unfolded_name
from models.printing.tables import PartSheet, SheetFormat
from models.words import _, ngettext, spoken
from reports.sheet import A4, Sheet
from ui.bench import Bench
from ui.look import FAINT, Role
from ui.panes.begun_sheets import BegunSheets
from ui.panes.card_files import Backs, Drawn, Paper, draw_preview, folds, laid_out
from ui.panes.card_stock import STOCK, StockLine
from ui.panes.live_paper import LivePaper
from ui.paper import Size
from ui.sheets import all_sheets
from ui.usual_printer import UsualPrinter
from ui.widgets.badge import Badge, BadgeLabel
from ui.widgets.choice import Choice
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.notice import Notice
from ui.widgets.panel import Panel
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.printer_line import PrinterLine
from ui.widgets.text import Text

KINDS = frozenset({SheetFormat, PartSheet, CardDesign, Office})
EVERY = tuple(CardKind)
LETTERS = 14
"""How many letters of a paper's name the closed box shows at least."""
NAMED = 3
"""How many problems are told in full."""


class CardPaper(Panel):
    """Previews the cards as they will come out of the printer, and leads there."""

    print_asked = Signal()
    save_asked = Signal()

    def __init__(self, bench: Bench) -> None:
        self._pages = BadgeLabel()
        super().__init__(_("Preview"))
        self._bench = bench
        self._cards: Sequence[int] = ()
        self._sheets = self._known_sheets()
        self._kind: Choice[str] = Choice(self._names())
        self._kind.setAccessibleName(_("Paper"))
        self._kind.shrink_to(LETTERS)
        kept = bench.settings.card_sheet
        self._kind.show_value(kept if kept in self._sheets else A4)
        self.backs: Choice[Backs] = Choice(_backs_names())
        self.backs.setAccessibleName(_("Backs of the cards"))
        self.backs.show_value(_kept_backs(bench.settings.card_backs))
        self._on = Paper(self._sheets[self._kind.value()])
        self._folds, self._fold = False, Text(ink=FAINT, wrap=True)
        self.begun = BegunSheets(bench, self.sheet)
        self.usual = UsualPrinter(bench.settings, _use(self._on.sheet), self)
        self.printer = PrinterLine(self.usual, lambda: Size(*self.sheet.page))
        self._stock = StockLine(bench)
        self._notice = Notice()
        self._part = Text(ink=FAINT, wrap=True)
        self.preview = PdfPreview(_("Cards as they will be printed"))
        self._live: LivePaper[Drawn] = LivePaper(bench, self.preview, self._show, self._not_drawn)
        self._save = action_button(_("Save as PDF…"), "download")
        self._print = action_button("", "printer", primary=True)
        self._lay_out()
        self._lay_on()
        self._listen()
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self.read)
        self._used_up = Fresh(self, bench.changes.committed, STOCK, self._stock.read)

    @property
    def sheet(self) -> Sheet:
        """The sheet chosen, as the cards are printed on it: with places of its own if folded."""
        return self._on.sheet

    def paper(self) -> Paper:
        """Return what is printed on: the sheet chosen, and those begun that come first."""
        begun = self.begun.begun() if len(self.sheet.places) > 1 else ()
        return replace(self._on, begun=begun)

    def begin_anew(self) -> None:
        """Begin with what is known to be begun, whatever was marked by hand."""
        self.begun.begin_anew()

    def read(self) -> None:
        """Offer the sheets there are now; the one chosen stays, if it is still there."""
        before = self._kind.value()
        self._sheets = self._known_sheets()
        self._kind.offer(self._names())
        self._kind.show_value(before if before in self._sheets else A4)
        if not self._lay_on():
            self.begun.read()

    def show_cards(self, cards: Sequence[int]) -> None:
        """Show how these cards will come out."""
        self._cards = cards
        if self._folds:
            self._lay_on()
        self._draw()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._kind, 1)
        head.addWidget(self._pages)
        self.add(head)
        self.add(self.backs)
        self.add(self._fold)
        self.add(self.begun)
        self.add(self._notice)
        self.add(self.preview, 1)
        self.add(self._part)
        self.add(self._stock)
        self.add(self.printer)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._save)
        foot.addWidget(self._print)
        self.add(foot)

    def _listen(self) -> None:
        self._kind.picked.connect(self._take_kind)
        self.backs.picked.connect(self._take_backs)
        self.begun.changed.connect(self._draw)
        self.usual.changed.connect(self._say_print)
        self._save.clicked.connect(self.save_asked)
        self._print.clicked.connect(self.print_asked)

    def _known_sheets(self) -> Mapping[str, Sheet]:
        with self._bench.store.reading() as session:
            return all_sheets(session)

    def _names(self) -> dict[str, str]:
        return {name: sheet.title(spoken()) for name, sheet in self._sheets.items()}

    def _take_kind(self) -> None:
        self._bench.settings.card_sheet = self._kind.value()
        if not self._lay_on():
            self.begun.begin_anew()

    def _lay_on(self) -> bool:
        """Look up how the cards lie on the sheet chosen; return whether its places are others."""
        before, chosen = self._on.sheet, self._sheets[self._kind.value()]
        with self._bench.store.reading() as session:
            self._folds = folds(session, EVERY)
            kinds = (kinds_of(session, self._cards) if self._folds else ()) or EVERY
            on = laid_out(session, Paper(chosen, (), Backs.LONG), kinds)
            self._fold.setText(_fold_said(on, wanted=folds(session, kinds)))
        two_sided = on.backs is not Backs.NONE
        self._on = replace(on, backs=self.backs.value() if two_sided else Backs.NONE)
        self._fold.setVisible(bool(self._fold.text()))
        self.backs.setVisible(two_sided)
        self.begun.setVisible(len(self.sheet.places) > 1)
        self.usual.show_use(_use(self.sheet))
        if self.sheet != before:
            self.begun.show_sheet(self.sheet)
        return self.sheet != before

    def _take_backs(self) -> None:
        self._bench.settings.card_backs = self.backs.value().value
        self._lay_on()
        self._draw()

    def _draw(self) -> None:
        cards, on = self._cards, self.paper()
        self._stock.show_wanted(len(cards), on.sheet)
        for button in (self._save, self._print):
            button.setEnabled(bool(cards))
        self._say_print()
        pages = sum(1 for _page in on.lay_out(cards))
        self._pages.show_badge(Badge(ngettext("{n} page", "{n} pages", pages)) if cards else None)
        if not cards:
            self._live.clear()
            self._show(Drawn(0, ()))
            return
        store, words = self._bench.store, spoken()
        self._live.draw(lambda paper: draw_preview(store, cards, paper, on, words))

    def _say_print(self) -> None:
        """Say how many are printed, and whether the printer is asked for."""
        n, asks = len(self._cards), not (self.usual.quiet and self.usual.printer)
        if not n:
            said = _("Print…") if asks else _("Print")
        elif asks:
            said = ngettext("Print {n} card…", "Print {n} cards…", n)
        else:
            said = ngettext("Print {n} card", "Print {n} cards", n)
        self._print.setText(said)

    def _show(self, drawn: Drawn) -> None:
        """Say what the preview leaves out, and what will not come out as it should."""
        first = ngettext(
            "The first {n} card is shown here.", "The first {n} cards are shown here.", drawn.cards
        )
        self._part.setText(first if drawn.cards else _("Select cards to see them here."))
        self._part.setVisible(drawn.cards < max(1, len(self._cards)))
        if not drawn.problems:
            self._notice.hide()
            return
        more = len(drawn.problems) - NAMED
        lines = list(drawn.problems[:NAMED])
        if more > 0:
            lines.append(ngettext("and {n} more", "and {n} more", more))
        self._notice.say("\n".join(lines), Role.WARNING)

    def _not_drawn(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._bench.fail(error)
        self._notice.say(str(error), Role.WARNING)


def _use(sheet: Sheet) -> str:
    """Return for what a printer is remembered: what is loaded for one sheet is not for another."""
    return f"cards {unfolded_name(sheet.name)}"


def _fold_said(on: Paper, *, wanted: bool) -> str:
    """Say how the cards are folded, or that they would be on other paper."""
    if on.sheet.fold is Fold.BESIDE:
        return _("Each card has its back beside it, to be cut out and folded at the dashed marks.")
    if on.sheet.fold is Fold.ABOVE:
        return _("Each card has its back above it, to be cut out and folded at the dashed marks.")
    return _("Cards cannot be folded on this paper.") if wanted else ""


def _backs_names() -> dict[Backs, str]:
    return {
        Backs.LONG: _("Both sides, turned over the long edge"),
        Backs.SHORT: _("Both sides, turned over the short edge"),
        Backs.BY_HAND: _("Fronts first, backs in a second pass"),
        Backs.NONE: _("Fronts only"),
    }


def _kept_backs(kept: str) -> Backs:
    return Backs(kept) if kept in set(Backs) else Backs.LONG
