"""How the designer's parts stand: three columns, or beside the card one of them at a time."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from models.words import _
from ui.look import em
from ui.widgets.segments import Segments

NARROW = 62
"""The width in text lines below which only one panel stands beside the card."""
LEFT, RIGHT, PROBLEMS = 17, 22, 6.5
"""Widths of the columns and the height of the problems, in text lines."""


class DesignerRoom(QWidget):
    """Holds the card and three panels: what is on it, what it has, what is wrong with it."""

    def __init__(
        self,
        card: QWidget,
        elements: QWidget,
        properties: QWidget,
        problems: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._card = card
        self._panels = {"elements": elements, "properties": properties, "problems": problems}
        self.tabs = Segments(_("Panels"))
        names = {
            "elements": _("Elements"),
            "properties": _("Properties"),
            "problems": _("Problems"),
        }
        for name, text in names.items():
            self.tabs.add(name, text)
        self.tabs.choose("properties")
        self._narrow: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(em(self, 0.5))
        self.tabs.chosen.connect(self._show)
        self._arrange(narrow=False)

    def turn_to(self, name: str) -> None:
        """Show the panel ``name`` where there is room for one only."""
        self.tabs.choose(name)

    def count(self, problems: int) -> None:
        """Say on the tab how many problems there are."""
        self.tabs.set_count("problems", str(problems) if problems else "")

    @override
    def minimumSizeHint(self) -> QSize:
        widest = max(panel.minimumSizeHint().width() for panel in self._panels.values())
        tabs = self.tabs.minimumSizeHint()
        card = self._card.minimumSizeHint()
        return QSize(
            card.width() + max(widest, tabs.width()) + self._grid.spacing(),
            max(card.height(), tabs.height() + em(self, 9)),
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(narrow=self.width() < em(self, NARROW))

    def _arrange(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        elements, properties, problems = self._panels.values()
        if narrow:
            self._grid.addWidget(self._card, 0, 0, 2, 1)
            self._grid.addWidget(self.tabs, 0, 1)
            for panel in self._panels.values():
                self._grid.addWidget(panel, 1, 1)
        else:
            self._grid.addWidget(elements, 0, 0, 2, 1)
            self._grid.addWidget(self._card, 0, 1)
            self._grid.addWidget(problems, 1, 1)
            self._grid.addWidget(properties, 0, 2, 2, 1)
        for column, share in enumerate((1, 1, 0) if narrow else (0, 1, 0)):
            self._grid.setColumnStretch(column, share)
        for row, share in enumerate((0, 1) if narrow else (1, 0)):
            self._grid.setRowStretch(row, share)
        widest = 16_777_215  # Qt's own largest size: no limit
        elements.setMaximumWidth(widest if narrow else em(self, LEFT))
        properties.setMinimumWidth(0 if narrow else em(self, RIGHT))
        properties.setMaximumWidth(widest if narrow else em(self, RIGHT))
        problems.setMaximumHeight(widest if narrow else em(self, PROBLEMS))
        self.tabs.setVisible(narrow)
        self._show(self.tabs.name())
        self._grid.activate()

    def _show(self, shown: str) -> None:
        for name, panel in self._panels.items():
            panel.setVisible(not self._narrow or name == shown)
