"""What desk packets wait for, on the first page: differences to decide, packets not home yet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.packets.tables import DeskPacket, MergeConflict, PacketReturn
from models.words import _, ngettext
from ui.bench import Bench
from ui.look import Role
from ui.panes.home_clocks import HomeClocks, Waiting
from ui.panes.packets_said import given_out, is_awaited, packet_entry
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry

DIFFERENCES = "differences"


class HomePackets(HomeClocks):
    """Differences first, then each packet that is out; each leads to where it is met."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        kinds = frozenset({DeskPacket, PacketReturn, MergeConflict})
        super().__init__(bench, _("Desk packets"), "packets", kinds, parent)

    @override
    def look(self, session: Any, now: datetime, zone: ZoneInfo) -> Waiting:
        from models.packets.showing import open_differences  # loaded on the worker's thread

        open_now, given = open_differences(session), given_out(session, None)
        out = [row for row in given.rows if is_awaited(row)]
        places: dict[object, Mapping[str, object]] = {}
        places |= {row.id: {"event_id": row.event_id} for row in out}
        entries = [packet_entry(row, zone, given.events.get(row.event_id, "")) for row in out]
        if open_now:
            said = ngettext("{n} difference to decide", "{n} differences to decide", open_now)
            detail = _("Two desks say different things, and one of them must stand.")
            badge = Badge(_("To be decided"), Role.WARNING)
            entries.insert(0, Entry(DIFFERENCES, said, detail, icon="list", badge=badge))
            places[DIFFERENCES] = {"part": DIFFERENCES}
        return Waiting(entries, 0, places)
