"""A switch with several panels below it, of which one is seen."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.look import em
from ui.widgets.panel import Panel
from ui.widgets.segments import Segments


class PanelSwitch(QWidget):
    """Shows one of several panels; the switch says what the panels' own titles would.

    What a panel tells by a signal ``counted`` stands behind its name.
    """

    chosen = Signal(str)

    def __init__(
        self, name: str, panels: Mapping[str, tuple[str, Panel]], parent: QWidget | None = None
    ) -> None:
        """Hold ``panels``, each with its word; a screen reader calls the switch ``name``."""
        super().__init__(parent)
        self._panels = {key: panel for key, (_word, panel) in panels.items()}
        self.switch = Segments(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.5))
        column.addWidget(self.switch)
        for key, (word, panel) in panels.items():
            self.switch.add(key, word)
            panel.hide_title()
            column.addWidget(panel, 1)
            counted = getattr(panel, "counted", None)
            if counted is not None:
                counted.connect(partial(self.switch.set_count, key))
        self._show(self.switch.name())
        self.switch.chosen.connect(self._show)

    def choose(self, key: str) -> None:
        """Show the panel ``key``."""
        self.switch.choose(key)

    def shown(self) -> str:
        """Return the key of the panel that is seen."""
        return self.switch.name()

    def _show(self, key: str) -> None:
        for other, panel in self._panels.items():
            panel.setVisible(other == key)
        self.chosen.emit(key)
