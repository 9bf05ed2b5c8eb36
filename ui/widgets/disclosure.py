"""A line that opens and closes what stands below it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from ui.icons import icon
from ui.look import let_tab_reach


class Disclosure(QToolButton):
    """Says whether more is to be shown; the arrow before its text points down while it is."""

    turned = Signal(bool)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = False
        self.setText(text)
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        let_tab_reach(self)
        self.clicked.connect(lambda: self.turn(on=not self._open))
        self.turn(on=False)

    def is_open(self) -> bool:
        """Whether more is shown."""
        return self._open

    def turn(self, *, on: bool) -> None:
        """Show more, or less."""
        self._open = on
        self.setIcon(icon("chevron-down" if on else "chevron-right"))
        self.turned.emit(on)
