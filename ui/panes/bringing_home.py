"""Bringing home what was done at a desk: a file that the person takes to the office."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from models.office.queries import time_zone
from models.office.rights import Right
from models.packets.here import PacketHere, packet_here
from models.packets.returning import BroughtHome, make_return
from models.words import _, ngettext
from ui.bench import Bench
from ui.look import Role
from ui.looking import ask
from ui.panes.file_names import file_name
from ui.panes.packet_files import RETURN_SUFFIX, return_kind
from ui.widgets.progress_strip import ProgressStrip


class BringingHome(QObject):
    """Asks where the file is to lie, on a stick mostly, and writes it; as often as one likes."""

    brought = Signal(object)
    """What was written: a ``BroughtHome``."""

    def __init__(self, bench: Bench, strip: ProgressStrip) -> None:
        super().__init__(strip)
        self._bench = bench
        self._strip = strip

    def ask(self) -> None:
        """Ask where to, and write it there."""
        if self._bench.allowed(Right.SERVE):
            ask(self._bench, _look, self._name_it, self)

    def offer(self) -> None:
        """Offer it where this is a desk's packet, as when the day has been closed."""
        ask(self._bench, packet_here, self._offer, self)

    def _offer(self, here: PacketHere | None) -> None:
        if here is not None:
            said = _("The office does not have yet what was done at this desk.")
            self._bench.messages.tell(said, Role.INFO, _("Bring home…"), self.ask)

    def _name_it(self, found: tuple[PacketHere | None, ZoneInfo]) -> None:
        here, zone = found
        if here is None:
            return
        now = datetime.now(UTC).astimezone(zone)
        target = self._bench.messages.save_file(
            _("Where should it go? Choose the stick that travels to the office."),
            file_name(here.desk, here.event, f"{now:%Y-%m-%d %H%M}", suffix=RETURN_SUFFIX),
            [return_kind()],
        )
        if target is not None:
            self._bench.run(
                make_return(self._bench.store, target),
                _("Writing what goes home…"),
                self._strip,
                self._written,
            )

    def _written(self, made: BroughtHome) -> None:
        actions = ngettext("{n} action", "{n} actions", made.actions)
        said = _("{file} holds all that was done at this desk: {actions}. Take it to the office.")
        self._bench.messages.tell(said.format(file=made.path.name, actions=actions), Role.SUCCESS)
        self.brought.emit(made)


def _look(session: Any) -> tuple[PacketHere | None, ZoneInfo]:  # noqa: ANN401 - see ask
    return packet_here(session), time_zone(session)
