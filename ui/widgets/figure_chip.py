"""Says that a list holds only what a figure counts, with a cross that ends it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from models.words import _
from ui.icons import icon
from ui.look import ACCENT, em, let_tab_reach
from ui.widgets.icon_view import IconView
from ui.widgets.text import Text


class FigureChip(QWidget):
    """Hidden until a figure's list is shown."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = Text("", ink=ACCENT, wrap=True)
        self.cross = QToolButton()
        self.cross.setIcon(icon("x"))
        self.cross.setAutoRaise(True)
        self.cross.setAccessibleName(_("Show the whole list again"))
        self.cross.setToolTip(_("Show the whole list again"))
        let_tab_reach(self.cross)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em(self, 0.4))
        row.addWidget(IconView("chart-column", ACCENT))
        row.addWidget(self._said, 1)
        row.addWidget(self.cross)
        self.cross.clicked.connect(self.dismissed)
        self.hide()

    def said(self) -> str:
        """Return what is said of the figure; empty while none is shown."""
        return "" if self.isHidden() else self._said.text()

    def show_figure(self, said: str) -> None:
        """Say which figure's list is shown; nothing ends it."""
        self._said.setText(said)
        self.setAccessibleName(said)
        self.setVisible(bool(said))
