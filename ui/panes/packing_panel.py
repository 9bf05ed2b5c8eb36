"""The packing list of an event: ticked, changed and held against the stock where it stands."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.cards.tables import Card
from models.events.packing import (
    Packing,
    PackingDraft,
    PackingRow,
    add_packing,
    change_packing,
    move_packing,
    pack,
    packing,
    remove_packing,
    stock_said,
    unpack,
)
from models.events.tables import Attendance, Event, PackingLine
from models.office.queries import time_zone
from models.office.tables import Office, Officer
from models.supplies.operations import use_for_event
from models.supplies.queries import supplies
from models.supplies.tables import Supply, SupplyMove
from models.words import _, ngettext, shorten, spoken
from ui.bench import Bench
from ui.forms.packing_form import PackingForm
from ui.forms.packing_use import PackingUse
from ui.look import FAINT, Size
from ui.panes.lines_panel import TOLD, LinesPanel, Operations
from ui.panes.tick_line import TickLine, line_button
from ui.widgets.meter import Bar
from ui.widgets.scrolling import bring_into_view
from ui.widgets.text import Text

KINDS = frozenset({Event, PackingLine, Supply, SupplyMove, Card, Attendance, Office, Officer})


class PackingPanel(LinesPanel):
    """A line for each thing, how many are packed, and a form for the next one."""

    def __init__(self, bench: Bench) -> None:
        nothing = _("Nothing is on the packing list yet.")
        self._packing_form = PackingForm()
        super().__init__(bench, _("Packing list"), self._packing_form, nothing, KINDS)
        self._whole = Packing((), 0)
        self._zone = ZoneInfo("UTC")
        self._bar = Bar()
        self._bar.setAccessibleName(_("Things packed"))
        self._expected = Text("", Size.CAPTION, FAINT, wrap=True)
        self.use = PackingUse()
        self.add(self._bar)
        self.add(self._expected)
        self.add(self.scrolled(), 1)
        self.add(self.use)
        self.add(self.form)
        self.use.given.connect(self._use)
        self.use.left.connect(self.put_keyboard_on)
        self.use.closed.connect(self.form.show)

    @override
    def look_up(self, session: Any, event_id: int) -> Sequence[PackingRow]:
        self._whole = packing(session, event_id)
        self._zone = time_zone(session)
        self._packing_form.know(supplies(session))
        return self._whole.rows

    @override
    def make_line(self, row: PackingRow) -> "PackingLineView":
        line = PackingLineView(row, self._zone)
        line.ticked.connect(self._tick)
        line.use_asked.connect(self._ask_use)
        return line

    @override
    def operations(self) -> Operations:
        return Operations(
            PackingLine, PackingDraft, add_packing, change_packing, remove_packing, move_packing
        )

    @override
    def open_line(self, row: PackingRow) -> None:
        self.use.close_up()
        super().open_line(row)
        if row.holding is not None:
            self._packing_form.show_supply_of(row.supply_id, row.holding.supply)

    @override
    def show_event(self, event_id: int) -> None:
        if event_id != self.event_id:
            self.use.close_up()
        super().show_event(event_id)

    @override
    def show_whole(self) -> None:
        whole = self._whole
        if self.use.line_id not in {None, *(row.id for row in whole.rows)}:
            self.use.close_up()
        done, every = whole.packed, len(whole.rows)
        self._bar.fill(done, every)
        said = _("{done} of {all} packed").format(done=done, all=every)
        self._bar.setAccessibleDescription(said)
        self._bar.setVisible(bool(every))
        held = any(row.holding for row in whole.rows)
        cards = ngettext("{n} card is expected.", "{n} cards are expected.", whole.expected)
        self._expected.setText(cards)
        self._expected.setVisible(held)
        self.counted.emit(f"{done}/{every}" if every else "")

    def _tick(self, row: PackingRow, on: bool) -> None:
        said = _("Packed: {line}") if on else _("Not packed after all: {line}")
        operation = pack if on else unpack
        told = said.format(line=shorten(row.text, TOLD))
        self.do(lambda session: operation(session, row.id), told)

    def _ask_use(self, row: PackingRow) -> None:
        self.use.ask(row)
        self.form.hide()  # there is not room for both
        bring_into_view(self.use)

    def _use(self, row: PackingRow, used: int) -> None:
        event_id, supply_id = self.event_id, row.supply_id
        if event_id is None or supply_id is None or row.holding is None:
            return
        said = ngettext(
            "{n} of {supply} taken out of stock for this event.",
            "{n} of {supply} taken out of stock for this event.",
            used,
            supply=shorten(row.holding.supply, TOLD),
        )

        def then() -> None:
            self.use.close_up()
            self.put_keyboard_on(row.id)

        self.do(lambda s: use_for_event(s, event_id, supply_id, used), said, then)


class PackingLineView(TickLine):
    """One thing: its box, and below it the stock, or who packed it and when."""

    use_asked = Signal(object)

    def __init__(self, row: PackingRow, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        said = row.text if row.count is None else f"{spoken().number(row.count)} × {row.text}"
        short = row.holding is not None and row.holding.missing > 0
        super().__init__(row, said, _remark(row, zone), alarming=short, parent=parent)
        self.take = line_button("archive", _("Take {thing} out of stock").format(thing=row.text))
        if row.holding is None:
            self.take.hide()
        self.edit = line_button("pencil", _("Change {thing}").format(thing=row.text))
        self.arrange(self.take, self.edit)
        self.take.clicked.connect(lambda: self.use_asked.emit(row))
        self.edit.clicked.connect(lambda: self.opened.emit(row))

    @override
    def show_truth(self) -> None:
        self.box.setChecked(self.row.packed_at is not None)


def _remark(row: PackingRow, zone: ZoneInfo) -> str:
    told = [stock_said(row.holding)] if row.holding is not None else []
    if row.packed_at is not None:
        day = spoken().short_day(row.packed_at.astimezone(zone).date())
        said = _("packed {day} by {officer}") if row.packed_by else _("packed {day}")
        told.append(said.format(day=day, officer=row.packed_by))
    return " · ".join(told)
