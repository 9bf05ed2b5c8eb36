"""What became of one packet: when it came home, and closing it where its laptop is lost."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.packets.given import PacketRow, close_packet, reopen_packet
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.forms.reason_form import ReasonForm
from ui.look import FAINT, Size
from ui.panes.packets_said import moment_said
from ui.widgets.facts import Facts
from ui.widgets.header import action_button
from ui.widgets.layers import Layers
from ui.widgets.panel import Panel
from ui.widgets.scrolling import bring_into_view
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row


class PacketRecord(Panel):
    """Hidden until a packet is chosen."""

    merge_asked = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._bench = bench
        self._row: PacketRow | None = None
        self.facts = Facts()
        self.merge = action_button(_("Merge what came home…"), "download", primary=True)
        self.close_it = action_button(_("Close: it is lost…"), "ban")
        self.close_it.setToolTip(_("Take nothing home of this packet any more"))
        self.reopen = action_button(_("Open again"), "undo-2")
        self.reason = ReasonForm()
        self.key = Text("", Size.CAPTION, FAINT, wrap=True)
        self.reason.column.addWidget(self.key)
        self.add(self.facts)
        self._out = tool_row([self.merge, self.close_it])
        self._closed = tool_row([self.reopen])
        self._tools = Layers(self._out, self._closed)
        self.add(self._tools)
        self.add(self.reason)
        self.merge.clicked.connect(self.merge_asked)
        self.close_it.clicked.connect(self._ask)
        self.reason.given.connect(self._close)
        self.reopen.clicked.connect(self._open_again)
        self.hide()

    def packet_id(self) -> int | None:
        """Return which packet is shown."""
        return None if self._row is None else self._row.id

    def show_row(self, row: PacketRow | None, zone: ZoneInfo) -> None:
        """Show a packet; None hides it."""
        if row is None or row.id != self.packet_id():
            self.reason.hide()
        self._row = row
        self.setVisible(row is not None)
        if row is None:
            return
        closed = row.closed_at is not None
        self.set_title(row.desk)
        self.facts.show_facts(_facts(row, zone))
        self._tools.show_layer(self._closed if closed else self._out)
        self.key.setText(_key_said(row, zone))

    def begin(self) -> None:
        """Put the keyboard on what is done most."""
        (self.merge if self._tools.layer() is self._out else self.reopen).setFocus()

    def _ask(self) -> None:
        question = _("Why? Nothing is taken home of it any more, unless it is opened again.")
        self.reason.ask(question, _("Close the packet"))
        bring_into_view(self.reason)

    def _close(self, reason: str) -> None:
        row = self._row
        if row is not None:
            said = _("The packet of {desk} is closed.").format(desk=row.desk)
            keep(
                self._bench,
                lambda session: close_packet(session, row.id, reason),
                lambda _nothing: self._bench.done(said),
                self,
            )

    def _open_again(self) -> None:
        row = self._row
        if row is not None:
            said = _("The packet of {desk} is open again.").format(desk=row.desk)
            keep(
                self._bench,
                lambda session: reopen_packet(session, row.id),
                lambda _nothing: self._bench.done(said),
                self,
            )


def _key_said(row: PacketRow, zone: ZoneInfo) -> str:
    """Say where the key is retired that signs cards on a laptop; it was made with its packet."""
    said = _(
        "If its laptop is lost, an administrator should retire its card key as well, the one "
        "since {day}: {settings}, {section}."
    )
    return said.format(
        day=spoken().day(row.made_at.astimezone(zone).date()),
        settings=_("Settings"),
        section=_("Numbers and keys"),
    )


def _facts(row: PacketRow, zone: ZoneInfo) -> list[tuple[str, str]]:
    closed = "" if row.closed_at is None else moment_said(row.closed_at, zone)
    home = _("Nothing yet")
    if row.returned_at is not None:
        times = ngettext("{n} time", "{n} times", row.returns)
        actions = ngettext("{n} action", "{n} actions", row.actions)
        home = f"{times} · {actions}"
    return [
        (_("Made"), moment_said(row.made_at, zone)),
        (_("In it"), ngettext("{n} person", "{n} people", row.people)),
        (_("Numbers"), f"{row.first_number} – {row.last_number}" if row.first_number else ""),
        (_("Brought home"), home),
        (_("Last"), "" if row.returned_at is None else moment_said(row.returned_at, zone)),
        (_("Closed"), closed),
        (_("Why"), row.close_reason),
    ]
