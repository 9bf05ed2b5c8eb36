"""What the cards of the settings have in common, and how they stand in their sections."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.panel import Panel
from ui.widgets.reflow import Columns
from ui.widgets.stack import Stack

SIDE_BY_SIDE = 60
"""The width in text lines from which the columns of a section stand beside one another."""


class SettingsPanel(Panel):
    """A card of the settings: shown anew at each visit, and asked before it is left."""

    def read(self) -> None:
        """Show what is kept now; what is being typed stays."""

    def go(self, **where: object) -> None:
        """Go to a place within the card that another page names; most cards have none."""

    def beginning(self) -> QWidget | None:
        """Return where the keyboard begins on this card; None where nothing is typed first."""
        return None

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost, or the person agrees to lose it."""
        return True


class Section(QWidget):
    """Columns of cards; the last card of each is as tall as there is room for."""

    def __init__(
        self, columns: Sequence[Sequence[SettingsPanel]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.panels = [panel for column in columns for panel in column]
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(Columns([(_stacked(column), 1) for column in columns], SIDE_BY_SIDE))

    def read(self) -> None:
        """Let every card show what is kept now."""
        for panel in self.panels:
            panel.read()

    def go(self, **where: object) -> None:
        """Let the card that has it go to a place that another page names."""
        for panel in self.panels:
            panel.go(**where)

    def may_leave(self) -> bool:
        """Whether every card may be left; the first that may not is the last that is asked."""
        return all(panel.may_leave() for panel in self.panels)


def _stacked(panels: Sequence[SettingsPanel]) -> Stack:
    stack = Stack()
    for panel in panels:
        stack.add(panel, 1 if panel is panels[-1] else 0)
    return stack
