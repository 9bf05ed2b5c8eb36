"""The settings' card about desk packets: opening one here, and the way home or to the merging."""

from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from models.office.queries import time_zone
from models.office.rights import Right
from models.packets.here import PacketHere, packet_here
from models.words import _
from ui.bench import Bench
from ui.look import FAINT
from ui.looking import ask
from ui.panes.bringing_home import BringingHome
from ui.panes.packets_said import moment_said
from ui.panes.settings_panel import SettingsPanel
from ui.widgets.facts import Facts
from ui.widgets.header import action_button
from ui.widgets.layers import Layers
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row


class PacketsPanel(SettingsPanel):
    """At the office, packets are opened and merged; in a packet, what was done goes home."""

    unpack_asked = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Desk packets"), parent=parent)
        self._bench = bench
        self.facts = Facts()
        self.told = Text("", ink=FAINT, wrap=True)
        self.strip = ProgressStrip()
        self._bringing = BringingHome(bench, self.strip)
        self.bring = action_button(_("Bring home…"), "upload")
        self.unpack = action_button(_("Open a desk packet…"), "archive")
        self.merge = action_button(_("Merge what came home…"), "download")
        self.add(self.facts)
        self.add(self.told)
        for button in (self.merge, self.bring):  # as wide as the one beside them
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._way = Layers(self.merge, self.bring)
        self.add(tool_row([self.unpack, self._way], 13))
        self.add(self.strip)
        self.column.addStretch(1)
        self.bring.clicked.connect(self._bringing.ask)
        self.unpack.clicked.connect(self.unpack_asked)
        self.merge.clicked.connect(lambda: bench.show_page("packets", part="merge"))
        bench.needs(Right.SERVE, self.bring)
        bench.needs(Right.PLAN, self.merge)
        self._show((None, ZoneInfo("UTC")))
        self.read()

    @override
    def read(self) -> None:
        ask(self._bench, _look, self._show, self)

    def _show(self, found: tuple[PacketHere | None, ZoneInfo]) -> None:
        here, zone = found
        self._way.show_layer(self.merge if here is None else self.bring)
        self.facts.setVisible(here is not None)
        if here is None:
            self.facts.show_facts([])
            said = _(
                "With a packet a laptop works as a desk of an event where there is no network."
            )
        else:
            self.facts.show_facts(
                [
                    (_("Office"), here.office),
                    (_("Event"), here.event),
                    (_("Desk"), here.desk),
                    (_("Made"), moment_said(here.made_at, zone)),
                ]
            )
            said = _(
                "All that is done here goes home in one file, as often as you like; nothing is "
                "lost here by it."
            )
        self.told.setText(said)


def _look(session: Any) -> tuple[PacketHere | None, ZoneInfo]:  # noqa: ANN401 - see ask
    return packet_here(session), time_zone(session)
