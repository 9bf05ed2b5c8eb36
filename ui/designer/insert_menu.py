"""The menu of what may stand in braces in a text of a card."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from models.designs.placeholders import LABELS, OF_CARD, OF_OFFICE, SENTENCES, said_fields
from models.words import _
from ui.icons import icon
from ui.plain import label


class InsertButton(QPushButton):
    """Opens the menu; what is chosen is told with its braces."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(icon("braces"))
        self.setText(_("Insert…"))
        self.setAccessibleName(_("Insert what differs from card to card"))
        menu = self._menu = QMenu(self)
        menu.setAccessibleName(self.accessibleName())
        said = said_fields()
        self._offer(menu, said, OF_CARD)
        for title, fields in (
            (_("The office"), OF_OFFICE),
            (_("Sentences"), SENTENCES),
            (_("Words before a field"), LABELS),
        ):
            self._offer(menu.addMenu(title), said, fields)
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _offer(self, menu: QMenu, said: Mapping[str, str], fields: Sequence[str]) -> None:
        for field in fields:
            action = menu.addAction(label(said[field]))
            action.triggered.connect(partial(self.chosen.emit, f"{{{field}}}"))
