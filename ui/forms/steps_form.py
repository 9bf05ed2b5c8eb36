"""What the forms before a database have in common that ask step by step and wait in between."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from models.words import _
from ui.look import Role
from ui.widgets.alone import Alone
from ui.widgets.form import FieldRow
from ui.widgets.header import action_button
from ui.widgets.layers import Layers
from ui.widgets.notice import Notice
from ui.widgets.waiting import Waiting


class StepsForm(Alone):
    """Asks step by step; whoever shows it does what was chosen. Esc goes back."""

    left = Signal()

    def __init__(self, width: float, field: QWidget, parent: QWidget | None = None) -> None:
        """Make the card; ``field`` takes what opens the file, in one of the steps."""
        super().__init__(width, parent=parent)
        self.notice = Notice()
        self._waiting = Waiting()
        self._secret = field
        self._row = FieldRow([field])

    def busy(self, text: str) -> None:
        """Say that ``text`` is under way; meanwhile nothing can be chosen."""
        self.notice.hide()
        self._waiting.begin(text)
        self._layers.setEnabled(False)

    def rest(self) -> None:
        """Let go on choosing."""
        self._waiting.end()
        self._layers.setEnabled(True)

    def fail(self, text: str) -> None:
        """Say why it did not succeed; what was typed is still there."""
        self.rest()
        if self._layers.layer().isAncestorOf(self._row):
            self._row.say(text)
            self._secret.setFocus()
        else:
            self.notice.say(text, Role.DANGER)
        self.scroll_up()

    @override
    def is_busy(self) -> bool:
        return bool(self._waiting.text())

    @override
    def may_leave(self) -> bool:
        return not self.is_busy()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.is_busy():
            self._back()

    def _lay_steps(self, *steps: QWidget) -> None:
        """Put the steps into one place, the first of them shown."""
        self._steps = steps
        self._layers = Layers(*steps)

    def _back(self) -> None:
        """Go back a step, or leave."""
        raise NotImplementedError

    def _back_button(self) -> QAbstractButton:
        back = action_button(_("Back"), "arrow-left")
        back.clicked.connect(self._back)
        return back

    def _begin_at(self, widget: QWidget) -> None:
        self._row.say("")
        self.setFocusProxy(widget)
        widget.setFocus()
        self.scroll_up()
