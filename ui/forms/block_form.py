"""The form about a block of membership numbers the agency gave to the office."""

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.cards.blocks import SOURCE_LENGTH, BlockDraft
from models.words import _, ngettext
from ui.forms.draft_form import DraftForm, told
from ui.look import FAINT
from ui.widgets.date_field import DateField
from ui.widgets.text import Text

DIGITS = 40
"""How much may be typed of a number: spaces and points between its digits are left out."""


class BlockForm(DraftForm[BlockDraft]):
    """From the first number to the last, both included; below them how many those are."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.last, self.source = QLineEdit(), QLineEdit(), QLineEdit()
        self.received_on = DateField(today)
        self._count = Text("", ink=FAINT, wrap=True)
        for field in (self.first, self.last):
            field.setMaxLength(DIGITS)
        self.source.setMaxLength(SOURCE_LENGTH)
        self.grid.add("first", _("First number"), self.first)
        self.grid.add("last", _("Last number"), self.last)
        self.grid.add("received_on", _("Received on"), self.received_on)
        self.grid.add("source", _("By which letter"), self.source)
        self.column.addWidget(self._count)
        self.watch("first", self.first.textEdited)
        self.watch("last", self.last.textEdited)
        self.watch("received_on", self.received_on.changed)
        self.watch("source", self.source.textEdited)
        self.setFocusProxy(self.first)

    @override
    def fill(self, draft: BlockDraft) -> None:
        self.first.setText(draft.first)
        self.last.setText(draft.last)
        self.received_on.set_value(draft.received_on)
        self.source.setText(draft.source)
        self.source.setCursorPosition(0)

    @override
    def draft(self) -> BlockDraft:
        day = self.received_on.value()
        return BlockDraft(self.first.text(), self.last.text(), day, self.source.text())

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        return told({"received_on": self.received_on.problem})

    @override
    def say_problems(self) -> None:
        super().say_problems()
        draft = self.draft()
        sound = not {"first", "last"} & draft.problems().keys()
        first, last = draft.span
        count = int(last) - int(first) + 1 if sound else 0
        self._count.setText(ngettext("{n} number", "{n} numbers", count) if sound else "")
