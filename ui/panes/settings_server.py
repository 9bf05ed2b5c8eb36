"""The settings' card about where the office's records are kept: in a file, or on a server."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.words import _
from ui.bench import Bench
from ui.forms.moving_form import Ways
from ui.panes.moving_back import MovingBack
from ui.panes.moving_there import MovingThere
from ui.panes.server_words import ServerWords
from ui.panes.settings_panel import SettingsPanel


class ServerPanel(SettingsPanel):
    """Leads from the file to a server, and from there back to a file."""

    def __init__(self, bench: Bench, ways: Ways, parent: QWidget | None = None) -> None:
        in_file = bench.store.in_file
        super().__init__(_("Move to a server") if in_file else _("Server"), parent=parent)
        self.going: MovingThere | None = None
        self.coming: MovingBack | None = None
        self.words: ServerWords | None = None
        if in_file:
            self.going = MovingThere(bench, ways)
            self.add(self.going)
        else:
            self.coming = MovingBack(bench, ways)
            self.words = ServerWords(bench, ways)
            self.add(self.coming)
            self.add(self.words)
        self.column.addStretch(1)

    @override
    def may_leave(self) -> bool:
        if self.coming is not None:
            self.coming.give_up()
        if self.words is not None:
            self.words.give_up()
        return True
