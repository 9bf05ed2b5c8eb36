"""The paper the cards are printed on: which kind, what of it is used, and how it will look."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from models.errors import UserError
from models.words import _, ngettext, spoken
from reports.sheet import A4, SHIPPED, Sheet, load_sheet
from ui.bench import Bench
from ui.look import FAINT, Role
from ui.panes.card_files import Drawn, draw_preview, pages_of
from ui.panes.live_paper import LivePaper
from ui.widgets.badge import Badge, BadgeLabel
from ui.widgets.choice import Choice
from ui.widgets.header import action_button
from ui.widgets.notice import Notice
from ui.widgets.panel import Panel
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.sheet_places import SheetPlaces
from ui.widgets.text import Text

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
        names = {name: load_sheet(name).title(spoken()) for name in SHIPPED}
        self._kind: Choice[str] = Choice(names)
        self._kind.setAccessibleName(_("Paper"))
        self._places = SheetPlaces(_("Places used on the first sheet"))
        self._hint = Text(
            _("Click the places of the first sheet that are used."), ink=FAINT, wrap=True
        )
        self._fresh_sheet = action_button(_("New sheet"), "file-text")
        self._notice = Notice()
        self._part = Text(ink=FAINT, wrap=True)
        self.preview = PdfPreview(_("Cards as they will be printed"))
        self._live: LivePaper[Drawn] = LivePaper(bench, self.preview, self._show, self._not_drawn)
        self._save = action_button(_("Save as PDF…"), "download")
        self._print = action_button("", "printer", primary=True)
        self._lay_out()
        self._kind.picked.connect(self._take_kind)
        self._places.changed.connect(self._draw)
        self._fresh_sheet.clicked.connect(lambda: self._places.use(frozenset()))
        self._save.clicked.connect(self.save_asked)
        self._print.clicked.connect(self.print_asked)
        kept = bench.settings.card_sheet
        self._kind.show_value(kept if kept in SHIPPED else A4)
        self._show_sheet()

    @property
    def sheet(self) -> Sheet:
        """The paper chosen."""
        return load_sheet(self._kind.value())

    def used(self) -> frozenset[int]:
        """Return the places of the first sheet that are used."""
        return self._places.used()

    def take_new_sheet(self) -> None:
        """Begin with an unused sheet."""
        self._places.use(frozenset())

    def show_cards(self, cards: Sequence[int]) -> None:
        """Show how these cards will come out."""
        self._cards = cards
        self._draw()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.addWidget(self._kind)
        words.addWidget(self._hint)
        words.addWidget(self._fresh_sheet, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        top = QHBoxLayout()
        top.addLayout(words, 1)
        top.addWidget(self._places, 0, Qt.AlignmentFlag.AlignTop)
        self.add(top)
        self.add(self._notice)
        self.add(self.preview, 1)
        self.add(self._part)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._save)
        foot.addWidget(self._print)
        self.add(foot)

    def _take_kind(self) -> None:
        self._bench.settings.card_sheet = self._kind.value()
        self._show_sheet()
        self._draw()

    def _show_sheet(self) -> None:
        sheet = self.sheet
        boxes = [(*sheet.corner(place), *sheet.card) for place in sheet.places]
        self._places.blockSignals(True)
        self._places.show_sheet(sheet.page, boxes)
        self._places.blockSignals(False)
        for widget in (self._places, self._hint, self._fresh_sheet):
            widget.setVisible(len(sheet.places) > 1)

    def _draw(self) -> None:
        cards, used = self._cards, self.used()
        self._fresh_sheet.setEnabled(bool(used))
        for button in (self._save, self._print):
            button.setEnabled(bool(cards))
        printing = ngettext("Print {n} card…", "Print {n} cards…", len(cards))
        self._print.setText(printing if cards else _("Print…"))
        pages = pages_of(len(cards), self.sheet, used)
        self._pages.show_badge(Badge(ngettext("{n} page", "{n} pages", pages)) if cards else None)
        if not cards:
            self._live.clear()
            self._show(Drawn(0, ()))
            return
        store, kind, words = self._bench.store, self._kind.value(), spoken()
        self._live.draw(lambda paper: draw_preview(store, cards, paper, kind, used, words))

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
