"""Asks why a receipt is void, and says what follows from it, in its place on the page."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.money.receipts import REASON_LENGTH
from models.words import _
from ui.forms.reason_form import ReasonForm
from ui.look import Role
from ui.widgets.notice import Notice


class VoidForm(ReasonForm):
    """What should be known before stands over the question."""

    left = Signal()
    """It asks no more: answered, or never mind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.warning = Notice()
        self.column.insertWidget(0, self.warning)
        self.field.setMaxLength(REASON_LENGTH)

    def ask_for(self, number: str, warnings: Sequence[str]) -> None:
        """Ask why the receipt called ``number`` is void."""
        self.warning.hide()
        if warnings:
            self.warning.say("\n".join(warnings), Role.WARNING)
        question = _("Why is receipt {number} void? The money counts as given back.")
        self.ask(question.format(number=number), _("Void"))

    def is_changed(self) -> bool:
        """Whether a reason is being typed."""
        return not self.isHidden() and bool(self.field.text().strip())

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.isHidden():  # and not only what it lies in
            self.left.emit()
