"""The paper the cards are printed on: which kind, what of it is used, and how it will look."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from models.errors import UserError
from models.printing.tables import PartSheet, SheetFormat
from models.words import _, ngettext, spoken
from reports.sheet import A4, Sheet
from ui.bench import Bench
from ui.look import FAINT, Role
from ui.panes.begun_sheets import BegunSheets
from ui.panes.card_files import Drawn, Paper, draw_preview
from ui.panes.live_paper import LivePaper
from ui.sheets import all_sheets
from ui.widgets.badge import Badge, BadgeLabel
from ui.widgets.choice import Choice
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.notice import Notice
from ui.widgets.panel import Panel
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import Text

KINDS = frozenset({SheetFormat, PartSheet})
NAMED = 3
"""How many problems are told in full."""


class CardPaper(Panel):
    """Previews the cards as they will come out of the printer, and leads there."""

    print_asked = Signal()
    save_asked = Signal()

    def __init__(self, bench: Bench) -> None:
        self._pages = BadgeLabel()
        super().__init__(_("Preview"), self._pages)
        self._bench = bench
        self._cards: Sequence[int] = ()
        self._sheets = self._known_sheets()
        self._kind: Choice[str] = Choice(self._names())
        self._kind.setAccessibleName(_("Paper"))
        kept = bench.settings.card_sheet
        self._kind.show_value(kept if kept in self._sheets else A4)
        self.begun = BegunSheets(bench, self.sheet)
        self._notice = Notice()
        self._part = Text(ink=FAINT, wrap=True)
        self.preview = PdfPreview(_("Cards as they will be printed"))
        self._live: LivePaper[Drawn] = LivePaper(bench, self.preview, self._show, self._not_drawn)
        self._save = action_button(_("Save as PDF…"), "download")
        self._print = action_button("", "printer", primary=True)
        self._lay_out()
        self._kind.picked.connect(self._take_kind)
        self.begun.changed.connect(self._draw)
        self._save.clicked.connect(self.save_asked)
        self._print.clicked.connect(self.print_asked)
        self._show_places()
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self.read)

    @property
    def sheet(self) -> Sheet:
        """The sheet chosen."""
        return self._sheets[self._kind.value()]

    def paper(self) -> Paper:
        """Return what is printed on: the sheet chosen, and those begun that come first."""
        sheet = self.sheet
        return Paper(sheet, self.begun.begun() if len(sheet.places) > 1 else ())

    def begin_anew(self) -> None:
        """Begin with what is known to be begun, whatever was marked by hand."""
        self.begun.begin_anew()

    def read(self) -> None:
        """Offer the sheets there are now; the one chosen stays, if it is still there."""
        before = self.sheet
        self._sheets = self._known_sheets()
        self._kind.offer(self._names())
        self._kind.show_value(before.name if before.name in self._sheets else A4)
        if self.sheet == before:
            self.begun.read()
        else:
            self._show_sheet()

    def show_cards(self, cards: Sequence[int]) -> None:
        """Show how these cards will come out."""
        self._cards = cards
        self._draw()

    def _lay_out(self) -> None:
        self.add(self._kind)
        self.add(self.begun)
        self.add(self._notice)
        self.add(self.preview, 1)
        self.add(self._part)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._save)
        foot.addWidget(self._print)
        self.add(foot)

    def _known_sheets(self) -> Mapping[str, Sheet]:
        with self._bench.store.reading() as session:
            return all_sheets(session)

    def _names(self) -> dict[str, str]:
        return {name: sheet.title(spoken()) for name, sheet in self._sheets.items()}

    def _take_kind(self) -> None:
        self._bench.settings.card_sheet = self._kind.value()
        self._show_sheet()

    def _show_sheet(self) -> None:
        self.begun.show_sheet(self.sheet)
        self._show_places()

    def _show_places(self) -> None:
        self.begun.setVisible(len(self.sheet.places) > 1)

    def _draw(self) -> None:
        cards, on = self._cards, self.paper()
        for button in (self._save, self._print):
            button.setEnabled(bool(cards))
        printing = ngettext("Print {n} card…", "Print {n} cards…", len(cards))
        self._print.setText(printing if cards else _("Print…"))
        pages = sum(1 for _page in on.lay_out(cards))
        self._pages.show_badge(Badge(ngettext("{n} page", "{n} pages", pages)) if cards else None)
        if not cards:
            self._live.clear()
            self._show(Drawn(0, ()))
            return
        store, words = self._bench.store, spoken()
        self._live.draw(lambda paper: draw_preview(store, cards, paper, on, words))

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
