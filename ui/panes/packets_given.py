"""The packets that were given to desks, what became of the one chosen, and making another."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.events.tables import Event
from models.office.tables import Desk
from models.packets.given import PacketRow
from models.packets.tables import DeskPacket, PacketReturn
from models.words import _
from ui.bench import Bench
from ui.look import FAINT
from ui.looking import ask
from ui.panes.packet_making import PacketMaking
from ui.panes.packet_record import PacketRecord
from ui.panes.packets_said import GivenOut, given_out, packet_entry
from ui.widgets.entries import EntryList
from ui.widgets.fresh import Fresh
from ui.widgets.panel import Panel
from ui.widgets.reflow import Columns
from ui.widgets.scrolling import bring_into_view
from ui.widgets.stack import Stack
from ui.widgets.text import Text

KINDS = frozenset({DeskPacket, PacketReturn, Desk, Event})
SIDE_BY_SIDE = 56
"""The width in text lines from which making stands beside the list."""


class PacketsGiven(QWidget):
    """Enter on a packet shows what came home of it; without an event none can be made."""

    merge_asked = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self._rows: dict[int, PacketRow] = {}
        self._zone = ZoneInfo("UTC")
        self.list = EntryList()
        self.none = Text(_("No packet has been given to a desk yet."), ink=FAINT, wrap=True)
        self.record = PacketRecord(bench)
        self.making = PacketMaking(bench)
        listed = Panel(_("Packets given out"))
        listed.add(self.none)
        listed.add(self.list)
        listed.column.addStretch(1)
        left = Stack().add(self.record).add(listed, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Columns([(left, 1), (self.making, 1)], SIDE_BY_SIDE), 1)
        self.list.chosen.connect(self._choose)
        self.record.merge_asked.connect(self.merge_asked)
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self._read)

    def show_event(self, event_id: int | None) -> None:
        """Show the packets of an event; of all events for None."""
        if event_id != self._event_id:
            self.record.show_row(None, self._zone)
        self._event_id = event_id
        self.making.show_event(event_id)
        self._fresh.call_now()

    def begin(self) -> None:
        """Put the keyboard where one begins."""
        if not self.making.begin() and self.list.lines():
            self.list.lines()[0].setFocus()

    def may_leave(self) -> bool:
        """Whether no phrase is shown that would be lost, or the person agrees to lose it."""
        return self.making.may_leave()

    def _read(self) -> None:
        event_id = self._event_id
        ask(self._bench, lambda session: given_out(session, event_id), self._show, self)

    def _show(self, found: GivenOut) -> None:
        rows, self._zone = found.rows, found.zone
        self._rows = {row.id: row for row in rows}
        self.list.show_entries(
            [packet_entry(row, found.zone, found.events.get(row.event_id, "")) for row in rows]
        )
        self.none.setVisible(not rows)
        self.record.show_row(self._rows.get(self.record.packet_id() or 0), self._zone)

    def _choose(self, packet_id: object) -> None:
        if isinstance(packet_id, int) and packet_id in self._rows:
            self.record.show_row(self._rows[packet_id], self._zone)
            self.record.begin()
            bring_into_view(self.record)
