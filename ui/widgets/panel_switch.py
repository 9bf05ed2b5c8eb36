"""A switch with several panels below it, of which one is seen."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.look import em
from ui.widgets.panel import Panel
from ui.widgets.segments import Segments


class PanelSwitch(QWidget):
    """Shows one of several panels; the switch says what the panels' own titles would.

    A panel is made when it is first chosen, or by ``make_next`` while nothing else is to be done.
    What it tells by a signal ``counted`` stands behind its name.
    """

    chosen = Signal(str)
    made = Signal(object)
    """A panel that was just made; it shows nothing yet."""

    def __init__(
        self,
        name: str,
        makers: Mapping[str, tuple[str, Callable[[], Panel]]],
        parent: QWidget | None = None,
    ) -> None:
        """Offer what ``makers`` make, each with its word; the switch itself is called ``name``."""
        super().__init__(parent)
        self._makers = {key: make for key, (_word, make) in makers.items()}
        self._panels: dict[str, Panel] = {}
        self.switch = Segments(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(self, 0.5))
        self._column.addWidget(self.switch)
        for key, (word, _make) in makers.items():
            self.switch.add(key, word)
        self.switch.chosen.connect(self._show)

    def choose(self, key: str) -> None:
        """Show the panel ``key``."""
        if key == self.switch.name():
            self._show(key)
        else:
            self.switch.choose(key)

    def shown(self) -> str:
        """Return the key of the panel that is seen."""
        return self.switch.name()

    def panel(self, key: str) -> Panel:
        """Return the panel ``key``, made now if it was not."""
        if key not in self._panels:
            self._add(key, self._makers[key]())
        return self._panels[key]

    def panels(self) -> list[Panel]:
        """Return the panels that were made."""
        return list(self._panels.values())

    def make_next(self) -> bool:
        """Make one of the panels there are not yet; return whether any is left to be made."""
        missing = [key for key in self._makers if key not in self._panels]
        if missing:
            self.panel(missing[0])
        return len(missing) > 1

    def _add(self, key: str, panel: Panel) -> None:
        self._panels[key] = panel
        panel.hide_title()
        panel.setVisible(False)
        self._column.addWidget(panel, 1)
        counted = getattr(panel, "counted", None)
        if counted is not None:
            counted.connect(partial(self.switch.set_count, key))
        self.made.emit(panel)

    def _show(self, key: str) -> None:
        shown = self.panel(key)
        for panel in self._panels.values():
            panel.setVisible(panel is shown)
        self.chosen.emit(key)
