"""What stands in a desk's packet where a page has nothing in it: one sentence, and the way back."""

from PySide6.QtWidgets import QWidget

from models.packets.here import PacketHere
from models.words import _
from ui.bench import Bench
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page


class ElsewherePage(Page):
    """Says that this is at the office, and leads to the desk."""

    def __init__(self, bench: Bench, here: PacketHere, parent: QWidget | None = None) -> None:
        super().__init__(_("At the office"), here.office, parent=parent)
        self._bench = bench
        self._event_id = here.event_id
        said = _(
            "This is in the office's database. A packet holds only what the desk of “{event}” "
            "needs."
        )
        self.nothing = EmptyState("archive", said.format(event=here.event), _("Go to the desk"))
        self.add(self.nothing, 1)
        self.begin_at(self.nothing)
        self.nothing.chosen.connect(self._go_to_desk)

    def _go_to_desk(self) -> None:
        self._bench.show_page("event", event_id=self._event_id, part="desk")
