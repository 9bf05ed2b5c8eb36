"""The button that shows and hides what the public must not read over one's shoulder."""

from PySide6.QtWidgets import QToolButton, QWidget

from models.words import _
from ui.icons import icon
from ui.look import let_tab_reach


class EyeButton(QToolButton):
    """Pressed, it lets NIKs be seen whole; at first they are masked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoRaise(True)
        let_tab_reach(self)
        self.toggled.connect(self._turn)
        self._turn(shown=False)

    def _turn(self, shown: bool) -> None:
        self.setIcon(icon("eye-off" if shown else "eye"))
        self.setToolTip(_("Hide the NIKs") if shown else _("Show the NIKs whole"))
        self.setAccessibleName(self.toolTip())
