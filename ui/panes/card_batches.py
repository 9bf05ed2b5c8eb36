"""The batches that were printed, the newest first: who, when, where, how they came out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.cards.batch_rows import BatchRow, batch_cards, batch_rows, batch_state_name
from models.cards.batches import revert_batch
from models.cards.copies import REASON_LENGTH
from models.cards.tables import BatchState, CardBatch, CardCopy
from models.office.queries import time_zone
from models.words import _, ngettext, spoken
from reports.sheet import Sheet
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.forms.reason_form import ReasonForm
from ui.look import FAINT, Role
from ui.looking import ask
from ui.sheets import all_sheets, with_folded
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry, EntryList
from ui.widgets.facts import Facts
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.layers import Layers
from ui.widgets.panel import Panel
from ui.widgets.scrolling import Scrolling
from ui.widgets.stack import Stack
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row

KINDS = frozenset({CardBatch, CardCopy})
SHOWN = 60
"""How many batches are listed: those before are of last year."""
LEAST = 8
"""The least width of a button, in text lines."""
ROLES = {
    BatchState.DRAWN: Role.WARNING,
    BatchState.SENT: Role.WARNING,
    BatchState.TOLD: Role.SUCCESS,
    BatchState.DROPPED: Role.NEUTRAL,
    BatchState.REVERTED: Role.DANGER,
}


@dataclass(frozen=True, slots=True)
class _Found:
    rows: dict[int, BatchRow]
    sheets: dict[str, Sheet]
    zone: ZoneInfo


class CardBatches(Panel):
    """Lists the batches; one chosen is shown in the list's place, and can be withdrawn."""

    question_asked = Signal(object)
    """It is to be told how this batch came out."""
    cards_asked = Signal(object)
    """The cards of this batch are to be shown."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(_("Batches"))
        self._bench = bench
        self._event_id: int | None = None
        self._batch_id: int | None = None
        self._found = _Found({}, {}, ZoneInfo("UTC"))
        self.list = EntryList()
        self.none = Text(_("No card was printed yet."), ink=FAINT, wrap=True)
        self.facts = Facts()
        self.reason = ReasonForm()
        self.reason.field.setMaxLength(REASON_LENGTH)
        self.back = action_button(_("All batches"), "arrow-left")
        self.tell = action_button(_("How it came out…"), "circle-help", primary=True)
        self.show_cards = action_button(_("Show its cards"), "id-card")
        self.withdraw = action_button(_("Withdraw…"), "undo-2")
        self._lay_out()
        self._listen()
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self._look)

    def show_event(self, event_id: int | None) -> None:
        """List the batches of an event, or all."""
        if event_id != self._event_id:
            self._batch_id = None
        self._event_id = event_id
        self._look()

    def _lay_out(self) -> None:
        tools = tool_row([self.withdraw, self.show_cards, self.tell], LEAST)
        one = Stack().add(self.back).add(self.facts).add(self.reason).add(tools)
        self._list_layer: QWidget = Stack().add(self.none).add(self.list)
        self._one_layer: QWidget = one
        self._layers = Layers(self._list_layer, self._one_layer)
        self.add(Scrolling(self._layers), 1)

    def _listen(self) -> None:
        self.list.chosen.connect(self.open_batch)
        self.back.clicked.connect(self._close_batch)
        self.tell.clicked.connect(lambda: self.question_asked.emit(self._batch_id))
        self.show_cards.clicked.connect(self._ask_cards)
        self.withdraw.clicked.connect(self._ask_why)
        self.reason.given.connect(self._withdraw)

    def open_batch(self, batch_id: int) -> None:
        """Show one batch."""
        self._batch_id = batch_id
        self.reason.hide()
        self._show()
        self.back.setFocus()

    def _close_batch(self) -> None:
        batch_id, self._batch_id = self._batch_id, None
        self._show()
        place = list(self._found.rows).index(batch_id) if batch_id in self._found.rows else -1
        if place >= 0:
            self.list.lines()[place].setFocus()

    def _look(self) -> None:
        event_id = self._event_id
        ask(self._bench, lambda session: _look(session, event_id), self._take, self)

    def _take(self, found: _Found) -> None:
        self._found = found
        self.none.setVisible(not found.rows)
        self.list.show_entries([_entry(row, found.zone) for row in found.rows.values()])
        self._show()

    def _show(self) -> None:
        row = self._found.rows.get(self._batch_id) if self._batch_id is not None else None
        self._layers.show_layer(self._list_layer if row is None else self._one_layer)
        if row is None:
            return
        self.facts.show_facts(_facts(row, self._found))
        self.tell.setVisible(bool(row.waiting))
        self.withdraw.setVisible(row.state is BatchState.TOLD and row.good > 0)

    def _ask_cards(self) -> None:
        batch_id = self._batch_id
        if batch_id is not None:
            ask(
                self._bench,
                lambda session: [card.card_id for card in batch_cards(session, batch_id)],
                self.cards_asked.emit,
                self,
            )

    def _ask_why(self) -> None:
        question = _("Why is this batch withdrawn? Its cards are void and are printed again.")
        self.reason.ask(question, _("Withdraw"))

    def _withdraw(self, reason: str) -> None:
        batch_id = self._batch_id
        if batch_id is None:
            return
        keep(
            self._bench,
            lambda session: revert_batch(session, batch_id, reason),
            lambda _nothing: self._bench.done(_("The batch is withdrawn.")),
            self,
        )


def _look(session: Any, event_id: int | None) -> _Found:  # noqa: ANN401 - see ask
    rows = {row.id: row for row in batch_rows(session, event_id, SHOWN)}
    return _Found(rows, with_folded(all_sheets(session)), time_zone(session))


def _entry(row: BatchRow, zone: ZoneInfo) -> Entry:
    where = row.printer or _("as a file")
    told = (_when(row.drawn_at, zone), row.officer, where)
    title = ngettext("{n} card", "{n} cards", row.cards)
    if row.event:
        title = _("{cards} · {event}").format(cards=title, event=row.event)
    detail = " · ".join(filter(None, told))
    return Entry(row.id, title, detail, icon="printer", badge=_badge(row), more=row.note)


def _badge(row: BatchRow) -> Badge:
    if row.state is BatchState.TOLD and row.good < row.cards:
        role = Role.SUCCESS if row.good else Role.NEUTRAL
        return Badge(ngettext("{n} came out", "{n} came out", row.good), role)
    return Badge(batch_state_name(row.state), ROLES[row.state])


def _facts(row: BatchRow, found: _Found) -> list[tuple[str, str]]:
    number = spoken().number
    sheet = found.sheets.get(row.sheet)
    good = "" if row.waiting else number(row.good)
    return [
        (_("Status"), batch_state_name(row.state)),
        (_("Cards"), number(row.cards)),
        (_("Came out well"), good),
        (_("Spoilt"), number(row.spoilt) if row.spoilt else ""),
        (_("Event"), row.event),
        (_("Printed"), _when(row.sent_at or row.drawn_at, found.zone)),
        (_("Printer"), row.printer or _("as a file")),
        (_("Sheet"), sheet.title(spoken()) if sheet else row.sheet),
        (_("Design"), row.design),
        (_("Officer"), row.officer),
        (_("Desk"), row.desk),
        (_("Why withdrawn"), row.note),
    ]


def _when(moment: datetime, zone: ZoneInfo) -> str:
    there, words = moment.astimezone(zone), spoken()
    return f"{words.short_day(there.date())}, {words.clock(there)}"
