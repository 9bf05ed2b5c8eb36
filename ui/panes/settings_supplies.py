"""The settings' card about what is used up: stock of each thing, and how it came and went."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.events.packing import needs_ahead
from models.events.tables import Event, PackingLine
from models.office.queries import today
from models.supplies.drafts import MoveDraft, SupplyDraft, kind_name
from models.supplies.operations import (
    add_stock,
    add_supply,
    change_supply,
    count_stock,
    retire_supply,
    take_out,
)
from models.supplies.queries import (
    MoveRow,
    SupplyRow,
    stock,
    supplies,
    supply_draft,
    supply_moves,
)
from models.supplies.tables import Supply, SupplyKind, SupplyMove
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.forms.supply_form import SupplyForm
from ui.forms.supply_move_form import SupplyMoveForm
from ui.look import FAINT, Role, Size
from ui.messages import Question
from ui.panes.settings_list import ListPanel
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry
from ui.widgets.facts import Facts
from ui.widgets.fresh import Fresh
from ui.widgets.text import Text

KINDS = frozenset({Supply, SupplyMove, PackingLine, Event})
GLYPHS = {SupplyKind.BLANK_CARD: "id-card", SupplyKind.RIBBON: "printer"}
OTHER_GLYPH = "archive"
WAYS = {"in": add_stock, "out": take_out, "count": count_stock}


class SuppliesPanel(ListPanel):
    """Lists the supplies with their stock; one chosen shows what came and went of it."""

    kind = Supply

    def __init__(self, bench: Bench) -> None:
        self.stock = StockView(bench)
        none = _("No supply noted yet: blank cards, ribbons and what else is used up.")
        words = _("Add supply"), _("Take off the list"), none
        super().__init__(bench, _("Supplies"), SupplyForm(), words, KINDS)
        self.column.setStretch(1, 0)  # the stock stands right below the form
        self.add(self.stock)
        self.column.addStretch(1)
        self.show_list()
        self.read()

    @override
    def open_record(self, record_id: int) -> None:
        super().open_record(record_id)
        self.stock.show_supply(record_id)
        self.stock.form.count.setFocus()

    @override
    def begin_new(self) -> None:
        super().begin_new()
        self.stock.hide()

    @override
    def show_list(self) -> None:
        super().show_list()
        self.stock.hide()

    @override
    def may_leave(self) -> bool:
        return self.stock.may_leave() and super().may_leave()

    @override
    def entries(self, session: Any) -> Sequence[Entry]:
        needs = needs_ahead(session, today(session))
        return [_entry(row, needs.get(row.id, 0)) for row in supplies(session)]

    @override
    def look_up(self, session: Any, record_id: int) -> SupplyDraft:
        return supply_draft(session, record_id)

    @override
    def new_draft(self) -> SupplyDraft:
        return SupplyDraft()

    @override
    def keep_new(self, session: Any, draft: SupplyDraft) -> str:
        add_supply(session, draft)
        return _("{supply} was added.").format(supply=draft.name.strip())

    @override
    def keep_changed(self, session: Any, record_id: int, draft: SupplyDraft) -> str:
        change_supply(session, record_id, draft)
        return _("{supply} was changed.").format(supply=draft.name.strip())

    @override
    def take_out(self, session: Any, record_id: int, draft: SupplyDraft) -> str:
        retire_supply(session, record_id)
        return _("{supply} was taken off the list.").format(supply=draft.name.strip())


class StockView(QWidget):
    """How much of one supply is there, a form for what comes and goes, and what did so far."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._supply_id: int | None = None
        self._there = Text("", Size.HEADING)
        self.form = SupplyMoveForm()
        self.moves = Facts()
        self._nothing = Text(_("Nothing has come in or gone out yet."), ink=FAINT, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._there, self.form, self._nothing, self.moves):
            column.addWidget(widget)
        self.form.given.connect(self._keep)
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self._read)
        self.hide()

    def show_supply(self, supply_id: int) -> None:
        """Show what is there of a supply."""
        if supply_id != self._supply_id:
            self._supply_id = supply_id
            self.form.clear()
        self._fresh.call_now()
        self.show()

    def said(self) -> str:
        """Return what is said of the stock."""
        return self._there.text()

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost, or the person agrees to lose it."""
        if self.isHidden() or not self.form.is_changed():
            return True
        agreed = self._bench.messages.ask(
            Question(_("What you typed has not been saved."), _("Discard changes"))
        )
        if agreed:
            self.form.clear()
        return agreed

    def _read(self) -> None:
        if self._supply_id is None:
            return
        with self._bench.store.reading() as session:
            there = stock(session, self._supply_id)
            moves = supply_moves(session, self._supply_id)
        self._there.setText(ngettext("{n} in stock", "{n} in stock", there))
        self.moves.show_facts([_told(move) for move in moves])
        self._nothing.setVisible(not moves)

    def _keep(self, way: str, draft: MoveDraft) -> None:
        supply_id, operation = self._supply_id, WAYS[way]
        if supply_id is None:
            return

        def kept(_nothing: None) -> None:
            self.form.clear()
            self.form.count.setFocus()
            self._bench.done(_("The stock was noted."))

        keep(self._bench, lambda session: operation(session, supply_id, draft), kept, self)


def _told(move: MoveRow) -> tuple[str, str]:
    """Say of a move its day, and how many pieces and why."""
    words = spoken()
    number = f"+{words.number(move.count)}" if move.count > 0 else words.number(move.count)
    told = [number, move.event, move.note]
    return words.digits(move.day), " · ".join(part for part in told if part)


def _entry(row: SupplyRow, needed: int) -> Entry:
    told = [kind_name(row.kind)]
    if row.cards_each > 1:
        told.append(ngettext("{n} card each", "{n} cards each", row.cards_each))
    if needed:
        told.append(ngettext("coming events need {n}", "coming events need {n}", needed))
    glyph = GLYPHS.get(row.kind, OTHER_GLYPH)
    return Entry(row.id, row.name, " · ".join(told), icon=glyph, badge=_badge(row.stock, needed))


def _badge(there: int, needed: int) -> Badge:
    """Say how much is there; too little is what coming events need more of, and nothing at all."""
    if there < 0:
        return Badge(ngettext("{n}: count it", "{n}: count them", there), Role.DANGER)
    if needed > there:
        short = needed - there
        return Badge(ngettext("{n} short", "{n} short", short), Role.DANGER)
    if not there:
        return Badge(_("None left"), Role.WARNING)
    return Badge(ngettext("{n} in stock", "{n} in stock", there), Role.SUCCESS)
