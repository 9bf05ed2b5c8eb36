"""Says in words how packets stand, for lists and cards."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from models.events.queries import event_rows
from models.office.queries import time_zone
from models.packets.given import PacketRow, packet_rows
from models.words import _, ngettext, spoken
from ui.look import Role
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry


class GivenOut(NamedTuple):
    """The packets shown; the titles of their events where those are several."""

    rows: Sequence[PacketRow]
    events: Mapping[int, str]
    zone: ZoneInfo


def given_out(session: Any, event_id: int | None) -> GivenOut:  # noqa: ANN401 - see ask
    """Return the packets of an event, or of all, each then with its event's title."""
    rows = packet_rows(session, event_id)
    events = {} if event_id is not None else event_rows(session, [row.event_id for row in rows])
    return GivenOut(rows, {one: row.title for one, row in events.items()}, time_zone(session))


def is_awaited(row: PacketRow) -> bool:
    """Whether nothing of a packet came home yet, and it is not given up."""
    return not row.returns and row.closed_at is None


def packet_entry(row: PacketRow, zone: ZoneInfo, event: str = "") -> Entry:
    """Return a packet as an entry of a list that may say its event, too."""
    came = came_home(row, zone)
    below = (event, came) if event else (came, "")
    return Entry(row.id, row.desk, below[0], more=below[1], icon="archive", badge=packet_badge(row))


def packet_badge(row: PacketRow) -> Badge:
    """Say in a word and colour how a packet stands."""
    if row.closed_at is not None:
        return Badge(_("Closed"), Role.NEUTRAL)
    if is_awaited(row):
        return Badge(_("Not home yet"), Role.WARNING)
    return Badge(_("Came home"), Role.SUCCESS)


def came_home(row: PacketRow, zone: ZoneInfo) -> str:
    """Say when a packet was made, and what came home of it."""
    made = _("made {moment}").format(moment=moment_said(row.made_at, zone))
    if row.returned_at is None:
        return made
    actions = ngettext("{n} action brought home", "{n} actions brought home", row.actions)
    return f"{made} · {actions}"


def moment_said(moment: datetime, zone: ZoneInfo) -> str:
    """Say a moment by the office's clock."""
    there, words = moment.astimezone(zone), spoken()
    return _("{day}, {time}").format(day=words.day(there.date()), time=words.clock(there))
