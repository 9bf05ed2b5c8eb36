"""Cash put into the box or taken out other than for a receipt: how much, and what for."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.money.cash import NOTE_LENGTH, MoveDraft
from models.words import _
from ui.forms.draft_form import DraftForm, told
from ui.widgets.at_left import at_left
from ui.widgets.money_field import MoneyField
from ui.widgets.segments import Segments

IN, OUT = "in", "out"


class CashMoveForm(DraftForm[MoveDraft]):
    """Nothing goes out that is not there, and nothing without a word what for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._expected = 0
        self.ways = Segments(_("Whether cash is put in or taken out"))
        self.ways.add(IN, _("Put cash in"))
        self.ways.add(OUT, _("Take cash out"))
        self.amount = MoneyField()
        self.note = QLineEdit()
        self.note.setMaxLength(NOTE_LENGTH)
        self.grid.add("way", _("What happens"), at_left(self.ways))
        self.grid.add("amount", _("Amount"), self.amount)
        self.grid.add("note", _("What for"), self.note)
        self.watch("way", self.ways.chosen)
        self.watch("amount", self.amount.changed)
        self.watch("note", self.note.textEdited)

    @override
    def fill(self, draft: MoveDraft) -> None:
        self._expected = draft.expected
        self.ways.choose(OUT if draft.out else IN)
        self.amount.set_value(draft.amount)
        self.note.setText(draft.note)

    @override
    def draft(self) -> MoveDraft:
        out = self.ways.name() == OUT
        return MoveDraft(self.amount.value(), out, self.note.text(), self._expected)

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        return told({"amount": self.amount.problem})

    @override
    def on_touched(self, name: str) -> None:
        if name == "way" and self.amount.text().strip():
            self._touched.add("amount")  # what could be put in may not be there to be taken out

    def expect(self, expected: int) -> None:
        """Know that so much should be in the box by now, in rupiah; what is typed stays."""
        if self._first is not None:
            self._first = replace(self._first, expected=expected)
        self._expected = expected
        self.say_problems()

    def begin(self) -> None:
        """Put the keyboard into the amount."""
        self.amount.setFocus()
        self.amount.selectAll()
