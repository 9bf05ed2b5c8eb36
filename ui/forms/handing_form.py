"""One card is handed over: whoever takes it signs on the screen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.words import _
from ui.look import FAINT, Role, Size
from ui.widgets.header import action_button
from ui.widgets.panel import Card
from ui.widgets.signature_pad import SignaturePad
from ui.widgets.text import Text


class HandingForm(Card):
    """Hidden until it asks; who cannot sign is ticked instead."""

    signed = Signal(object)
    """The signature as PNG; None where it was ticked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whose = Text("", Size.HEADING, wrap=True)
        self.pad = SignaturePad()
        self._hint = Text("", ink=FAINT, wrap=True)
        self.never_mind = action_button(_("Never mind"))
        self.tick = action_button(_("Without a signature"), "check")
        self.agree = action_button(_("Hand over"), "user-check", primary=True)
        buttons = QHBoxLayout()
        buttons.addWidget(self._hint, 1)
        for button in (self.never_mind, self.tick, self.agree):
            buttons.addWidget(button)
        self.column.addWidget(self._whose)
        self.column.addWidget(self.pad)
        self.column.addLayout(buttons)
        self.pad.changed.connect(self._judge)
        self.never_mind.clicked.connect(self.hide)
        self.tick.clicked.connect(lambda: self._give(None))
        self.agree.clicked.connect(lambda: self._give(self.pad.value()))
        self._judge()
        self.hide()

    def ask(self, name: str, number: str) -> None:
        """Ask the person called ``name`` to sign for the card with this number."""
        self._whose.setText(_("{name} takes card {number}").format(name=name, number=number))
        self.pad.clear()
        self._judge()
        self.show()
        self.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _judge(self) -> None:
        said = self.pad.problem()
        self._hint.setText(said or _("Please sign above."))
        self._hint.set_ink(Role.DANGER if said else FAINT)
        self.agree.setEnabled(self.pad.value() is not None)

    def _give(self, signature: bytes | None) -> None:
        self.hide()
        self.signed.emit(signature)
