"""What a row of fields that filter a list is by itself: the fields, and what they leave out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.words import _
from ui.bench import Bench
from ui.look import ACCENT, em
from ui.widgets.header import action_button
from ui.widgets.icon_view import IconView
from ui.widgets.reflow import Tiles
from ui.widgets.text import Text

LEAST = 9
"""The least width of a field, in text lines."""


class FilterBar(QWidget):
    """Takes room only where its fields are shown, or leave something out."""

    changed = Signal()
    """Something else is looked at."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._said = Text("", ink=ACCENT, wrap=True)
        self.clear = action_button(_("Clear the filter"), "x")
        self.clear.clicked.connect(self._clear)
        self._line = QWidget()

    def lay_out(self, fields: Sequence[QWidget]) -> None:
        """Lay the fields out in tiles, which are hidden until they are asked for."""
        self.fields = Tiles(fields, LEAST)
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(IconView("search", ACCENT))
        line.addWidget(self._said, 1)
        line.addWidget(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.4))
        column.addWidget(self.fields)
        column.addWidget(self._line)
        self.fields.hide()

    def show_fields(self, *, shown: bool) -> None:
        """Show the fields, or only what they leave out."""
        self.fields.setVisible(shown)
        self._take_room()

    def said(self) -> str:
        """Return what is said of the filter; empty if it leaves nothing out."""
        return "" if self._line.isHidden() else self._said.text()

    def _say(self) -> None:
        """Show the fields that now make sense, and say by ``_tell`` what they leave out."""
        raise NotImplementedError

    def _clear(self) -> None:
        """Leave nothing out."""
        raise NotImplementedError

    def _change(self) -> None:
        if not self.signalsBlocked():
            self._say()
            self.changed.emit()

    def _tell(self, said: Sequence[str]) -> None:
        self._said.setText(_("Shown are only: {what}").format(what="; ".join(said)))
        self._line.setVisible(bool(said))
        self._take_room()

    def _take_room(self) -> None:
        """Take no room where there is nothing to show."""
        self.setVisible(not (self.fields.isHidden() and self._line.isHidden()))
